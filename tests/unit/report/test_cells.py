"""No cell of an export is a formula, for any spreadsheet, however it splits the line."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.estate import Untrusted
from ictops.report.as_csv import changes_csv, findings_csv
from ictops.report.cells import cell, table
from tests.unit.report.builders import DEVICES, device, fails, report

FORMULAS = [
    '=HYPERLINK("https://example.org")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1",
    "﹦1", "\ufeff=1", "\u200b=1", "  =1", '"=1', "'=1",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_text_by_a_leading_apostrophe(formula: str) -> None:
    assert cell(formula).startswith("'")
    assert cell(Untrusted(formula)) == cell(formula)


@pytest.mark.parametrize("text", ["EHS-FS01", "a=b", "12-34", "me@example.org", "", "00123456", "1E5", "10:20:30:40:50:59"])
def test_ordinary_text_round_trips(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("text", ["x;=1+1", "x, =1+1", "x|@cmd", "x;;-1"])
def test_a_formula_hidden_behind_another_separator_is_text_too(text: str) -> None:
    assert re.search(r"[;,|]\s*[=+\-@]", cell(text)) is None


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_every_cell_can_be_read_back_and_none_starts_a_formula(texts: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(table(["h"] * len(texts), [texts]), newline=""), strict=True))

    assert rows[1] == [cell(text) for text in texts]
    assert not any(one[:1] in "=+-@\t\r＝＋－＠" and one for one in rows[1])


def test_a_device_named_like_a_formula_is_text_in_the_findings() -> None:
    hostile = device("oak-srv01", "oak", DEVICES[6].kind, "=cmd|' /C calc'!A0", "@SUM(1)")
    finding = fails("oak-srv01", "STO.GUEST.1v1", ("+Public", "=Scans"), ())
    rows = list(csv.DictReader(io.StringIO(findings_csv(report(devices=(hostile,), findings=(finding,))), newline="")))

    assert rows[0]["device_name"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["room"] == "'@SUM(1)"
    assert rows[0]["observed"] == "'+Public;' =Scans"


def test_every_planned_change_of_a_run_for_real_is_a_row_and_rehearsals_are_none() -> None:
    rows = list(csv.DictReader(io.StringIO(changes_csv(report()), newline="")))

    assert [(row["device"], row["outcome_for_device"], row["verdict"]) for row in rows] == [
        ("elm-fs01", "changed", "meets"),
        ("elm-fs01", "changed", "meets"),
        ("elm-r14-pc", "unreachable", "unknown"),
    ]
