"""What comes out of a workbook: text as a person sees it, and where it stood."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictops.adapters import audit_workbook
from ictops.adapters.audit_limits import LIMITS
from ictops.adapters.audit_workbook import read_workbook
from ictops.audit import Form, Merged
from tests.unit.adapters.old_workbooks import ods, ods_rows, xls, xlsb


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(*values: float | str | date | time, number_format: str = "General") -> bytes:
    book = Workbook()
    for column, value in enumerate(values, start=1):
        cell = book.worksheets[0].cell(row=1, column=column, value=value)
        if number_format != "General":
            cell.number_format = number_format
    return saved(book)


def texts(data: bytes) -> list[tuple[str, Form]]:
    return [(cell.text.text, cell.form) for cell in read_workbook(data).tables[0].rows[0].cells]


def test_numbers_come_as_typed() -> None:
    assert texts(sheet_of(1234567.0, 42, 1.10, 123456789012345, True)) == [
        ("1234567", Form.NUMBER),
        ("42", Form.NUMBER),
        ("1.1", Form.NUMBER),
        ("123456789012345", Form.NUMBER),
        ("TRUE", Form.TEXT),
    ]


def test_zeros_that_a_cells_format_shows_are_kept() -> None:
    assert texts(sheet_of(417, 12345678, number_format="00000")) == [("00417", Form.NUMBER), ("12345678", Form.NUMBER)]


def test_dates_come_as_iso_and_say_that_they_were_dates() -> None:
    found = texts(sheet_of(date(2019, 9, 5), datetime(2019, 9, 5, 14, 30), time(9, 15)))  # noqa: DTZ001

    assert found == [("2019-09-05", Form.DATE), ("2019-09-05T14:30:00", Form.DATE), ("09:15:00", Form.DATE)]


def test_text_stays_the_text_it_is() -> None:
    typed = ["00123456", "1E5", "10:20:30:40:50:59", "NO", " padded ", "{{ 1 }}", "\u202eabc"]

    assert texts(sheet_of(*typed)) == [(text, Form.TEXT) for text in typed]


def test_formulas_are_read_as_they_are_written() -> None:
    found = texts(sheet_of("=1+1", '=HYPERLINK("http://attacker.invalid","x")', "=cmd|'/C calc'!A0"))

    assert [form for _, form in found] == [Form.FORMULA] * 3
    assert found[0][0] == "=1+1"


def test_rows_keep_their_numbers_and_blank_ones_are_counted() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C9"], sheet["A4"] = "b", "c", ""
    found = read_workbook(saved(book)).tables[0]

    assert [(row.number, [cell.text.text for cell in row.cells]) for row in found.rows] == [(2, ["", "b"]), (9, ["", "", "c"])]


def test_merged_ranges_and_sheets_are_told() -> None:
    book = Workbook()
    book.worksheets[0].title = "Asset Register"
    book.worksheets[0]["A1"] = "x"
    book.worksheets[0].merge_cells("B2:C5")
    hidden = book.create_sheet("Old")
    hidden["A1"], hidden.sheet_state = "y", "hidden"
    found = read_workbook(saved(book))

    assert [table.sheet.text for table in found.tables if table.sheet] == ["Asset Register", "Old"]
    assert found.tables[0].merged == (Merged(2, 1, 5, 2),)
    assert found.notes == ("sheet 2 is hidden; it was read all the same",)


PROBE = """
import json, os, socket, sys
sys.path.insert(0, sys.argv[1])
import workbook_child
network = workbook_child.give_up_rights(json.loads(sys.argv[2]))
said = {"network": network}
try:
    os.write(os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT), b"x")
    said["written"] = True
except OSError as fault:
    said["written"] = False
try:
    bytearray(2 * 1024**3)
    said["memory"] = True
except MemoryError:
    said["memory"] = False
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[4])), 2)
    said["reached"] = True
except OSError:
    said["reached"] = False
print(json.dumps(said))
"""


def test_the_child_can_neither_write_nor_grow_nor_call_out(tmp_path: Path) -> None:
    folder = str(Path(audit_workbook.__file__).parent)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        words = [sys.executable, "-c", PROBE, folder, json.dumps(asdict(LIMITS)), str(tmp_path / "x"), port]
        said = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)

    assert said["written"] is False
    assert said["memory"] is False
    assert said["reached"] is said["network"], "where the kernel lets the network be taken away, it is gone"
    assert not (tmp_path / "x").exists() or (tmp_path / "x").read_bytes() == b""


DEVICES: list[list[str | float | None]] = [
    ["Tag", "Serial", "Type", "MAC"],
    ["00123456", 1234567.0, "Laptop", "10:20:30:40:50:59"],
    [],
    ["1E5", 1.5, "NO", " x "],
]


@pytest.mark.parametrize(
    ("make", "data"),
    [("xls", xls({"Devices": DEVICES})), ("xlsb", xlsb(DEVICES)), ("ods", ods({"Devices": ods_rows(DEVICES)}))],
)
def test_other_makes_of_workbook_tell_the_same(make: str, data: bytes) -> None:
    """calamine gives whole numbers as 1234567.0; text keeps its zeros, its E and its blanks."""
    found = read_workbook(data)
    (table,) = found.tables

    assert (found.make, table.sheet.text if table.sheet else "", table.blank) == (make, "Devices", 1)
    assert [(row.number, [(cell.text.text, cell.form) for cell in row.cells]) for row in table.rows[1:]] == [
        (2, [("00123456", Form.TEXT), ("1234567", Form.NUMBER), ("Laptop", Form.TEXT), ("10:20:30:40:50:59", Form.TEXT)]),
        (4, [("1E5", Form.TEXT), ("1.5", Form.NUMBER), ("NO", Form.TEXT), (" x ", Form.TEXT)]),
    ]
    assert "formulas" in found.notes[0]


def test_several_sheets_and_merged_ranges_of_an_old_workbook_are_told() -> None:
    found = read_workbook(xls({"Oak": DEVICES, "Elm": [[None], [None, "b"]]}, merged=[(1, 3, 2, 2)]))

    assert [(table.sheet.text, table.blank) for table in found.tables if table.sheet] == [("Oak", 1), ("Elm", 1)]
    assert found.tables[1].rows[0].cells[1].text.text == "b"
    assert found.tables[0].merged == (Merged(2, 2, 4, 2),)
