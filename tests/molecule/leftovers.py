"""One scenario of a name at a time; and what killed runs left standing is taken away: `python -m tests.molecule.leftovers`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.lab import places
from tests.lab.podman import Podman, find
from tests.lab.trouble import LabTrouble

LABEL = "ictops.scenario"
LOCKS = Path(tempfile.gettempdir()) / f"ictops-scenarios-{os.getuid()}"
"""One place for every checkout on the machine: the containers of a scenario have the same names in all of them."""


@contextlib.contextmanager
def alone(name: str, *, wait: bool = True) -> Iterator[None]:
    """Hold a scenario's lock. Without waiting, raises BlockingIOError while somebody else runs it."""
    LOCKS.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (LOCKS / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def remove(podman: Podman) -> None:
    """Remove the containers and networks of every scenario that nobody runs now."""
    for name in sorted({labels[LABEL] for labels in _labels(podman) if labels[LABEL]}):
        with contextlib.suppress(BlockingIOError), alone(name, wait=False):
            chosen = ("--filter", f"label={LABEL}={name}")
            for container in podman("ps", "--all", "--quiet", *chosen).split():
                podman("rm", "--force", "--ignore", "--volumes", "--time=2", container)
            for network in podman("network", "ls", "--quiet", *chosen).split():
                podman("network", "rm", network)


def _labels(podman: Podman) -> Iterator[dict[str, str]]:
    chosen = ("--format=json", "--filter", f"label={LABEL}")
    yield from (entry["Labels"] for entry in json.loads(podman("ps", "--all", *chosen) or "[]"))
    yield from (entry["labels"] for entry in json.loads(podman("network", "ls", *chosen) or "[]"))


def main() -> int:
    """Take leftovers away; the exit number is 1 when podman does not."""
    places.prepare()
    try:
        remove(find())
    except LabTrouble as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
