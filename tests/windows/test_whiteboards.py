"""The role whiteboards on Windows: rehearsed, applied, applied again, drifted, put back; against stand-ins."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.windows.machine.files import INHERITED
from tests.windows.stage import Outcome, Stage, changing, without_calls

pytestmark = pytest.mark.slow

ROLE = "whiteboards"
MSI = "\\\\files.elm.test\\Install$\\Board Drivers.msi"
EXE = "\\\\files.elm.test\\Install$\\OpenBoard.exe"
OLD_CODE, NEW_CODE, DOUBLE_CODE = (f"{{0000000{number}-1209-4B62-A043-E0E4B5DF5254}}" for number in (1, 2, 3))


def product(code: str, version: str, name: str = "Acme Product Drivers 12", publisher: str = "Acme Boards") -> dict[str, str]:
    return {"id": code, "name": name, "publisher": publisher, "version": version}


DOUBLE = product(DOUBLE_CODE, "1.0", name="Other Touch Driver")
PC: dict[str, Any] = {
    "folders": {"C:": INHERITED},
    "files": {},
    "devices": [
        {"id": "USB\\VID_1D6B&PID_F00D\\7&2", "name": "Acme Board"},
        {"id": "USB\\VID_04F2&PID_0001\\1", "name": "Keyboard"},
        {"id": "USB\\VID_0ABC&PID_0001\\1", "name": "Super Whiteboard"},
    ],
    "monitors": [{"maker": "DEL", "name": "P2419H"}],
    "products": [product(OLD_CODE, "12.9.1"), DOUBLE],
    "installers": {MSI: [product(NEW_CODE, "12.23.200"), True]},
    "services": [{"name": "AcmeUpdate", "start": "Automatic", "status": "Running"}],
    "tasks": [{"name": "Acme Update", "path": "\\Acme\\", "enabled": True}],
}
WINDOWS: dict[str, Any] = {
    "path": MSI, "product": "Acme Product Drivers", "publisher": "Acme Boards", "version": "12.23.200",
    "properties": {"INSTALL_BOARD": 1, "INSTALL_SPU": 0}, "duplicates": ["Other Touch Driver"], "services": ["AcmeUpdate"],
    "tasks": ["Acme Update"],
}  # fmt: skip
ENTRY: dict[str, Any] = {"usb": "1d6b:f00d", "maker": "Acme", "driver": "required", "edid": ["ACM Board"], "windows": WINDOWS}
INPUTS: dict[str, Any] = {
    "whiteboards_catalogue": [
        ENTRY,
        {"usb": "0b8c:0001", "maker": "Bare", "driver": "required", "package": "bare", "version": "1"},
    ],
    "whiteboards_repository_uri": "https://packages.example.org/boards/",
    "whiteboards_repository_key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def applied(stage: Stage) -> Outcome:
    stage.put("pc", PC)
    return stage.run(ROLE, {"pc": INPUTS})["pc"]


def test_a_rehearsal_writes_nothing_and_reports_what_would_change(stage: Stage) -> None:
    stage.put("rehearsed", PC)
    found = stage.run(ROLE, {"rehearsed": INPUTS}, check=True)["rehearsed"]

    assert found.failed == ""
    assert found.machine == PC
    assert changing(found) == {"win_file", "win_package", "win_service", "win_scheduled_task"}


def test_the_board_gets_its_driver_at_the_version_with_its_properties_and_nothing_fights_it(applied: Outcome) -> None:
    assert applied.failed == ""
    assert applied.machine["products"] == [product(NEW_CODE, "12.23.200")]
    installing = next(call for call in applied.calls if call["module"] == "win_package")
    assert installing["given"]["arguments"] == ["INSTALL_BOARD=1", "INSTALL_SPU=0"]


def test_what_updates_it_by_itself_is_off_and_a_restart_is_asked_for_and_not_made(applied: Outcome) -> None:
    assert applied.machine["services"] == [{"name": "AcmeUpdate", "start": "Disabled", "status": "Stopped"}]
    assert applied.machine["tasks"][0]["enabled"] is False
    assert "wants to be restarted" in applied.said
    assert "0abc:0001" in applied.said


def test_what_a_driver_brings_to_update_itself_is_off_after_the_run_that_installed_it(stage: Stage) -> None:
    brings = [product(NEW_CODE, "12.23.200"), False, PC["services"][0]]
    stage.put("bringing", {**PC, "services": [], "installers": {MSI: brings}})
    once, twice = (stage.run(ROLE, {"bringing": INPUTS})["bringing"] for _ in range(2))

    assert once.machine["services"] == [{"name": "AcmeUpdate", "start": "Disabled", "status": "Stopped"}]
    assert (once.failed, twice.failed, changing(twice)) == ("", "", set())


def drifted(machine: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {name: copy.deepcopy(machine) for name in ("none", "gone", "double", "service", "task", "newer")}
    found["gone"]["products"] = []
    found["double"]["products"].append(DOUBLE)
    found["service"]["services"][0]["start"] = "Automatic"
    found["task"]["tasks"][0]["enabled"] = True
    found["newer"]["products"] = [product(OLD_CODE, "13.0")]
    return found


PUT_RIGHT = {
    "none": [], "gone": ["win_package"], "double": ["win_package"], "service": ["win_service"], "task": ["win_scheduled_task"],
    "newer": [],
}  # fmt: skip


def test_a_second_run_changes_nothing_and_a_drift_is_put_right_and_nothing_else(stage: Stage, applied: Outcome) -> None:
    converged = without_calls(applied.machine)
    for host, machine in drifted(converged).items():
        stage.put(host, machine)
    after = stage.run(ROLE, dict.fromkeys(PUT_RIGHT, INPUTS))

    assert {host: outcome.failed for host, outcome in after.items()} == dict.fromkeys(PUT_RIGHT, "")
    assert {host: [call["module"] for call in outcome.calls if call["changed"]] for host, outcome in after.items()} == PUT_RIGHT
    assert [after[host].machine for host in PUT_RIGHT if host != "newer"] == [converged] * (len(PUT_RIGHT) - 1)
    assert "Newer than the standard, and left so: Acme Product Drivers 12 13.0" in after["newer"].said


def test_a_pc_without_a_board_is_only_read_and_a_board_is_known_by_its_screen_or_its_product_too(stage: Stage) -> None:
    bare = {**PC, "devices": [], "products": []}
    stage.put("bare", bare)
    stage.put("screen", {**bare, "monitors": [{"maker": "ACM", "name": "Board 86"}]})
    stage.put("product", {**bare, "products": [product(OLD_CODE, "12.9.1")]})
    stage.put("stranger", {**bare, "products": [product(OLD_CODE, "12.9.1", publisher="Somebody Else")]})
    found = stage.run(ROLE, dict.fromkeys(("bare", "screen", "product", "stranger"), INPUTS))

    assert {host: outcome.failed for host, outcome in found.items()} == dict.fromkeys(found, "")
    for host in ("bare", "stranger"):
        assert [call["module"] for call in found[host].calls] == ["whiteboards_read"]
    for host in ("screen", "product"):
        assert product(NEW_CODE, "12.23.200") in found[host].machine["products"]


def test_a_board_without_a_driver_for_windows_gets_the_program_of_no_maker_where_its_installer_is_named(stage: Stage) -> None:
    program = product("{8CCA6AC7}_is1", "1.7.3", name="OpenBoard 1.7.3", publisher="Open Education Foundation")
    bare = {**PC, "devices": [{"id": "USB\\VID_0B8C&PID_0001\\1", "name": "Bare"}], "installers": {EXE: [program, False]}}
    asked = {**INPUTS, "whiteboards_fallback": "openboard"}
    for host in ("other", "named", "driven"):
        stage.put(host, PC if host == "driven" else bare)
    given = {"other": asked, "named": {**asked, "whiteboards_fallback_windows": EXE}}
    found = stage.run(ROLE, {**given, "driven": given["named"]})
    again = stage.run(ROLE, {"named": given["named"]})["named"]

    assert "no driver for Windows for Bare" in found["other"].said
    assert "openboard is not installed: whiteboards_fallback_windows names no installer" in found["other"].said
    assert program in found["named"].machine["products"]
    assert program not in [*found["other"].machine["products"], *found["driven"].machine["products"]]
    assert (again.failed, changing(again)) == ("", set())


def test_undo_lets_updaters_run_again_and_says_what_stays(stage: Stage, applied: Outcome) -> None:
    stage.put("undone", without_calls(applied.machine))
    once, twice = (stage.run(ROLE, {"undone": {**INPUTS, "whiteboards_undo": "first"}})["undone"] for _ in range(2))

    assert (once.failed, twice.failed, changing(twice)) == ("", "", set())
    assert (once.machine["services"], once.machine["tasks"]) == (PC["services"], PC["tasks"])
    assert "Not put back: the products" in once.said


def test_a_run_names_what_an_earlier_state_of_that_name_does_not_hold_and_so_does_undo(stage: Stage, applied: Outcome) -> None:
    machine = copy.deepcopy(without_calls(applied.machine))
    machine["services"].append({"name": "AcmeSpy", "start": "Automatic", "status": "Running"})
    machine["tasks"].append({"name": "Spy", "path": "\\Acme\\", "enabled": True})
    machine["products"].append(product(OLD_CODE, "3.0", name="Third Driver"))
    stage.put("later", machine)
    more = windows(
        duplicates=["Other Touch Driver", "Third Driver"], services=["AcmeUpdate", "AcmeSpy"], tasks=["Acme Update", "Spy"]
    )
    second = stage.run(ROLE, {"later": {**INPUTS, **more}})["later"]
    undone = stage.run(ROLE, {"later": {**INPUTS, **more, "whiteboards_undo": "first"}})["later"]

    assert (second.failed, undone.failed) == ("", "")
    assert "Not kept under the name first: AcmeSpy, Third Driver, \\Acme\\Spy. Undo of first will not" in as_said(second)
    assert "Not put back: AcmeSpy, \\Acme\\Spy, because the state kept as first" in as_said(undone)
    assert undone.machine["services"][0] == PC["services"][0]


def as_said(outcome: Outcome) -> str:
    """What the run said, with the backslashes of names as they are."""
    return outcome.said.replace("\\\\", "\\")


def windows(**changes: Any) -> dict[str, Any]:
    return {"whiteboards_catalogue": [{**ENTRY, "windows": {**WINDOWS, **changes}}]}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "exe": (windows(path="C:\\setup.exe"), "use an MSI file"),
    "version": (windows(version="latest"), "use numbers and dots"),
    "key": (windows(properties={"ACTIVATE_LICENSE": "x"}), "no key belongs in a standard"),
    "value": (windows(properties={"INSTALL_BOARD": "1 & calc"}), "a plain value"),
    "publisher": (windows(publisher=""), "publisher is missing"),
    "spare": ({"whiteboards_fallback_windows": "https://example.org/x.exe"}, "use an EXE file on a share or a disk"),
    "name": ({"whiteboards_keep_as": "A b"}, "small letters"),
    "pack": ({"whiteboards_undo": "never"}, "nothing was kept under this name"),
}


def test_what_cannot_be_meant_is_refused_before_anything_is_changed(stage: Stage) -> None:
    for host in REFUSED:
        stage.put(host, PC)
    found = stage.run(ROLE, {host: {**INPUTS, **inputs} for host, (inputs, _) in REFUSED.items()})

    for host, (_, sentence) in REFUSED.items():
        assert sentence in found[host].failed, (host, found[host].failed)
        assert changing(found[host]) == set()
