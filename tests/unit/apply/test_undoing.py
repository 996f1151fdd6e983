"""What may be taken back, and what is refused with the way out."""

from __future__ import annotations

from typing import Any

import pytest

from ictops.apply import HostEnd, HostResult, Run, TaskResult, check_undo
from ictops.errors import Refused
from tests.builders import run

FIRST = "elm-storage-0001"
BOTH = ("elm-fs-1", "elm-fs-2")


def undo(number: int = 2, of: str = FIRST, **more: Any) -> Run:
    return run(number, undoes=of, **more)


def refusal(*runs: Run, of: str = FIRST, taken_back: dict[str, str] | None = None) -> str:
    (named,) = [one for one in runs if one.request.id == of]
    with pytest.raises(Refused) as refused:
        check_undo(named, runs=runs, taken_back=taken_back or {})
    return str(refused.value)


def test_a_run_for_real_may_be_taken_back() -> None:
    check_undo(run(), runs=[run()], taken_back={})


@pytest.mark.parametrize("broken", [run(end=HostEnd.FAILED), run(hosts=BOTH)])
def test_so_may_one_that_broke_off_or_changed_only_some_hosts(broken: Run) -> None:
    check_undo(broken, runs=[broken], taken_back={})


def test_a_rehearsal_and_an_undo_have_nothing_to_take_back() -> None:
    assert "was a rehearsal" in refusal(run(for_real=False))
    assert f"is itself an undo, of {FIRST}" in refusal(run(), undo(), of="elm-storage-0002")


def test_a_run_is_taken_back_once() -> None:
    said = refusal(run(), undo(), taken_back={FIRST: "elm-storage-0002"})

    assert "was taken back before, by elm-storage-0002" in said
    assert "ictops plan" in said


def test_an_undo_that_did_not_succeed_may_be_tried_again() -> None:
    check_undo(run(), runs=[run(), undo(end=HostEnd.FAILED)], taken_back={})


def test_a_run_that_changed_nothing_has_nothing_to_take_back() -> None:
    for end in (HostEnd.UNCHANGED, HostEnd.UNREACHABLE, HostEnd.NOT_ATTEMPTED):
        assert "changed nothing on any host" in refusal(run(end=end))


def test_what_was_built_on_a_run_is_taken_back_first_the_newest_named_first() -> None:
    said = refusal(run(), run(2), run(3))

    assert "elm-storage-0003 touched elm-fs-1 with network_storage after it" in said.splitlines()[0]
    assert "ictops undo elm-storage-0002" in said.splitlines()[1]


@pytest.mark.parametrize("later", [
    run(2, hosts=("elm-fs-2",)), run(2, roles=("accounts",)), run(2, for_real=False), run(2, HostEnd.UNREACHABLE),
    undo(of="elm-storage-0000"),
])  # fmt: skip
def test_a_later_run_elsewhere_with_another_role_or_without_effect_stands_in_nobodys_way(later: Run) -> None:
    check_undo(run(), runs=[run(), later], taken_back={})


def test_a_later_run_that_was_taken_back_itself_stands_in_nobodys_way() -> None:
    runs = [run(), run(2), undo(3, of="elm-storage-0002")]

    assert "elm-storage-0002 touched" in refusal(*runs)
    check_undo(run(), runs=runs, taken_back={"elm-storage-0002": "elm-storage-0003"})


def test_a_host_is_touched_when_it_changed_or_nobody_heard_the_end_of_it() -> None:
    changed, failing = TaskResult(task="Write", changed=True), TaskResult(task="Check", changed=False, failed=True)
    ends = {
        "changed": HostResult(device="a", end=HostEnd.CHANGED, tasks=(changed,)),
        "failed half-way": HostResult(device="b", end=HostEnd.FAILED, tasks=(changed, failing)),
        "broke off": HostResult(device="c", end=HostEnd.FAILED),
        "failed before the first change": HostResult(device="d", end=HostEnd.FAILED, tasks=(failing,)),
        "lost half-way": HostResult(device="e", end=HostEnd.UNREACHABLE, tasks=(changed, failing)),
        "never there": HostResult(device="f", end=HostEnd.UNREACHABLE, tasks=(failing,)),
        "as it was": HostResult(device="g", end=HostEnd.UNCHANGED),
    }
    touched = run().model_copy(update={"results": tuple(ends.values())})

    assert touched.touched == ("a", "b", "c", "e")
    assert touched.model_copy(update={"request": run(for_real=False).request}).touched == ()
