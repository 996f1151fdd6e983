"""The role network_storage on Windows: rehearsed, applied, applied again, drifted, put back; against stand-ins."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.windows.machine.files import INHERITED
from tests.windows.stage import Outcome, Stage, changing

pytestmark = pytest.mark.slow

DOMAIN = "S-1-5-21-1-2-3"
SIDS = {
    "BUILTIN\\Administrators": "S-1-5-32-544", "Everyone": "S-1-1-0", "SCHOOL\\old-site-team": f"{DOMAIN}-1500",
    "SCHOOL\\FS-elm-StaffShared-RW": f"{DOMAIN}-1101", "SCHOOL\\FS-elm-PupilShared-RW": f"{DOMAIN}-1102",
    "SCHOOL\\FS-elm-HandIn-CO": f"{DOMAIN}-1105",
    "SCHOOL\\FS-elm-PupilShared-RO": f"{DOMAIN}-1103", "SCHOOL\\FS-elm-Inherited-RW": f"{DOMAIN}-1104",
}  # fmt: skip
OPEN = "D:AI(A;OICI;FA;;;WD)(A;OICIID;FA;;;BA)"


def share(path: str, *access: list[str], **changes: Any) -> dict[str, Any]:
    settings = {"description": "", "enumeration": "Unrestricted", "caching": "Manual", "encrypt": False}
    return {"path": path, **settings, "access": list(access)} | changes


EVERYONE = ["Everyone", "Full", "Allow"]
INHERITED_SERVER: dict[str, Any] = {
    "server": {"require_signing": False, "smb1": True, "oldest_dialect": None},
    "folders": {
        "D:": INHERITED,
        "D:\\Shares": INHERITED,
        "D:\\Old": OPEN,
        "D:\\Tight": INHERITED.replace("BU", f"{DOMAIN}-1500"),
    },
    "files": {},
    "shares": {
        "Public": share(
            "D:\\Old", EVERYONE, ["SCHOOL\\old-site-team", "Change", "Allow"], ["S-1-5-21-9-9-9-1", "Read", "Allow"]
        ),
        "Tight": share("D:\\Tight", EVERYONE),
        "Leaving": share("D:\\Tight", ["SCHOOL\\old-site-team", "Full", "Allow"], ["BUILTIN\\Administrators", "Full", "Allow"]),
        "P-Drive": share("D:\\Shares\\PupilShared", EVERYONE),
        "Kiosk": share("D:\\Old", EVERYONE),
        "Music": share("D:\\Old", EVERYONE),
        "ADMIN$": share("C:\\Windows", EVERYONE, special=True),
        "print$": share("C:\\Windows\\system32\\spool\\drivers", EVERYONE),
    },
    "sids": SIDS,
    "quotas": None,
    "features": [],
    "wants_restart": False,
}
INPUTS: dict[str, Any] = {
    "network_storage_root": "D:\\Shares",
    "network_storage_workgroup": "SCHOOL",
    "network_storage_inherited_group": "FS-elm-Inherited-RW",
    "network_storage_shares": [
        {"name": "StaffShared", "read_write": "FS-elm-StaffShared-RW", "quota_mib": 5120},
        {"name": "PupilShared", "read_write": "FS-elm-PupilShared-RW", "read_only": "FS-elm-PupilShared-RO",
         "aliases": [{"alias": "Pupils", "until": "2999-07-31"}, {"alias": "P-Drive", "until": "2001-07-31"}]},
        {"name": "HandIn", "read_write": "FS-elm-StaffShared-RW", "create_only": "FS-elm-HandIn-CO", "recycle": True},
        {"name": "StaffHomes", "read_write": "FS-elm-StaffShared-RW", "homes": True, "by_entry_year": True},
    ],
    "network_storage_retired": [{"name": "Leaving", "step": "hidden"}],
    "network_storage_inherited": [
        {"name": "kiosk", "keep": True}, {"name": "Music", "group": "FS-elm-PupilShared-RO"}, {"name": "Gone", "keep": True}
    ],
}  # fmt: skip
ROLE = "network_storage"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def rehearsed(stage: Stage) -> Outcome:
    stage.put("rehearsed", INHERITED_SERVER)
    return stage.run(ROLE, {"rehearsed": INPUTS}, check=True)["rehearsed"]


@pytest.fixture(scope="module")
def applied(stage: Stage) -> Outcome:
    stage.put("files", INHERITED_SERVER)
    return stage.run(ROLE, {"files": INPUTS})["files"]


def test_a_rehearsal_on_a_bare_server_writes_nothing_and_reports_what_would_change(rehearsed: Outcome) -> None:
    assert rehearsed.failed == ""
    assert {name: value for name, value in rehearsed.machine.items() if name != "calls"} == INHERITED_SERVER
    assert {"network_storage_smb_server", "win_feature", "win_file", "network_storage_quota", "win_share"} <= changing(
        rehearsed
    )


def test_applying_makes_the_shares_for_their_groups_only(applied: Outcome) -> None:
    assert applied.failed == ""
    made = applied.machine["shares"]["PupilShared"]

    assert made["enumeration"] == "AccessBased"
    assert sorted(map(tuple, made["access"])) == [
        ("BUILTIN\\Administrators", "Full", "Allow"),
        ("SCHOOL\\FS-elm-PupilShared-RO", "Read", "Allow"),
        ("SCHOOL\\FS-elm-PupilShared-RW", "Change", "Allow"),
    ]
    assert applied.machine["folders"]["D:\\Shares\\StaffShared"] == (
        f"D:PAI(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;S-1-5-32-544)(A;OICI;0x1301bf;;;{DOMAIN}-1101)"
    )


def test_the_server_asks_for_signatures_speaks_no_smb1_and_limits_what_is_to_be_limited(applied: Outcome) -> None:
    assert applied.machine["server"] == {"require_signing": True, "smb1": False, "oldest_dialect": None}
    assert [(one["path"], one["size_mib"]) for one in applied.machine["quotas"]] == [("D:\\Shares\\StaffShared", 5120)]


def test_only_what_everyone_reaches_through_share_and_folder_is_closed(applied: Outcome) -> None:
    assert sorted(map(tuple, applied.machine["shares"]["Public"]["access"])) == [
        ("SCHOOL\\FS-elm-Inherited-RW", "Change", "Allow"),
        ("SCHOOL\\old-site-team", "Change", "Allow"),
    ]
    for left in ("Tight", "ADMIN$", "print$"):
        assert applied.machine["shares"][left] == INHERITED_SERVER["shares"][left]
    assert applied.machine["folders"]["D:\\Old"] == OPEN
    assert "S-1-5-21-9-9-9-1 (Public)" in applied.said


def test_an_inherited_share_gets_the_group_that_is_named_or_is_kept(applied: Outcome) -> None:
    assert applied.machine["shares"]["Music"]["access"] == [["SCHOOL\\FS-elm-PupilShared-RO", "Change", "Allow"]]
    assert applied.machine["shares"]["Kiosk"] == INHERITED_SERVER["shares"]["Kiosk"]
    assert "kiosk is kept as it is" in applied.said
    assert "names Gone, which this server does not share" in applied.said


def test_a_hand_in_folder_takes_work_and_shows_none(applied: Outcome) -> None:
    sddl = applied.machine["folders"]["D:\\Shares\\HandIn"]

    assert f"(A;;0x1200a6;;;{DOMAIN}-1105)" in sddl
    assert "(A;OICIIO;0x20000;;;S-1-3-4)" in sddl
    assert not 0x1200A6 & 0x1
    assert ["SCHOOL\\FS-elm-HandIn-CO", "Change", "Allow"] in applied.machine["shares"]["HandIn"]["access"]


def test_homes_are_their_makers_alone(applied: Outcome) -> None:
    sddl = applied.machine["folders"]["D:\\Shares\\StaffHomes"]

    assert f"(A;;0x1200ad;;;{DOMAIN}-1101)" in sddl
    assert "(A;OICIIO;0x1301bf;;;S-1-3-0)" in sddl


def test_an_old_name_holds_until_its_day_and_the_folder_stays(applied: Outcome) -> None:
    assert applied.machine["shares"]["Pupils"]["path"] == "D:\\Shares\\PupilShared"
    assert "P-Drive" not in applied.machine["shares"]
    assert "D:\\Shares\\PupilShared" in applied.machine["folders"]


def test_a_share_on_its_way_out_can_be_read_and_no_more(applied: Outcome) -> None:
    assert sorted(map(tuple, applied.machine["shares"]["Leaving"]["access"])) == [
        ("BUILTIN\\Administrators", "Full", "Allow"), ("SCHOOL\\old-site-team", "Read", "Allow"),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["by_entry_year", "recycle", "stays in lists", "cannot be set on this Windows"])
def test_what_windows_is_not_given_is_said(applied: Outcome, word: str) -> None:
    assert word in applied.said


def test_what_was_there_is_kept_in_a_folder_that_only_administrators_open(applied: Outcome) -> None:
    (path,) = applied.machine["files"]

    assert path == "C:\\ProgramData\\ictops\\earlier\\first\\network_storage.json"
    assert applied.machine["folders"]["C:\\ProgramData\\ictops"] == "D:PAI(A;OICI;FA;;;S-1-5-18)(A;OICI;FA;;;S-1-5-32-544)"


def drifted(machine: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """One machine for each drift, each the converged one with one thing otherwise."""
    found = {name: copy.deepcopy(machine) for name in ("none", "smb1", "folder", "share", "quota", "public")}
    found["smb1"]["server"]["smb1"] = True
    found["folder"]["folders"]["D:\\Shares\\StaffShared"] += "(A;OICI;FA;;;WD)"
    found["share"]["shares"]["PupilShared"]["access"].append(EVERYONE)
    found["quota"]["quotas"][0]["soft"] = True
    found["public"]["shares"]["Public"]["access"].append(EVERYONE)
    return found


PUT_RIGHT = {
    "none": [], "smb1": ["network_storage_smb_server"], "folder": ["network_storage_access"], "share": ["win_share"],
    "quota": ["network_storage_quota"], "public": ["win_share"],
}  # fmt: skip


def test_a_second_run_changes_nothing_and_a_drift_is_put_right_and_nothing_else(stage: Stage, applied: Outcome) -> None:
    converged = {name: value for name, value in applied.machine.items() if name != "calls"}
    for host, machine in drifted(copy.deepcopy(converged)).items():
        stage.put(host, machine)
    after = stage.run(ROLE, dict.fromkeys(PUT_RIGHT, INPUTS))

    assert {host: outcome.failed for host, outcome in after.items()} == dict.fromkeys(PUT_RIGHT, "")
    changed = {host: [call["module"] for call in outcome.calls if call["changed"]] for host, outcome in after.items()}
    assert changed == PUT_RIGHT
    assert [dict(outcome.machine) for outcome in after.values()] == [converged] * len(PUT_RIGHT)


def test_undo_puts_back_what_was_kept_and_says_what_stays(stage: Stage, applied: Outcome) -> None:
    stage.put("undone", {name: value for name, value in applied.machine.items() if name != "calls"})
    undo = {"undone": {**INPUTS, "network_storage_undo": "first"}}
    before = stage.machine("undone")
    rehearsal = stage.run(ROLE, undo, check=True)["undone"]
    assert dict(rehearsal.machine) == {name: value for name, value in before.items() if name != "calls"}
    once, twice = (stage.run(ROLE, undo)["undone"] for _ in range(2))

    assert (once.failed, twice.failed, changing(twice)) == ("", "", set())
    assert changing(rehearsal) == changing(once) == {"network_storage_smb_server", "win_share", "network_storage_quota"}
    assert once.machine["server"] == INHERITED_SERVER["server"]
    assert once.machine["shares"].keys() == INHERITED_SERVER["shares"].keys()
    # the account behind which nobody stands could not be given its right again, and is not
    assert sorted(map(tuple, once.machine["shares"]["Public"]["access"])) == [
        ("Everyone", "Full", "Allow"), ("SCHOOL\\old-site-team", "Change", "Allow"),
    ]  # fmt: skip
    assert "Not put back: D:" in once.said


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "root": ({"network_storage_root": "/srv/shares"}, "no folder of Windows"),
    "hidden": (
        {"network_storage_shares": [{"name": "SLT", "read_write": "FS-elm-StaffShared-RW", "hidden": True}]},
        "Windows hides what ends in $",
    ),
    "group": ({"network_storage_inherited_group": "FS-elm-Nobody"}, "nobody knows SCHOOL"),
    "theirs": ({"network_storage_inherited": [{"name": "Music", "group": "FS-elm-Nobody"}]}, "nobody knows SCHOOL"),
    "both": ({"network_storage_inherited": [{"name": "Leaving", "keep": True}]}, "is in network_storage_retired"),
    "place": ({"network_storage_shares": [{"name": "Public", "read_write": "FS-elm-StaffShared-RW"}]}, "stands in D:"),
    "gone": ({"network_storage_root": "E:\\Shares"}, "is not there"),
    "name": ({"network_storage_keep_as": "..\\x"}, "small letters"),
    "pack": ({"network_storage_undo": "never"}, "nothing was kept under this name"),
}


def test_what_cannot_be_meant_is_refused_before_anything_is_changed(stage: Stage) -> None:
    for host in REFUSED:
        stage.put(host, INHERITED_SERVER)
    found = stage.run(ROLE, {host: {**INPUTS, **inputs} for host, (inputs, _) in REFUSED.items()})

    for host, (_, sentence) in REFUSED.items():
        assert sentence in found[host].failed, found[host].failed
        assert changing(found[host]) == set()


def test_a_server_that_wants_a_restart_first_is_told_so_and_not_restarted(stage: Stage) -> None:
    stage.put("restart", {**INHERITED_SERVER, "wants_restart": True})
    found = stage.run(ROLE, {"restart": INPUTS})["restart"]

    assert found.failed == ""
    assert "has to be restarted" in found.said
    assert "network_storage_quota" not in changing(found)


def test_a_server_that_can_be_told_its_oldest_dialect_is_told(stage: Stage) -> None:
    machine = copy.deepcopy(INHERITED_SERVER)
    machine["server"]["oldest_dialect"] = "None"
    stage.put("new", machine)

    assert stage.run(ROLE, {"new": INPUTS})["new"].machine["server"]["oldest_dialect"] == "SMB300"


def test_a_pack_of_another_role_is_refused(stage: Stage) -> None:
    path = "C:\\ProgramData\\ictops\\earlier\\odd\\network_storage.json"
    for host, text in {"other": '{"format": 1, "role": "accounts"}', "text": "not JSON"}.items():
        stage.put(host, {**INHERITED_SERVER, "files": {path: text}})
    found = stage.run(ROLE, {host: {**INPUTS, "network_storage_undo": "odd"} for host in ("other", "text")})

    assert all("holds no earlier state of the role network_storage" in found[host].failed for host in found)
