"""Limits, warnings, groups and stricter settings on Windows file servers, in runs against stand-ins."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.windows.machine.files import INHERITED
from tests.windows.stage import Outcome, Stage, changing, without_calls
from tests.windows.test_network_storage import DOMAIN, INHERITED_SERVER, INPUTS, ROLE, share

pytestmark = pytest.mark.slow

SHARED, HOMES = "D:\\Shares\\StaffShared", "D:\\Shares\\StaffHomes"
OURS, THEIRS = {"percent": 90, "ours": True}, {"percent": 50, "ours": False}
GIVEN: dict[str, Any] = {
    **INPUTS,
    "network_storage_pupil_groups": ["FS-elm-PupilShared-RO"],
    "network_storage_shares": [
        {"name": "StaffShared", "read_write": "FS-elm-StaffShared-RW", "quota_mib": 5120, "warn_percent": 90},
        {"name": "StaffHomes", "read_write": "FS-elm-StaffShared-RW", "homes": True, "home_quota_mib": 2048},
    ],
}
DENIED = f"(D;OICI;FA;;;{DOMAIN}-1103)"
CAREFUL = share("D:\\Shares\\StaffShared", ["SCHOOL\\FS-elm-PupilShared-RO", "Full", "Deny"], encrypt=True, caching="None")


def server(**changes: Any) -> dict[str, Any]:
    """The inherited server with FSRM, and with these things otherwise."""
    return copy.deepcopy({**INHERITED_SERVER, "quotas": [], "features": ["FS-Resource-Manager"], **changes})


def folders(**changes: str) -> dict[str, str]:
    names = {"shared": SHARED, "home": f"{HOMES}\\one", "homes": HOMES}
    return {**INHERITED_SERVER["folders"], **{names[name]: sddl for name, sddl in changes.items()}}


def quota(**changes: Any) -> dict[str, Any]:
    settings = {"path": SHARED, "size_mib": 5120, "soft": False, "disabled": False, "thresholds": [THEIRS]}
    return {**settings, "used_mib": 100, **changes}


SERVERS: dict[str, dict[str, Any]] = {
    "bare": server(),
    "theirs": server(quotas=[quota(), quota(path="D:\\Homes\\a.pupil")]),
    "moved": server(quotas=[quota(thresholds=[THEIRS, {**OURS, "percent": 70}])]),
    "full": server(quotas=[quota(used_mib=4700, thresholds=[OURS])]),
    "lived": server(folders=folders(homes=INHERITED, home=INHERITED)),
    "other": server(automatic={HOMES: {"template": "1 GB", "disabled": False}}),
    "off": server(
        automatic={HOMES: {"template": "ictops StaffHomes", "disabled": True}}, templates={"ictops StaffHomes": 2048}
    ),
    "careful": server(
        shares={**INHERITED_SERVER["shares"], "StaffShared": CAREFUL},
        folders=folders(shared=f"D:PAI{DENIED}(D;OICI;FA;;;WD)(A;OICI;FA;;;BA)"),
        server={"require_signing": True, "smb1": False, "oldest_dialect": "SMB311"},
    ),
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def applied(stage: Stage) -> dict[str, Outcome]:
    for host, machine in SERVERS.items():
        stage.put(host, machine)
    inputs = dict.fromkeys(SERVERS, GIVEN) | {"careful": {**GIVEN, "network_storage_require_signing": False}}
    found = stage.run(ROLE, inputs)
    assert {host: outcome.failed for host, outcome in found.items()} == dict.fromkeys(SERVERS, "")
    return found


def thresholds(outcome: Outcome) -> list[dict[str, Any]]:
    return next(list(one["thresholds"]) for one in outcome.machine["quotas"] if one["path"] == SHARED)


def test_a_limit_warns_where_the_standard_says_and_keeps_what_warned_before(applied: dict[str, Outcome]) -> None:
    assert thresholds(applied["bare"]) == [OURS]
    assert thresholds(applied["theirs"]) == thresholds(applied["moved"]) == [THEIRS, OURS]
    assert thresholds(applied["full"]) == [OURS]
    assert "network_storage_quota" not in changing(applied["full"])
    assert "StaffShared is nearly full: 4700 of 5120 MiB (warn_percent 90)" in applied["full"].said


def test_no_quota_of_another_folder_is_read_or_kept(applied: dict[str, Outcome]) -> None:
    assert "a.pupil" not in str(applied["theirs"].machine["files"])
    assert quota(path="D:\\Homes\\a.pupil") in applied["theirs"].machine["quotas"]


def test_new_homes_are_limited_by_a_template_and_homes_that_are_there_never(applied: dict[str, Outcome]) -> None:
    assert applied["bare"].machine["automatic"] == {HOMES: {"template": "ictops StaffHomes", "disabled": False}}
    assert applied["bare"].machine["templates"] == {"ictops StaffHomes": 2048}
    assert "automatic" not in applied["lived"].machine
    for host, words in {
        "lived": "homes are there (1)",
        "other": "by the template 1 GB already",
        "off": "is switched off",
    }.items():
        assert "StaffHomes: home_quota_mib is not set, because" in applied[host].said
        assert words in applied[host].said
        assert "network_storage_home_limit" not in changing(applied[host])


def test_what_is_stricter_than_the_standard_stays(applied: dict[str, Outcome]) -> None:
    machine = applied["careful"].machine

    assert machine["server"] == SERVERS["careful"]["server"]
    made = machine["shares"]["StaffShared"]
    assert (made["encrypt"], made["caching"]) == (True, "None")
    assert ["SCHOOL\\FS-elm-PupilShared-RO", "Full", "Deny"] in made["access"]
    assert machine["folders"][SHARED].startswith(f"D:PAI{DENIED}(A;OICI;0x1f01ff;;;S-1-5-18)")
    assert "Clients that do not sign stay refused" in applied["careful"].said


def test_a_second_run_changes_nothing_and_a_limit_that_changed_is_put_right(stage: Stage, applied: dict[str, Outcome]) -> None:
    size = {**GIVEN["network_storage_shares"][1], "home_quota_mib": 4096}
    again = dict.fromkeys(("bare", "careful"), GIVEN)
    for host in again:
        stage.put(host, without_calls(applied[host].machine))
    stage.put("grown", without_calls(applied["bare"].machine))
    grown = {"grown": {**GIVEN, "network_storage_shares": [GIVEN["network_storage_shares"][0], size]}}
    second = stage.run(ROLE, {**again, **grown})

    assert {host: changing(outcome) for host, outcome in second.items()} == {
        "bare": set(), "careful": set(), "grown": {"network_storage_home_limit"},
    }  # fmt: skip
    assert second["grown"].machine["templates"] == {"ictops StaffHomes": 4096}


def test_undo_takes_our_warning_and_what_limits_new_homes_away_and_leaves_those_of_others(
    stage: Stage, applied: dict[str, Outcome]
) -> None:
    for host in ("moved", "bare"):
        stage.put(f"{host}-undone", without_calls(applied[host].machine))
    undo = {f"{host}-undone": {**GIVEN, "network_storage_undo": "first"} for host in ("moved", "bare")}
    once, twice = (stage.run(ROLE, undo) for _ in range(2))

    assert {host: changing(outcome) for host, outcome in twice.items()} == {host: set() for host in undo}
    assert thresholds(once["moved-undone"]) == [THEIRS, {**OURS, "percent": 70}]
    assert (once["bare-undone"].machine["quotas"], once["bare-undone"].machine["automatic"]) == ([], {})
    assert "Not put back: limits that homes in" in once["bare-undone"].said


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "empty": (server(empty=[f"{DOMAIN}-1101"]), "nobody is in SCHOOL"),
    "silent": (
        server(directory_silent="The server is not operational."),
        "(The server is not operational); see to that, or set",
    ),
    "over": (server(quotas=[quota(size_mib=9000, used_mib=6000)]), "holds 6000 MiB, more than its quota_mib of 5120"),
}


def test_a_folder_is_given_to_nobody_unknown_and_no_share_is_shut_by_its_limit(stage: Stage) -> None:
    for host, (machine, _) in REFUSED.items():
        stage.put(host, machine)
    stage.put("allowed", REFUSED["empty"][0])
    found = stage.run(ROLE, dict.fromkeys(REFUSED, GIVEN) | {"allowed": {**GIVEN, "network_storage_allow_empty_groups": True}})

    for host, (_, sentence) in REFUSED.items():
        assert sentence in found[host].failed, found[host].failed
        assert changing(found[host]) == set()
    assert found["allowed"].failed == ""
    assert "was not asked (network_storage_allow_empty_groups)" in found["allowed"].said


def test_what_pupils_could_read_beside_the_standards_shares_is_named(stage: Stage) -> None:
    open_to_pupils = share("D:\\Tight", ["SCHOOL\\FS-elm-PupilShared-RO", "Read", "Allow"])
    stage.put("seen", server(shares={**INHERITED_SERVER["shares"], "Exams": open_to_pupils}))

    assert "Exams (SCHOOL" in stage.run(ROLE, {"seen": GIVEN}, check=True)["seen"].said
