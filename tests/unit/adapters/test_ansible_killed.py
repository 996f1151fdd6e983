"""What is left when the Runner's own process is killed: the lock while Ansible works on, and no secret at any time."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictops.adapters.ansible_folder import remove_leftovers
from tests.unit.adapters.ansible_bench import Bench

WORK_UNTIL_TOLD = """\
- name: Work until told
  ansible.builtin.shell: "echo begun > {{ folder }}/begun; while [ ! -e {{ folder }}/enough ]; do sleep 0.1; done"
- name: Use the secret
  ansible.builtin.shell: "echo {{ word }} > {{ folder }}/done"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as servers:
        bench = Bench(tmp_path, servers, WORK_UNTIL_TOLD)
        bench.good_host("alone")
        bench.runner()  # writes the inventory
        yield bench


def test_after_a_kill_the_lock_is_held_as_long_as_ansible_works_and_no_secret_stays(bench: Bench) -> None:
    lock, host = bench.root / "lock", bench.root / "host"
    killed = subprocess.Popen([sys.executable, "-m", "tests.unit.adapters.killed_run", str(bench.root), str(lock)])
    try:
        _wait((host / "begun").exists)
    finally:
        killed.kill()
        killed.wait()

    held_after_the_kill = not _free(lock)
    secrets_after_the_kill = [path for path in (bench.root / "runs").rglob("*") if path.is_file() and _holds_a_secret(path)]
    (host / "enough").touch()
    _wait(lambda: _free(lock))
    (private,) = (bench.root / "runs").glob("*/private-oak")
    short = (private / "short").readlink()
    remove_leftovers(bench.root / "runs", "oak")

    assert held_after_the_kill
    assert secrets_after_the_kill == []
    assert (host / "done").read_text() == "canary-0043\n", "Ansible has to have worked on to its end, or nothing was shown"
    assert not private.exists()
    assert not short.exists()


def test_who_holds_the_lock_takes_away_what_killed_runs_of_that_school_left(tmp_path: Path) -> None:
    short = Path(tempfile.mkdtemp(prefix="ictops-"))
    for run, school in (("oak-storage-0001", "oak"), ("oak-storage-0002", "oak"), ("oak-hill-storage-0001", "oak-hill")):
        (tmp_path / run / f"private-{school}").mkdir(parents=True)
        (tmp_path / run / "events-1.jsonl").touch()
    (tmp_path / "oak-storage-0001/private-oak/short").symlink_to(short)

    remove_leftovers(tmp_path, "oak")

    assert sorted(path.parent.name for path in tmp_path.glob("*/private-*")) == ["oak-hill-storage-0001"]
    assert len(list(tmp_path.glob("*/events-1.jsonl"))) == 3
    assert not short.exists()


def _holds_a_secret(path: Path) -> bool:
    return "canary-0043" in path.read_text(encoding="utf-8", errors="replace")


def _wait(until: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def _free(lock: Path) -> bool:
    descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
