"""A run is verified when every planned change reads as the standard and nothing else moved."""

from __future__ import annotations

import pytest

from ictops.compliance import Finding, Verdict
from ictops.plan import Verification, as_found, verify, verify_undo
from ictops.plan.nouns import Reached
from ictops.standard import Relation, Undone
from tests.builders import change, finding, plan

BEFORE = [finding(), finding(Verdict.MEETS, control="STO.SIGN.1v1", observed="mandatory", intended="mandatory")]
RIGHTED = finding(Verdict.MEETS, observed="SMB3")


def test_planned_changes_that_read_as_the_standard_are_verified() -> None:
    assert verify(plan(), before=BEFORE, after=[RIGHTED, BEFORE[1]]).verified


def test_a_change_that_did_not_come_about_is_named() -> None:
    after = verify(plan(), before=BEFORE, after=BEFORE)

    assert [(one.change.control, one.read, one.met) for one in after.checked] == [("STO.SMB.1v1", "NT1", False)]
    assert not after.verified


@pytest.mark.parametrize("how", [Undone.PART, Undone.NEVER])
def test_what_no_undo_brings_back_whole_is_owed_by_its_run_all_the_same(how: Undone) -> None:
    after = verify(plan(change(undone=how)), before=BEFORE, after=BEFORE)

    assert [one.owed for one in after.checked] == [True]
    assert not after.verified


def test_a_change_nobody_could_read_has_not_come_about() -> None:
    unread = finding(Verdict.UNKNOWN, observed=None)

    assert not verify(plan(), before=BEFORE, after=[unread, BEFORE[1]]).verified
    assert not verify(plan(), before=BEFORE, after=[BEFORE[1]]).verified


def test_what_no_plan_asked_to_move_is_named_even_for_the_better() -> None:
    moved = finding(Verdict.FAILS, control="STO.SIGN.1v1", observed="off", intended="mandatory")
    after = verify(plan(), before=BEFORE, after=[RIGHTED, moved])

    assert [(one.control, one.before, one.after) for one in after.unplanned] == [("STO.SIGN.1v1", "mandatory", "off")]


def test_what_can_no_longer_be_told_has_moved() -> None:
    assert [one.after for one in verify(plan(), before=BEFORE, after=[RIGHTED]).unplanned] == [None]


def test_another_school_is_another_matter() -> None:
    elsewhere = finding(Verdict.FAILS, school="oak", device="oak-fs-1")

    assert verify(plan(), before=BEFORE, after=[RIGHTED, BEFORE[1], elsewhere]).verified


# Taking back ----------------------------------------------------------------------------------------------------------


def undone(after: list[Finding], *, how: Undone = Undone.WHOLE, before: object = "NT1") -> Verification:
    """What is said of an undo of the one change, after which these findings were made."""
    made = plan(change(before=before, undone=how))
    return verify_undo(made, made.changes, before=[RIGHTED, BEFORE[1]], after=after)


def test_a_change_that_reads_as_before_has_gone_back() -> None:
    assert undone(BEFORE).verified


@pytest.mark.parametrize("after", [[RIGHTED, BEFORE[1]], [finding(observed="SMB2"), BEFORE[1]], [BEFORE[1]]])
def test_one_that_reads_otherwise_or_not_at_all_has_not(after: list[Finding]) -> None:
    said = undone(after)

    assert not said.verified
    assert [one.met for one in said.checked] == [False]


def test_a_value_that_would_do_for_the_standard_is_still_not_what_was_there_before() -> None:
    made = plan(change(relation=Relation.INCLUDES, before=("Public",), after=("Staff",)))
    more = finding(observed=("Public", "Staff"), intended=("Staff",))
    same = finding(observed=("Public",), intended=("Staff",))

    assert not verify_undo(made, made.changes, before=[], after=[more]).verified
    assert verify_undo(made, made.changes, before=[], after=[same]).verified


@pytest.mark.parametrize("how", [Undone.PART, Undone.NEVER])
def test_what_cannot_be_put_back_whole_is_told_apart_and_not_held_against_the_undo(how: Undone) -> None:
    said = undone([RIGHTED, BEFORE[1]], how=how)

    assert [(one.met, one.owed) for one in said.checked] == [(False, False)]
    assert said.verified


def test_an_undo_may_move_nothing_but_what_the_run_changed_or_reached() -> None:
    moved = finding(Verdict.FAILS, control="STO.SIGN.1v1", observed="off", intended="mandatory")
    reached = plan(reached=(Reached(device="elm-fs-1", control="STO.SIGN.1v1", because="cut off"),))

    assert [one.control for one in undone([finding(), moved]).unplanned] == ["STO.SIGN.1v1"]
    assert verify_undo(reached, reached.changes, before=BEFORE, after=[finding(), moved]).verified
    assert not verify_undo(plan(), (), before=[RIGHTED], after=[finding()]).verified


def test_a_run_that_finishes_another_goes_back_to_where_that_one_broke_off() -> None:
    made = plan(change(), change(control="STO.SIGN.1v1", before="off", after="mandatory"))
    half_done = [finding(), finding(Verdict.MEETS, control="STO.SIGN.1v1", observed="mandatory", intended="mandatory")]

    assert [one.before for one in as_found(made, half_done)] == ["NT1", "mandatory"]
    assert [one.before for one in as_found(made, half_done[:1])] == ["NT1", "off"]
