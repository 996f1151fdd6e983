"""What an adapter hands over: files as tables of cells, every text in them untrusted.

Plain values rather than models, because a workbook may hold two million cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ictops.estate import Untrusted


class Form(StrEnum):
    """How the file held the cell. CSV knows text only; a workbook's real dates and numbers arrive already written out."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"


class Cell(NamedTuple):
    """One cell's text as the file has it, nothing trimmed. `at`: where it stands in a document that has no columns."""

    text: Untrusted
    form: Form = Form.TEXT
    at: str | None = None

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        text = self.text.text
        return not text or text.isspace()


EMPTY = Cell(Untrusted(""))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it. `number` as the spreadsheet numbers it; `cells[0]` is column A; the tail may be cut."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column counted from 0; an empty one past the end."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    def texts(self, names: Sequence[str]) -> dict[str, str]:
        """The row's texts by the names of its columns; of two columns with one name the first, nameless ones left out."""
        return {name: self.cell(at).text.text for at, name in reversed(list(enumerate(names))) if name}

    @property
    def told(self) -> list[str]:
        """The texts of the cells that hold something."""
        return [text for cell in self.cells if (text := cell.text.text) and not text.isspace()]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return len(self.told)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range of a sheet: rows as numbered, columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a whole CSV. `rows` leaves out the empty ones, `blank` counts them. `again`: how many headers of it are
    rows that another table of the same sheet has, too, and count there."""

    sheet: Untrusted | None
    rows: tuple[Row, ...]
    blank: int = 0
    merged: tuple[Merged, ...] = ()
    again: int = 0


type Value = str | bool | list[Value] | dict[str, Value] | None
"""What JSON may hold. Numbers are the text they were written as."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of an XML document, without its namespaces; `text` is what stands before its first child."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    children: tuple[Node, ...] = ()

    def all(self, *path: str) -> tuple[Node, ...]:
        """The elements below this one by names, all of each."""
        found: tuple[Node, ...] = (self,)
        for name in path:
            found = tuple(child for node in found for child in node.children if child.name == name)
        return found

    def told(self, *path: str) -> str:
        """The text of the first element below by names; empty where there is none."""
        return next((node.text.strip() for node in self.all(*path)), "")


@dataclass(frozen=True, slots=True)
class Json:
    """A document in JSON."""

    value: Value


@dataclass(frozen=True, slots=True)
class Xml:
    """A document in XML."""

    root: Node


@dataclass(frozen=True, slots=True)
class Text:
    """A document in lines of its own make: LDIF, a printer's or a switch's configuration, a calendar."""

    lines: tuple[str, ...]


type Document = Json | Xml | Text


@dataclass(frozen=True, slots=True)
class AuditFile:
    """One file as received: what it holds, or the reason why it was not read (`refused`).

    `name`: the path below audits/. `kind`: its format (`csv`, `xlsx`, `json` …). It holds tables, or a document that a reader
    makes tables of. `notes`: how it was read (encoding, separator, hidden sheets), in our words.
    `passed_over`: a file nobody meant to hand over, such as an office program's lock file.
    """

    name: Untrusted
    kind: str
    sha256: str
    handed_over: date
    tables: tuple[Table, ...] = ()
    holds: Document | None = None
    notes: tuple[str, ...] = ()
    refused: str | None = None
    passed_over: bool = False


@lru_cache(maxsize=1_024)
def letter(column: int) -> str:
    """The spreadsheet's name of a column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
