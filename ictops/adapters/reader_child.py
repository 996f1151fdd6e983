"""The reader's own process: a job as JSON on standard input, a line of JSON for each host as it answers on standard output.

A process apart because it listens to hosts that may send anything: whatever they do to it, the caller lives and can end it.
Started as `python -I -m ictops.adapters.reader_child`; imports nothing that a sweep does not need.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import asyncssh

from ictops.adapters.reader_exchange import CannotRead, Exchange
from ictops.adapters.reader_pyinfra import Heard, read_all
from ictops.adapters.reader_ssh import Target


def main() -> None:
    """Read the hosts of the job. Ends with status 3 and one line when the key cannot be used."""
    job = json.load(sys.stdin)
    try:
        key = asyncssh.read_private_key(job["key"])
    except (OSError, asyncssh.KeyImportError) as error:
        _say({"broken": f"the key file cannot be used: {error}"})
        _end(3)
    targets = [(Target(**host["target"], key=key), Exchange(host["probes"])) for host in job["hosts"]]
    read_all(
        targets,
        elevation=job["elevation"],
        seconds=job["seconds"],
        parallel=job["parallel"],
        heard=lambda device, heard: _say({"device": device, **_told(heard)}),
    )
    _end(0)


def _told(heard: Heard) -> dict[str, Any]:
    if isinstance(heard, CannotRead):
        return {"why": heard.why, "says": heard.says}
    return {"probes": {name: output._asdict() for name, output in heard.items()}}


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _end(status: int) -> None:
    """At once: a name that never resolves may still hold a thread."""
    os._exit(status)


if __name__ == "__main__":
    main()
