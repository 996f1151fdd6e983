"""What the columns under a header are: which ones are read, as what, and which are kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ictops.audit.headers import DEVICE_HEADERS, STAFF_HEADERS, StaffField, key, secret, why_left_out
from ictops.audit.layout import Block
from ictops.audit.nouns import LeftOut, Why
from ictops.audit.tables import Row, letter
from ictops.estate import Attribute, Untrusted

IDENTITY = frozenset({Attribute.TAG, Attribute.SERIAL, Attribute.MAC, Attribute.ADDRESS, Attribute.NAME})
"""Attributes that single a device out: never filled down from the row above."""

_MACHINES = frozenset({Attribute.KIND, Attribute.MODEL, Attribute.MAKER, Attribute.SYSTEM})
_PEOPLE = frozenset(
    {StaffField.GIVEN_NAME, StaffField.FAMILY_NAME, StaffField.USERNAME, StaffField.EMAIL, StaffField.FULL_NAME}
)


class Lists(StrEnum):
    """What a block lists."""

    DEVICES = "devices"
    STAFF = "staff"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block that are read, by their place counted from 0."""

    lists: Lists
    attributes: Mapping[int, Attribute]
    fields: Mapping[int, StaffField]


def columns(header: Row) -> Columns:
    """Read a header: what the block lists, and where each attribute or staff field stands."""
    devices, staff = _found(header, DEVICE_HEADERS), _found(header, STAFF_HEADERS)
    lists = _lists(frozenset(devices.values()), frozenset(staff.values()))
    return Columns(
        lists,
        devices if lists is Lists.DEVICES else {},
        staff if lists is Lists.STAFF else {},
    )


def _lists(attributes: frozenset[Attribute], fields: frozenset[StaffField]) -> Lists:
    if attributes & (IDENTITY - {Attribute.NAME}):
        return Lists.DEVICES
    if len(fields) >= 2 and fields & _PEOPLE and not attributes & _MACHINES:
        return Lists.STAFF
    if len(attributes) >= 2 and attributes & (_MACHINES | {Attribute.NAME}):
        return Lists.DEVICES
    return Lists.STAFF if len(fields & _PEOPLE) >= 2 else Lists.NEITHER


def _found[T](header: Row, catalogue: Mapping[str, tuple[T, int]]) -> dict[int, T]:
    """The columns of the best-named header for each thing; several where that very header stands twice, or for MACs."""
    named = {at: catalogue[name] for at, cell in enumerate(header.cells) if (name := _key(cell.text.text)) in catalogue}
    best: dict[T, int] = {}
    for what, rank in named.values():
        best[what] = min(rank, best.get(what, rank))
    return {at: what for at, (what, rank) in named.items() if rank == best[what] or what is Attribute.MAC}


def _key(text: str) -> str:
    return "" if secret(text) else key(text)


def left_out(source: str, sheet: Untrusted | None, block: Block, read: Columns) -> tuple[LeftOut, ...]:
    """Every column of a block that is not read and holds something, with the reason."""
    taken = read.attributes.keys() | read.fields.keys()
    width = max((len(row.cells) for row in (block.header, *block.rows)), default=0)
    filled = [0] * width
    for row in block.rows:
        for at, cell in enumerate(row.cells):
            filled[at] += not cell.blank
    return tuple(
        LeftOut(
            source=source,
            sheet=sheet,
            column=letter(at),
            header=block.header.cell(at).text,
            why=_why(block.header.cell(at).text.text, read),
            filled=filled[at],
        )
        for at in range(width)
        if at not in taken and (filled[at] or not block.header.cell(at).blank)
    )


def _why(header: str, read: Columns) -> Why:
    name = _key(header)
    catalogue: Mapping[str, object] = DEVICE_HEADERS if read.lists is Lists.DEVICES else STAFF_HEADERS
    return Why.SECOND if name in catalogue and read.lists is not Lists.NEITHER else why_left_out(header)
