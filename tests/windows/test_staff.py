"""Staff accounts through a Windows host: who joins, moves, comes back, leaves; whom the directory refuses; put back."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from tests.windows.machine.directory import SECRET
from tests.windows.machine.files import INHERITED
from tests.windows.stage import Outcome, Stage, changing, without_calls

pytestmark = pytest.mark.slow

ROLE = "accounts"
BASE = "DC=trust,DC=test"
OAK, ELM = (f"OU=Staff,OU={school},OU=Schools,{BASE}" for school in ("oak", "elm"))
OFFICE = f"CN=elm-Office,OU=Groups,OU=elm,OU=Schools,{BASE}"
HANDOVER = "C:\\ProgramData\\ictops\\handover"
PEOPLE = ("Zo\u00eb", "Canary", "Inventa", "Fabler", "Nova")


def account(logon: str, key: str | None = None, *, enabled: bool = True, **more: Any) -> dict[str, Any]:
    keyed = {"employeeID": key} if key else {}
    return {"kind": "user", "enabled": enabled, "sAMAccountName": logon, "displayName": "Ada Inventa", **keyed, **more}


def group(name: str, *members: str) -> dict[str, Any]:
    return {"kind": "group", "sAMAccountName": name, "members": list(members)}


def leavers(number: int) -> dict[str, dict[str, Any]]:
    return {f"CN=gone{one},{OAK}": account(f"gone{one}", f"st-9{one}") for one in range(number)}


HOST: dict[str, Any] = {
    "folders": {"C:": INHERITED},
    "files": {},
    "users": {},
    "who": {
        "is_directory": True, "in_domain": True, "came_in_as": "S-1-5-21-7-7-7-1009", "in_use": [], "laps": None,
        "administrators": [],
    },
    "forest": {"uPNSuffixes": ["oaktrust.example"], "dnsRoot": ["trust.test"]},
    "directory": {
        BASE: {
            "kind": "domain", "lockoutThreshold": 10, "lockoutDuration": -9000000000, "lockOutObservationWindow": -9000000000,
            "minPwdLength": 12, "maxPwdAge": 0, "minPwdAge": 0, "pwdHistoryLength": 12, "pwdProperties": 0,
        },
        **{f"OU={name},{above}{BASE}": {"kind": "ou"} for name, above in (
            ("Schools", ""), ("oak", "OU=Schools,"), ("elm", "OU=Schools,"), ("Staff", "OU=oak,OU=Schools,"),
            ("Staff", "OU=elm,OU=Schools,"), ("Groups", "OU=oak,OU=Schools,"), ("Groups", "OU=elm,OU=Schools,"),
        )},
        f"CN=Domain Admins,CN=Users,{BASE}": group("Domain Admins", f"CN=Administrator,CN=Users,{BASE}"),
        f"CN=Administrator,CN=Users,{BASE}": {"kind": "user", "enabled": True, "sAMAccountName": "Administrator"},
        f"CN=oak-Staff,OU=Groups,OU=oak,OU=Schools,{BASE}": group(
            "oak-Staff", f"CN=a.inventa,{OAK}", f"CN=l.left,{OAK}", f"CN=stays,{OAK}"),
        f"CN=elm-Staff,OU=Groups,OU=elm,OU=Schools,{BASE}": group("elm-Staff"),
        OFFICE: group("elm-Office"),
        f"CN=Friends,{BASE}": group("Friends", f"CN=l.left,{OAK}"),
        f"CN=a.inventa,{OAK}": account("a.inventa", "st-1", givenName="Ada", sn="Inventa"),
        f"CN=l.left,{OAK}": account("l.left", "st-2", userPrincipalName="l.left@trust.test"),
        f"CN=b.back,{ELM}": account("b.back", "st-3", enabled=False, adminDescription="ictops: left", sn="Nova", givenName="Bo",
                                    displayName="Bo Nova"),
        f"CN=Bruno Fabler,CN=Users,{BASE}": account("bfabler", givenName="Bruno", sn="Fabler", displayName="Bruno Fabler"),
        f"CN=stays,{OAK}": account("stays", "st-6", givenName="Ida", sn="Stays", displayName="Ida Stays"),
        f"CN=z.canary,CN=Users,{BASE}": account("z.canary", displayName="Zara Canary"),
        f"CN=PC1,CN=Computers,{BASE}": {"kind": "computer", "sAMAccountName": "PC1$"},
    },
}  # fmt: skip
STAFF: list[dict[str, Any]] = [
    {"key": "st-1", "given_name": "Ada", "family_name": "Inventa", "school": "elm", "post": "Office"},
    {"key": "st-3", "given_name": "Bo", "family_name": "Nova", "school": "elm"},
    {"key": "st-4", "given_name": "Zo\u00eb", "family_name": "Canary", "school": "oak", "further_schools": ["elm"]},
    {"key": "st-5", "given_name": "Bruno", "family_name": "Fabler", "school": "oak", "logon": "bfabler"},
    {"key": "st-6", "given_name": "Ida", "family_name": "Stays", "school": "oak"},
]
INPUTS: dict[str, Any] = {
    "accounts_local_allowed": ["ansible"],
    "accounts_directory_uri": "ldaps://dc1.trust.test",
    "accounts_directory_base": BASE,
    "accounts_directory_bind_dn": "ictops-runner@trust.test",
    "accounts_directory_ca": "-----BEGIN CERTIFICATE-----",
    "accounts_directory_password": SECRET,
    "accounts_logon_suffix": "oaktrust.example",
    "accounts_staff_schools": ["oak", "elm"],
    "accounts_staff_groups": [{"post": "*", "groups": ["<school>-Staff"]}, {"post": "office", "groups": ["<school>-Office"]}],
    "accounts_staff": STAFF,
    "accounts_handover_keys": [
        {"school": "oak", "certificate": "-----BEGIN CERTIFICATE-----oak"},
        {"school": "elm", "certificate": "-----BEGIN CERTIFICATE-----elm"},
    ],
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def applied(stage: Stage) -> Outcome:
    stage.put("dc", HOST)
    return stage.run(ROLE, {"dc": INPUTS})["dc"]


def keyed(machine: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Key to where the account stands and whether it is open."""
    found = machine["directory"].items()
    return {entry["employeeID"]: (dn, entry["enabled"]) for dn, entry in found if entry.get("employeeID")}


def test_a_rehearsal_writes_nothing_and_says_by_keys_who_would_come_and_go(stage: Stage) -> None:
    stage.put("rehearsed", HOST)
    found = stage.run(ROLE, {"rehearsed": INPUTS}, check=True)["rehearsed"]

    assert found.failed == ""
    assert found.machine == HOST
    assert {"accounts_people_open", "accounts_people_change", "win_file"} <= changing(found)
    assert "to disable, for they left: st-2" in found.said


def test_each_key_has_its_account_where_the_list_has_the_person(applied: Outcome) -> None:
    assert applied.failed == ""
    assert keyed(applied.machine) == {
        "st-1": (f"CN=a.inventa,{ELM}", True),
        "st-2": (f"CN=l.left,{OAK}", False),
        "st-3": (f"CN=b.back,{ELM}", True),
        "st-4": (f"CN=z.canary2,{OAK}", True),
        "st-5": (f"CN=Bruno Fabler,{OAK}", True),
        "st-6": (f"CN=stays,{OAK}", True),
    }


def test_groups_are_those_of_post_and_schools_and_a_leaver_is_in_none(applied: Outcome) -> None:
    directory = applied.machine["directory"]
    members = {entry["sAMAccountName"]: sorted(entry["members"]) for entry in directory.values() if entry["kind"] == "group"}

    assert members["oak-Staff"] == sorted([f"CN=Bruno Fabler,{OAK}", f"CN=stays,{OAK}", f"CN=z.canary2,{OAK}"])
    assert members["elm-Staff"] == sorted([f"CN=a.inventa,{ELM}", f"CN=b.back,{ELM}", f"CN=z.canary2,{OAK}"])
    assert members["elm-Office"] == [f"CN=a.inventa,{ELM}"]
    assert members["Friends"] == []


def test_whoever_joins_or_comes_back_must_choose_a_password_and_others_need_not(applied: Outcome) -> None:
    new = applied.machine["directory"][f"CN=z.canary2,{OAK}"]

    assert new["userPrincipalName"] == "z.canary2@oaktrust.example"
    assert (new["givenName"], new["sn"], new["must_change"]) == ("Zo\u00eb", "Canary", True)
    assert {key for key, (dn, _) in keyed(applied.machine).items() if applied.machine["directory"][dn].get("must_change")} == {
        "st-3",
        "st-4",
    }
    assert not any(
        "adminDescription" in applied.machine["directory"][dn]
        for key, (dn, _) in keyed(applied.machine).items()
        if key != "st-2"
    )


def test_a_leaver_is_closed_before_anything_else_is_done(applied: Outcome) -> None:
    ours = [call for call in applied.calls if call["module"].startswith("accounts_people")]

    assert [step["key"] for step in ours[0]["given"]["steps"]] == ["st-2"] * 3
    assert ours[0]["given"]["steps"][0]["enabled"] is False


def test_passwords_are_in_a_file_a_school_in_a_folder_of_administrators(applied: Outcome) -> None:
    files = {path: text for path, text in applied.machine["files"].items() if path.endswith(".cms")}

    assert {path.removeprefix(HANDOVER): text.rpartition(" ")[2] for path, text in files.items()} == {
        "\\elm-first.cms": "elm",
        "\\oak-first.cms": "oak",
    }
    assert HANDOVER not in applied.machine.get("owners", {})


def test_no_name_of_a_person_and_no_password_is_in_what_a_run_says_or_keeps(stage: Stage) -> None:
    stage.put("quiet", HOST)
    found = stage.run(ROLE, {"quiet": INPUTS})["quiet"]

    assert found.failed == ""
    for word in (*PEOPLE, "canary", SECRET):
        assert word not in stage.log, word
        assert word not in str(found.machine["files"]), word


def test_a_second_run_changes_nothing_and_a_drift_of_one_person_is_put_right(stage: Stage, applied: Outcome) -> None:
    converged = without_calls(applied.machine)
    drifted = {name: copy.deepcopy(converged) for name in ("none", "unit", "group")}
    drifted["unit"]["directory"][f"CN=stays,{ELM}"] = drifted["unit"]["directory"].pop(f"CN=stays,{OAK}")
    names = drifted["unit"]["directory"][f"CN=oak-Staff,OU=Groups,OU=oak,OU=Schools,{BASE}"]["members"]
    names[names.index(f"CN=stays,{OAK}")] = f"CN=stays,{ELM}"
    drifted["group"]["directory"][OFFICE]["members"] = [f"CN=stays,{OAK}"]
    for host, machine in drifted.items():
        stage.put(host, machine)
    after = stage.run(ROLE, dict.fromkeys(drifted, INPUTS))

    assert {host: one.failed for host, one in after.items()} == dict.fromkeys(drifted, "")
    assert [changing(one) for one in after.values()] == [set(), {"accounts_people_change"}, {"accounts_people_change"}]
    assert [keyed(one.machine) for one in after.values()] == [keyed(converged)] * 3
    assert after["group"].machine["directory"][OFFICE]["members"] == [f"CN=a.inventa,{ELM}"]


def test_one_whom_the_directory_refuses_stops_nobody_else_and_is_named_by_key(stage: Stage) -> None:
    stage.put("spoilt", {**HOST, "spoilt": {f"CN=a.inventa,{OAK}": "denied"}, "weak": ["z.canary2"]})
    found = stage.run(ROLE, {"spoilt": INPUTS})["spoilt"]

    assert "st-1: the account that makes the changes has no right to do so (8344)" in found.failed
    assert "st-4: the directory's rules refuse the password (1325)" in found.failed
    assert keyed(found.machine)["st-2"][1] is False
    assert keyed(found.machine)["st-5"][1] is True
    assert keyed(found.machine)["st-4"] == (f"CN=z.canary2,{OAK}", False)
    assert not [word for word in PEOPLE if word in stage.log]


def test_an_account_that_got_no_password_is_opened_by_the_next_run(stage: Stage) -> None:
    stage.put("weak", {**HOST, "weak": ["z.canary2"]})
    once = stage.run(ROLE, {"weak": INPUTS})["weak"]
    stage.put("weak", {**without_calls(once.machine), "weak": []})
    twice = stage.run(ROLE, {"weak": INPUTS})["weak"]

    assert twice.failed == ""
    assert keyed(twice.machine)["st-4"] == (f"CN=z.canary2,{OAK}", True)
    assert f"{HANDOVER}\\oak-first-2.cms" in twice.machine["files"]


def test_undo_puts_people_back_and_closes_the_accounts_it_made(stage: Stage, applied: Outcome) -> None:
    stage.put("undone", without_calls(applied.machine))
    undo = {"undone": {name: value for name, value in INPUTS.items() if name != "accounts_staff"} | {"accounts_undo": "first"}}
    rehearsed = stage.run(ROLE, undo, check=True)["undone"]
    once, twice = (stage.run(ROLE, undo)["undone"] for _ in range(2))

    assert (rehearsed.failed, once.failed, twice.failed, changing(twice)) == ("", "", "", set())
    assert changing(rehearsed) == changing(once) == {"accounts_people_change"}
    assert {key: at for key, at in keyed(once.machine).items() if key != "st-4"} == keyed(HOST)
    assert keyed(once.machine)["st-4"] == (f"CN=z.canary2,{OAK}", False)
    groups = {dn: sorted(entry["members"]) for dn, entry in once.machine["directory"].items() if entry["kind"] == "group"}
    assert groups == {dn: sorted(entry["members"]) for dn, entry in HOST["directory"].items() if entry["kind"] == "group"}
    assert "1 accounts that the run made" in once.said


def test_a_later_run_under_the_same_name_says_by_key_whom_the_kept_state_does_not_hold(stage: Stage, applied: Outcome) -> None:
    fewer = {**INPUTS, "accounts_staff": [one for one in STAFF if one["key"] != "st-6"]}
    stage.put("later", without_calls(applied.machine))
    found = stage.run(ROLE, {"later": fewer})["later"]

    assert found.failed == ""
    assert keyed(found.machine)["st-6"][1] is False
    assert "Not kept under the name first" in found.said
    assert "the account of st-6." in found.said


def test_a_kept_state_that_no_undo_could_put_back_is_refused(stage: Stage, applied: Outcome) -> None:
    path = "C:\\ProgramData\\ictops\\earlier\\first\\accounts.json"
    machine = without_calls(applied.machine)
    stage.put("broken", {**machine, "files": {**machine["files"], path: "{"}})
    found = stage.run(ROLE, {"broken": INPUTS})["broken"]

    assert "holds no earlier state of the role accounts" in found.failed
    assert found.machine["directory"] == machine["directory"]


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "suffix": (HOST, {"accounts_logon_suffix": "other.example"}, "the forest knows oaktrust.example, trust.test"),
    "certificate": (
        HOST,
        {"accounts_handover_keys": [
            {"school": school, "certificate": "-----BEGIN CERTIFICATE-----unusable"} for school in ("oak", "elm")
        ]},
        "the certificate of oak cannot be used",
    ),
    "many": ({**HOST, "directory": {**HOST["directory"], **leavers(5)}}, {}, "oak: 6 of 8 accounts would leave at once"),
    "unit": (
        {**HOST, "directory": {dn: entry for dn, entry in HOST["directory"].items() if dn != ELM}},
        {},
        "st-1: the directory has no unit Schools/elm/Staff",
    ),
    "last": (
        {**HOST, "directory": {
            **{dn: entry for dn, entry in HOST["directory"].items() if "Admin" not in dn},
            f"CN=Domain Admins,CN=Users,{BASE}": group("Domain Admins", f"CN=l.left,{OAK}"),
        }},
        {},
        "the last administrator of the directory would leave",
    ),
    "twice": (HOST, {"accounts_staff": [*STAFF, STAFF[0]]}, "has the key st-1 2 times"),
    "planted": (
        {**HOST, "folders": {**HOST["folders"], "C:\\ProgramData\\ictops": INHERITED, HANDOVER: INHERITED},
         "owners": {HANDOVER: "SCHOOL\\somebody"}},
        {},
        "somebody else may have put it there",
    ),
}  # fmt: skip


def test_what_cannot_be_meant_is_refused_before_anybody_is_touched(stage: Stage) -> None:
    for host, (machine, _, _) in REFUSED.items():
        stage.put(host, machine)
    found = stage.run(ROLE, {host: {**INPUTS, **inputs} for host, (_, inputs, _) in REFUSED.items()})

    for host, (machine, _, sentence) in REFUSED.items():
        assert sentence in found[host].failed, (host, found[host].failed)
        assert found[host].machine["directory"] == machine["directory"], host
    assert not [word for word in PEOPLE if word in stage.log]
