"""One at a time at a school: whoever changes its inventory or its hosts holds its lock."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from ictops.errors import Fault, Refused
from ictops.estate import SchoolId
from ictops.wiring.trust import OpenTrust


@contextmanager
def school_to_ourselves(trust: OpenTrust, school: SchoolId) -> Iterator[int]:
    """Hold the school's lock, or raise Refused with who holds it; gives its descriptor, for a child to inherit.

    The kernel lets go once we, and whoever inherited the descriptor, have ended: a killed ictops leaves the school locked
    exactly as long as its Ansible still works there.
    """
    descriptor = _opened(trust, school)
    try:
        _lock(descriptor, school)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{operator()} (process {os.getpid()})".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def check_nobody_works_at(trust: OpenTrust, school: SchoolId) -> None:
    """Raise Refused while someone holds the school's lock: what is read in mid-run is neither the old state nor the new."""
    descriptor = _opened(trust, school)
    try:
        _lock(descriptor, school)
    finally:
        os.close(descriptor)


def operator() -> str:
    """The account that gave the command."""
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or f"uid {os.getuid()}"


def _opened(trust: OpenTrust, school: SchoolId) -> int:
    locks = trust.state / "locks"
    locks.mkdir(mode=0o700, exist_ok=True)
    return os.open(locks / school, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(descriptor: int, school: SchoolId) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = os.pread(descriptor, 200, 0).decode(errors="replace") or "someone"
        raise Refused(Fault(school, f"{who} is working at this school", "Wait until that run has ended")) from None
