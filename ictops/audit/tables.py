"""What an adapter hands over: files as tables of cells, every text in them untrusted.

Plain dataclasses rather than models, because a workbook may hold two million cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictops.estate import Untrusted


class Form(StrEnum):
    """How the file held the cell. CSV knows text only; a workbook's real dates and numbers arrive already written out."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's text as the file has it, nothing trimmed."""

    text: Untrusted
    form: Form = Form.TEXT

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.text.strip()


EMPTY = Cell(Untrusted(""))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it. `number` as the spreadsheet numbers it; `cells[0]` is column A; the tail may be cut."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column counted from 0; an empty one past the end."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(not cell.blank for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range of a sheet: rows as numbered, columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a whole CSV. `rows` leaves out the empty ones, `blank` counts them."""

    sheet: Untrusted | None
    rows: tuple[Row, ...]
    blank: int = 0
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditFile:
    """One file as received: what it holds, or the reason why it was not read (`refused`).

    `name`: the path below audits/. `notes`: how it was read (encoding, separator, hidden sheets), in our words.
    `passed_over`: a file nobody meant to hand over, such as an office program's lock file.
    """

    name: Untrusted
    kind: str
    sha256: str
    handed_over: date
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str | None = None
    passed_over: bool = False


def letter(column: int) -> str:
    """The spreadsheet's name of a column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
