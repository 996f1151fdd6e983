"""Filling down: what merged cells, "as above" and group labels mean for the rows under them.

A value that was filled down keeps the place where it really stands, so the report points at the label, not at a blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ictops.audit.columns import IDENTITY, Columns
from ictops.audit.tables import Cell, Merged, Row
from ictops.audit.values import ditto
from ictops.estate import Attribute

_LABELS = frozenset({Attribute.ROOM, Attribute.LOCATION, Attribute.KIND})


class Standing(NamedTuple):
    """A cell with the row and column where its text stands."""

    cell: Cell
    row: int
    column: int


def filled_down(rows: tuple[Row, ...], merged: tuple[Merged, ...], read: Columns) -> Iterator[dict[int, Standing]]:
    """For each row, the filled cells of its attribute columns in their order, with what stands for the blank ones."""
    spans = _spans(merged)
    in_order = [(at, attribute in IDENTITY) for at, attribute in sorted(read.attributes.items())]
    groups = frozenset(at for at, attribute in read.attributes.items() if _groups(rows, at, attribute, read))
    last: dict[int, Standing] = {}
    for row in rows:
        here: dict[int, Standing] = {}
        for at, singles_out in in_order:
            cell = row.cell(at)
            text = cell.text.text
            again = not singles_out and ditto(text)
            if again or not text or text.isspace():
                above = None if singles_out else last.get(at)
                if above is not None and (again or at in groups or row.number <= spans.get(at, {}).get(above.row, 0)):
                    here[at] = above
            else:
                here[at] = last[at] = Standing(cell, row.number, at)
        yield here


def as_it_stands(read: Columns, row: Row) -> dict[int, Standing]:
    """The filled cells of a row's attribute columns, in order, in a file that a program wrote: a blank is a blank there."""
    return {at: Standing(row.cell(at), row.number, at) for at in sorted(read.attributes) if not row.cell(at).blank}


def _spans(merged: tuple[Merged, ...]) -> dict[int, dict[int, int]]:
    """For each column, the last row of each merged range by its first."""
    columns: dict[int, dict[int, int]] = {}
    for area in merged:
        column = columns.setdefault(area.left, {})
        column[area.top] = max(area.bottom, column.get(area.top, 0))
    return columns


def _groups(rows: tuple[Row, ...], at: int, attribute: Attribute, read: Columns) -> bool:
    """Whether a column holds labels of groups: a room, place or type, left of every name and number, never written twice
    running. Somebody who repeats the label leaves a cell blank because it is not known, and so does somebody who writes one in
    nearly every row."""
    singling_out = [column for column, other in read.attributes.items() if other in IDENTITY]
    if attribute not in _LABELS or at > min(singling_out, default=-1):
        return False
    texts = [row.cell(at).text.text.strip() for row in rows]
    return _over_several(texts) and not any(one and one == other for one, other in pairwise(texts))


def _over_several(texts: list[str]) -> bool:
    """Whether labels stand over more rows than their own: one over three rows at least, or most of them over two."""
    labels = [at for at, text in enumerate(texts) if text]
    blanks = [below - at - 1 for at, below in pairwise((*labels, len(texts)))]
    return max(blanks, default=0) >= 2 or 2 * sum(map(bool, blanks)) > len(labels)
