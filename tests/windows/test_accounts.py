"""The role accounts on Windows: rehearsed, applied, applied again, drifted, put back; against stand-ins."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.windows.machine.directory import SECRET
from tests.windows.machine.files import INHERITED
from tests.windows.stage import Outcome, Stage, changing, without_calls

pytestmark = pytest.mark.slow

ROLE = "accounts"
BASE = "DC=trust,DC=test"
HERE = "S-1-5-21-7-7-7"
NEVER = -(2**63)


def local(number: int, *, enabled: bool = True) -> dict[str, Any]:
    return {"sid": f"{HERE}-{number}", "enabled": enabled}


def person(**more: Any) -> dict[str, Any]:
    return {"kind": "user", "enabled": True, **more}


HOST: dict[str, Any] = {
    "folders": {"C:": INHERITED},
    "files": {},
    "users": {"Administrator": local(500), "Teacher": local(1001), "pupil2": local(1002), "sam.site": local(1003)},
    "who": {
        "is_directory": False, "in_domain": False, "came_in_as": f"{HERE}-1009", "in_use": [], "laps": None,
        "administrators": [f"{HERE}-500", f"{HERE}-1001", f"{HERE}-1009"],
    },
    "forest": {"uPNSuffixes": [], "dnsRoot": ["trust.test"]},
    "directory": {
        BASE: {
            "kind": "domain", "lockoutThreshold": 0, "lockoutDuration": -18000000000, "lockOutObservationWindow": -18000000000,
            "minPwdLength": 7, "maxPwdAge": NEVER, "minPwdAge": 0, "pwdHistoryLength": 12, "pwdProperties": 0,
        },
        f"CN=Elm-Staff,{BASE}": {"kind": "group", "sAMAccountName": "Elm-Staff", "members": ["somebody"]},
        f"CN=Teacher,{BASE}": person(sAMAccountName="teacher1"),
        f"CN=Scanner,{BASE}": person(sAMAccountName="office", servicePrincipalName=["HOST/scan"]),
        f"CN=Boss,{BASE}": person(sAMAccountName="admin", adminCount=1, lastLogonTimestamp=133_000_000_000_000_000),
        f"CN=Domain Admins,{BASE}": {"kind": "group", "sAMAccountName": "Domain Admins", "members": [f"CN=Boss,{BASE}"]},
        f"CN=Cover,{BASE}": person(sAMAccountName="supply"),
        f"CN=Ann,{BASE}": person(sAMAccountName="a.teacher"),
    },
}  # fmt: skip
LOCAL: dict[str, Any] = {"accounts_local_allowed": ["ansible"]}
INPUTS: dict[str, Any] = LOCAL | {
    "accounts_directory_uri": "ldaps://dc1.trust.test",
    "accounts_directory_base": BASE,
    "accounts_directory_bind_dn": "ictops-runner@trust.test",
    "accounts_directory_ca": "-----BEGIN CERTIFICATE-----",
    "accounts_directory_password": SECRET,
    "accounts_directory_units": ["Schools/elm/Groups"],
    "accounts_directory_groups": [
        {"name": "Elm-Staff", "unit": "Schools/elm/Groups"},
        {"name": "FS-elm-StaffShared-RW", "unit": "Schools/elm/Groups", "members": ["Elm-Staff"], "exact": True},
    ],
    "accounts_password_policies": [
        {"name": "Staff", "groups": ["Elm-Staff"], "precedence": 10, "length": 14, "attempts": 5, "minutes": 30, "history": 24}
    ],
    "accounts_generic_allowed": [{"name": "supply", "reason": "cover in autumn", "until": "2999-07-31"}],
    "accounts_break_glass": ["glass-1", "admin"],
    "accounts_local_break_glass": {"name": "glass", "ssh_key": "ssh-ed25519 AAAA"},
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def applied(stage: Stage) -> Outcome:
    stage.put("dc", HOST)
    return stage.run(ROLE, {"dc": INPUTS})["dc"]


def test_a_rehearsal_writes_nothing_and_reports_what_would_change(stage: Stage) -> None:
    stage.put("rehearsed", HOST)
    found = stage.run(ROLE, {"rehearsed": INPUTS}, check=True)["rehearsed"]

    assert found.failed == ""
    assert found.machine == HOST
    assert {"object", "ou", "group", "user", "win_user"} <= changing(found)


def test_where_the_directory_says_no_its_reason_is_told_and_the_password_is_not(stage: Stage) -> None:
    stage.put("wrong", HOST)
    found = stage.run(ROLE, {"wrong": {**INPUTS, "accounts_directory_password": "another-canary"}})["wrong"]

    assert "rejected the client credentials" in found.failed
    assert "another-canary" not in stage.log


def test_local_accounts_that_belong_to_nobody_are_disabled_and_no_other(applied: Outcome) -> None:
    assert applied.failed == ""
    enabled = {name: user["enabled"] for name, user in applied.machine["users"].items()}
    assert enabled == {"Administrator": True, "Teacher": False, "pupil2": False, "sam.site": True}


def test_the_directory_gets_its_tree_its_groups_and_its_rules(applied: Outcome) -> None:
    directory = applied.machine["directory"]

    assert f"OU=Groups,OU=elm,OU=Schools,{BASE}" in directory
    assert directory[f"CN=FS-elm-StaffShared-RW,OU=Groups,OU=elm,OU=Schools,{BASE}"]["members"] == ["Elm-Staff"]
    assert directory[f"CN=Elm-Staff,{BASE}"] == HOST["directory"][f"CN=Elm-Staff,{BASE}"]
    assert directory[BASE]["minPwdLength"] == 12
    assert directory[BASE]["lockoutDuration"] == -15 * 60 * 10_000_000
    assert directory["CN=Staff,CN=Password Settings Container,CN=System"]["msDS-PasswordHistoryLength"] == 24


def test_what_a_new_rule_does_not_say_is_as_the_domain_has_it_and_stays(stage: Stage) -> None:
    named = {name: value for name, value in INPUTS["accounts_password_policies"][0].items() if name != "history"}
    inputs = {"ruled": {**INPUTS, "accounts_password_policies": [named]}}
    stage.put("ruled", HOST)
    made = stage.run(ROLE, inputs)["ruled"]
    rule = made.machine["directory"]["CN=Staff,CN=Password Settings Container,CN=System"]
    domain = {**made.machine["directory"][BASE], "maxPwdAge": -1, "pwdHistoryLength": 3, "pwdProperties": 1}
    stage.put("ruled", {**without_calls(made.machine), "directory": {**made.machine["directory"], BASE: domain}})
    later = stage.run(ROLE, inputs)["ruled"]

    assert (rule["msDS-MaximumPasswordAge"], rule["msDS-MinimumPasswordAge"]) == (NEVER, 0)
    assert (rule["msDS-PasswordHistoryLength"], rule["msDS-PasswordComplexityEnabled"]) == (12, False)
    assert rule["msDS-PasswordReversibleEncryptionEnabled"] is False
    assert (later.failed, changing(later)) == ("", set())


MINUTE = 60 * 10_000_000
RULE = "CN=Staff,CN=Password Settings Container,CN=System"
STRICTER = {
    "lockoutThreshold": 3,
    "lockoutDuration": -60 * MINUTE,
    "lockOutObservationWindow": -30 * MINUTE,
    "minPwdLength": 14,
}
FINER: dict[str, Any] = {
    "kind": "pso", "msDS-PasswordSettingsPrecedence": 10, "msDS-MinimumPasswordLength": 20, "msDS-LockoutThreshold": 3,
    "msDS-LockoutDuration": -45 * MINUTE, "msDS-LockoutObservationWindow": -45 * MINUTE, "msDS-PasswordHistoryLength": 30,
    "msDS-PSOAppliesTo": [f"CN=Elm-Staff,{BASE}", f"CN=Scanner,{BASE}"],
}  # fmt: skip
LOCKS_FOR_EVER = {**FINER, "msDS-LockoutThreshold": 1, "msDS-LockoutDuration": 0, "msDS-LockoutObservationWindow": -5 * MINUTE}


def with_rules(machine: dict[str, Any], domain: dict[str, int], finer: dict[str, Any]) -> dict[str, Any]:
    directory = machine["directory"]
    return {**machine, "directory": {**directory, BASE: {**directory[BASE], **domain}, RULE: finer}}


def test_what_is_stricter_stays_and_a_lock_nobody_could_work_under_goes(stage: Stage, applied: Outcome) -> None:
    converged = without_calls(applied.machine)
    stage.put("strict", strict := with_rules(converged, STRICTER, FINER))
    stage.put("locked", with_rules(converged, STRICTER | {"lockoutThreshold": 2, "lockoutDuration": NEVER}, LOCKS_FOR_EVER))
    after = stage.run(ROLE, {"strict": INPUTS, "locked": INPUTS})
    rule = after["locked"].machine["directory"][RULE]

    assert (after["strict"].failed, after["locked"].failed) == ("", "")
    assert changing(after["strict"]) == set()
    assert after["strict"].machine == strict
    domain = STRICTER | {"lockoutThreshold": 10, "lockoutDuration": -30 * MINUTE}
    assert {name: after["locked"].machine["directory"][BASE][name] for name in domain} == domain
    assert (rule["msDS-LockoutThreshold"], rule["msDS-LockoutDuration"]) == (5, -30 * MINUTE)
    assert rule["msDS-MinimumPasswordLength"] == 20
    assert rule["msDS-PSOAppliesTo"] == sorted(FINER["msDS-PSOAppliesTo"])


def test_only_shared_accounts_that_nothing_needs_are_disabled_in_the_directory(applied: Outcome) -> None:
    disabled = [dn for dn, entry in applied.machine["directory"].items() if entry.get("enabled") is False]

    assert disabled == [f"CN=Teacher,{BASE}"]


def test_what_is_not_done_is_said_and_no_password_is(stage: Stage, applied: Outcome) -> None:
    assert "glass is missing. No run makes it or gives it a password" in applied.said
    assert SECRET not in stage.log
    assert SECRET not in str(applied.machine["files"])


def test_who_administers_the_domain_is_counted_and_the_accounts_for_an_emergency_are_watched(
    stage: Stage, applied: Outcome
) -> None:
    assert "ordinary accounts with administrators' rights, left for a person: 0" in applied.said
    assert "accounts kept for an emergency: admin: last used 2022-06-18; glass-1: missing" in applied.said
    directory = {dn: entry for dn, entry in HOST["directory"].items() if not dn.startswith("CN=Boss,")}
    admins = {**directory[f"CN=Domain Admins,{BASE}"], "members": [f"CN=Teacher,{BASE}"]}
    stage.put("bare", {**HOST, "directory": {**directory, f"CN=Domain Admins,{BASE}": admins}})
    found = stage.run(ROLE, {"bare": INPUTS})["bare"]

    assert "left without an administrator" in found.failed
    assert changing(found) == set()


def drifted(machine: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {name: copy.deepcopy(machine) for name in ("none", "local", "policy", "member", "shared")}
    found["local"]["users"]["Teacher"]["enabled"] = True
    found["policy"]["directory"][BASE]["minPwdLength"] = 4
    found["member"]["directory"][f"CN=FS-elm-StaffShared-RW,OU=Groups,OU=elm,OU=Schools,{BASE}"]["members"].append("a.teacher")
    found["shared"]["directory"][f"CN=Teacher,{BASE}"]["enabled"] = True
    return found


PUT_RIGHT = {"none": [], "local": ["win_user"], "policy": ["object"], "member": ["group"], "shared": ["user"]}


def test_a_second_run_changes_nothing_and_a_drift_is_put_right_and_nothing_else(stage: Stage, applied: Outcome) -> None:
    converged = without_calls(applied.machine)
    for host, machine in drifted(converged).items():
        stage.put(host, machine)
    after = stage.run(ROLE, dict.fromkeys(PUT_RIGHT, INPUTS))

    assert {host: outcome.failed for host, outcome in after.items()} == dict.fromkeys(PUT_RIGHT, "")
    assert {host: [call["module"] for call in outcome.calls if call["changed"]] for host, outcome in after.items()} == PUT_RIGHT
    assert [outcome.machine for outcome in after.values()] == [converged] * len(PUT_RIGHT)


def test_undo_lets_accounts_in_again_puts_the_policy_back_and_says_what_stays(stage: Stage, applied: Outcome) -> None:
    stage.put("undone", without_calls(applied.machine))
    undo = {"undone": {**INPUTS, "accounts_undo": "first"}}
    once, twice = (stage.run(ROLE, undo)["undone"] for _ in range(2))

    assert (once.failed, twice.failed, changing(twice)) == ("", "", set())
    assert once.machine["users"] == HOST["users"]
    assert all(once.machine["directory"][dn] == entry for dn, entry in HOST["directory"].items())
    assert "Not put back: units, groups" in once.said


def test_undo_makes_no_account_that_was_deleted_since_and_says_so(stage: Stage, applied: Outcome) -> None:
    machine = without_calls(applied.machine)
    stage.put("gone", {**machine, "users": {name: user for name, user in machine["users"].items() if name != "Teacher"}})
    found = stage.run(ROLE, {"gone": {**INPUTS, "accounts_undo": "first"}})["gone"]

    assert found.failed == ""
    assert found.machine["users"] == {name: user for name, user in HOST["users"].items() if name != "Teacher"}
    assert "Not put back: Teacher" in found.said


def test_undo_makes_no_account_of_the_directory_that_was_deleted_since(stage: Stage, applied: Outcome) -> None:
    machine = without_calls(applied.machine)
    left = {dn: entry for dn, entry in machine["directory"].items() if not dn.startswith("CN=Teacher,")}
    stage.put("fewer", {**machine, "directory": left})
    found = stage.run(ROLE, {"fewer": {**INPUTS, "accounts_undo": "first"}})["fewer"]

    assert found.failed == ""
    assert "user" not in {call["module"] for call in found.calls}
    assert "1 accounts of the directory" in found.said


def test_undo_is_refused_where_the_directory_was_changed_and_is_not_named(stage: Stage, applied: Outcome) -> None:
    stage.put("nameless", without_calls(applied.machine))
    found = stage.run(ROLE, {"nameless": {**LOCAL, "accounts_undo": "first"}})["nameless"]

    assert "accounts_directory_uri is not given" in found.failed
    assert changing(found) == set()


DEMOTED = {**HOST["users"], "Administrator": local(500, enabled=False), "sam.site": local(1003)}
REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "staff": (HOST, {"accounts_staff": []}, "without accounts_staff_schools"),
    "dn": (HOST, {"accounts_directory_bind_dn": f"CN=runner,{BASE}"}, "has to be user@domain"),
    "ours": ({**HOST, "who": {**HOST["who"], "came_in_as": f"{HERE}-1001"}}, {}, "came in as Teacher"),
    "used": ({**HOST, "who": {**HOST["who"], "in_use": ["teacher"]}}, {}, "is signed in"),
    "last": ({**HOST, "users": {"Teacher": local(1001)}}, {}, "nobody could sign in"),
    "administrator": (
        {**HOST, "users": DEMOTED, "who": {**HOST["who"], "in_domain": True}},
        {"accounts_local_keep_one": False},
        "no local administrator",
    ),
    "exact": (
        HOST,
        {"accounts_directory_groups": [{"name": "Domain Admins", "unit": "Schools/elm", "exact": True}]},
        "no run takes anybody out of administrators",
    ),
    "day": (
        HOST,
        {"accounts_generic_allowed": [{"name": "supply", "reason": "cover", "until": "next year"}]},
        "a last day like",
    ),
    "rule": (
        HOST,
        {"accounts_password_policies": [{**INPUTS["accounts_password_policies"][0], "length": 999}]},
        "has length 999",
    ),
    "name": (HOST, {"accounts_keep_as": "A b"}, "small letters"),
    "pack": (HOST, {"accounts_undo": "never"}, "nothing was kept under this name"),
}


def test_what_cannot_be_meant_is_refused_before_anything_is_changed(stage: Stage) -> None:
    for host, (machine, _, _) in REFUSED.items():
        stage.put(host, machine)
    found = stage.run(ROLE, {host: {**INPUTS, **inputs} for host, (_, inputs, _) in REFUSED.items()})

    for host, (_, _, sentence) in REFUSED.items():
        assert sentence in found[host].failed, (host, found[host].failed)
        assert changing(found[host]) == set()


def test_a_host_that_is_no_directory_is_asked_for_its_own_accounts_only(stage: Stage) -> None:
    stage.put("pc", HOST)
    emergency = {"accounts_local_break_glass": {"name": "pupil2", "ssh_key": "ssh-ed25519 AAAA"}}
    found = stage.run(ROLE, {"pc": {**LOCAL, **emergency, "accounts_break_glass": ["glass-1"]}})["pc"]

    assert found.failed == ""
    assert found.machine["users"]["pupil2"] == HOST["users"]["pupil2"]
    assert "are looked at only where accounts_directory_uri is given" in found.said
    folder = {"win_stat", "win_file", "win_acl", "win_owner", "win_acl_inheritance", "win_copy"}
    assert {call["module"] for call in found.calls} <= {"accounts_local_read", "win_user"} | folder
