"""Rosters of several schools, and rows of people who are no staff. All rows are made."""

from __future__ import annotations

from datetime import date

import pytest

from ictops.audit import read_school
from ictops.audit.headers import StaffField
from ictops.audit.school import HowToRead
from ictops.audit.sources import google_users, rosters, school_data_sync
from ictops.audit.sources.choosing import choose
from ictops.audit.sources.known import READERS
from ictops.audit.sources.roles_of_people import NOT_TOLD, PUPIL, by_role, by_unit
from ictops.estate import School
from ictops.estate.organisation import Education, Urn
from tests.unit.audit.tables import audit_file, table

OURS = (*school_data_sync.READERS, *rosters.READERS, google_users.READER)
SCHOOLS = tuple(
    School(
        id=name,
        name=f"{name.title()} Primary School",
        education=Education.PRIMARY,
        urns=(Urn(urn=urn, since=date(2020, 1, 1)),),
        dfe_numbers=(number,),
    )
    for name, urn, number in (("oak", "999001", "9991001"), ("ash", "999002", "9991002"))
)


def test_teachers_of_another_school_of_the_trust_are_not_taken_for_ours() -> None:
    rows = [["SIS ID", "School SIS ID", "First Name", "Last Name", "Username", "Teacher Number"]]
    rows += [["1", "999001", "Ann", "Bell", "abell", "T1"], ["2", "999002", "Cai", "Dunn", "cdunn", "T2"]]
    found = read_school("oak", [audit_file(table(rows))], how=HowToRead(schools=SCHOOLS))

    assert [person.username.text for person in found.staff if person.username] == ["abell"]
    assert [reject.reason for reject in found.rejects] == ["speaks of another school: Ash Primary School"]


@pytest.mark.parametrize(
    ("schools", "taken", "reasons"),
    [
        (("9991001", "9991002"), ["abell"], ["speaks of another school: Ash Primary School"]),
        (("9991001", "8887777"), ["abell"], ["names a school that trust.yml does not know by this name or number"]),
        (("8887777", "8887778"), [], ["names a school that trust.yml does not know by this name or number"] * 2),
        (("8887777", "8887777"), ["abell", "cdunn"], []),
    ],
)
def test_a_number_that_nobody_knows_is_ours_only_where_it_is_the_only_one(
    schools: tuple[str, str], taken: list[str], reasons: list[str]
) -> None:
    rows = [["ID", "School DfE Number", "First Name", "Last Name", "Username", "Teacher Number"]]
    rows += [["1", schools[0], "Ann", "Bell", "abell", "T1"], ["2", schools[1], "Cai", "Dunn", "cdunn", "T2"]]
    found = read_school("oak", [audit_file(table(rows))], how=HowToRead(schools=SCHOOLS))

    assert [person.username.text for person in found.staff if person.username] == taken
    assert [reject.reason.partition(":")[0] for reject in found.rejects for _ in range(reject.rows)] == [
        reason.partition(":")[0] for reason in reasons
    ]


@pytest.mark.parametrize("role", ["student", "Student", "pupil", "alumni"])
def test_pupils_are_told_by_their_role(role: str) -> None:
    assert by_role({"role": role}) == PUPIL


@pytest.mark.parametrize("role", ["", "other", "prefect", "head boy"])
def test_a_role_that_nobody_publishes_for_staff_is_no_staff(role: str) -> None:
    assert by_role({"role": role}) == NOT_TOLD


@pytest.mark.parametrize(
    "unit", ["/Pupils/2024", "/Students", "/2024 pupils", "/Curriculum/Year 7", "/Learners/Staff children", "/Y10", "/leavers"]
)
def test_pupils_are_told_by_their_unit(unit: str) -> None:
    assert by_unit({"orgunitpath": unit}) == PUPIL


@pytest.mark.parametrize("unit", ["/Staff", "/Users/Teaching Staff", "/Teachers/Science", "/Admin"])
def test_staff_are_told_by_their_unit(unit: str) -> None:
    assert by_unit({"orgunitpath": unit}) is None


@pytest.mark.parametrize("unit", ["", "/", "/Oak", "/Staffordshire", "/2024"])
def test_a_unit_that_says_neither_is_not_taken(unit: str) -> None:
    assert by_unit({"orgunitpath": unit}) == NOT_TOLD


@pytest.mark.parametrize("reader", OURS, ids=lambda reader: reader.kind)
def test_each_file_is_known_by_its_least_columns_and_those_of_no_other(reader: object) -> None:
    assert isinstance(reader, type(READERS[0]))
    header = [sign.split("|")[0] for sign in reader.signs]
    (part,) = choose(audit_file(table([header])), READERS).parts

    assert part.reader.kind == reader.kind


@pytest.mark.parametrize("reader", OURS, ids=lambda reader: reader.kind)
def test_a_file_that_may_hold_pupils_keeps_out_whoever_it_does_not_know_for_staff(reader: object) -> None:
    assert isinstance(reader, type(READERS[0]))
    if reader.profile.lists is StaffField and reader.kind != "sds-teachers":
        assert reader.profile.kept_out({}) is not None
    assert reader.profile.mixes_people or reader.kind in {"roster-orgs", "roster-terms"}


def test_whoever_has_no_preferred_name_goes_by_the_legal_one() -> None:
    rows = [["Legal Surname", "Legal Forename", "Preferred Forename", "Preferred Surname", "Work Email", "Post"]]
    rows += [["Oldname", "Robin", "Rob", "Newname", "r@oak.test", "Teacher"], ["Bell", "Ann", "", "", "a@oak.test", "Teacher"]]
    found = read_school("oak", [audit_file(table(rows))])

    assert [[name.text for name in (one.given_name, one.family_name) if name] for one in found.staff] == [
        ["Rob", "Newname"],
        ["Ann", "Bell"],
    ]
