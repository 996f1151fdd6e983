"""Contracts by their ends, issues by who suffers how long, answers as yes or no; and how good the data is."""

from __future__ import annotations

from datetime import date

import pytest

from ictops.audit import read_school
from ictops.audit.papers import Declared, Reach, Standing, answers, contracts, declared, issues
from ictops.audit.quality import Warranty, quality
from ictops.estate import Attribute
from tests.unit.audit.tables import audit_file, table

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("ends", "notice", "notice_by", "standing"),
    [
        ("31/08/2027", "3 months", date(2027, 6, 2), Standing.ENDS_SOON),
        ("31/12/2026", "90 days", date(2026, 10, 2), Standing.NOTICE_DUE),
        ("31/10/2026", "3 months", date(2026, 8, 2), Standing.NOTICE_MISSED),
        ("31/10/2026", "01/09/2026", date(2026, 9, 1), Standing.NOTICE_DUE),
        ("31/08/2026", "", None, Standing.ENDED),
        ("01/09/2026", "", None, Standing.ENDS_SOON),
        ("2030", "", None, Standing.RUNS),
        ("12/25/2027", "1 year", None, Standing.UNKNOWN),
        ("", "3 months", None, Standing.UNKNOWN),
    ],
)
def test_a_contract_stands_by_its_end_and_its_notice(
    ends: str, notice: str, notice_by: date | None, standing: Standing
) -> None:
    one = read_school(
        "oak", [audit_file(table([["Contract", "Supplier", "End date", "Notice"], ["MIS", "X Ltd", ends, notice]]))]
    )
    (contract,) = contracts(one.entries, TODAY)

    assert (contract.notice_by, contract.standing) == (notice_by, standing)


def test_issues_stand_by_reach_urgency_and_age_and_those_done_are_left_out() -> None:
    rows = [
        ["Issue", "Who is affected", "Since", "Priority", "Status"],
        ["office printer", "office", "01/01/2020", "high", "open"],
        ["slow log on", "Year 7 classes", "01/06/2026", "low", ""],
        ["boards", "Whole school", "01/08/2026", "low", ""],
        ["wi-fi", "everyone", "01/08/2026", "urgent", ""],
        ["mended", "everyone", "01/08/2020", "high", "Closed"],
        ["who knows", "", "soon", "", ""],
    ]
    found = issues(read_school("oak", [audit_file(table(rows))]).entries, TODAY)

    assert [one.what.text for one in found if one.what] == ["wi-fi", "boards", "slow log on", "office printer", "who knows"]
    assert [one.reach for one in found] == [Reach.EVERYBODY, Reach.EVERYBODY, Reach.LESSONS, Reach.SOME, Reach.UNKNOWN]
    assert [one.days for one in found] == [31, 31, 92, 2435, None]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Yes", Declared.YES), ("Fully met", Declared.YES), ("Not yet met", Declared.NO), ("No", Declared.NO),
        ("n", Declared.NO),
        ("Partly, see plan", Declared.PARTLY), ("working towards", Declared.PARTLY), ("Ask the head", Declared.OTHER),
        ("Nobody knows", Declared.OTHER), ("not sure", Declared.OTHER),
    ],
)  # fmt: skip
def test_an_answer_is_read_by_its_first_words(text: str, meant: Declared) -> None:
    rows = [["Standard", "Answer"], ["Cyber security", text]]

    assert declared(text) is meant
    assert [one.declared for one in answers(read_school("oak", [audit_file(table(rows))]).entries)] == [meant]


def test_quality_counts_what_is_told_what_is_filler_and_what_warranties_say() -> None:
    rows = [
        ["Name", "Serial", "Type", "Warranty end"],
        ["pc-1", "To be filled by O.E.M.", "Laptop", "01/08/2026"],
        ["pc-2", "SER-2", "Laptop", "31/12/2026"],
        ["pc-3", "SER-3", "Laptop", "2031"],
        ["pc-4", "", "Laptop", ""],
    ]
    found = quality(read_school("oak", [audit_file(table(rows))]), TODAY)
    told = {one.attribute: (one.told, one.of, one.not_believed) for one in found.completeness}

    assert told[Attribute.SERIAL] == (2, 4, 1)
    assert told[Attribute.NAME] == (4, 4, 0)
    assert told[Attribute.ROOM] == (0, 4, 0)
    assert found.filler == 1
    assert [(one.warranty, one.devices) for one in found.warranties] == [
        (Warranty.RUNS, 1), (Warranty.ENDS_SOON, 1), (Warranty.ENDED, 1), (Warranty.UNKNOWN, 1),
    ]  # fmt: skip
