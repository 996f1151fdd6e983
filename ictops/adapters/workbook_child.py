"""Read one workbook, from stdin, and write its cells to stdout as lines of JSON. A program of its own, under limits.

A workbook of two kilobytes can ask for gigabytes, so this never runs inside ictops: `audit_workbook` starts it with a
bare environment, and it takes from itself the memory, the processor time, the files and the network before it looks at a
byte. Whatever then goes wrong kills this process and nothing else. First line out: `{"network": false}` when the network
could be taken away too; then sheets, rows and merged ranges; last `{"end": true}` or `{"refused": why}`.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, NoReturn

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from ictops.adapters.workbook_cells import COMPOUND, Unreadable, put, take_cell, take_row, text_of
from ictops.adapters.workbook_old import make_of, make_of_archive, read_old

PR_SET_NO_NEW_PRIVS = 38

NOT_WORKBOOKS = (
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("META-INF/manifest.xml", "an OpenDocument file"),
)


def give_up_rights(limits: dict[str, int]) -> bool:
    """Take memory, processor, written files, core dumps, privileges and (where the kernel allows) the network away.

    Gives whether a network is still there."""
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for namespaces in (os.CLONE_NEWUSER | os.CLONE_NEWNET, os.CLONE_NEWNET):
        try:
            os.unshare(namespaces)
        except OSError:
            continue
        return False
    return True


def check_zip(archive: zipfile.ZipFile, compressed: int, limits: dict[str, int]) -> None:
    """Refuse an archive by its table of contents, before anything is unpacked."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > limits["members"]:
        raise Unreadable(f"it is over the limits: {len(members):,} parts")
    if total > limits["unzipped"]:
        raise Unreadable(f"it is over the limits: {total:,} bytes unpacked")
    if total > 1024 * 1024 and total > limits["ratio"] * compressed:
        raise Unreadable(f"it is over the limits: packed {total // max(compressed, 1)} to 1")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("it has a password; hand it over without one")
    names = [member.filename for member in members]
    if make_of_archive(archive) != "xlsx":
        return
    for start, what in NOT_WORKBOOKS:
        if any(name.startswith(start) for name in names):
            raise Unreadable(f"it is {what}; export the register itself as XLSX or CSV")
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable("it is a packed file, not a workbook; unpack it first")


def read(data: bytes, limits: dict[str, int], out: io.TextIOBase) -> None:
    """Write every sheet of the workbook. openpyxl reads XLSX, calamine the other makes."""
    if not data.startswith(COMPOUND):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_zip(archive, len(data), limits)
    if (make := make_of(data)) == "xlsx":
        read_xlsx(data, limits, out)
    else:
        read_old(data, make, limits, out)
    put(out, {"end": True})


def read_xlsx(data: bytes, limits: dict[str, int], out: io.TextIOBase) -> None:
    """Write every sheet of an XLSX or XLSM file."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    left = dict(limits)
    for sheet in book.worksheets:
        put(out, {"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"})
        read_sheet(sheet, left, out)


def read_sheet(sheet: Any, left: dict[str, int], out: io.TextIOBase) -> None:
    """Write a sheet's filled rows, the number of its blank ones, and its merged ranges.

    The parser that openpyxl's read-only sheets use is used itself: it alone gives merged ranges in the same pass, and it
    does not make up the million empty rows between two far-apart cells.
    """
    book, blank = sheet.parent, 0
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            written = list(written_cells(sheet, cells, left))
            blank += not written
            take_row(left)
            if written:
                put(out, {"row": number, "cells": written})
        merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
    left["merged"] -= len(merged)
    if left["merged"] < 0:
        raise Unreadable("it is over the limits: too many merged ranges")
    put(out, {"blank": blank, "merged": [[r.min_row, r.min_col - 1, r.max_row, r.max_col - 1] for r in merged]})


def written_cells(sheet: Any, cells: list[dict[str, Any]], left: dict[str, int]) -> Iterator[list[object]]:
    """The filled cells of a row: column counted from 0, text, form."""
    for cell in cells:
        if cell["value"] is None or cell["value"] == "":
            continue
        style = ReadOnlyCell(sheet, **cell).number_format if isinstance(cell["value"], int | float) else ""
        text, form = text_of(cell["value"], style or "")
        take_cell(cell["column"], text, left)
        yield [cell["column"] - 1, text, "formula" if cell["data_type"] == "f" else form]


def why(fault: BaseException) -> str:
    """The reason that a fault of openpyxl, or of what is under it, stands for."""
    under: BaseException | None = fault
    while under is not None:
        if isinstance(under, DefusedXmlException):
            return "its XML defines entities, which no spreadsheet program writes"
        under = under.__cause__ or under.__context__
    return f"it is broken or no workbook ({type(fault).__name__}); open it, save it as .xlsx, try again"


def main(limits: dict[str, int]) -> NoReturn:
    """Read stdin to its end, answer, and leave without tidying up."""
    network = give_up_rights(limits)
    warnings.simplefilter("ignore")
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="ascii", write_through=False)
    put(out, {"network": network})
    try:
        read(sys.stdin.buffer.read(), limits, out)
    except Unreadable as reason:
        put(out, {"refused": str(reason)})
    except MemoryError:
        os._exit(9)
    except BaseException as fault:  # noqa: BLE001  every fault of a foreign file is one answer, a panic of calamine's Rust too
        put(out, {"refused": why(fault)})
    out.flush()
    os._exit(0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
