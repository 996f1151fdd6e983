"""Separated text as British offices and their programs write it."""

from __future__ import annotations

import pytest

from ictops.adapters.audit_csv import read_csv
from ictops.adapters.audit_limits import Unreadable

ROWS = [["Tag", "Room", "Cost"], ["T1", "Café – Zoë’s", "£1,249"]]


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text.text for cell in row.cells] for row in read_csv(data).table.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_separator_in_every_encoding(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""

    assert rows((mark + text).encode(encoding)) == ROWS


def test_bytes_that_cp1252_does_not_have_are_read_by_the_likeliest_encoding() -> None:
    found = read_csv("Tag,Room\nT1,Café ìò\n".encode("cp850"))

    assert "\ufffd" not in found.table.rows[1].cells[1].text.text
    assert found.notes[0] != "read as utf-8"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    assert rows(end.join(["a,b", "c,d", ""]).encode()) == [["a", "b"], ["c", "d"]]


def test_excels_separator_line_is_obeyed_and_rows_keep_their_numbers() -> None:
    found = read_csv(b"sep=;\r\nTag;Price\r\nT1;1,50\r\n").table

    assert [(row.number, [cell.text.text for cell in row.cells]) for row in found.rows] == [
        (2, ["Tag", "Price"]),
        (3, ["T1", "1,50"]),
    ]


def test_a_record_over_several_lines_is_one_row() -> None:
    assert rows(b'Tag,Notes\nT1,"one\ntwo"\nT2,x\n') == [["Tag", "Notes"], ["T1", "one\ntwo"], ["T2", "x"]]


def test_two_equal_headers_stay_two_columns() -> None:
    assert rows(b"Serial,Serial\na,b\n") == [["Serial", "Serial"], ["a", "b"]]


def test_an_inch_mark_is_no_quotation_mark() -> None:
    assert rows(b'Tag,Model\nT1,15" laptop\nT2,"24"" screen"\n')[1:] == [["T1", '15" laptop'], ["T2", '24" screen']]


def test_a_quotation_that_swallows_the_rest_is_refused_not_read() -> None:
    with pytest.raises(Unreadable, match="record 2 never closes"):
        read_csv(b'Tag,Model\nT1,"24 screen\nT2,x\nT3,y\n')


def test_leading_zeros_and_dotted_numbers_come_as_typed() -> None:
    assert rows(b"Tag,Serial\n00123456,1.10\nNO,1E5\n")[1:] == [["00123456", "1.10"], ["NO", "1E5"]]
