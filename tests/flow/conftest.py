"""The lab and the story, once for all flow tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.ictops_command import Command
from tests.flow.story import Story, tell
from tests.lab import needed

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "inventories" / "example-trust"


def lab(*words: str) -> None:
    """Run the lab's own command; its words go where pytest's do."""
    subprocess.run([sys.executable, "tests/lab/lab.py", *words], cwd=ROOT, check=True, timeout=900)


@pytest.fixture(scope="session")
def fresh_lab() -> Iterator[Path]:
    """The lab with its mess freshly planted; gives the folder of its keys. Taken down after, unless ICTOPS_LAB_KEEP is set."""
    needed.containers()
    lab("down")
    try:
        lab("up")
        yield ROOT / ".lab"
    finally:
        if not os.environ.get("ICTOPS_LAB_KEEP"):
            lab("down")


@pytest.fixture(scope="session")
def ictops(fresh_lab: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command, in a copy of the example trust that knows the lab's key and password."""
    trust = tmp_path_factory.mktemp("trust") / "brackenfold"
    shutil.copytree(EXAMPLE, trust, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    password = (fresh_lab / "directory-password").read_text(encoding="utf-8").strip()
    return Command(trust, {"ICTOPS_SSH_KEY": str(fresh_lab / "id"), "ICTOPS_DIRECTORY_PASSWORD": password})


@pytest.fixture(scope="session")
def story(ictops: Command) -> Story:
    return tell(ictops)
