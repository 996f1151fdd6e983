"""A school's inventory, and what is deliberately not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ictops.estate import Conflict, Device, DeviceId, Frozen, Kind, SchoolId
from ictops.estate.ids import own_id
from ictops.inventory.values import Table

GROUP_OF_KIND: Mapping[Kind, str] = {
    Kind.DIRECTORY: "directories",
    Kind.FILE_SERVER: "file_servers",
    Kind.PRINT_SERVER: "print_servers",
    Kind.CLASSROOM_PC: "classroom_pcs",
}
"""The group each managed kind of host belongs to; the playbooks' `hosts:` say the same."""


def school_group(school: SchoolId) -> str:
    """The group of all hosts of a school: `school_quillford`."""
    return "school_" + school.replace("-", "_")


class SchoolAudit(Frozen):
    """What the audits left us of one school: its devices, and what they contradict themselves about."""

    school: SchoolId
    devices: tuple[Device, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One managed host by our id, the groups it is in, and the variables that are its own."""

    id: DeviceId
    groups: tuple[str, ...]
    variables: Table

    def __post_init__(self) -> None:
        own_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of hosts with what holds for all of them. It exists even when no host is in it."""

    name: str
    variables: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A device of the audit that is not a host of the inventory, and why."""

    device: DeviceId
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A variable that the audit would have given a host, had the text been fit for a file."""

    device: DeviceId
    variable: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Everything Ansible, pyinfra and Nornir may know of a school. Sorted throughout: same input, same bytes."""

    school: SchoolId
    groups: tuple[Group, ...]
    hosts: tuple[Host, ...]
    withheld: tuple[Withheld, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        own_id(self.school)
