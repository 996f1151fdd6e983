"""The staff list against the directory: who joins, returns, moves or leaves, who is left alone, and what stops everything."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"
GENERIC = ["teacher", "staff"]
SCHOOLS = ("oak", "elm")


def unit(school: str) -> str:
    return f"OU=Staff,OU={school},OU=Schools,{BASE}"


def group(name: str) -> str:
    return f"CN={name},OU=Groups,{BASE}"


GROUPS = {name.lower(): group(name) for school in SCHOOLS for name in (f"{school}-Staff", f"{school}-Office")} | {
    "friends": group("Friends")
}


def person(key: str, given: str = "Ada", family: str = "Inventa", school: str = "oak", **more: Any) -> dict[str, Any]:
    return {"key": key, "given_name": given, "family_name": family, "school": school, "post": "Teacher", **more}


def account(
    key: str | None, logon: str, *, at: str | None = None, groups: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "dn": f"CN={logon},{unit('oak') if at is None else at}",
        "sAMAccountName": logon,
        "objectClass": ["top", "person", "organizationalPerson", "user"],
        "userAccountControl": "512",
        "givenName": "Ada",
        "sn": "Inventa",
        "displayName": "Ada Inventa",
        "memberOf": [group("oak-Staff")] if groups is None else groups,
        **({"employeeID": key} if key else {}),
        **more,
    }


def decided(staff: list[dict[str, Any]], *found: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {
        "staff": FILTERS["accounts_prepared"](staff, GENERIC),
        "schools": ["oak", "elm"],
        "groups": [{"post": "*", "groups": ["<school>-Staff"]}, {"post": "Bursar", "groups": ["<school>-Office"]}],
        "unit": "Schools/<school>/Staff",
        "limit": 10,
        "base": BASE,
        "spared": ["emergency", "binder@oaktrust.example"],
        "generic": GENERIC,
        "admins": [],
        **changes,
    }
    given["held"] = FILTERS["accounts_unadoptable"](given, list(found))
    first = FILTERS["accounts_staff_decisions"](given, list(found), GROUPS, [unit(school) for school in SCHOOLS])
    return dict(FILTERS["accounts_with_leavers"](first, given, list(found)))


def test_a_joiner_gets_unit_and_the_groups_of_post_and_of_every_school() -> None:
    found = decided([person("st-1", post=" bursar", further_schools=["elm"])])

    assert [(one["key"], one["unit_dn"]) for one in found["joiners"]] == [("st-1", unit("oak"))]
    assert found["joiners"][0]["groups"] == sorted(
        group(f"{school}-{kind}") for school in SCHOOLS for kind in ("Office", "Staff")
    )
    assert found["kept"]["absent"] == ["st-1"]


def test_who_has_an_account_as_it_should_be_is_left_alone() -> None:
    found = decided([person("st-1")], account("st-1", "a.inventa"))

    assert [found[what] for what in ("joiners", "returning", "moved", "leavers", "changes", "notes", "refusals")] == [[]] * 7


def test_a_change_of_name_changes_what_is_shown_and_never_the_logon_name() -> None:
    found = decided([person("st-1", family="Newname")], account("st-1", "a.inventa"))

    assert found["changes"] == [
        {"do": "set", "dn": f"CN=a.inventa,{unit('oak')}", "attributes": {"sn": "Newname", "displayName": "Ada Newname"}}
    ]
    assert found["kept"]["accounts"][0]["renamed"]


def test_a_mover_changes_unit_and_groups_of_posts_and_keeps_all_others() -> None:
    moving = account("st-1", "a.inventa", groups=[group("oak-Staff"), group("oak-Office"), group("Friends")])
    found = decided([person("st-1", school="elm", further_schools=["oak"])], moving)

    assert found["moved"] == ["st-1"]
    assert found["changes"] == [
        {"do": "add_values", "dn": group("elm-Staff").lower(), "attributes": {"member": [moving["dn"]]}},
        {"do": "drop_values", "dn": group("oak-Office").lower(), "attributes": {"member": [moving["dn"]]}},
        {"do": "move", "dn": moving["dn"], "to": unit("elm")},
    ]
    assert found["kept"]["accounts"][0]["groups"] == sorted(group(name).lower() for name in ("oak-Staff", "oak-Office"))


def test_an_account_in_a_unit_below_the_schools_stays_there() -> None:
    assert decided([person("st-1")], account("st-1", "a.inventa", at=f"OU=Maths,{unit('oak')}"))["changes"] == []


def test_a_leaver_is_disabled_marked_and_in_no_group_and_the_groups_are_kept() -> None:
    leaver = account("st-2", "b.gone", groups=[group("oak-Staff"), group("Friends")])
    found = decided([person("st-1")], account("st-1", "a.inventa"), leaver)

    assert found["leavers"] == ["st-2"]
    assert found["changes"] == []
    assert found["people"] == {leaver["dn"].lower(): "st-2"}
    assert found["leaving"][0]["attributes"] == {"userAccountControl": "514", "adminDescription": "ictops: left"}
    assert [one["dn"] for one in found["leaving"][1:]] == sorted(group(name).lower() for name in ("oak-Staff", "Friends"))
    assert found["kept"]["accounts"][0]["groups"] == sorted(group(name).lower() for name in ("oak-Staff", "Friends"))


def test_accounts_of_other_schools_of_pupils_and_without_a_key_never_leave() -> None:
    there = [
        account(None, "inherited"),
        account("st-7", "pupil7", at=f"OU=Pupils,OU=oak,OU=Schools,{BASE}"),
        account("st-8", "elm8", at=unit("elm")),
    ]

    assert decided([person("st-1", "Eve", "Nobody")], *there, schools=["oak"])["leavers"] == []


@pytest.mark.parametrize(("leaving", "refused"), [(1, 0), (2, 0), (3, 1)])
def test_too_many_leavers_of_one_school_stop_everything(leaving: int, refused: int) -> None:
    there = [account(f"st-{number}", f"a.b{number}", givenName="A", sn="B", displayName="A B") for number in range(20)]
    staff = [person(f"st-{number}", "A", "B") for number in range(leaving, 20)]

    assert len(decided(staff, *there)["refusals"]) == refused
    assert decided(staff[:1], *there[leaving : leaving + 2])["refusals"] == []  # one may always leave


def test_a_returning_leaver_gets_the_account_back_with_a_new_password() -> None:
    left = account("st-1", "a.inventa", groups=[], userAccountControl="514", adminDescription="ictops: left")
    found = decided([person("st-1")], left)

    assert [one["logon"] for one in found["returning"]] == ["a.inventa"]
    assert found["changes"][0]["attributes"] == {"userAccountControl": "512", "adminDescription": []}
    assert found["joiners"] == []


def test_an_account_that_somebody_else_disabled_stays_so() -> None:
    found = decided([person("st-1")], account("st-1", "a.inventa", userAccountControl="514"))

    assert (found["changes"], found["returning"]) == ([], [])
    assert "somebody disabled" in found["notes"][0]


@pytest.mark.parametrize(
    "inherited",
    [
        account(None, "ainv", at=f"CN=Users,{BASE}"),
        account(None, "ainv", at=f"CN=Users,{BASE}", givenName="", sn="", displayName="INVENTA, Ada"),
        account(None, "A.Inventa", at=f"CN=Users,{BASE}", givenName=None, sn=None, displayName=None),
    ],
)
def test_a_namesake_without_a_key_is_never_taken_over_and_never_doubled(inherited: dict[str, Any]) -> None:
    found = decided([person("st-1")], inherited)

    assert (found["joiners"], found["changes"]) == ([], [])
    assert found["notes"][0].startswith("st-1: left alone, for an account without a key has this person's name")
    assert decided([person("st-1", namesake=True)], inherited)["joiners"][0]["key"] == "st-1"


def test_a_logon_name_that_another_persons_inherited_account_has_only_gets_a_number() -> None:
    other = account(None, "a.inventa", at=f"CN=Users,{BASE}", givenName="Amir", displayName="Amir Inventa")

    assert len(decided([person("st-1")], other)["joiners"]) == 1


def test_an_account_the_list_names_is_taken_over_with_its_logon_name() -> None:
    inherited = account(None, "ainv", at=f"CN=Users,{BASE}", groups=[group("Friends")])
    found = decided([person("st-1", logon="AINV")], inherited)

    assert found["adopted"] == ["st-1"]
    assert found["changes"][0] == {"do": "set", "dn": inherited["dn"], "attributes": {"employeeID": "st-1"}}
    assert [one["do"] for one in found["changes"][1:]] == ["add_values", "move"]
    assert found["kept"]["accounts"][0]["adopted"] == "ainv"


@pytest.mark.parametrize(
    "wrong",
    [
        account("st-9", "ainv"),
        account(None, "ainv", adminCount="1"),
        account(None, "ainv", userAccountControl="514"),
        account(None, "somebody"),
        account(None, "ainv", givenName="Jane", sn="Smith", displayName="Jane Smith"),
        account(None, "ainv", at=f"OU=Pupils,OU=oak,OU=Schools,{BASE}"),
        account(None, "ainv", at=f"OU=Year 7 students,OU=oak,OU=Schools,{BASE}"),
        account(None, "ainv", servicePrincipalName="HTTP/ainv"),
        account(None, "ainv", isCriticalSystemObject="TRUE"),
        account(None, "ainv", userPrincipalName="Binder@oaktrust.example"),
        account(None, "ainv", givenName="", sn="", displayName="", cn=""),
        account("12345", "ainv"),
        {**account(None, "ainv"), "objectClass": ["top", "person", "user", "computer"]},
    ],
)
def test_an_account_that_cannot_be_this_persons_is_not_taken_over(wrong: dict[str, Any]) -> None:
    found = decided([person("st-1", logon="ainv"), person("st-9")], wrong)

    assert found["adopted"] == []
    assert any(note.startswith("st-1: left alone") for note in found["notes"])


def test_two_accounts_for_one_key_are_left_for_a_person() -> None:
    found = decided([person("st-1")], account("st-1", "a.inventa"), account("st-1", "a.inventa2"))

    assert found["changes"] == []
    assert "2 accounts have this key" in found["notes"][0]


def test_a_pupil_whose_number_is_a_staff_key_is_not_given_a_staff_members_rights() -> None:
    pupil = account(
        "st-1", "21kid", at=f"OU=Pupils,OU=oak,OU=Schools,{BASE}", givenName="Kit", sn="Youngster", displayName="Kit Youngster"
    )
    found = decided([person("st-1")], pupil)

    assert (found["changes"], found["joiners"]) == ([], [])
    assert "another name" in found["notes"][0]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"admins": [f"CN=b.gone,{unit('oak')}"]}, "last administrator"),
        ({"spared": ["b.gone"]}, "depends on the account"),
    ],
)
def test_a_leaver_on_whom_something_depends_stops_everything(more: dict[str, Any], says: str) -> None:
    found = decided([person("st-1")], account("st-1", "a.inventa"), account("st-2", "b.gone"), **more)

    assert says in found["refusals"][0]


def test_a_unit_or_group_that_is_not_there_stops_everything() -> None:
    assert "no unit Schools/ash/Staff" in decided([person("st-1", school="ash")])["refusals"][0]
    assert "no group ash-staff" in decided([person("st-1", further_schools=["ash"])])["refusals"][0]


def test_what_is_said_names_keys_and_nobody() -> None:
    staff = [
        person("st-1", "Zebedee", "Quux"),
        person("st-2", "Zebedee", "Quux", logon="none"),
        person("st-3", school="ash", given="Zebedee"),
    ]
    found = decided(staff, account(None, "z.quux", givenName="Zebedee", sn="Quux", displayName="Zebedee Quux"))
    said = " ".join([*found["notes"], *found["refusals"]]).lower()

    assert len(found["notes"]) == 2
    assert "zebedee" not in said
    assert "quux" not in said


@pytest.mark.parametrize("logon", ["emergency", "staff", "staff2"])
def test_an_account_that_belongs_to_nobody_is_nobodys_to_take_over(logon: str) -> None:
    found = decided([person("st-1", logon=logon)], account(None, logon))

    assert (found["adopted"], found["changes"]) == ([], [])
    assert found["notes"][0].startswith("st-1: left alone")


def test_a_number_of_the_payrolls_is_no_key_of_ours() -> None:
    payroll = account("40123", "ainv", groups=[group("oak-Staff")])
    found = decided([person("st-1"), person("st-9", "Eve", "Nobody")], payroll)

    assert [one["key"] for one in found["joiners"]] == ["st-9"]
    assert (found["leavers"], found["leaving"], found["changes"]) == ([], [], [])
    assert found["notes"][0].startswith("st-1: left alone, for an account without a key has this person's name")
    assert "oak: 1 accounts in the unit for staff carry a foreign employeeID and are left alone" in found["notes"]
    assert "40123" not in str(found["notes"])
