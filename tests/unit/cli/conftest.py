"""The command in a copy of the example trust in which nothing was done yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.flow.ictops_command import Command

EXAMPLE = Path(__file__).parents[3] / "inventories" / "example-trust"


@pytest.fixture
def ictops(tmp_path: Path) -> Command:
    shutil.copytree(EXAMPLE, tmp_path / "trust", ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    return Command(tmp_path / "trust", {"ICTOPS_SSH_KEY": "/nowhere", "ICTOPS_DIRECTORY_PASSWORD": ""})


@pytest.fixture
def unaudited(ictops: Command) -> Command:
    """The same, with no audit of any school, and an empty folder for Mothwick's."""
    shutil.rmtree(ictops.trust / "audits")
    (ictops.trust / "audits" / "mothwick").mkdir(parents=True)
    return ictops
