"""The sheet of a site visit, filled in: made by `audit/visit.py`, one row a question, the answers in its last column.

Rows that name a device answer for one of its attributes; the others answer a question of the school. An answer left empty is
not yet known, and is told.
"""

from __future__ import annotations

from ictops.audit.headers import key
from ictops.audit.layout import LOOKED_AT
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.tables import EMPTY, AuditFile, Cell, Row, Table, letter
from ictops.estate import Attribute, Untrusted

DEVICE, ABOUT, QUESTION, ANSWER = "Device id", "Question id", "Question", "Answer"
COLUMNS = (DEVICE, ABOUT, "Where", "What", QUESTION, "What the audits say", ANSWER)
"""The columns of a visit's sheet."""

_ATTRIBUTES = tuple(attribute.value for attribute in Attribute)
_STRANGE = "asked about nothing we know"
_HEADERS = ((DEVICE, *_ATTRIBUTES, _STRANGE), (QUESTION, ANSWER))


def tables(file: AuditFile) -> tuple[Table, ...]:
    """Each sheet turned round: the rows of devices with a column for each attribute, and the questions of the school."""
    return tuple(made for table in file.tables for made in _turned(table))


def _turned(table: Table) -> tuple[Table, ...]:
    first = next((at for at, row in enumerate(table.rows[:LOOKED_AT]) if key(ANSWER) in _names(row)), None)
    if first is None or key(ABOUT) not in _names(table.rows[first]):
        return (table,)
    above, header, below = table.rows[:first], table.rows[first], table.rows[first + 1 :]
    names = _names(header)
    of_devices = [row for row in below if not _cell(row, names, DEVICE).blank]
    others = [row for row in below if _cell(row, names, DEVICE).blank]
    devices = (_header(header, _HEADERS[0]), *(_of_a_device(row, names) for row in of_devices))
    answers = (_header(header, _HEADERS[1]), *(_of_the_school(row, names) for row in others))
    made = [Table(table.sheet, (*above, *devices), table.blank)]
    return (*made, Table(table.sheet, answers, again=1)) if others else tuple(made)


def _names(row: Row) -> list[str]:
    return [key(cell.text.text) for cell in row.cells]


def _cell(row: Row, names: list[str], column: str) -> Cell:
    if key(column) not in names:
        return EMPTY
    at = names.index(key(column))
    return Cell(row.cell(at).text, row.cell(at).form, f"{letter(at)}{row.number}")


def _header(header: Row, names: tuple[str, ...]) -> Row:
    return Row(header.number, tuple(Cell(Untrusted(name)) for name in names))


def _of_a_device(row: Row, names: list[str]) -> Row:
    asked = _cell(row, names, ABOUT).text.text.strip()
    column = asked if asked in _ATTRIBUTES else _STRANGE
    answer = _cell(row, names, ANSWER)
    answers = (answer if name == column else EMPTY for name in _HEADERS[0][1:])
    return Row(row.number, (_cell(row, names, DEVICE), *answers))


def _of_the_school(row: Row, names: list[str]) -> Row:
    return Row(row.number, (_cell(row, names, QUESTION), _cell(row, names, ANSWER)))


def _kept_out(row: RowTexts) -> str | None:
    if row.get(key(_STRANGE), "").strip():
        return "asks of a device what no device has"
    given = (text for name, text in row.items() if name not in {key(DEVICE), key(QUESTION)})
    return None if any(text.strip() for text in given) else "not answered yet"


READER = Reader(
    kind="visit",
    title="Site visit, the sheet of ictops audit visit filled in (CSV, XLSX)",
    formats=("csv", "xlsx"),
    basis=Basis.FILES,
    signs=(DEVICE, ABOUT, ANSWER),
    tables=tables,
    profile=Profile(
        columns=columns_of({attribute.value: attribute for attribute in Attribute}), kept_out=_kept_out, own_id=key(DEVICE)
    ),
)
