"""Room for more containers with systemd: each holds some inotify instances, and a user may have only so many."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.molecule.scenario import Wrong

LIMIT = Path("/proc/sys/fs/inotify/max_user_instances")
EACH = 6
"""Inotify instances that a container with systemd holds as root; counted: 4 or 5 of systemd, one of logind."""
PATIENCE = 1800.0
"""Seconds; the lab stands as long as its story takes."""


def free() -> int:
    """How many instances root may still have. As somebody else we see too little of the machine, and count only what we see."""
    return int(LIMIT.read_text()) - sum(_held(process) for process in Path("/proc").glob("[0-9]*"))


def _held(process: Path) -> int:
    try:
        if process.stat().st_uid:
            return 0
        return sum(os.readlink(handle) == "anon_inode:inotify" for handle in (process / "fd").iterdir())
    except OSError:
        return 0  # it ended, or is not ours to look at


def wait_for(containers: int, patience: float = PATIENCE) -> None:
    """Return when so many containers can start; raises Wrong when others do not make room in time."""
    end = time.monotonic() + patience
    while free() < containers * EACH:
        if time.monotonic() > end:
            raise Wrong(
                f"{containers} containers with systemd need {containers * EACH} inotify instances and the machine has {free()} "
                f"left of {LIMIT.read_text().strip()}: take other containers down (make lab-down), or raise {LIMIT}"
            )
        time.sleep(2)
