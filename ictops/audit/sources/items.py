"""Items of a document made into a table: the one shape in which every reader of JSON, XML or lines hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ictops.audit.tables import AuditFile, Cell, Row, Table, Text, Value
from ictops.estate import Untrusted

FIRST_YEAR, LAST_YEAR = 1990, 2100
LOOKED_AT = 400
"""So many lines of a text are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a document lists: its number (from 1, or its line), where it stands, its texts by column."""

    number: int
    at: str
    texts: Mapping[str, str]


def table_of(items: Iterable[Item], columns: Sequence[str] = (), sheet: str | None = None) -> Table:
    """A table of items under a header (row 0): the columns given, then whatever else an item has, so that what nobody reads
    is counted and named. Each cell says where it stands (`data[3].serial`)."""
    those = tuple(items)
    header = tuple(dict.fromkeys([*columns, *(name for item in those for name in item.texts)]))
    rows = tuple(Row(item.number, tuple(_cell(item, name) for name in header)) for item in those)
    return Table(Untrusted(sheet) if sheet else None, (Row(0, tuple(Cell(Untrusted(name)) for name in header)), *rows))


def _cell(item: Item, column: str) -> Cell:
    return Cell(Untrusted(item.texts.get(column, "")), at=f"{item.at}.{column}")


def objects(value: Value) -> tuple[dict[str, Value], ...]:
    """The objects of a list; none where it is no list, or one of its members is none."""
    found = tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()
    return found if isinstance(value, list) and len(found) == len(value) else ()


def text_of(value: Value) -> str:
    """The text of a value as it was written; what holds further values is only known to be there (`…`)."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case _:
            return "…" if value else ""


def texts_of(item: Mapping[str, Value]) -> dict[str, str]:
    """All fields of an object."""
    return {name: text_of(value) for name, value in item.items()}


def day_of(seconds: str) -> str:
    """The day, UTC, of a count of seconds since 1970; empty where it is none that anybody can have meant."""
    whole = seconds.partition(".")[0]
    if not whole.isascii() or not whole.isdigit() or len(whole) > 10:
        return ""
    day = datetime.fromtimestamp(int(whole), UTC).date()
    return day.isoformat() if FIRST_YEAR <= day.year < LAST_YEAR else ""


def filled_lines(file: AuditFile, most: int | None = None) -> tuple[tuple[int, str], ...]:
    """The lines of a text that are not blank, with their numbers; `most`: of so many at its beginning."""
    lines = file.holds.lines[:most] if isinstance(file.holds, Text) else ()
    return tuple((number, line) for number, line in enumerate(lines, start=1) if line.strip())
