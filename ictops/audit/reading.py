"""One file becomes records of devices, members of staff, and an account of every row and column that became neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ictops.audit.columns import IDENTITY, Columns, Lists, columns, left_out
from ictops.audit.fill import Standing, filled_down
from ictops.audit.layout import LOOKED_AT, Block, Layout, lay_out
from ictops.audit.nouns import Doubt, LeftOut, Reject, StaffMember
from ictops.audit.people import staff_member
from ictops.audit.records import CellRead, Record, hint, place_of, read_cell
from ictops.audit.tables import AuditFile, Row, Table
from ictops.estate import Attribute, Source, Untrusted

_TOTAL = re.compile(r"((sub|grand)[ -]?)?totals?\b.*", re.IGNORECASE)

type RowRead = Record | StaffMember | Reject | None
"""What a row became; None for a heading among the rows, which is counted with the titles."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file, rows in order."""

    source: Source
    rows: tuple[RowRead, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    titles: int = 0
    headers: int = 0
    blank: int = 0
    rows_in: int = 0
    """all rows the file came with, counted before anything was made of them"""


def read_file(source: Source, file: AuditFile) -> Reading:
    """Read every table of a file that is not refused."""
    parts = [_read_table(source, table) for table in file.tables]
    return Reading(
        source,
        tuple(row for part in parts for row in part.rows),
        tuple(doubt for part in parts for doubt in part.doubts),
        tuple(column for part in parts for column in part.left_out),
        sum(part.titles for part in parts),
        sum(part.headers for part in parts),
        sum(table.blank for table in file.tables),
        sum(table.blank + len(table.rows) for table in file.tables),
    )


def _read_table(source: Source, table: Table) -> Reading:
    layout = lay_out(table)
    rows, doubts = list[RowRead](_loose(source, table, layout)), list[Doubt]()
    kept_out = list[LeftOut]()
    for block in layout.blocks:
        read = columns(block.header)
        kept_out += left_out(source.id, table.sheet, block, read)
        for row, its_doubts in _read_block(source, table, block, read):
            rows.append(row)
            doubts += its_doubts
    return Reading(source, tuple(rows), tuple(doubts), tuple(kept_out), len(layout.titles), layout.headers)


def _loose(source: Source, table: Table, layout: Layout) -> Iterator[Reject]:
    if layout.loose:
        place = place_of(source, table.sheet, layout.loose[0].number)
        none = f"no header with two columns we know in the first {LOOKED_AT} rows"
        reason = "above the header, but too full for a title" if layout.blocks else none
        yield Reject(place=place, reason=reason, rows=len(layout.loose))


def _read_block(source: Source, table: Table, block: Block, read: Columns) -> Iterator[tuple[RowRead, tuple[Doubt, ...]]]:
    if read.lists is Lists.DEVICES:
        for row, standing in zip(block.rows, filled_down(block.rows, table.merged, read), strict=True):
            yield _read_row(source, table.sheet, row, standing, read)
    for row in block.rows if read.lists is not Lists.DEVICES else ():
        place = place_of(source, table.sheet, row.number)
        if read.lists is Lists.NEITHER:
            yield Reject(place=place, reason="the header above it speaks of neither devices nor staff"), ()
        else:
            person = staff_member(source.school, row, read.fields, place)
            yield person or Reject(place=place, reason="names nobody: no user name, e-mail, code or surname"), ()


def _read_row(
    source: Source, sheet: Untrusted | None, row: Row, standing: dict[int, Standing], read: Columns
) -> tuple[RowRead, tuple[Doubt, ...]]:
    place = place_of(source, sheet, row.number)
    if row.filled == 1 and len(read.attributes) > 2:
        return _lonely(row, read, place_reject=Reject(place=place, reason="only one cell is filled: a heading or a note")), ()
    cells = _cells(source, sheet, standing, read)
    doubts = tuple(doubt for cell in cells for doubt in cell.doubts)
    told = [cell.told for cell in cells if cell.told is not None]
    aliases = tuple(dict.fromkeys(alias for cell in cells for alias in cell.aliases))
    if any(_TOTAL.fullmatch(item.text.text.strip()) for item in told if item.attribute in IDENTITY):
        return Reject(place=place, reason="a total, not a device"), ()
    if not aliases:
        return Reject(place=place, reason="no serial, tag, MAC or name to know it by"), doubts
    if not any(item.attribute is Attribute.KIND for item in told) and (kind := hint(source, sheet, row.number)):
        told.append(kind)
    return Record(place, source.describes, tuple(told), aliases), doubts


def _cells(source: Source, sheet: Untrusted | None, standing: dict[int, Standing], read: Columns) -> tuple[CellRead, ...]:
    return tuple(
        read_cell(read.attributes[at], stands, place_of(source, sheet, stands.row, stands.column))
        for at, stands in sorted(standing.items())
    )


def _lonely(row: Row, read: Columns, *, place_reject: Reject) -> Reject | None:
    """A row with one filled cell: a heading when it stands among the labels, otherwise a reject."""
    at = next(at for at, cell in enumerate(row.cells) if not cell.blank)
    labels = {Attribute.ROOM, Attribute.LOCATION, Attribute.KIND}
    return None if read.attributes.get(at) in labels else place_reject
