"""What a source says, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from ictops.estate.base import Frozen, Untrusted
from ictops.estate.ids import DeviceId, SchoolId


class Attribute(StrEnum):
    """What an audit may tell us of a device. A column that maps to none of these is kept out, and counted."""

    NAME = "name"
    KIND = "kind"
    TAG = "tag"
    SERIAL = "serial"
    MAC = "mac"
    ADDRESS = "address"
    MAKER = "maker"
    MODEL = "model"
    SYSTEM = "system"
    ROOM = "room"
    LOCATION = "location"
    PURCHASED = "purchased"
    WARRANTY_END = "warranty_end"
    SUPPLIER = "supplier"
    FIRMWARE = "firmware"
    SUPPORT_END = "support_end"
    """the day its maker stops mending it, where the source itself tells (a Chromebook's automatic updates)"""
    LAST_SEEN = "last_seen"
    STATE = "state"
    """in use, in store, disabled, disposed of: in the source's own words"""
    DRIVER = "driver"
    CONNECTED = "connected"
    """what is plugged into it, by USB vendor and product (`0b8c:0001`)"""
    NOTES = "notes"


DAYS = frozenset({Attribute.PURCHASED, Attribute.WARRANTY_END, Attribute.SUPPORT_END, Attribute.LAST_SEEN})
"""Attributes that are days."""


class Source(Frozen):
    """One audit file as received. `name`: its path below audits/; `id`: the first 16 hex digits of its hash; `kind`: the
    reader that read it (`intune`, `register`), for several sheets the one that read the most rows."""

    id: str
    school: SchoolId
    name: Untrusted
    kind: str
    sha256: str
    describes: date
    """The day the file speaks of: a date in its name or first rows, else the day it was handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a source: the sheet (workbooks only), the row as the spreadsheet numbers it, the cell (`C14`).

    A plain value, as facts are: a trust's audits hold millions of both, each checked where it is made, and a model would take
    four times the memory. Reading the record checks them as it does models."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    source: str
    sheet: Untrusted | None = None
    row: int
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One attribute of one thing, from one source at one place, as of a day."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    device: DeviceId
    attribute: Attribute
    value: Untrusted
    """as written"""
    understood: Untrusted | None = None
    """as understood, where that differs: a date in ISO form, a MAC with colons"""
    place: Place
    as_of: date
    """the day it speaks of: when the source last saw the device, else the day that the source describes"""

    @property
    def meant(self) -> str:
        """What it is compared by: of a day the one understood, since only its own list says how it writes days; else as
        written."""
        return (self.understood if self.understood and self.attribute in DAYS else self.value).text


class Conflict(Frozen):
    """Facts about one attribute that disagree. A person settles it; until then the estate leaves the attribute open."""

    device: DeviceId
    attribute: Attribute
    facts: tuple[Fact, ...]
