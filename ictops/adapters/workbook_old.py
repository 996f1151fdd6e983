"""Workbooks of other makes than XLSX, through calamine: XLS, XLSB, ODS. Only ever inside the process under limits.

calamine asks for a whole sheet's rectangle at once and takes its process down when that is more than there is: two far-apart
cells of a two-kilobyte file ask for hundreds of gigabytes. Here that kills the reading child and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from ictops.adapters.workbook_cells import COMPOUND, Unreadable, put, take_cell, take_row, text_of

_STREAMS = (
    ("EncryptedPackage", "a workbook with a password; save it without one"),
    ("WordDocument", "a Word document; export the register itself as XLSX or CSV"),
    ("PowerPoint Document", "a presentation; export the register itself as XLSX or CSV"),
)
_FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = b"\x2f\x00"
_RESULTS = "a workbook of this make tells what its formulas gave when it was last saved, and no zeros that a format alone shows"


def make_of(data: bytes) -> str:
    """Which make of workbook it is by its bytes: `xls`, `xlsb`, `ods`, or else `xlsx`."""
    if data.startswith(COMPOUND):
        return "xls"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return make_of_archive(archive)


def make_of_archive(archive: zipfile.ZipFile) -> str:
    """XLSB keeps its sheets in binary; ODS names itself in its first member (OpenDocument 1.3, part 2, 3.3)."""
    names = frozenset(archive.namelist())
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" not in names:
        return "xlsx"
    with archive.open("mimetype") as member:
        named = member.read(100)
    return "ods" if named.startswith(b"application/vnd.oasis.opendocument.spreadsheet") else "xlsx"


def read_old(data: bytes, make: str, limits: dict[str, int], out: io.TextIOBase) -> None:
    """Write every sheet. Raises Unreadable for what is no workbook, or one with a password."""
    if make == "xls":
        check_compound(data)
    if has_password(data, make):
        raise Unreadable("it has a password; hand it over without one")
    book = load_workbook(io.BytesIO(data))
    put(out, {"make": make, "note": _RESULTS})
    left = dict(limits)
    for about in book.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            put(out, {"sheet": about.name, "hidden": about.visible is not SheetVisibleEnum.Visible})
            read_sheet(book, about.name, left, out)


def check_compound(data: bytes) -> None:
    """Refuse what a compound file holds instead of a workbook; its directory names its streams in UTF-16."""
    for stream, what in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise Unreadable(f"it is {what}")


def has_password(data: bytes, make: str) -> bool:
    """calamine calls an encrypted workbook broken, so it is asked before. XLS: FILEPASS is the record after the first, or
    after the one that protects from writing (MS-XLS 2.1.7.20.3); ODS: the manifest tells (OpenDocument 1.3, part 2, 4.8)."""
    if make == "xls":
        at = data.find(_FIRST_RECORD) + len(_FIRST_RECORD) + 12
        return _FILEPASS in (data[at : at + 2], data[at + 4 : at + 6])
    if make == "ods":
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1024 * 1024)
    return False


def read_sheet(book: CalamineWorkbook, name: str, left: dict[str, int], out: io.TextIOBase) -> None:
    """Write a sheet's filled rows, the number of its blank ones, and its merged ranges."""
    sheet = book.get_sheet_by_name(name)
    top, side = sheet.start or (0, 0)
    blank = 0 if sheet.start is None else top
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        take_row(left)
        cells = written(values, side, left)
        blank += not cells
        if cells:
            put(out, {"row": number, "cells": cells})
    put(out, {"blank": blank, "merged": merged(sheet, left)})


def written(values: Sequence[object], side: int, left: dict[str, int]) -> list[list[object]]:
    """The filled cells of a row: column counted from 0, text, form."""
    cells = list[list[object]]()
    for column, value in enumerate(values, start=side):
        if value is None or value == "":
            continue
        text, form = text_of(value)
        take_cell(column + 1, text, left)
        cells.append([column, text, form])
    return cells


def merged(sheet: CalamineSheet, left: dict[str, int]) -> list[list[int]]:
    """The merged ranges as the answer has them: rows from 1, columns from 0. ODS tells none."""
    ranges = sheet.merged_cell_ranges or []
    left["merged"] -= len(ranges)
    if left["merged"] < 0:
        raise Unreadable("it is over the limits: too many merged ranges")
    return [[top + 1, side, bottom + 1, far] for (top, side), (bottom, far) in ranges]
