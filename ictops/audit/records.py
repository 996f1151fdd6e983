"""Rows of a device table become records: what the row tells, where it stands, and the aliases it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ictops.audit.columns import Columns
from ictops.audit.dates import DAY_FIRST, NOT_SO, iso_date, never
from ictops.audit.fill import Standing
from ictops.audit.kinds import is_dock, kind_of
from ictops.audit.nouns import Doubt
from ictops.audit.odd import oddities, tells_a_password
from ictops.audit.somebody import names_a_pupil, names_who_has_it
from ictops.audit.tables import Form, letter
from ictops.audit.values import REMEMBERED, NoTag, clean, proper_form, silent, understood
from ictops.estate import DAYS, AliasKind, Attribute, DeviceId, Place, Source, Untrusted

type AliasKey = tuple[AliasKind, str]


class Told(NamedTuple):
    """One thing that a row tells, at its place; and what its text is understood as, where that differs."""

    attribute: Attribute
    text: Untrusted
    place: Place
    understood: Untrusted | None = None

    @property
    def meant(self) -> str:
        """What it is compared by, as of a fact: of a day the one understood, else as written."""
        return (self.understood if self.understood and self.attribute in DAYS else self.text).text


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


class CellsRead(NamedTuple):
    """What the cells of a row gave: what they tell, what to know its device by, and what is doubtful."""

    told: list[Told]
    aliases: tuple[AliasKey, ...]
    doubts: tuple[Doubt, ...]


def place_of(source: Source, sheet: Untrusted | None, row: int, column: int | None = None, at: str | None = None) -> Place:
    """A place in a source, with the cell's name as a spreadsheet shows it, or as a document without columns has it (`at`)."""
    cell = at or (None if column is None else f"{letter(column)}{row}")
    return Place(source=source.id, sheet=sheet, row=row, cell=cell)


def read_cells(source: Source, sheet: Untrusted | None, standing: Mapping[int, Standing], read: Columns) -> CellsRead:
    """Read the cells of a row as their columns' attributes. What a cell says is kept word for word; what cannot be so is left
    out and doubted."""
    told, given, doubts = list[Told](), list[AliasKey](), list[Doubt]()
    own_days = read.dates != DAY_FIRST
    for at, (cell, row, column) in standing.items():
        attribute, text = read.attributes[at], cell.text.text
        meaning = _read if attribute in _REPEATED and len(text) <= REMEMBERED else _read.__wrapped__
        kept, aliases, understood, reasons = meaning(attribute, text, cell.form)
        if not kept and not reasons:
            continue
        place = place_of(source, sheet, row, column, cell.at)
        one = Told(attribute, cell.text, place, understood) if kept else None
        its = [Doubt(place=place, attribute=attribute, reason=reason, kept=kept) for reason in reasons]
        if one is not None and own_days and attribute in DAYS:
            one, its = _own_day(one, iso_date(text, read.dates), its)
        told += (one,) if one is not None else ()
        given += aliases
        doubts += its
    return CellsRead(told, _known_by(told, given), tuple(doubts))


class _Read(NamedTuple):
    """Whether a text is kept, the aliases it gives, what it is understood as, and all that is doubtful about it."""

    kept: bool
    aliases: tuple[AliasKey, ...] = ()
    understood: Untrusted | None = None
    reasons: tuple[str, ...] = ()


def _own_day(told: Told, day: str | None, doubts: list[Doubt]) -> tuple[Told | None, list[Doubt]]:
    """A day in the way of its list. One that is none so, and elsewhere would be, is left out: nobody can say which it is."""
    others = [doubt for doubt in doubts if doubt.reason != NO_DATE]
    if day is not None:
        return told._replace(understood=other_form(told.text.text, day)), others
    if iso_date(told.text.text) is None:
        return told, doubts
    not_so = Doubt(place=told.place, attribute=told.attribute, reason=NOT_SO, kept=False)
    return None, [*others, not_so]


NO_DATE = "is no date we can be sure of"


@lru_cache(maxsize=16_384)
def _read(attribute: Attribute, text: str, form: Form) -> _Read:
    """What a text tells: the same wherever it stands."""
    formula = form is Form.FORMULA
    if silent(text) or (attribute in DAYS and never(text)):
        return _Read(kept=False)
    if tells_a_password(text, free=attribute in _FREE):
        return _Read(kept=False, reasons=("reads like a password",))
    if attribute in _SAYS_WHO and (names_a_pupil(text) or names_who_has_it(text)):
        return _Read(kept=False, reasons=("names a pupil, or who has it",))
    read = _understand(attribute, text, formula=formula)
    odd = (*oddities(text), *(["is a formula; its result was not read"] if formula else []))
    return read._replace(reasons=(*odd, *read.reasons)) if odd else read


_FREE = frozenset({Attribute.NOTES, Attribute.STATE, Attribute.LOCATION, Attribute.ROOM, Attribute.CONNECTED})
"""Where people write what they like. The others are names, numbers and models, and a part of one may read like a password."""
_SAYS_WHO = frozenset({Attribute.NOTES, Attribute.STATE, Attribute.LOCATION, Attribute.ROOM})
_REPEATED = frozenset(Attribute) - {Attribute.SERIAL, Attribute.TAG, Attribute.MAC, Attribute.ADDRESS, Attribute.NAME}
"""Attributes whose texts are met again and again, so that they are worth remembering"""


def _understand(attribute: Attribute, text: str, *, formula: bool) -> _Read:
    if formula and attribute not in {Attribute.NAME, Attribute.ADDRESS}:
        return _Read(kept=True, understood=other_form(text, proper_form(attribute, text)))
    try:
        proper, given = understood(attribute, text)
    except ValueError as reason:
        return _Read(kept=attribute is Attribute.TAG and not isinstance(reason, NoTag), reasons=(str(reason),))
    if attribute is Attribute.ADDRESS and proper is None:
        return _Read(kept=False)
    reasons = (NO_DATE,) if attribute in DAYS and proper is None else ()
    return _Read(kept=True, aliases=given, understood=other_form(text, proper), reasons=reasons)


def _known_by(told: Iterable[Told], given: Iterable[AliasKey]) -> tuple[AliasKey, ...]:
    """What the cells of a row give to know its device by, each once. Never a docking station's MAC: every machine that is
    put on it shows that one as its own."""
    texts = {one.attribute: one.text.text for one in told}
    docks = is_dock(texts.get(Attribute.KIND, ""), texts.get(Attribute.MODEL, ""))
    return tuple(dict.fromkeys([alias for alias in given if alias[0] is not AliasKind.MAC] if docks else given))


def hint(source: Source, sheet: Untrusted | None, row: int) -> Told | None:
    """The kind that a sheet's or file's name gives to rows without a type of their own."""
    for text in (sheet, source.name):
        if text is not None and kind_of(clean(text.text.rpartition("/")[2])) is not None:
            return tell(Attribute.KIND, text, place_of(source, sheet, row))
    return None


def tell(attribute: Attribute, text: Untrusted, place: Place) -> Told:
    """What is told of an attribute by something else than its cell."""
    return Told(attribute, text, place, other_form(text.text, proper_form(attribute, text.text)))


def other_form(text: str, proper: str | None) -> Untrusted | None:
    """What a text is understood as, where that is not the text itself."""
    return None if proper is None or proper == text else Untrusted(proper)
