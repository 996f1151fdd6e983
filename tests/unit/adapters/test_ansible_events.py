"""Events in, results out: certain as early as they can be, and one for every host."""

from __future__ import annotations

import json
from typing import Any

from ictops.adapters.ansible_events import RunStory
from ictops.apply import HostEnd, HostResult

START = {"kind": "start", "plays": [["a"], ["a", "b"], []]}


def heard(story: RunStory, *events: dict[str, Any]) -> list[HostResult]:
    return [result for event in events for result in story.hear(json.dumps(event))]


def begin(host: str) -> dict[str, Any]:
    return {"kind": "begin", "host": host}


def play(*hosts: str) -> dict[str, Any]:
    return {"kind": "play", "hosts": hosts}


def result(host: str, outcome: str = "ok", **more: Any) -> dict[str, Any]:
    return {
        "kind": "result",
        "host": host,
        "task": "t",
        "outcome": outcome,
        "changed": False,
        "hidden": False,
        "says": "",
        "diff": "",
        "notes": [],
    } | more


def stats(host: str, failures: int = 0) -> dict[str, Any]:
    return {"kind": "stats", "host": host, "failures": failures, "unreachable": 0}


def test_a_result_is_told_once_no_play_is_left_that_could_change_it() -> None:
    story = RunStory(["a", "b"])
    heard(story, START, play("a"), begin("a"), result("a", changed=True))

    assert heard(story, play("a", "b"), begin("b"), result("b")) == []
    assert [told.end for told in heard(story, play())] == [HostEnd.CHANGED, HostEnd.UNCHANGED]
    assert heard(story, stats("a"), stats("b"), {"kind": "end"}) == []


def test_an_unreachable_host_is_told_at_once() -> None:
    story = RunStory(["a", "b"])

    told = heard(story, START, play("a"), begin("a"), result("a", "unreachable", says="Connection refused"))

    assert [(one.device, one.end) for one in told] == [("a", HostEnd.UNREACHABLE)]


def test_a_failure_waits_for_the_closing_count_because_a_rescue_may_make_it_good() -> None:
    lost, rescued = RunStory(["a"]), RunStory(["a"])
    events = ({"kind": "start", "plays": [["a"]]}, play("a"), begin("a"), result("a", "failed", says="no"))
    heard(lost, *events)
    heard(rescued, *events)

    assert [told.end for told in heard(lost, stats("a", failures=1), {"kind": "end"})] == [HostEnd.FAILED]
    assert [told.end for told in heard(rescued, stats("a"), {"kind": "end"})] == [HostEnd.UNCHANGED]


def test_a_host_that_had_begun_when_the_run_was_cut_short_is_in_an_unknown_state() -> None:
    story = RunStory(["a", "b"])
    heard(story, START, play("a"), begin("a"))

    told = list(story.cut_short("SIGTERM"))

    assert [(one.device, one.end) for one in told] == [("a", HostEnd.FAILED)]
    assert "state is unknown" in told[0].says
    assert story.without_a_word() == ("b",)


def test_a_host_no_task_was_for_is_not_attempted() -> None:
    story = RunStory(["a"])

    told = heard(story, {"kind": "start", "plays": [["a"]]}, play("a"), {"kind": "end"})

    assert [one.end for one in told] == [HostEnd.NOT_ATTEMPTED]


def test_what_roles_say_is_kept_in_order_and_changes_nothing() -> None:
    story = RunStory(["a"])
    heard(story, {"kind": "start", "plays": [["a"]]}, play("a"), begin("a"))
    heard(story, result("a", notes=["one\nand more"]), result("a", notes=["two \x1b[2J"]))

    (told,) = heard(story, play())

    assert told.end is HostEnd.UNCHANGED
    assert told.notes == ("one\nand more", "two \\x1b[2J")
