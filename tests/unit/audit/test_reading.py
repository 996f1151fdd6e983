"""Details of reading that a worked example cannot show: forms of cells, copies, files refused by the adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ictops.audit import AuditFile, Cell, Form, HowToRead, Row, Table, read_school
from ictops.audit.dates import described_day
from ictops.audit.tables import letter
from ictops.estate import Attribute, Untrusted
from tests.unit.audit.tables import TODAY, audit_file, table

REGISTER = table([["Tag", "Name", "Type"], ["T1", "oak-1", "Laptop"]])


def formulas(*texts: str) -> Table:
    header = table([["Tag", "Serial", "Name"]]).rows
    return Table(None, (*header, Row(2, tuple(Cell(Untrusted(text), Form.FORMULA) for text in texts))))


def test_a_formula_is_kept_as_text_and_names_nobody_but_by_name() -> None:
    found = read_school("oak", [audit_file(formulas("=A9+1", "=B9", "=C9"))])

    assert [alias.value.text for alias in found.devices[0].aliases] == ["=c9"]
    assert found.devices[0].get(Attribute.SERIAL) == Untrusted("=B9")
    assert sum("its result was not read" in doubt.reason for doubt in found.doubts) == 3


def test_a_copy_of_a_file_is_read_once_and_its_rows_are_told() -> None:
    first = audit_file(REGISTER)
    copy = replace(first, name=Untrusted("oak/copy of register.csv"))
    found = read_school("oak", [first, copy])

    assert len(found.devices) == len(found.sources) == 1
    assert (found.total.rows, found.total.rejected) == (4, 2)
    assert "the same bytes" in found.refused[0].reason


def test_a_file_that_the_adapter_refused_does_not_stop_the_others() -> None:
    broken = AuditFile(Untrusted("oak/a.xlsx"), "none", "f" * 64, TODAY, refused="it is broken")
    found = read_school("oak", [broken, audit_file(REGISTER)])

    assert [refused.reason for refused in found.refused] == ["it is broken"]
    assert len(found.devices) == 1


def test_no_files_is_an_empty_import() -> None:
    found = read_school("oak", [])

    assert found.total.rows == 0


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("register 2024-07-12.csv", "", date(2024, 7, 12)),
        ("register_20240712.csv", "", date(2024, 7, 12)),
        ("register 12.07.2024.xlsx", "", date(2024, 7, 12)),
        ("register 2024-07.xlsx", "As at 12th July 2024", date(2024, 7, 12)),
        ("register 2024-07.xlsx", "", date(2024, 7, 1)),
        ("register Nov 2023.csv", "", date(2023, 11, 1)),
        ("register.csv", "Printed 03/05/2024", date(2024, 5, 3)),
        ("register 2024-13-45.csv", "", TODAY),
        ("register 2031-01-01.csv", "", TODAY),
        ("register 12345678.csv", "", TODAY),
        ("register.csv", "", TODAY),
    ],
)
def test_the_day_a_file_speaks_of(name: str, title: str, day: date) -> None:
    assert described_day(name, [title], TODAY) == day


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [letter(column) for column in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_of_a_list_of_other_things_a_person_may_have_the_machines_taken_and_nothing_else() -> None:
    rows = [["Asset No", "Item", "Room"], ["101", "Chair", "1"], ["102", "Curtains", "1"], ["103", "Coat rack", "1"]]
    file = audit_file(table([*rows, ["104", "Dell laptop", "1"], ["105", "Notice board", "1"], ["106", "iPad case", "1"]]))
    skipped = read_school("oak", [file])
    taken = read_school("oak", [file], how=HowToRead(named={file.sha256: "register"}))

    assert (skipped.devices, skipped.total.rejected) == ((), 6)
    assert "1 may be" in skipped.rejects[0].reason
    assert [device.get(Attribute.TAG) for device in taken.devices] == [Untrusted("104")]
    assert {reject.reason for reject in taken.rejects} == {"its type is that of no device"}


def test_a_column_of_descriptions_that_name_no_machine_is_told_once() -> None:
    rows = [[f"Wibbler no. {at}", f"S-1000{at}", "X"] for at in range(20)]
    found = read_school("oak", [audit_file(table([["Description", "Serial", "Model"], *rows]))])

    assert len(found.devices) == 20
    assert [doubt.place.cell for doubt in found.doubts] == ["A2"]
    assert "neither are 19 others: 20 rows" in found.doubts[0].reason
