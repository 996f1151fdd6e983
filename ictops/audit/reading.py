"""One file becomes records of devices, members of staff, and an account of every row and column that became neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import repeat

from ictops.audit.columns import IDENTITY, Columns, Lists, columns, left_out
from ictops.audit.dates import first_day, iso_date
from ictops.audit.editions import edition, series
from ictops.audit.elsewhere import Elsewhere
from ictops.audit.entries import read_entry, with_days
from ictops.audit.entry_doubts import entry_doubts
from ictops.audit.fill import Standing, as_it_stands, filled_down
from ictops.audit.headers import key
from ictops.audit.layout import LOOKED_AT, Block, Layout
from ictops.audit.nouns import About, Chosen, Doubt, Entry, LeftOut, Reject, StaffMember
from ictops.audit.own_names import called_by_people, without_owners
from ictops.audit.people import staff_member
from ictops.audit.quantities import (
    TOTAL,
    counted,
    is_count,
    is_footer,
    no_device,
    nobody,
    singled_out,
    with_kinds,
    with_quantity,
)
from ictops.audit.quantities import doubt as quantity_doubt
from ictops.audit.quantities import entry as count_entry
from ictops.audit.quantities import of_devices as counts_devices
from ictops.audit.records import Record, Told, hint, place_of, read_cells, tell
from ictops.audit.sources.choosing import Part
from ictops.audit.strange import strange_types
from ictops.audit.tables import Row, Table
from ictops.estate import Attribute, Source, Untrusted

_NOWHERE = Elsewhere()
_STRANGE = (
    "names a school that trust.yml does not know, and its rows were taken as this school's: add the name to the school's"
    " dfe_numbers, or take the file away"
)


@dataclass(frozen=True, slots=True)
class TakenBeside:
    """A row of which another table of the import has taken what it says."""


TAKEN_BESIDE = TakenBeside()

type RowRead = Record | StaffMember | Entry | TakenBeside | Reject | None
"""What a row became; None for a heading among the rows, which is counted with the titles."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file, rows in order. `chosen`: which reader read each of its tables."""

    source: Source
    rows: tuple[RowRead, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    titles: int = 0
    headers: int = 0
    blank: int = 0
    rows_in: int = 0
    """all rows the file came with, counted before anything was made of them"""
    chosen: tuple[Chosen, ...] = ()


def read_file(source: Source, parts: Sequence[Part], others: Elsewhere = _NOWHERE) -> Reading:
    """Read every table of a file that is not refused, each by its reader. `others`: the schools whose rows are not ours."""
    read = [_read_table(source, part, others) for part in parts]
    return Reading(
        source,
        tuple(row for one in read for row in one.rows),
        tuple(doubt for one in read for doubt in one.doubts),
        tuple(column for one in read for column in one.left_out),
        sum(one.titles for one in read),
        sum(one.headers for one in read) - sum(part.table.again for part in parts),
        sum(part.table.blank for part in parts),
        sum(part.table.blank + len(part.table.rows) - part.table.again for part in parts),
        tuple(part.chosen for part in parts),
    )


def _read_table(source: Source, part: Part, others: Elsewhere) -> Reading:
    table, profile = part.table, part.reader.profile
    layout = part.layout
    rows, doubts = list[RowRead](_loose(source, table, layout)), list[Doubt]()
    kept_out = list[LeftOut]()
    for block in layout.blocks:
        read = columns(block.header, profile)
        read = read if profile.is_export or profile.strict else with_quantity(block, read)
        read = replace(read, by_people=True) if called_by_people(block, read) else read
        before, named_by_us = len(rows), part.reader.recognise is not None
        kept_out += (one for one in left_out(source.id, table.sheet, block, read) if one.filled or not named_by_us)
        for row, its_doubts in _read_block(source, part, block, read, others):
            rows[-1:] = _together(rows[-1:], row) if profile.mixes_people else (*rows[-1:], row)
            doubts += its_doubts
        if profile.is_export:
            continue
        doubts += strange_types(row for row in rows[before:] if isinstance(row, Record))
        if at := others.taken_for_ours(block):
            place = place_of(source, table.sheet, *at)
            doubts.append(Doubt(place=place, attribute=Attribute.LOCATION, reason=_STRANGE, kept=False))
    return Reading(source, tuple(rows), tuple(doubts), tuple(kept_out), len(layout.titles), layout.headers)


def _together(before: Sequence[RowRead], row: RowRead) -> Sequence[RowRead]:
    """Rows kept out one after the other for one reason are told once, with their number: a school has a thousand pupils."""
    match before, row:
        case [Reject() as first], Reject() if first.reason == row.reason and first.place.sheet == row.place.sheet:
            return [first.model_copy(update={"rows": first.rows + row.rows})]
        case _:
            return [*before, row]


def _loose(source: Source, table: Table, layout: Layout) -> Iterator[Reject]:
    if layout.loose:
        place = place_of(source, table.sheet, layout.loose[0].number)
        none = f"no header with two columns we know in the first {LOOKED_AT} rows: not a table we know, it needs a mapping"
        reason = "above the header, but too full for a title" if layout.blocks else none
        yield Reject(place=place, reason=reason, rows=len(layout.loose))


def _read_block(
    source: Source, part: Part, block: Block, read: Columns, others: Elsewhere
) -> Iterator[tuple[RowRead, tuple[Doubt, ...]]]:
    table, profile = part.table, part.reader.profile
    names = [key(cell.text.text) for cell in block.header.cells]
    by_hand, keeps_out, beside = not profile.is_export, profile.kept_out, profile.taken_beside
    standings: Iterable[dict[int, Standing]] = repeat({}, len(block.rows))
    if read.lists is Lists.DEVICES:
        standings = filled_down(block.rows, table.merged, read) if by_hand else map(partial(as_it_stands, read), block.rows)
    not_ours = (
        others.reasons(table, block, by_hand=by_hand, file=source.name.text)
        if read.about is not About.SCHOOL
        else repeat(None, len(block.rows))
    )
    for row, standing, of_another in zip(block.rows, standings, not_ours, strict=True):
        place = place_of(source, table.sheet, row.number)
        texts = row.texts(names) if keeps_out or beside else {}
        why = (keeps_out(texts) if keeps_out else None) or of_another
        if why is not None:
            yield Reject(place=place, reason=why), ()
        elif beside and beside(texts):
            yield TAKEN_BESIDE, ()
        elif read.lists is Lists.DEVICES:
            yield _read_row(source, part, row, standing, read)
        elif read.about is not None:
            made = with_days(read_entry(read.about, row, read.entries, place, source.describes), read.dates)
            yield made, entry_doubts(read.about, row, read.entries, place, read.dates)
        elif read.lists is Lists.STAFF:
            person = staff_member(source.school, row, read.fields, place)
            yield person or Reject(place=place, reason="names nobody: no user name, e-mail, code or surname"), ()
        else:
            yield Reject(place=place, reason="the header above it speaks of nothing we know: it needs a mapping"), ()


def _read_row(
    source: Source, part: Part, row: Row, standing: dict[int, Standing], read: Columns
) -> tuple[RowRead, tuple[Doubt, ...]]:
    sheet = part.table.sheet
    place = place_of(source, sheet, row.number)
    by_hand = not part.reader.profile.is_export
    if by_hand and is_footer(row, read):
        return Reject(place=place, reason="a note below the list, not a device"), ()
    read = with_kinds(standing, read) if by_hand else read
    known_by = singled_out(standing, read, "" if read.quantity is None else row.cell(read.quantity).text.text)
    if by_hand and known_by is None and (many := _several(source, part, row, standing, read)):
        doubts = read_cells(source, sheet, standing, read).doubts if isinstance(many, Entry) else ()
        return many, tuple(doubt for doubt in doubts if doubt.attribute is Attribute.SERIAL)
    how_many = counted(row, standing, read) if by_hand and known_by is not None else None
    if by_hand and len(read.attributes) > 2 and row.filled == 1:
        return _lonely(row, read, place_reject=Reject(place=place, reason="only one cell is filled: a heading or a note")), ()
    told, aliases, doubts = without_owners(read_cells(source, sheet, standing, read), by_people=read.by_people)
    if how_many is not None and known_by is not None and how_many.number != 1:
        doubts = (*doubts, quantity_doubt(source, place, how_many, known_by))
    if any(TOTAL.fullmatch(item.text.text.strip()) for item in told if item.attribute in IDENTITY):
        return Reject(place=place, reason="a total, not a device"), ()
    device = None if read.own_id is None else row.cell(read.own_id).text.text.strip()
    alone = by_hand and known_by is None
    if not device and (why := nobody(standing, read, known=bool(aliases), alone=alone)):
        return Reject(place=place, reason=why), doubts
    if not device and Attribute.KIND not in [item.attribute for item in told]:
        told += _kind_of_row(source, part, row)
    day = _seen(told, source.describes)
    return Record(
        place, day, tuple(told), aliases, series(source, part.reader), edition(source, part.reader), device or None
    ), doubts


def _several(source: Source, part: Part, row: Row, standing: dict[int, Standing], read: Columns) -> Entry | Reject | None:
    """What a row that nothing singles out becomes when it is a total, a cost or counts things; None where it is none of it."""
    place = place_of(source, part.table.sheet, row.number)
    if (why := no_device(row)) is not None:
        return Reject(place=place, reason=why)
    found = counted(row, standing, read)
    if found is None or (found.number is not None and not is_count(found, standing, read)):
        return None
    if found.number is None:
        return Reject(place=place, reason=found.why_not)
    told = counts_devices(standing, read, found)
    if told or part.reader.profile.columns or (told is None and _kind_of_row(source, part, row)):
        return count_entry(source, place, standing, read, found)
    return Reject(place=place, reason="counts what names no device")


def _kind_of_row(source: Source, part: Part, row: Row) -> list[Told]:
    """What the reader, else the sheet's or the file's name, says that all its rows are."""
    if part.reader.profile.device:
        return [tell(Attribute.KIND, Untrusted(part.reader.profile.device), place_of(source, part.table.sheet, row.number))]
    kind = hint(source, part.table.sheet, row.number)
    return [kind] if kind else []


def _seen(told: Iterable[Told], describes: date) -> date:
    """The day a row speaks of: when its source last saw the device, if that is told for certain and before the source's day."""
    days = [iso_date(item.meant) for item in told if item.attribute is Attribute.LAST_SEEN]
    seen = next((first_day(day) for day in days if day and len(day) == 10), describes)
    return min(seen, describes)


def _lonely(row: Row, read: Columns, *, place_reject: Reject) -> Reject | None:
    """A row with one filled cell: a heading when it stands among the labels, otherwise a reject."""
    at = next(at for at, cell in enumerate(row.cells) if not cell.blank)
    labels = {Attribute.ROOM, Attribute.LOCATION, Attribute.KIND}
    return None if read.attributes.get(at) in labels else place_reject
