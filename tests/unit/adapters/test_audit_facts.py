"""What the installed ansible really prints of this machine, and of one that is not there, is read back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ictops.audit import Import
from tests.unit.audit.test_sources import imported

ANSIBLE = Path(sys.executable).with_name("ansible")


def printed(folder: Path, *words: str) -> bytes:
    """The output of `ansible -m setup` for this machine and for one whose name nobody has."""
    if not ANSIBLE.exists():
        pytest.skip("the command ansible is not installed beside this Python")
    inventory = folder / "hosts.yml"
    inventory.write_text(
        "all: {hosts: {here: {ansible_connection: local}, nowhere.invalid: {ansible_ssh_common_args: -F /dev/null}}}\n"
    )
    command = [
        str(ANSIBLE),
        "all",
        "-i",
        str(inventory),
        "-m",
        "setup",
        "-a",
        "gather_subset=!all,min,network,hardware",
        *words,
    ]
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "ANSIBLE_LOCALHOST_WARNING": "false"}
    return subprocess.run(command, capture_output=True, env=kept, check=False, timeout=120).stdout


@pytest.mark.parametrize("words", [(), ("-o",)])
def test_what_the_command_prints_is_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    found = imported(tmp_path, "facts.txt", printed(tmp_path, *words))

    _check(found)


def test_the_files_of_a_tree_are_read(tmp_path: Path) -> None:
    printed(tmp_path, "--tree", str(tmp_path / "tree"))
    files = sorted((tmp_path / "tree").iterdir())
    each = [imported(tmp_path / path.name, path.name, path.read_bytes()) for path in files]

    assert [(len(one.devices), one.total.rejected) for one in each] == [(1, 0), (0, 1)]


def _check(found: Import) -> None:
    assert [chosen.kind for chosen in found.chosen] == ["ansible-facts"]
    assert len(found.devices) == 1
    assert [reject.reason for reject in found.rejects] == ["not reached: that says nothing of whether it is there"]
    assert shutil.which("ssh") is None or "Could not resolve" not in found.model_dump_json()
