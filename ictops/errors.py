"""The family of deliberate failures. Only the command line catches them, and each says what to do next.

IctopsError              1  it broke
├── BadInput             2  something a person wrote cannot be used (trust.yml, a standard, exceptions, a command's words)
├── AuditRefused         1  an audit file, as a whole, could not be read
├── InventoryRefused     1  an inventory would break the contract of docs/inventory-contract.md
├── HostsNotRead         1  hosts that could not be read, so nothing can be said of them
├── RunFailed            1  a run began and did not end well
├── StoreBroken          1  the record could not be written or does not verify
└── Refused              4  no matching approval, or a gate or limit said no
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: where it is (file and line, sheet and row, host), what it is, and what to do about it."""

    where: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.do}."


class IctopsError(Exception):
    """A failure we expected and can explain. Carries every fault found, not only the first."""

    exit_number = 1

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[IctopsError], tuple[tuple[Fault, ...]]]:
        """A failure comes out of another process with its faults, not with their text."""
        return type(self), (self.faults,)


class BadInput(IctopsError):
    exit_number = 2


class AuditRefused(IctopsError):
    pass


class InventoryRefused(IctopsError):
    pass


class HostsNotRead(IctopsError):
    pass


class RunFailed(IctopsError):
    pass


class StoreBroken(IctopsError):
    pass


class Refused(IctopsError):
    exit_number = 4


def gather[Got](faults: list[Fault], read: Callable[[], Got]) -> Got | None:
    """What `read` gives, or None when it fails, its faults added to those gathered so far."""
    try:
        return read()
    except IctopsError as error:
        faults.extend(error.faults)
        return None
