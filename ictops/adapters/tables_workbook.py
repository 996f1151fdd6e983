"""Tables written as a workbook: a sheet each, every cell text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""


def tables_workbook(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]], now: datetime) -> bytes:
    """A workbook of sheets, each a name and its rows, the header first."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = now.replace(tzinfo=None)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:31])
        assert isinstance(sheet, WriteOnlyWorksheet)  # noqa: S101
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, text, bold=number == 0) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.value = text[:LONGEST]
    cell.data_type = TYPE_STRING
    cell.number_format = "@"
    cell.font = Font(bold=bold)
    return cell
