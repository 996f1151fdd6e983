"""`ictops plan` and `approve`: from gaps to changes, and to a person's word for exactly these."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ictops.compliance import as_planned, live_exemption
from ictops.errors import BadInput, Fault, Refused
from ictops.evidence import Entry, EntryKind
from ictops.plan import Approval, Plan, check_gates, make_plan
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.locks import operator
from ictops.wiring.observing import findings, findings_as_told
from ictops.wiring.trust import OpenTrust

SHORTEST_DIGEST = 12
"""Characters of a digest that are enough to name a plan; more are fine."""


def plan_phase(trust: OpenTrust, school: str, phase: str, now: datetime) -> Plan:
    """Plan one phase of one school and keep the plan.

    Raises BadInput; Refused by a gate, for want of gaps, for an inventory that is out of date, or for an exception that the
    phase's roles could not respect.
    """
    site, step = trust.folder.file.school(school), trust.folder.file.phase(phase)
    check_phase(trust, site.id, step.id, now)
    told = findings_as_told(trust, site.id, now)
    pinned = pinned_hash(trust, site.id, now)
    made = make_plan(school=site.id, phase=step, findings=told, controls=CONTROLS, inventory=pinned)
    check_exceptions(trust, made, now)
    if made.digest not in {plan.digest for plan in _plans(trust)}:
        trust.store.append(EntryKind.PLAN, at=now, school=site.id, body=made.model_dump(mode="json", exclude={"digest"}))
    return made


def check_phase(trust: OpenTrust, school: str, phase: str, now: datetime) -> None:
    """Raise Refused unless the gates of the school's phase are open today. What no role puts right keeps none shut."""
    everywhere = tuple(one.id for one in trust.folder.file.schools)
    phases = trust.folder.file.phases
    found = [as_planned(one) for one in findings(trust, everywhere, now) if not CONTROLS[one.control].by_hand]
    check_gates(school=school, phase=trust.folder.file.phase(phase), phases=phases, findings=found)


def check_exceptions(trust: OpenTrust, plan: Plan, now: datetime) -> None:
    """Raise Refused when a change would undo what a live exception excuses without saying what hosts are told instead."""
    planned = {(change.device, change.control) for change in plan.changes}
    excused = [
        (finding, exemption)
        for finding in findings_as_told(trust, plan.school, now)
        if (finding.device, finding.control) in planned
        and (exemption := live_exemption(finding, trust.folder.exemptions, now.date())) is not None
        and not exemption.instead
    ]
    if excused:
        do = "Say in the exception what the school's hosts are told instead, or end it"
        raise Refused(
            Fault(f"{finding.device} {finding.control}", f"is {exemption.sentence}; this plan would put it right", do)
            for finding, exemption in excused
        )


def approve(trust: OpenTrust, digest: str, *, by: str, why: str, now: datetime) -> tuple[Plan, Approval]:
    """Approve the plan the digest names. Raises BadInput when there is none, or no name or reason is given."""
    plan = find_plan(trust, digest)
    if not by.strip() or not why.strip():
        raise BadInput(Fault("approve", "an approval needs a name and a reason", "Give both: --by NAME --why REASON"))
    approval = Approval(digest=plan.digest, by=by.strip(), why=why.strip(), at=now, operator=operator())
    trust.store.append(EntryKind.APPROVAL, at=now, school=plan.school, body=approval.model_dump(mode="json"))
    return plan, approval


def approvals(trust: OpenTrust) -> tuple[Approval, ...]:
    """Every approval on record."""
    return tuple(Approval.model_validate(entry.body) for entry in trust.store.entries(EntryKind.APPROVAL))


def find_plan(trust: OpenTrust, digest: str) -> Plan:
    """The plan whose digest begins so. Raises BadInput when there is none, or the beginning is too short to be sure."""
    if len(digest) < SHORTEST_DIGEST:
        what = f"a plan is named by {SHORTEST_DIGEST} characters of its digest or more"
        raise BadInput(Fault(digest, what, "See ictops log"))
    named = {plan.digest: plan for plan in _plans(trust) if plan.digest.startswith(digest)}
    if len(named) != 1:
        raise BadInput(Fault(digest, "no plan has this digest", "Make one with ictops plan, or see ictops log"))
    return next(iter(named.values()))


def plan_of(entry: Entry) -> Plan:
    """The plan an entry of that kind holds."""
    return Plan.model_validate(entry.body)


def _plans(trust: OpenTrust) -> Iterator[Plan]:
    return map(plan_of, trust.store.entries(EntryKind.PLAN))
