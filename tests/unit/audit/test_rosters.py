"""Rosters of several schools, and rows of people who are no staff. All rows are made."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import Import, read_school
from ictops.audit.headers import StaffField
from ictops.audit.school import HowToRead
from ictops.audit.sources import google_users, rosters, school_data_sync
from ictops.audit.sources.choosing import choose
from ictops.audit.sources.known import READERS
from ictops.audit.sources.nouns import Reader
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
    assert isinstance(reader, Reader)
    header = [sign.split("|")[0] for sign in reader.signs]
    (part,) = choose(audit_file(table([header])), READERS).parts

    assert part.reader.kind == reader.kind


@pytest.mark.parametrize("reader", OURS, ids=lambda reader: reader.kind)
def test_a_file_that_may_hold_pupils_keeps_out_whoever_it_does_not_know_for_staff(reader: Reader) -> None:
    if reader.profile.lists is StaffField and reader.kind != "sds-teachers":
        assert reader.profile.kept_out is not None
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


USERS = """sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms
1,abell,Ann,Bell,,,a.bell@oak.test,,
2,kmoss,Kit,Moss,Sunny99,,k.moss@oak.test,,
3,cdunn,Cai,Dunn,,,c.dunn@oak.test,,
4,who,Una,Known,,,una@oak.test,,
5,flo,Flo,Prefect,,,flo@oak.test,,
6,gone,Ed,Frost,,,ed@oak.test,,
7,mum,Mo,Parent,,,mo@home.test,,
"""
ROLES = """userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate
1,o1,teacher,,,true,2024-09-01,
1,o2,coach,,,false,2024-09-01,
2,o1,student,,7,true,2024-09-01,
3,o2,administrator,,,true,2024-09-01,
5,o1,assistant,,,true,2024-09-01,
5,o1,student,,13,false,2022-09-01,2024-07-20
6,o1,teacher,,,true,2020-09-01,2024-07-20
7,o1,guardian,,,true,2020-09-01,
8,o1,teacher,,,true,2020-09-01,
"""
ORGS = """sourcedId,name,type
t,Example Trust (made),district
o1,Oak Primary School,school
o2,Ash Primary School,school
"""
"""School Data Sync v2.1 as published; the rows are made."""


def _handed_over(folder: Path, files: dict[str, str]) -> Import:
    """Files of oak, by their paths below its folder, read from the disk as they would be."""
    for name, text in files.items():
        path = folder / "oak" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return _read(folder)


def _read(folder: Path, schools: tuple[School, ...] = SCHOOLS) -> Import:
    return read_school("oak", read_audit_files(folder, "oak", today=date(2026, 9, 1)), how=HowToRead(schools=schools))


def _reasons(found: Import) -> Counter[str]:
    told = Counter[str]()
    for reject in found.rejects:
        told[reject.reason] += reject.rows
    return told


def _staff(found: Import) -> list[list[str | None]]:
    fields = ((one.username, one.family_name, one.role, one.main) for one in found.staff)
    return [[text.text if text else None for text in those] for those in fields]


def test_names_and_roles_of_one_folder_make_staff_and_never_a_pupil(tmp_path: Path) -> None:
    found = _handed_over(tmp_path, {"sds/users.csv": USERS, "sds/roles.csv": ROLES, "sds/orgs.csv": ORGS})
    counts = {count.name.text.rpartition("/")[2]: count for count in found.counts}
    written = found.model_dump_json()

    assert _staff(found) == [["abell", "Bell", "teacher", "yes"]]
    assert (counts["users.csv"].imported, counts["users.csv"].rejected) == (1, 6)
    assert (counts["roles.csv"].merged, counts["roles.csv"].rejected) == (1, 8)
    assert _reasons(found) == {
        "a pupil": 2 + 3,
        "speaks of another school: Ash Primary School": 1 + 2,
        "it does not say whether this is staff or a pupil: roles.csv has no role of this person": 1,
        "marked as no longer there": 1 + 1,
        "a parent or guardian": 1 + 1,
        "a role without a name: no users.csv beside it has this person": 1,
        "an organisation that is no school": 1,
    }
    assert [name for name in ("Moss", "Prefect", "Known", "Frost", "Sunny99", "kmoss") if name in written] == []


def test_a_packed_export_is_one_import_and_files_elsewhere_are_another(tmp_path: Path) -> None:
    (tmp_path / "oak" / "apart").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "oak" / "export.zip", "w") as packed:
        packed.writestr("users.csv", USERS)
        packed.writestr("orgs.csv", ORGS)
    (tmp_path / "oak" / "apart" / "roles.csv").write_text(ROLES, encoding="utf-8")

    assert _staff(_read(tmp_path)) == []

    with zipfile.ZipFile(tmp_path / "oak" / "export.zip", "a") as packed:
        packed.writestr("roles.csv", ROLES)

    assert _staff(_read(tmp_path)) == [["abell", "Bell", "teacher", "yes"]]


def test_two_lists_of_roles_in_one_folder_make_nobody_staff(tmp_path: Path) -> None:
    other = ROLES.replace("2,o1,student", "2,o1,teacher")
    found = _handed_over(tmp_path, {"users.csv": USERS, "roles.csv": ROLES, "roles-old.csv": other})

    assert _staff(found) == []
    assert [reason for reason in _reasons(found) if "several roles.csv" in reason]


def test_staff_of_oneroster_1_2_have_their_main_place_in_the_list_of_names(tmp_path: Path) -> None:
    head = "sourcedId,status,dateLastModified"
    preferred = "preferredGivenName,preferredFamilyName"
    users = f"""{head},enabledUser,username,givenName,familyName,email,{preferred},primaryOrgSourcedId
u1,active,,true,abell,Ann,Bell,a@oak.test,Annie,,o1
u2,active,,true,kmoss,Kit,Moss,k@oak.test,,,o1
u3,tobedeleted,,true,gone,Ed,Frost,e@oak.test,,,o1
u4,active,,true,cdunn,Cai,Dunn,c@oak.test,,,o2
"""
    roles = f"""{head},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,active,,u1,primary,teacher,,,o1,
r2,active,,u2,primary,student,,,o1,
r3,active,,u3,primary,teacher,,,o1,
r4,active,,u4,primary,aide,,,o1,
r5,tobedeleted,,u4,secondary,teacher,,,o1,
"""
    found = _handed_over(tmp_path, {"users.csv": users, "roles.csv": roles})

    assert _staff(found) == [["abell", "Bell", "teacher", "yes"], ["cdunn", "Dunn", "aide", None]]
    assert [one.given_name.text for one in found.staff if one.given_name] == ["Annie", "Cai"]
    assert _reasons(found) == {"a pupil": 2, "marked as no longer there": 2 + 1}


def test_organisations_beside_it_say_which_school_the_users_of_oneroster_1_1_are_at(tmp_path: Path) -> None:
    users = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email
t1,active,,true,o1,teacher,abell,Ann,Bell,a@oak.test
t2,active,,true,"o2,o1",teacher,cdunn,Cai,Dunn,c@oak.test
t3,active,,true,o2,teacher,efox,Eli,Fox,e@ash.test
s1,active,,true,o1,student,kmoss,Kit,Moss,k@oak.test
"""
    found = _handed_over(tmp_path, {"users.csv": users, "orgs.csv": ORGS})

    assert [name for name, *_ in _staff(found)] == ["abell", "cdunn"]
    assert _reasons(found)["speaks of another school: Ash Primary School"] == 1


def test_columns_that_stand_in_another_file_are_not_named_as_left_out(tmp_path: Path) -> None:
    found = _handed_over(tmp_path, {"users.csv": USERS, "roles.csv": ROLES, "orgs.csv": ORGS})
    left_out = {column.header.text for column in found.left_out}

    assert {"password", "phone", "orgSourcedId", "grade"} <= left_out
    assert left_out.isdisjoint({"job", "school", "main post", "whynottaken"})


@pytest.mark.parametrize(
    ("users", "roles", "why"),
    [
        ("1,abell,Ann,Bell\n1,kmoss,Kit,Moss\n", "1,o1,teacher\n", "its sourcedId is given to two different people"),
        (",kmoss,Kit,Moss\n", ",o1,teacher\n", "roles.csv has no role of this person"),
        ("1,kmoss,Kit,Moss\n", "1,o1,teacher\n1,o1,former students\n", "a pupil"),
        ("1,kmoss,Kit,Moss\n", "1,o1,Teacher\n1,o1,PUPIL\n", "a pupil"),
        ("1,kmoss,Kit,Moss\n", "1 ,o1,head boy\n", "it does not say whether this is staff or a pupil"),
        ("01,kmoss,Kit,Moss\n", "1,o1,teacher\n", "roles.csv has no role of this person"),
    ],
)
def test_whoever_may_be_a_pupil_is_not_taken(tmp_path: Path, users: str, roles: str, why: str) -> None:
    head = {"users.csv": "sourcedId,username,givenName,familyName\n", "roles.csv": "userSourcedId,orgSourcedId,role\n"}
    found = _handed_over(tmp_path, {"users.csv": head["users.csv"] + users, "roles.csv": head["roles.csv"] + roles})

    assert found.staff == ()
    assert [reason for reason in _reasons(found) if reason.endswith(why)]
    assert "Moss" not in found.model_dump_json()


def test_the_same_person_twice_in_a_list_is_one(tmp_path: Path) -> None:
    users = "sourcedId,username,givenName,familyName\n1,abell,Ann,Bell\n1,abell,Ann,Bell\n"
    found = _handed_over(tmp_path, {"users.csv": users, "roles.csv": "userSourcedId,orgSourcedId,role\n1,o1,teacher\n"})

    assert [name for name, *_ in _staff(found)] == ["abell"]
    assert (found.total.imported, found.total.merged, found.total.rejected) == (1, 2, 0)


@pytest.mark.parametrize("others", [{}, {"orgs.csv": ORGS}], ids=["alone", "beside orgs.csv"])
def test_whoever_stands_in_the_list_of_names_as_staff_and_as_a_pupil_is_a_pupil(tmp_path: Path, others: dict[str, str]) -> None:
    users = """sourcedId,status,orgSourcedIds,role,username,givenName,familyName
1,active,o1,teacher,abell,Ann,Bell
2,active,o1,teacher,kmoss,Kit,Moss
2,tobedeleted,o1,student,kmoss,Kit,Moss
3,active,o1,aide,cdunn,Cai,Dunn
3,tobedeleted,o1,teacher,cdunn,Cai,Dunn
"""
    found = _handed_over(tmp_path, {"users.csv": users, **others})

    assert [(name, role) for name, _, role, _ in _staff(found)] == [("abell", "teacher"), ("cdunn", "aide")]
    assert _reasons(found)["a pupil"] == 1
    assert "Moss" not in found.model_dump_json()
