"""What the parts of an item say becomes a row of a table, each cell with its own place in the document; and what a reader
understands of a row of a table stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ictops.audit.headers import key
from ictops.audit.layout import lay_out
from ictops.audit.sources.nouns import RowTexts
from ictops.audit.tables import EMPTY, Cell, Row, Table, Value, letter
from ictops.estate import Untrusted


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says under the name of a column, and where in the document (`content.bios.ssn`)."""

    column: str
    text: str
    at: str | None = None


type Derive = Callable[[RowTexts], Mapping[str, tuple[str, str]]]
"""From a row's texts by `headers.key`: columns of our own, each with a text and the key of the column that it rests on."""


def table_of_said(
    items: Iterable[Iterable[Said]], sheet: str | None = None, numbers: Iterable[int] | None = None, columns: Sequence[str] = ()
) -> Table:
    """One row an item, numbered from 1 or as given (an item's line), under a header numbered 0: the columns given, then those
    that an item has. What an item says twice (its MACs) stands in as many columns of that name."""
    kept = [tuple(item) for item in items]
    header = _header(kept, columns)
    rows = (Row(number, _cells(header, item)) for number, item in zip(numbers or range(1, len(kept) + 1), kept, strict=True))
    named = Row(0, tuple(Cell(Untrusted(column)) for column, _ in header))
    return Table(Untrusted(sheet) if sheet else None, (named, *rows))


def _header(items: Sequence[Sequence[Said]], columns: Sequence[str]) -> list[tuple[str, int]]:
    """The columns in the order of their first mention, each as often as some item needs it."""
    most: dict[str, int] = dict.fromkeys(columns, 1)
    for item in items:
        for column, often in Counter(said.column for said in item).items():
            most[column] = max(often, most.get(column, 0))
    return [(column, at) for column, often in most.items() for at in range(often)]


def _cells(header: Sequence[tuple[str, int]], item: Sequence[Said]) -> tuple[Cell, ...]:
    seen: Counter[str] = Counter()
    cells = dict[tuple[str, int], Cell]()
    for said in item:
        cells[said.column, seen[said.column]] = Cell(Untrusted(said.text), at=said.at)
        seen[said.column] += 1
    return tuple(cells.get(place, EMPTY) for place in header)


OF_OUR_OWN = "of our own"
"""Where the header of a column stands that a reader made: in no file, so nobody is told that it was left out."""


def beside(found: Table, known: Collection[str], columns: Sequence[str], derive: Derive) -> Table:
    """A table with columns of our own to the right of its own: what a reader understands of a row that no one cell says. Each
    such cell points to the cell that it rests on."""
    blocks = lay_out(found, known).blocks
    if not blocks:
        return found
    header = next(at for at, row in enumerate(found.rows) if row is blocks[0].header)
    names = [key(cell.text.text) for cell in found.rows[header].cells]
    width = max(len(row.cells) for row in found.rows)
    named = _widened(found.rows[header], width, [Cell(Untrusted(column), at=OF_OUR_OWN) for column in columns])
    under = (_widened(row, width, _derived(row, names, columns, derive)) for row in found.rows[header + 1 :])
    return replace(found, rows=(*found.rows[:header], named, *under))


def _derived(row: Row, names: Sequence[str], columns: Sequence[str], derive: Derive) -> list[Cell]:
    texts = row.texts(names)
    told = derive(texts)
    return [_resting(row, names, *told[column]) if column in told else EMPTY for column in columns]


def _resting(row: Row, names: Sequence[str], text: str, on: str) -> Cell:
    return Cell(Untrusted(text), at=f"{letter(names.index(on))}{row.number}" if on in names else None)


def _widened(row: Row, width: int, cells: Sequence[Cell]) -> Row:
    return Row(row.number, (*row.cells, *(EMPTY for _ in range(width - len(row.cells))), *cells))


def below(value: Value, *path: str) -> Value:
    """What stands below a value of JSON by names; None where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_at(value: Value, *path: str) -> str:
    """The text below a value of JSON by names; empty where there is none, or no single text."""
    found = below(value, *path)
    return ("true" if found else "false") if isinstance(found, bool) else found if isinstance(found, str) else ""


def listed(value: Value, *path: str) -> list[Value]:
    """The list below a value of JSON by names; a single thing counts as a list of one, nothing as an empty one."""
    found = below(value, *path)
    return found if isinstance(found, list) else [] if found is None else [found]


def told(value: Value, column: str, *path: str, base: str = "") -> Iterator[Said]:
    """What a value of JSON says by names, as a column; nothing where it is silent."""
    if text := text_at(value, *path):
        yield Said(column, text, ".".join((base, *path) if base else path))


def rest(value: Value, read: Iterable[str], base: str = "") -> Iterator[Said]:
    """What nobody reads of a value, by its own names, so that the import can name it and count it: a text as it stands, of
    anything larger only how much it is."""
    names = value if isinstance(value, dict) else {}
    for name in sorted(names.keys() - frozenset(read)):
        found = names[name]
        if text := text_at(found) or (str(len(found)) if isinstance(found, (list, dict)) and found else ""):
            yield Said(name, text, f"{base}.{name}" if base else name)
