"""After a run: did every planned change come about, and did nothing else move?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictops.compliance import Finding, stands
from ictops.estate import ControlId, DeviceId, Frozen, Value
from ictops.plan.nouns import Change, Plan


class Moved(Frozen):
    """A setting that is not as it was, and that no plan asked to move."""

    device: DeviceId
    control: ControlId
    before: Value | None
    after: Value | None


class Checked(Frozen):
    """A planned change and what was read after the run: `read` is None when nobody could tell."""

    change: Change
    read: Value | None
    met: bool


class Verification(Frozen):
    """What the reading after a run says of its plan."""

    checked: tuple[Checked, ...]
    unplanned: tuple[Moved, ...]

    @property
    def verified(self) -> bool:
        """Every planned change reads as the standard, and nothing else moved."""
        return all(one.met for one in self.checked) and not self.unplanned


def verify(plan: Plan, *, before: Iterable[Finding], after: Iterable[Finding]) -> Verification:
    """Compare the readings before and after a run of the plan, over every finding of the plan's school.

    A change has come about when its control now reads as the standard. A control outside the plan that now reads something
    else, or can no longer be told, has moved; one that nobody could tell before has not.
    """
    earlier = {(finding.device, finding.control): finding for finding in before if finding.school == plan.school}
    later = {(finding.device, finding.control): finding for finding in after if finding.school == plan.school}
    planned = {(one.device, one.control) for one in plan.changes} | {(one.device, one.control) for one in plan.reached}
    return Verification(
        checked=tuple(_checked(change, later.get((change.device, change.control))) for change in plan.changes),
        unplanned=tuple(_moved(earlier, later, planned)),
    )


def _checked(change: Change, finding: Finding | None) -> Checked:
    read = finding.observed if finding else None
    met = read is not None and stands(observed=read, intended=change.after, relation=change.relation)
    return Checked(change=change, read=read, met=met)


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
