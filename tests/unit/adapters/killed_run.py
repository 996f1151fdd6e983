"""A program that takes a lock and runs the Runner, so that a test can kill it: `python -m …killed_run ROOT LOCK`."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import RunRequest

if __name__ == "__main__":
    root, lock = Path(sys.argv[1]), os.open(sys.argv[2], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    AnsibleRunner(
        school_folder=lambda _: root / "school",
        known_hosts=root / "known_hosts",
        content=root / "content",
        key=root / "key",
        run_folder=root / "runs/1",
        secrets={"word": "canary-0043"},
        lock=lock,
    ).run(
        RunRequest(id="1", school="oak", roles=("note",), hosts=("alone",), for_real=True),
        on_result=lambda _: None,
    )
