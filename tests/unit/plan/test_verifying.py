"""A run is verified when every planned change reads as the standard and nothing else moved."""

from __future__ import annotations

from ictops.compliance import Verdict
from ictops.plan import verify
from tests.builders import finding, plan

BEFORE = [finding(), finding(Verdict.MEETS, control="STO.SIGN.1v1", observed="mandatory", intended="mandatory")]
RIGHTED = finding(Verdict.MEETS, observed="SMB3")


def test_planned_changes_that_read_as_the_standard_are_verified() -> None:
    assert verify(plan(), before=BEFORE, after=[RIGHTED, BEFORE[1]]).verified


def test_a_change_that_did_not_come_about_is_named() -> None:
    after = verify(plan(), before=BEFORE, after=BEFORE)

    assert [(one.change.control, one.read, one.met) for one in after.checked] == [("STO.SMB.1v1", "NT1", False)]
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
