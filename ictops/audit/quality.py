"""How good the audit's data is: what it tells of how many devices, and how much of it is filler, clash or contradiction."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum

from ictops.audit.dates import first_day, iso_date
from ictops.audit.nouns import Import
from ictops.estate import Attribute, Device, Frozen, Kind

ASKED_FOR = (
    Attribute.SERIAL, Attribute.TAG, Attribute.MAC, Attribute.NAME, Attribute.ADDRESS, Attribute.MAKER, Attribute.MODEL,
    Attribute.SYSTEM, Attribute.ROOM, Attribute.PURCHASED, Attribute.WARRANTY_END,
)  # fmt: skip
"""The columns of a register that a trust can plan with."""


class Completeness(Frozen):
    """Of how many devices something is told, and how many cells of it were filler or not to be believed."""

    attribute: Attribute
    told: int
    of: int
    not_believed: int


class Warranty(StrEnum):
    RUNS = "runs for a year or more"
    ENDS_SOON = "ends within a year"
    ENDED = "has ended"
    UNKNOWN = "not told"


class WarrantyCount(Frozen):
    warranty: Warranty
    devices: int


class Quality(Frozen):
    """The figures of one school."""

    completeness: tuple[Completeness, ...]
    clashes: int
    """labels that different devices carry"""
    contradictions: int
    settled: int
    in_no_file: int
    filler: int
    """cells with a stand-in, such as a serial that the maker never set"""
    warranties: tuple[WarrantyCount, ...]


def quality(one: Import, today: date) -> Quality:
    """The quality of one school's audit on a day."""
    doubted = Counter(doubt.attribute for doubt in one.doubts if not doubt.kept)
    told = Counter(attribute for device in one.devices for attribute, _ in device.attributes)
    counted = Counter(warranty(device, today) for device in one.devices if device.kind is not Kind.OTHER)
    return Quality(
        completeness=tuple(
            Completeness(attribute=what, told=told[what], of=len(one.devices), not_believed=doubted[what]) for what in ASKED_FOR
        ),
        clashes=len(one.shared),
        contradictions=len(one.conflicts),
        settled=len(one.settled),
        in_no_file=len(one.in_no_file),
        filler=sum("stand-in" in doubt.reason for doubt in one.doubts),
        warranties=tuple(WarrantyCount(warranty=each, devices=counted[each]) for each in Warranty if counted[each]),
    )


def warranty(device: Device, today: date) -> Warranty:
    """How a device's warranty stands; a month or a year alone counts from its first day."""
    text = device.get(Attribute.WARRANTY_END)
    iso = iso_date(text.text) if text else None
    if iso is None:
        return Warranty.UNKNOWN
    ends = first_day(iso)
    if ends < today:
        return Warranty.ENDED
    return Warranty.ENDS_SOON if ends <= today + timedelta(days=365) else Warranty.RUNS
