"""Devices: the managed things, known by an id of ours; everything printed on their labels is an alias."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import ClassVar

from pydantic import ConfigDict, field_serializer

from ictops.estate.base import Frozen, Untrusted
from ictops.estate.facts import Attribute
from ictops.estate.ids import DeviceId, SchoolId


class Kind(StrEnum):
    """What a device is for. Each managed host has exactly one kind."""

    DIRECTORY = "directory"
    FILE_SERVER = "file_server"
    PRINT_SERVER = "print_server"
    CLASSROOM_PC = "classroom_pc"
    WHITEBOARD = "whiteboard"
    PRINTER = "printer"
    SWITCH = "switch"
    ACCESS_POINT = "access_point"
    LAPTOP = "laptop"
    TABLET = "tablet"
    SERVER = "server"
    OTHER = "other"


class AliasKind(StrEnum):
    """Names a device answers to, strongest first. Tags, serials, names and addresses clash, change and lie."""

    SERIAL = "serial"
    TAG = "tag"
    MAC = "mac"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One of the names a device answers to."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    kind: AliasKind
    value: Untrusted

    def __hash__(self) -> int:
        """As of its two texts: aliases are looked up by the hundred thousand."""
        return hash((self.kind, self.value.text))


class Device(Frozen):
    """One managed thing of one school. `attributes` holds the settled facts; an attribute in conflict is absent from it."""

    id: DeviceId
    school: SchoolId
    kind: Kind
    aliases: frozenset[Alias] = frozenset()
    attributes: tuple[tuple[Attribute, Untrusted], ...] = ()

    @field_serializer("aliases")
    def _in_order(self, aliases: frozenset[Alias]) -> list[Alias]:
        """A set has no order of its own; what is written has to be the same bytes every time."""
        return sorted(aliases, key=attrgetter("kind", "value"))

    def get(self, attribute: Attribute) -> Untrusted | None:
        """The settled value, or None where the audit is silent or contradicts itself."""
        return dict(self.attributes).get(attribute)
