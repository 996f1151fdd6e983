"""Writes the sheet of a site visit as a workbook that prints well: landscape, as wide as the paper, a header on each page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 18, "B": 12, "C": 16, "D": 34, "E": 40, "F": 28, "G": 34}
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def visit_workbook(columns: Sequence[str], rows: Iterable[Sequence[str]], school: str, now: datetime) -> bytes:
    """A workbook of one sheet: the header, then the rows, each cell text whatever it begins with."""
    book = Workbook()
    book.properties.created = book.properties.modified = now.replace(tzinfo=None)
    sheet = book.worksheets[0]
    sheet.title = "Visit"
    for number, row in enumerate((columns, *rows), start=1):
        _write(sheet, number, row)
    _set_up(sheet, school)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, number: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        cell.value = text
        cell.data_type = TYPE_STRING
        cell.number_format = "@"
        cell.border = _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1)


def _set_up(sheet: Worksheet, school: str) -> None:
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(f"Site visit: {school}"))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Page &P of &N"))
