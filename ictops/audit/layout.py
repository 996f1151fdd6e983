"""Where a table's headers are: titles above, one or more blocks of rows under a header each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ictops.audit.entries import NEEDED, about
from ictops.audit.headers import DEVICE_HEADERS, PUPIL_HEADERS, QUANTITY_HEADERS, STAFF_HEADERS, key, secret
from ictops.audit.tables import Form, Row, Table

LOOKED_AT = 15
"""How many filled rows may stand above the header: school registers carry up to a dozen lines of titles."""


@dataclass(frozen=True, slots=True)
class Block:
    """A header and the rows under it, down to the next header."""

    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table taken apart. `titles` stand above the first header and have a cell or two; fuller rows up there, and all rows
    of a table without any header, are `loose`. `headers` counts repeated ones too."""

    titles: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    loose: tuple[Row, ...] = ()
    headers: int = 0


def lay_out(table: Table, known: Collection[str] = ()) -> Layout:
    """Find the headers of a table. `known`: the columns, by `headers.key`, of the one reader that reads it: then it has one
    header, the row with most of them, and all below it are rows."""
    first = _first_header(table.rows[:LOOKED_AT]) if not known else _header_with(known, table.rows[:LOOKED_AT])
    if first is None:
        return Layout(loose=table.rows)
    under_it = table.rows[first:]
    blocks = tuple(_blocks(under_it)) if not known else (Block(under_it[0], under_it[1:]),)
    under = sum(len(block.rows) for block in blocks)
    above = table.rows[:first]
    titles, loose = (tuple(row for row in above if (row.filled <= 2) is few) for few in (True, False))
    return Layout(titles, blocks, loose, headers=len(table.rows) - first - under)


def header_of(table: Table) -> Row | None:
    """The first header of a table that no reader knows, looked for in its first rows alone."""
    first = _first_header(table.rows[:LOOKED_AT])
    return None if first is None else table.rows[first]


def meanings(row: Row) -> frozenset[object]:
    """The different things that the cells of a row, read as headers, speak of."""
    return frozenset(meaning for cell in row.cells if (meaning := _meaning(cell.text.text)) is not None)


def _meaning(text: str) -> object | None:
    return _meant(text) if 0 < len(text) <= 60 else None


@lru_cache(maxsize=65_536)
def _meant(text: str) -> object | None:
    name = key(text)
    if name in PUPIL_HEADERS:
        return name
    if name in QUANTITY_HEADERS:
        return "quantity"
    known = DEVICE_HEADERS.get(name) or STAFF_HEADERS.get(name)
    return known[0] if known else ("secret" if secret(text) else None)


def _first_header(rows: tuple[Row, ...]) -> int | None:
    """The first row that reads as a header; failing that, the one with the most known columns, two at least."""
    scores = [3 if _speaks_of_entries(row) else len(meanings(row)) for row in rows]
    clear = (at for at, row in enumerate(rows) if scores[at] >= 3 or scores[at] >= max(2, row.filled / 2))
    best = max(scores, default=0)
    return next(clear, scores.index(best) if best >= 2 else None)


def _speaks_of_entries(row: Row) -> bool:
    return about(frozenset(_texts(row))) is not None


def _header_with(known: Collection[str], rows: tuple[Row, ...]) -> int | None:
    found = [sum(name in known for name in _texts(row)) for row in rows]
    best = max(found, default=0)
    return found.index(best) if best else None


def _blocks(rows: tuple[Row, ...]) -> Iterator[Block]:
    header, under = rows[0], list[Row]()
    for row in rows[1:]:
        if _is_header(row):
            if _texts(row) != _texts(header):
                yield Block(header, tuple(under))
                header, under = row, []
        else:
            under.append(row)
    yield Block(header, tuple(under))


def _is_header(row: Row) -> bool:
    """A row further down that is a header too: three columns known and most of its cells, judged cheaply by the first four."""
    texts = row.told
    if sum(map(_in_catalogue, texts)) < 2 or any(cell.form is not Form.TEXT for cell in row.cells if not cell.blank):
        return False
    if _speaks_of_entries(row):
        return True
    if len(texts) < 3 or sum(_meaning(text) is not None for text in texts[:4]) < 2:
        return False
    return len(meanings(row)) >= max(3, 0.6 * len(texts))


def _in_catalogue(text: str) -> bool:
    """Whether a text names a column that we know. None of those has three figures, and most rows of data say so at once."""
    return (_THREE_FIGURES.search(text) is None or "[" in text) and key(text) in _CATALOGUE


_THREE_FIGURES = re.compile(r"\d\D*\d\D*\d")
_CATALOGUE = DEVICE_HEADERS.keys() | STAFF_HEADERS.keys() | PUPIL_HEADERS | QUANTITY_HEADERS | NEEDED


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(key(cell.text.text) for cell in row.cells if not cell.blank)
