"""The audits reviewed: every row accounted for, contradictions with their places, nobody named, nothing acting."""

from __future__ import annotations

import json
from dataclasses import replace

from ictops.audit import Reject, review
from ictops.report import ReportData, import_text, review_json, review_page, review_text, school_page, trust_page
from ictops.report.audits import reject_runs
from tests.unit.report.audits import IMPORT, reviewed
from tests.unit.report.builders import AS_OF, ELM, OAK, TRUST, report


def page() -> str:
    return review_page(reviewed(), TRUST, AS_OF)


def with_review() -> ReportData:
    return report(review=reviewed())


def test_rows_in_are_shown_as_the_sum_of_what_became_of_them() -> None:
    lines = import_text(IMPORT, len(IMPORT.devices))

    assert lines[0] == "oak: 2 devices; 5 rows in = 3 imported + 0 merged + 2 rejected, beside 3 blank, title or header."


def test_a_contradiction_shows_both_sides_with_file_sheet_row_and_cell() -> None:
    text = "\n".join(review_text(reviewed()))

    assert "10.0.2.20: oak/register.xlsx, Devices, row 4, cell C4" in text
    assert "<script>alert(1)</script>[U+202E]=cmd: oak/register.xlsx, Devices, row 5, cell C5" in text
    assert "10.0.2.20: oak/register.xlsx, Devices, row 4, cell C4" in page()


def test_rejected_rows_refused_files_and_columns_kept_out_each_say_why() -> None:
    for text in ("\n".join(import_text(IMPORT, len(IMPORT.devices))), "\n".join(review_text(reviewed()))):
        assert "rejected rows (2):" in text
        assert "row 9: 2 rows: no serial, tag, MAC or name to know it by" in text
        assert "oak/bomb.xlsx: over the limits: 1 GiB of memory" in text
        assert "column N (ansible_connection[U+001B][2J): it is named like a setting of Ansible; 2 filled cells" in text


def test_rows_in_a_row_that_were_rejected_for_one_reason_are_told_together() -> None:
    other = IMPORT.rejects[0]
    rows = [(2, 1, "a"), (3, 1, "a"), (4, 5, "a"), (9, 1, "b"), (11, 1, "b")]
    rejects = tuple(Reject(place=replace(other.place, row=row), reason=reason, rows=number) for row, number, reason in rows)
    one = IMPORT.model_copy(update={"rejects": rejects})

    assert [(where.rpartition(", ")[2], number, why) for where, number, why in reject_runs(one)] == [
        ("rows 2 to 8", 7, "a"), ("row 9", 1, "b"), ("row 11", 1, "b"),
    ]  # fmt: skip
    assert "rows 2 to 8: 7 rows: a" in "\n".join(import_text(one, 2))


def test_age_and_support_are_told_and_so_is_what_nobody_knows() -> None:
    text = "\n".join(review_text(reviewed()))

    assert "age: 10 years and more 1, not known 1" in text
    assert "Windows Server 2012 R2" in text
    assert "support has ended" in text
    assert "purchased: 1 of 2" in text


def test_staff_are_a_number_and_notes_are_not_shown() -> None:
    everywhere = [page(), "\n".join(review_text(reviewed())), json.dumps(review_json(reviewed())), trust_page(with_review())]

    for text in everywhere:
        assert "Familyname" not in text
        assert "Ms Example" not in text
    assert "1 member of staff" in everywhere[0]


def test_no_line_of_a_review_acts_on_the_terminal_and_no_markup_reaches_a_page() -> None:
    assert all(line.isprintable() for line in [*review_text(reviewed()), *import_text(IMPORT, len(IMPORT.devices))])
    for written in (page(), trust_page(with_review()), school_page(with_review(), OAK)):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]=cmd" in written
        assert "<script" not in written


def test_a_school_page_shows_its_own_audit_only() -> None:
    assert "register.xlsx" in school_page(with_review(), OAK)
    assert "register.xlsx" not in school_page(with_review(), ELM)
    assert "No audit was imported for this school" in school_page(with_review(), ELM)


def test_the_review_is_the_same_bytes_twice_and_plain_data() -> None:
    assert page() == page()
    assert json.loads(json.dumps(review_json(reviewed())))["schools"][0]["school"] == "oak"


def test_devices_that_no_file_tells_of_any_more_are_named() -> None:
    before = import_text(IMPORT, 2)
    after = import_text(IMPORT.model_copy(update={"in_no_file": ("oak-print",)}), 2)

    assert [line for line in after if line not in before] == [
        "  in no file any more, kept until ictops audit gone or moved says where they went (1):",
        "    oak-print",
    ]


def test_a_review_of_nothing_says_what_to_do_first() -> None:
    assert "run ictops audit import" in review_text(review((), AS_OF.date()))[1]
