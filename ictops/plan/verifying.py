"""After a run: did every planned change come about, or go back, and did nothing else move?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictops.compliance import Finding, stands
from ictops.estate import ControlId, DeviceId, Frozen, Value
from ictops.plan.nouns import Change, Plan
from ictops.standard import Relation, Undone


class Moved(Frozen):
    """A setting that is not as it was, and that no plan asked to move."""

    device: DeviceId
    control: ControlId
    before: Value | None
    after: Value | None


class Checked(Frozen):
    """A planned change and what was read after the run: `read` is None when nobody could tell.

    `met`: it reads as it should, which is as the standard asks, or after an undo as it was before. `owed` is False of what
    an undo never promised to put back whole.
    """

    change: Change
    read: Value | None
    met: bool
    owed: bool = True


class Verification(Frozen):
    """What the reading after a run says of its plan, or of the plan that it took back."""

    checked: tuple[Checked, ...]
    unplanned: tuple[Moved, ...]

    @property
    def verified(self) -> bool:
        """Everything that was owed reads as it should, and nothing else moved."""
        return all(one.met or not one.owed for one in self.checked) and not self.unplanned


def verify(plan: Plan, *, before: Iterable[Finding], after: Iterable[Finding]) -> Verification:
    """Compare the readings before and after a run of the plan, over every finding of the plan's school.

    A change has come about when its control now reads as the standard. A control outside the plan that now reads something
    else, or can no longer be told, has moved; one that nobody could tell before has not.
    """
    return _verification(plan, plan.changes, before, after, taken_back=False)


def as_found(plan: Plan, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """The plan's changes, each from what is read now: a run that finishes another begins where that one broke off."""
    read = {at: finding.observed for at, finding in _of_school(plan, findings).items() if finding.observed is not None}
    return tuple(
        change.model_copy(update={"before": read.get((change.device, change.control), change.before)})
        for change in plan.changes
    )


def verify_undo(plan: Plan, changes: Iterable[Change], *, before: Iterable[Finding], after: Iterable[Finding]) -> Verification:
    """Compare the readings before and after a run of the plan, which made these changes, was taken back.

    A change has gone back when its control reads as before the run. What cannot be put back whole is read and told, and not
    held against the undo. A control outside the plan that now reads something else has moved, as after any run.
    """
    return _verification(plan, tuple(changes), before, after, taken_back=True)


def _verification(
    plan: Plan, changes: tuple[Change, ...], before: Iterable[Finding], after: Iterable[Finding], *, taken_back: bool
) -> Verification:
    earlier, later = _of_school(plan, before), _of_school(plan, after)
    return Verification(
        checked=tuple(_checked(one, later.get((one.device, one.control)), taken_back=taken_back) for one in changes),
        unplanned=tuple(_moved(earlier, later, _reached(plan, changes))),
    )


def _of_school(plan: Plan, findings: Iterable[Finding]) -> dict[tuple[DeviceId, ControlId], Finding]:
    return {(finding.device, finding.control): finding for finding in findings if finding.school == plan.school}


def _reached(plan: Plan, changes: Iterable[Change]) -> set[tuple[DeviceId, ControlId]]:
    return {(one.device, one.control) for one in changes} | {(one.device, one.control) for one in plan.reached}


def _checked(change: Change, finding: Finding | None, *, taken_back: bool) -> Checked:
    read = finding.observed if finding else None
    asked, relation = (change.before, Relation.EQUALS) if taken_back else (change.after, change.relation)
    met = read is not None and stands(observed=read, intended=asked, relation=relation)
    return Checked(change=change, read=read, met=met, owed=not taken_back or change.undone is Undone.WHOLE)


def _moved(
    earlier: Mapping[tuple[DeviceId, ControlId], Finding],
    later: Mapping[tuple[DeviceId, ControlId], Finding],
    planned: set[tuple[DeviceId, ControlId]],
) -> Iterable[Moved]:
    for at in sorted((earlier.keys() | later.keys()) - planned):
        was, now = earlier.get(at), later.get(at)
        before, after = was.observed if was else None, now.observed if now else None
        if before is not None and before != after:
            yield Moved(device=at[0], control=at[1], before=before, after=after)
