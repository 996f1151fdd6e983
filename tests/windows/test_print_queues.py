"""The role print_queues on Windows: rehearsed, applied, applied again, drifted, put back; against stand-ins."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.windows.machine.files import INHERITED
from tests.windows.machine.printing import NEW
from tests.windows.stage import Outcome, Stage, changing, without_calls

pytestmark = pytest.mark.slow

ROLE = "print_queues"
OPEN = str(NEW["permissions"])
URI = "ipps://print.elm.test/ipp/print"
DESK = {
    **NEW,
    "driver": "Acme Laser PCL6",
    "port": "IP_10.0.0.9",
    "shared": True,
    "share_name": "Desk",
    "comment": "By the window",
    "keeps_jobs": True,
}
COLOUR = "S-1-5-21-1-2-3-1201"
SERVER: dict[str, Any] = {
    "folders": {"C:": INHERITED},
    "files": {},
    "queues": {
        "Desk R1": DESK,
        "Office": {**DESK, "comment": "kept"},
        "Microsoft Print to PDF": {**NEW, "driver": "Microsoft Print To PDF"},
        "\\\\other\\queue": {**DESK, "type": "Connection"},
    },
    "drivers": [{"name": "Acme Laser PCL6", "version": 3}, {"name": "Microsoft IPP Class Driver", "version": 4}],
    "makes_ipp": True,
    "printers": [URI],
    "ports": ["IP_10.0.0.9", "IPP-1"],
    "sids": {"PRN-elm-Colour": COLOUR},
}
INPUTS: dict[str, Any] = {
    "print_queues_uri": URI,
    "print_queues_location": "Reprographics,\n1st floor",
    "print_queues_keep": ["Office"],
    "print_queues_colour_groups": ["PRN-elm-Colour"],
    "print_queues_remove": ["Desk R1", "Desk R9"],
    "print_queues_message": "Closed: print to FollowMe.",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def applied(stage: Stage) -> Outcome:
    stage.put("print", SERVER)
    return stage.run(ROLE, {"print": INPUTS})["print"]


def test_a_rehearsal_writes_nothing_and_reports_the_queue_and_the_closing(stage: Stage) -> None:
    stage.put("rehearsed", SERVER)
    found = stage.run(ROLE, {"rehearsed": INPUTS}, check=True)["rehearsed"]

    assert found.failed == ""
    assert found.machine == SERVER
    assert changing(found) == {"win_file", "print_queues_queue", "print_queues_defaults"}


def test_the_follow_me_queue_is_made_two_sided_in_black_and_white_and_keeps_no_jobs(applied: Outcome) -> None:
    assert applied.failed == ""
    assert applied.machine["queues"]["FollowMe"] == NEW | {
        "location": "Reprographics, 1st floor", "comment": f"Follow-me queue, made by ictops for {URI}", "shared": True,
        "share_name": "FollowMe", "sides": "TwoSidedLongEdge", "colour": False,
    }  # fmt: skip


def test_the_queue_in_colour_is_for_its_groups_and_the_other_prints_grey_unless_asked(applied: Outcome) -> None:
    made = applied.machine["queues"]["FollowMe-Colour"]

    assert (made["colour"], made["sides"], made["shared"]) == (True, "TwoSidedLongEdge", True)
    assert made["permissions"].endswith(f"(A;;SWRC;;;{COLOUR})")
    assert ";;;WD)" not in made["permissions"]
    assert "may still ask for colour" in applied.said


def test_shared_queues_that_are_not_kept_are_closed_and_say_where_to_print(applied: Outcome) -> None:
    queues = applied.machine["queues"]

    assert "(D;;SW;;;WD)(A;;LCSW" in queues["Desk R1"]["permissions"]
    assert queues["Desk R1"]["comment"] == "Closed: print to FollowMe."
    for left in ("Office", "Microsoft Print to PDF", "\\\\other\\queue"):
        assert queues[left] == SERVER["queues"][left]
    assert "Acme Laser PCL6" in applied.said


@pytest.mark.parametrize("word", ["print_queues_colour_groups", "print_queues_close_administration"])
def test_what_windows_is_not_given_is_said(applied: Outcome, word: str) -> None:
    assert word in applied.said


DRIFTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "none": ("FollowMe", {}, []),
    "colour": ("FollowMe", {"colour": True}, ["print_queues_defaults"]),
    "jobs": ("FollowMe", {"keeps_jobs": True}, ["print_queues_queue"]),
    "closed": ("FollowMe", {"permissions": OPEN.replace("D:", "D:(D;;SW;;;WD)", 1)}, ["print_queues_queue"]),
    "reopened": ("Desk R1", {"permissions": OPEN}, ["print_queues_queue"]),
    "message": ("Desk R1", {"comment": "Welcome back"}, ["print_queues_queue"]),
    "everyone": ("FollowMe-Colour", {"permissions": OPEN}, ["print_queues_queue"]),
    "grey": ("FollowMe-Colour", {"colour": False}, ["print_queues_defaults"]),
    "waiting": ("Desk R1", {"jobs": 2}, []),
}


def test_a_second_run_changes_nothing_and_a_drift_is_put_right_and_nothing_else(stage: Stage, applied: Outcome) -> None:
    for host, (queue, changes, _) in DRIFTS.items():
        machine = copy.deepcopy(without_calls(applied.machine))
        machine["queues"][queue] |= changes
        stage.put(host, machine)
    after = stage.run(ROLE, {host: {**INPUTS, "print_queues_remove": []} for host in DRIFTS})

    assert {host: outcome.failed for host, outcome in after.items()} == dict.fromkeys(DRIFTS, "")
    found = {host: [call["module"] for call in outcome.calls if call["changed"]] for host, outcome in after.items()}
    assert found == {host: modules for host, (_, _, modules) in DRIFTS.items()}
    after["waiting"].machine["queues"]["Desk R1"]["jobs"] = 0
    assert [outcome.machine for outcome in after.values()] == [without_calls(applied.machine)] * len(DRIFTS)


def test_a_queue_goes_only_in_a_later_run_and_comes_back_by_undo(stage: Stage, applied: Outcome) -> None:
    assert "Desk R1 is not removed yet: it takes jobs" in applied.said
    closed = without_calls(applied.machine)
    stage.put("later-on", closed)
    stage.put("queued", {**closed, "queues": {**closed["queues"], "Desk R1": {**closed["queues"]["Desk R1"], "jobs": 2}}})
    stage.put("renamed", {**closed, "files": {path: text.replace("Desk R1", "Desk") for path, text in closed["files"].items()}})
    rehearsed = stage.run(ROLE, {"later-on": INPUTS}, check=True)["later-on"]
    found = stage.run(ROLE, dict.fromkeys(("later-on", "queued", "renamed"), INPUTS))

    assert changing(rehearsed) == changing(found["later-on"]) == {"print_queues_remove"}
    assert "Desk R1" in rehearsed.machine["queues"]
    assert "Desk R1" not in found["later-on"].machine["queues"]
    assert "2 jobs wait in it" in found["queued"].said
    assert "the earlier state does not hold it" in found["renamed"].said
    for host in ("queued", "renamed"):
        assert changing(found[host]) == set()
    stage.put("portless", {**found["later-on"].machine, "ports": ["IPP-1"]})
    undo = {host: {**INPUTS, "print_queues_undo": "first"} for host in ("later-on", "portless")}
    once, twice = (stage.run(ROLE, undo) for _ in range(2))

    assert once["later-on"].machine["queues"]["Desk R1"] == DESK
    assert (once["later-on"].failed, changing(twice["later-on"])) == ("", set())
    assert "Not put back: Desk R1 is gone, and what it was made from too." in once["portless"].said


def test_undo_puts_the_queues_back_and_says_that_a_made_one_stays(stage: Stage, applied: Outcome) -> None:
    stage.put("undone", without_calls(applied.machine))
    undo = {"undone": {**INPUTS, "print_queues_undo": "first"}}
    before = stage.machine("undone")
    rehearsal = stage.run(ROLE, undo, check=True)["undone"]
    assert rehearsal.machine == without_calls(before)
    once, twice = (stage.run(ROLE, undo)["undone"] for _ in range(2))

    assert (once.failed, twice.failed, changing(twice)) == ("", "", set())
    made = {name: once.machine["queues"][name]["shared"] for name in once.machine["queues"] if name.startswith("FollowMe")}
    assert made == {"FollowMe": False, "FollowMe-Colour": False}
    assert {name: queue for name, queue in once.machine["queues"].items() if name not in made} == SERVER["queues"]
    assert "Not put back: FollowMe stays" in once.said


def test_a_queue_that_the_kept_state_does_not_hold_is_named_in_the_next_run_and_in_its_undo(
    stage: Stage, applied: Outcome
) -> None:
    stage.put("later", without_calls(applied.machine) | {"queues": {**applied.machine["queues"], "Desk R2": DESK}})
    run = stage.run(ROLE, {"later": INPUTS})["later"]
    undone = stage.run(ROLE, {"later": {**INPUTS, "print_queues_undo": "first"}})["later"]

    assert (run.failed, undone.failed) == ("", "")
    assert "Not kept under the name first: Desk R2." in run.said
    assert "Not put back: Desk R2, because its earlier state was not kept under the name first" in undone.said
    assert "(D;;SW;;;WD)" in undone.machine["queues"]["Desk R2"]["permissions"]


def broken(**changes: Any) -> dict[str, Any]:
    return {**SERVER, **changes}


MADE = {**NEW, "comment": f"Follow-me queue, made by ictops for {URI}"}
REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "group": (SERVER, {"print_queues_colour_groups": ["PRN-elm-Nobody"]}, "nobody knows PRN-elm-Nobody"),
    "odd": (SERVER, {"print_queues_colour_groups": ["a;b"]}, "which no group is called"),
    "twice": (SERVER, {"print_queues_colour_name": "followme"}, "which another input names already"),
    "colour": (broken(queues={"FollowMe-Colour": DESK}), {}, "nobody can tell that it leads to"),
    "both": (SERVER, {"print_queues_remove": ["office"]}, "print_queues_remove names 'office'"),
    "slash": (SERVER, {"print_queues_name": "a\\b"}, "print_queues_name is"),
    "uri": (SERVER, {"print_queues_uri": "http://x/"}, "print_queues_uri is"),
    "message": (SERVER, {"print_queues_message": "Closed."}, "print_queues_message does not name the queue 'FollowMe'"),
    "old": (broken(makes_ipp=False), {}, "Server 2022 is the first"),
    "taken": (broken(queues={"FollowMe": DESK}), {}, "nobody can tell that it leads to"),
    "silent": (broken(queues={"FollowMe": {**MADE, "status": "Offline"}}), {}, "is Offline: see to its printer"),
    "name": (SERVER, {"print_queues_keep_as": "../x"}, "small letters"),
    "pack": (SERVER, {"print_queues_undo": "never"}, "nothing was kept under this name"),
}


def test_what_cannot_be_meant_is_refused_before_anything_is_changed(stage: Stage) -> None:
    for host, (machine, _, _) in REFUSED.items():
        stage.put(host, machine)
    found = stage.run(ROLE, {host: {**INPUTS, **inputs} for host, (_, inputs, _) in REFUSED.items()})

    for host, (_, _, sentence) in REFUSED.items():
        assert sentence in found[host].failed, found[host].failed
        assert changing(found[host]) == set()


def test_where_the_printer_does_not_answer_nothing_is_closed(stage: Stage) -> None:
    stage.put("dead", broken(printers=[]))
    found = stage.run(ROLE, {"dead": INPUTS})["dead"]

    assert "Add-Printer" in found.failed
    assert found.machine["queues"] == SERVER["queues"]
