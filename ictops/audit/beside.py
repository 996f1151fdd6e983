"""Tables that stand side by side in one sheet, parted by an empty column: each becomes a table of its own.

An empty column alone is decoration. Tables are apart when both speak of the same two things: two columns of serials and of
types are two lists, and one list whose columns were spread out has but one of each. Cells keep their columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from ictops.audit.layout import header_of, meanings
from ictops.audit.tables import EMPTY, AuditFile, Row, Table

type Span = tuple[int, int]
"""The first column of a table and the one after its last."""


def apart(file: AuditFile) -> tuple[Table, ...]:
    """The tables of a register, those that stand side by side taken apart."""
    return tuple(part for table in file.tables for part in _apart(table))


def _apart(table: Table) -> Iterator[Table]:
    header = header_of(table)
    spans = _spans(table, header) if header else []
    if len(spans) < 2:
        yield table
        return
    for number, span in enumerate(spans):
        left, right = (0 if number == 0 else span[0]), (None if number == len(spans) - 1 else span[1])
        yield _cut(table, left, right, blank=table.blank if number == 0 else 0)


def _spans(table: Table, header: Row) -> list[Span]:
    """Where the tables of a sheet stand, by its first header. A stretch that says nothing of its own belongs to the one
    before it."""
    found = list[Span]()
    for left, right in _stretches(table, len(header.cells)):
        if found and not _is_another(_part(header, found[0]), _part(header, (left, right))):
            found[-1] = found[-1][0], right
        else:
            found.append((left, right))
    return found


def _stretches(table: Table, width: int) -> Iterator[Span]:
    """The stretches of filled columns between empty ones."""
    used = _used(table, width)
    start: int | None = None
    for at in range(width + 1):
        if at in used and start is None:
            start = at
        elif at not in used and start is not None:
            yield start, at
            start = None


def _used(table: Table, width: int) -> set[int]:
    """The columns that any row fills, but for rows of a single cell. The first rows of almost every table fill them all."""
    used = set[int]()
    for row in table.rows:
        if row.filled > 1:
            used.update(at for at, cell in enumerate(row.cells[:width]) if not cell.blank)
            if len(used) == width:
                break
    return used


def _is_another(first: Row, other: Row) -> bool:
    return len(meanings(first) & meanings(other)) >= 2


def _part(row: Row, span: Span) -> Row:
    return Row(row.number, row.cells[span[0] : span[1]])


def _cut(table: Table, left: int, right: int | None, *, blank: int) -> Table:
    rows = [
        Row(row.number, tuple(EMPTY if at < left else cell for at, cell in enumerate(row.cells[:right]))) for row in table.rows
    ]
    merged = tuple(area for area in table.merged if area.left >= left and (right is None or area.left < right))
    return Table(table.sheet, tuple(row for row in rows if row.filled), blank, merged)
