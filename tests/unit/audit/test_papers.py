"""What a header has to have for its rows to be a plan's papers, and which lists look alike and are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import read_school
from ictops.audit.columns import Lists, columns
from ictops.audit.entries import FIELDS, REQUIRED, about
from ictops.audit.headers import DEVICE_HEADERS, STAFF_HEADERS, StaffField, key
from ictops.audit.nouns import About
from ictops.audit.papers import Standing, contracts, issues
from ictops.audit.records import NO_DATE
from ictops.estate import Attribute, Untrusted
from tests.make_example_audits import AUDITS, SCHOOLS
from tests.unit.audit.tables import TODAY, audit_file, table

PAPERS = (About.CONTRACT, About.ISSUE, About.ROOM, About.TERM, About.ANSWER, About.SCHOOL)

DEVICES = [
    "Asset tag|Supplier|Warranty|Purchase date|Cost|Expiry date",
    "Computer name|Model|Supplier|Expiry date",
    "Item|Make|Model|Supplier|Expiry date",
    "Serial number|Issue|Date raised",
    "Asset tag|Serial|Type|Status|Question|Answer",
    "Hostname|Room|Building|Floor|Type",
    "Room|Building|Floor|Make|Model",
    "Room|Type|Capacity|Model|Manufacturer",
    "IP address|Name|Start date|End date|Description",
]
STAFF = [
    "Name|Job title|Email|Start date|End date",
    "Forename|Surname|Company|Start date|End date|Email",
    "Forename|Surname|Description|Start date|End date|Cost",
    "Staff code|First name|Last name|Room|Department|Places",
    "Payroll no|Forename|Surname|Job title|Email|Until|Company",
]
NEITHER_IS_A_PAPER = [*((one, Lists.DEVICES) for one in DEVICES), *((one, Lists.STAFF) for one in STAFF)]

of_devices = st.sampled_from([name for name, (what, _) in DEVICE_HEADERS.items() if what in {Attribute.SERIAL, Attribute.MAC}])
of_people = st.sampled_from(
    [name for name, (what, _) in STAFF_HEADERS.items() if what in {StaffField.GIVEN_NAME, StaffField.FAMILY_NAME}]
)
of_papers = {key(name) for fields in FIELDS.values() for names in fields.values() for name in names.split("|")}
any_names = st.lists(st.sampled_from(sorted({*DEVICE_HEADERS, *STAFF_HEADERS, *of_papers})), max_size=8)


@pytest.mark.parametrize(("header", "lists"), NEITHER_IS_A_PAPER)
def test_lists_that_look_like_papers_are_what_they_are(header: str, lists: Lists) -> None:
    assert columns(table([header.split("|")]).rows[0]).lists is lists


@pytest.mark.parametrize(
    "header",
    ["Issue|Asset tag|Room|Since|Status", "Fault|Device|Location|Date raised", "Problem|Computer name|Who is affected"],
)
def test_a_register_of_issues_that_names_devices_is_one_of_issues(header: str) -> None:
    assert columns(table([header.split("|")]).rows[0]).about is About.ISSUE


@given(of_devices, any_names)
def test_a_list_with_serials_or_macs_is_always_one_of_devices(name: str, others: list[str]) -> None:
    assert columns(table([[name, *others]]).rows[0]).lists is Lists.DEVICES


@given(of_people, of_people, any_names)
def test_a_list_of_peoples_names_is_never_one_of_terms_or_rooms(one: str, other: str, others: list[str]) -> None:
    assert about(frozenset((one, other, *others))) not in {About.TERM, About.ROOM}


@pytest.mark.parametrize("subject", PAPERS)
def test_each_set_of_columns_that_is_asked_for_is_enough(subject: About) -> None:
    for needed in REQUIRED[subject]:
        names = frozenset(key(FIELDS[subject][field].split("|")[0]) for field in needed)
        assert about(names) is subject


@pytest.mark.parametrize("school", SCHOOLS)
def test_no_register_and_no_staff_list_of_the_example_is_taken_for_a_paper(school: str) -> None:
    found = read_school(school, read_audit_files(AUDITS, school, today=TODAY))
    registers = {source.id for source in found.sources if "register" in source.name.text or "staff" in source.name.text}

    assert registers
    assert [entry for entry in found.entries if entry.about in PAPERS and entry.place.source in registers] == []


def test_a_cell_that_names_a_person_where_a_group_is_meant_is_doubted_at_its_place() -> None:
    rows = [
        ["Issue", "Affects", "Since"],
        ["Slow", "Mr Fern", "2026"],
        ["Dark", "a.bell@oak.test", "2026"],
        ["Off", "Year 6", "2026"],
    ]
    found = read_school("oak", [audit_file(table(rows))])

    assert {(doubt.place.cell, doubt.kept) for doubt in found.doubts} == {("B2", False), ("B3", False)}
    assert "Fern" not in found.model_dump_json()
    assert [told.text for entry in found.entries if (told := entry.get("affects"))] == ["Year 6"]


CONTRACTS = ["Contract", "Supplier", "End date", "Start date", "Notice period"]


def test_days_of_papers_that_are_none_are_kept_as_text_and_told() -> None:
    rows = [
        CONTRACTS,
        ["Broadband", "Acme", "31/02/2027", "01/09/2024", "three months"],
        ["Copiers", "Beta", "31/07/2026", "01/09/2026", "90 days"],
        ["Phones", "Beta", "rolling", "", "ask them"],
        ["Doors", "Beta", "N/A", "2024", "2026-10-31"],
    ]
    found = read_school("oak", [audit_file(table(rows))])
    papers = {one.what.text: one for one in contracts(found.entries, TODAY) if one.what}

    assert {(doubt.place.cell, doubt.reason, doubt.kept) for doubt in found.doubts} == {
        ("C2", NO_DATE, True),
        ("C3", "ends before it starts", True),
        ("C4", NO_DATE, True),
    }
    assert papers["Broadband"].standing is papers["Phones"].standing is Standing.UNREAD
    assert papers["Broadband"].ends_unread == Untrusted("31/02/2027")
    assert papers["Phones"].notice_unread == Untrusted("ask them")
    assert (papers["Doors"].standing, papers["Doors"].notice_by) == (Standing.UNKNOWN, date(2026, 10, 31))


def test_a_notice_in_words_is_a_period_and_an_issue_since_last_week_says_so() -> None:
    rows = [CONTRACTS, ["MIS", "Acme", "31/07/2027", "", "Three months' notice"]]
    late = [["Issue", "Affects", "Since"], ["Jams", "Office", "last week"], ["Noise", "Office", "2026-08-31"]]
    found = read_school("oak", [audit_file(table(rows)), audit_file(table(late), name="oak/issues.csv")])
    noise, jams = sorted(issues(found.entries, TODAY), key=lambda one: one.days is None)

    assert contracts(found.entries, TODAY)[0].notice_by == date(2027, 5, 2)
    assert (noise.days, noise.since_unread) == (1, None)
    assert (jams.days, jams.since_unread) == (None, Untrusted("last week"))
