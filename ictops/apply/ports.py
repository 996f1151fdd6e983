"""The two ways out of the pure rooms: reading hosts and changing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from ictops.apply.nouns import HostResult, Run, RunRequest
from ictops.estate import DeviceId, Frozen, SchoolId


class ProbeOutput(Frozen):
    """What one probe printed on one host. `text` is None when the bytes are not UTF-8, were cut at the limit, or never came."""

    text: str | None
    status: int | None
    because: str | None = None
    """why `text` is None, or why it must not be trusted"""


class NotReadWhy(StrEnum):
    UNREACHABLE = "unreachable"
    UNKNOWN_KEY = "unknown host key"
    CHANGED_KEY = "changed host key"
    WRONG_CREDENTIAL = "wrong credential"
    TIMED_OUT = "timed out"
    NO_ROOT = "no right to read as root"
    GARBLED = "answered with something else"


class NotRead(Frozen):
    """A host that could not be read, and why. A changed key is its own state, never "unreachable"."""

    why: NotReadWhy
    says: str


type HostAnswer = dict[str, ProbeOutput] | NotRead
"""Output by probe id, or why there is none."""


class ReadRequest(Frozen):
    """One school's hosts, with the scripts to run on each: probe id to POSIX sh."""

    school: SchoolId
    scripts: dict[DeviceId, dict[str, str]]


class Reader(Protocol):
    def read(self, requests: tuple[ReadRequest, ...]) -> Mapping[DeviceId, HostAnswer]:
        """An answer for every device asked about; never an exception for one host's sake."""
        ...


class Runner(Protocol):
    def run(self, request: RunRequest, *, on_result: Callable[[HostResult], None]) -> Run:
        """Run the roles. Raises RunFailed only when nothing can be said of any host."""
        ...
