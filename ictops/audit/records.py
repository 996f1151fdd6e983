"""Rows of a device table become records: what the row tells, where it stands, and the aliases it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ictops.audit.dates import DAY_FIRST, iso_date, never
from ictops.audit.fill import Standing
from ictops.audit.kinds import kind_of
from ictops.audit.nouns import Doubt
from ictops.audit.odd import oddities, tells_a_password
from ictops.audit.tables import Form, letter
from ictops.audit.values import REMEMBERED, NoTag, address, aliases, clean, silent
from ictops.estate import DAYS, AliasKind, Attribute, DeviceId, Place, Source, Untrusted

type AliasKey = tuple[AliasKind, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a row tells, at its place."""

    attribute: Attribute
    text: Untrusted
    place: Place
    understood: str | None = None
    """the day that its list means, where that list writes days in a way of its own"""

    @property
    def meant(self) -> str:
        """What it is compared by."""
        return self.understood or self.text.text


type Edition = tuple[date, tuple[str, ...]]
"""Where a file stands among those it follows: the day it describes, then the years in its name."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row that speaks of one device. `series`: lists that follow each other; the newest of them, by the day that its file
    describes and the years in its name, its `edition`, speaks for all. `device`: our own id, where the row names it."""

    place: Place
    as_of: date
    told: tuple[Told, ...]
    aliases: tuple[AliasKey, ...]
    series: str
    edition: Edition
    device: DeviceId | None = None

    @property
    def table(self) -> tuple[str, Untrusted | None]:
        """The list the row stands in; within one list, two rows are two devices unless they agree."""
        return self.place.source, self.place.sheet

    def first(self, kind: AliasKind) -> str | None:
        """The row's own serial, tag, MAC or name."""
        return next((value for known, value in self.aliases if known is kind), None)


@dataclass(frozen=True, slots=True)
class CellRead:
    """What one cell gave: something told, aliases, doubts; or nothing."""

    told: Told | None = None
    aliases: tuple[AliasKey, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def place_of(source: Source, sheet: Untrusted | None, row: int, column: int | None = None, at: str | None = None) -> Place:
    """A place in a source, with the cell's name as a spreadsheet shows it, or as a document without columns has it (`at`)."""
    cell = at or (None if column is None else f"{letter(column)}{row}")
    return Place(source=source.id, sheet=sheet, row=row, cell=cell)


def read_cell(attribute: Attribute, standing: Standing, place: Place, dates: str = DAY_FIRST) -> CellRead:
    """Read one cell as an attribute. What it says is kept word for word; what cannot be so is left out and doubted. `dates`:
    how its list writes days."""
    text, formula = standing.cell.text.text, standing.cell.form is Form.FORMULA
    read = _read if len(text) <= REMEMBERED else _read.__wrapped__
    kept, given, reasons = read(attribute, text, formula=formula)
    doubts = tuple(Doubt(place=place, attribute=attribute, reason=reason, kept=kept) for reason in reasons)
    if dates != DAY_FIRST and kept and attribute in DAYS:
        return _own_day(Told(attribute, standing.cell.text, place, iso_date(text, dates)), given, doubts)
    return CellRead(Told(attribute, standing.cell.text, place) if kept else None, given, doubts)


def _own_day(told: Told, given: tuple[AliasKey, ...], doubts: tuple[Doubt, ...]) -> CellRead:
    """A day in the way of its list. One that is none so, and elsewhere would be, is left out: nobody can say which it is."""
    others = tuple(doubt for doubt in doubts if doubt.reason != NO_DATE)
    if told.understood is not None:
        return CellRead(told, given, others)
    if iso_date(told.text.text) is None:
        return CellRead(told, given, doubts)
    not_so = Doubt(place=told.place, attribute=told.attribute, reason="is no date in the way its mapping says", kept=False)
    return CellRead(None, given, (*others, not_so))


NO_DATE = "is no date we can be sure of"


@lru_cache(maxsize=16_384)
def _read(attribute: Attribute, text: str, *, formula: bool) -> tuple[bool, tuple[AliasKey, ...], tuple[str, ...]]:
    """Whether a text is kept, the aliases it gives, and all that is doubtful about it: the same wherever it stands."""
    if silent(text) or (attribute in DAYS and never(text)):
        return False, (), ()
    if tells_a_password(text, free=attribute in _FREE):
        return False, (), ("reads like a password",)
    kept, given, told = _understand(attribute, text, formula=formula)
    return kept, given, (*oddities(text), *(["is a formula; its result was not read"] if formula else []), *told)


_FREE = frozenset({Attribute.NOTES, Attribute.STATE, Attribute.LOCATION, Attribute.ROOM, Attribute.CONNECTED})
"""Where people write what they like. The others are names, numbers and models, and a part of one may read like a password."""


def _understand(attribute: Attribute, text: str, *, formula: bool) -> tuple[bool, tuple[AliasKey, ...], list[str]]:
    """Whether the text is kept, the aliases it gives, and what is doubtful about it."""
    try:
        if attribute is Attribute.ADDRESS:
            return address(text) is not None, (), []
        if formula and attribute is not Attribute.NAME:
            return True, (), []
        given = aliases(attribute, text)
    except ValueError as reason:
        return attribute is Attribute.TAG and not isinstance(reason, NoTag), (), [str(reason)]
    if attribute in DAYS and iso_date(text) is None:
        return True, given, [NO_DATE]
    return True, given, []


def hint(source: Source, sheet: Untrusted | None, row: int) -> Told | None:
    """The kind that a sheet's or file's name gives to rows without a type of their own."""
    for text in (sheet, source.name):
        if text is not None and kind_of(clean(text.text.rpartition("/")[2])) is not None:
            return Told(Attribute.KIND, text, place_of(source, sheet, row))
    return None
