"""What the columns under a header are: which ones are read, as what, and which are kept out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ictops.audit.dates import DAY_FIRST
from ictops.audit.entries import NAMES, about
from ictops.audit.headers import DEVICE_HEADERS, QUANTITY_HEADERS, STAFF_HEADERS, StaffField, key, secret, why_left_out
from ictops.audit.layout import Block
from ictops.audit.nouns import About, LeftOut, Why
from ictops.audit.sources.nouns import Meaning, Profile
from ictops.audit.tables import Row, letter
from ictops.estate import Attribute, Untrusted

IDENTITY = frozenset({Attribute.TAG, Attribute.SERIAL, Attribute.MAC, Attribute.ADDRESS, Attribute.NAME})
"""Attributes that single a device out: never filled down from the row above."""

_BESIDE = frozenset({Attribute.STATE, Attribute.LAST_SEEN, Attribute.FIRMWARE, Attribute.SUPPORT_END, Attribute.DRIVER})
"""Attributes that other lists have too: alone they make no list of devices."""

_OF_AN_ISSUE = frozenset(
    {Attribute.TAG, Attribute.NAME, Attribute.KIND, Attribute.ROOM, Attribute.LOCATION, Attribute.STATE, Attribute.NOTES}
)
"""What a register of issues says of the thing that does not work: no more makes it a list of devices"""

_SEVERAL: frozenset[Attribute | StaffField | str] = frozenset({Attribute.MAC, StaffField.GIVEN_NAME, StaffField.FAMILY_NAME})
"""What several columns may tell: all of a device's MACs, the first of a person's names that is filled"""

BARE = frozenset(key(name) for name in "name|item|asset|label|description|product|product name".split("|"))
"""Headers that people and chairs have too: what stands under them is a device's only beside a column of machines."""

_MACHINES = frozenset({Attribute.KIND, Attribute.MODEL, Attribute.MAKER, Attribute.SYSTEM})
_NO_PROFILE = Profile()
_PEOPLE = frozenset(
    {StaffField.GIVEN_NAME, StaffField.FAMILY_NAME, StaffField.USERNAME, StaffField.EMAIL, StaffField.FULL_NAME}
)


class Lists(StrEnum):
    """What a block lists."""

    DEVICES = "devices"
    STAFF = "staff"
    ENTRIES = "entries"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block that are read, by their place counted from 0. `about`: the subject, where the rows are entries.
    `own_id`: where our own ids of the devices stand."""

    lists: Lists
    attributes: Mapping[int, Attribute] = field(default_factory=dict)
    fields: Mapping[int, StaffField] = field(default_factory=dict)
    about: About | None = None
    entries: Mapping[int, str] = field(default_factory=dict)
    own_id: int | None = None
    quantity: int | None = None
    """the column that says how many devices a row of a list made by hand speaks of"""
    dates: str = DAY_FIRST
    """how its days in digits are written"""
    by_people: bool = False
    """whether most of its devices are called as people are"""


def columns(header: Row, profile: Profile = _NO_PROFILE) -> Columns:
    """Read a header: what the block lists, and where each attribute, staff field or field of an entry stands."""
    devices, staff = _found(header, DEVICE_HEADERS, profile, Attribute), _found(header, STAFF_HEADERS, profile, StaffField)
    names = frozenset(_key(cell.text.text) for cell in header.cells)
    told = profile.lists
    if isinstance(told, About):
        return Columns(Lists.ENTRIES, about=told, entries=_found(header, NAMES[told], profile, str), dates=profile.dates)
    if told is not None:
        lists, subject = (Lists.DEVICES if told is Attribute else Lists.STAFF), None
    else:
        firm = frozenset(what for at, what in devices.items() if _says_machine(header.cell(at).text.text, profile))
        lists, subject = _lists(frozenset(devices.values()), firm, frozenset(staff.values()), about(names))
    quantity = next((at for at in _named_so(header, _quantities(profile)) if at not in devices), None)
    if lists is Lists.NEITHER and quantity is not None and Attribute.KIND in devices.values():
        lists = Lists.DEVICES
    match lists:
        case Lists.DEVICES:
            return Columns(lists, attributes=devices, own_id=_own_id(header, profile), quantity=quantity, dates=profile.dates)
        case Lists.STAFF:
            return Columns(lists, fields=staff)
        case Lists.ENTRIES if subject is not None:
            return Columns(lists, about=subject, entries=_found(header, NAMES[subject], profile, str))
        case _:
            return Columns(Lists.NEITHER)


def _says_machine(header: str, profile: Profile) -> bool:
    name = _key(header)
    return name not in BARE or name in profile.columns


def _quantities(profile: Profile) -> Collection[str]:
    """The columns that are read as quantities: those a mapping names, or those every register may have."""
    return [name for name, meaning in profile.columns.items() if meaning == "quantity"] if profile.strict else QUANTITY_HEADERS


def _named_so(header: Row, names: Collection[str]) -> list[int]:
    return [at for at, cell in enumerate(header.cells) if _key(cell.text.text) in names]


def _lists(
    attributes: frozenset[Attribute], firm: frozenset[Attribute], fields: frozenset[StaffField], subject: About | None
) -> tuple[Lists, About | None]:
    """What a header lists. `firm`: the attributes whose headers only machines have."""
    if subject is About.ISSUE and attributes <= _OF_AN_ISSUE:
        return Lists.ENTRIES, subject
    if firm & (IDENTITY - {Attribute.NAME}):
        return Lists.DEVICES, None
    if subject is not None:
        return Lists.ENTRIES, subject
    if len(fields) >= 2 and fields & _PEOPLE and not attributes & _MACHINES:
        return Lists.STAFF, None
    if len(attributes - _BESIDE) >= 2 and firm & (_MACHINES | {Attribute.NAME}):
        return Lists.DEVICES, None
    return (Lists.STAFF if len(fields & _PEOPLE) >= 2 else Lists.NEITHER), None


def _own_id(header: Row, profile: Profile) -> int | None:
    names = [_key(cell.text.text) for cell in header.cells]
    return names.index(profile.own_id) if profile.own_id in names and profile.own_id else None


def _found[T: (Attribute, StaffField, str)](
    header: Row, catalogue: Mapping[str, tuple[T, int]], profile: Profile, kind: type[T]
) -> dict[int, T]:
    """The columns of the best-named header for each thing; several where that very header stands twice, for MACs, and for the
    names of people, best name first: where somebody has no preferred name the legal one holds. What the profile says of a
    column comes before the catalogue."""
    named = {
        at: found for at, cell in enumerate(header.cells) if (found := _named(_key(cell.text.text), catalogue, profile, kind))
    }
    best: dict[T, int] = {}
    for what, rank in named.values():
        best[what] = min(rank, best.get(what, rank))
    in_order = sorted(named.items(), key=lambda item: item[1][1] if item[1][0] in _SEVERAL else 0)
    return {at: what for at, (what, rank) in in_order if rank == best[what] or what in _SEVERAL}


def _named[T: (Attribute, StaffField, str)](
    name: str, catalogue: Mapping[str, tuple[T, int]], profile: Profile, kind: type[T]
) -> tuple[T, int] | None:
    if not name:
        return None
    if name in profile.columns:
        meaning: Meaning = profile.columns[name]
        return (meaning, list(profile.columns).index(name) - len(profile.columns)) if type(meaning) is kind else None
    return None if profile.strict else catalogue.get(name)


def _key(text: str) -> str:
    return "" if secret(text) else key(text)


def left_out(source: str, sheet: Untrusted | None, block: Block, read: Columns) -> tuple[LeftOut, ...]:
    """Every column of a block that is not read and holds something, with the reason; those that stand in another table are
    that one's."""
    taken = read.attributes.keys() | read.fields.keys() | read.entries.keys() | {read.quantity} | {read.own_id}
    width = max((len(row.cells) for row in (block.header, *block.rows)), default=0)
    filled = {at: sum(not row.cell(at).blank for row in block.rows) for at in range(width) if at not in taken}
    return tuple(
        LeftOut(
            source=source,
            sheet=sheet,
            column=letter(at),
            header=block.header.cell(at).text,
            why=_why(block.header.cell(at).text.text, read),
            filled=filled[at],
        )
        for at in filled
        if block.header.cell(at).at is None and (filled[at] or not block.header.cell(at).blank)
    )


def _why(header: str, read: Columns) -> Why:
    name = _key(header)
    catalogue: Mapping[str, object] = DEVICE_HEADERS if read.lists is Lists.DEVICES else STAFF_HEADERS
    if read.about is not None:
        catalogue = NAMES[read.about]
    return Why.SECOND if name in catalogue and read.lists is not Lists.NEITHER else why_left_out(header)
