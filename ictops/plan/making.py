"""From gaps to a plan, and the gates that refuse one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ictops.compliance import Finding, Verdict, stands
from ictops.errors import Fault, Refused
from ictops.estate import ControlId, OwnId, SchoolId
from ictops.plan.nouns import Approval, Change, Phase, Plan, Reached
from ictops.standard import Control

UNASKED = (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
"""Verdicts under which a setting may move without a change that names it; the plan names it beside the changes."""

AGAIN = "Make the plan again, and have it approved again: ictops plan"


def make_plan(
    *,
    school: SchoolId,
    phase: Phase,
    findings: Iterable[Finding],
    controls: Mapping[ControlId, Control],
    inventory: str,
) -> Plan:
    """The changes that bring the school's failing controls of the phase's areas to the standard, by host and control.

    Unknown controls are not planned for: what was not measured cannot be said to change. Those that the same roles reach on
    the same hosts are named beside the changes, since the run may change them. Raises Refused when the phase has
    nothing failing, naming what is unknown.
    """
    mine = [f for f in findings if f.school == school and f.area in phase.areas]
    failing = sorted((f for f in mine if f.verdict is Verdict.FAILS), key=lambda f: (f.device, f.control))
    times = [f.measured_at for f in failing if f.measured_at is not None]
    if not failing or not times:
        raise Refused(_nothing_to_change(school, phase, mine))
    changes = tuple(_change(finding, controls[finding.control]) for finding in failing)
    return Plan(
        school=school,
        phase=phase.id,
        changes=changes,
        reached=tuple(_reached_by(changes, mine, controls)),
        inventory=inventory,
        read_at=min(times),
    )


def _beside(changes: tuple[Change, ...], findings: Iterable[Finding], controls: Mapping[ControlId, Control]) -> list[Finding]:
    """The findings that no change names, and that a run of the changes' roles on the changes' hosts reaches all the same."""
    planned = {(change.device, change.control) for change in changes}
    hosts, roles = {change.device for change in changes}, {change.role for change in changes}
    return [
        finding
        for finding in findings
        if (finding.device, finding.control) not in planned
        and finding.device in hosts
        and controls[finding.control].role in roles
    ]


def _reached_by(
    changes: tuple[Change, ...], findings: Iterable[Finding], controls: Mapping[ControlId, Control]
) -> Iterator[Reached]:
    """What is beside the changes and may move all the same: what was not asked, and what is read off the same measurement."""
    for finding in _beside(changes, findings, controls):
        measure = controls[finding.control].measure
        alike = [c.control for c in changes if c.device == finding.device and controls[c.control].measure is measure]
        if finding.verdict in UNASKED:
            yield _reached(finding, finding.because or "nobody has read it")
        elif alike:
            yield _reached(finding, f"it is read off the same measurement as {alike[0]}")


def _reached(finding: Finding, because: str) -> Reached:
    return Reached(device=finding.device, control=finding.control, because=because)


def _change(finding: Finding, control: Control) -> Change:
    assert finding.observed is not None  # noqa: S101 - a failing finding was measured against an intended value
    assert finding.intended is not None  # noqa: S101
    return Change(
        device=finding.device, control=finding.control, role=control.role, relation=control.relation,
        before=finding.observed, after=finding.intended, undo=control.undo, undone=control.undone,
    )  # fmt: skip


def _nothing_to_change(school: SchoolId, phase: Phase, findings: list[Finding]) -> Fault:
    unknown = sum(finding.verdict is Verdict.UNKNOWN for finding in findings)
    do = "Run ictops drift to read the hosts" if unknown else "Go on to the next phase"
    return Fault(f"{school}/{phase.id}", f"nothing is known to fail here ({unknown} unknown of {len(findings)} controls)", do)


def check_gates(*, school: SchoolId, phase: Phase, phases: Iterable[Phase], findings: Iterable[Finding]) -> None:
    """Raise Refused unless every phase this one comes after was measured and has no failing and no unknown control left."""
    by_id = {one.id: one for one in phases}
    findings = tuple(findings)
    faults = [
        Fault(f"{school}/{phase.id}", f"comes after {before}, where {left}", f"Finish {before} first")
        for before in phase.after
        if (left := _left(*_gate(before, school), by_id, findings))
    ]
    if faults:
        raise Refused(faults)


def _gate(before: str, school: SchoolId) -> tuple[SchoolId, OwnId]:
    where, _, phase = before.rpartition("/")
    return where or school, phase


def _left(school: SchoolId, phase: OwnId, phases: Mapping[OwnId, Phase], findings: tuple[Finding, ...]) -> str | None:
    """What keeps the gate shut, in words; None when it is open. Where nothing was measured it is shut: silence is no pass."""
    mine = [finding for finding in findings if finding.school == school and finding.area in phases[phase].areas]
    fails, unknown = (sum(finding.verdict is verdict for finding in mine) for verdict in (Verdict.FAILS, Verdict.UNKNOWN))
    if fails or unknown:
        return f"{fails} controls fail and {unknown} are unknown"
    return None if any(finding.observed is not None for finding in mine) else "nothing was measured"


def check_approval(plan: Plan, approvals: Iterable[Approval]) -> Approval:
    """The approval of exactly this plan; raises Refused when there is none."""
    for approval in approvals:
        if approval.digest == plan.digest:
            return approval
    raise Refused(
        Fault(
            f"plan {plan.digest[:12]} ({plan.school}, {plan.phase})",
            "it is not approved, so nothing is changed",
            f"Read it, then: ictops approve {plan.digest[:12]} --by NAME --why REASON",
        )
    )


def check_still_true(
    plan: Plan, *, findings: Iterable[Finding], controls: Mapping[ControlId, Control], inventory: str, now: datetime
) -> None:
    """Raise Refused when the inventory, the content or a setting the plan's roles look after is not as it was planned.

    A setting that already reads as the plan would have it is no objection: a run that broke off half-way is finished under
    the same approval. One that fails, or cannot be told, and is not in the plan, is: the run would change what nobody approved.
    """
    findings = [finding for finding in findings if finding.school == plan.school]
    latest = {(finding.device, finding.control): finding for finding in findings}
    where = f"plan {plan.digest[:12]} ({plan.school}, {plan.phase}), checked {now.isoformat(timespec='seconds')}"
    changed = "the inventory, the staff lists or the roles have changed since"
    faults = [] if inventory == plan.inventory else [Fault(where, changed, AGAIN)]
    faults += [
        fault for change in plan.changes if (fault := _objection(plan, change, latest.get((change.device, change.control))))
    ]
    told = {(one.device, one.control) for one in plan.reached}
    for finding in _beside(plan.changes, findings, controls):
        if finding.verdict in (Verdict.FAILS, Verdict.UNKNOWN) and (finding.device, finding.control) not in told:
            what = f"{finding.verdict.word} now, and plan {plan.digest[:12]} does not name it: the run would change it too"
            faults.append(Fault(f"{finding.device} {finding.control}", what, AGAIN))
    if faults:
        raise Refused(faults)


def _objection(plan: Plan, change: Change, finding: Finding | None) -> Fault | None:
    where = f"{change.device} {change.control}"
    if finding is not None and finding.observed is None:
        what = f"could not be read just now ({finding.because}), so nothing is changed"
        return Fault(where, what, "Bring the host back, then apply the same plan")
    if finding is None or finding.intended != change.after or not _as_planned(finding, change):
        return Fault(where, f"is not as it was when plan {plan.digest[:12]} was made", AGAIN)
    return None


def _as_planned(finding: Finding, change: Change) -> bool:
    if finding.observed is None:
        return False
    return finding.observed == change.before or stands(
        observed=finding.observed, intended=change.after, relation=change.relation
    )
