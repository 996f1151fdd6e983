"""`ictops apply`: what was approved is carried out, read again and verified."""

from __future__ import annotations

from dataclasses import replace

from ictops.apply import Run, RunRequest
from ictops.compliance import Finding
from ictops.errors import Fault, Refused
from ictops.evidence import EntryKind
from ictops.plan import Change, Plan, Verification, as_found, check_approval, check_still_true, verify
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.observing import findings_as_told
from ictops.wiring.planning import approvals, check_exceptions, check_phase, find_plan
from ictops.wiring.runs import Order, Outcome, at_work, carry_out, keep_verification, new_run_id, request_of
from ictops.wiring.sweeping import sweep
from ictops.wiring.trust import OpenTrust


def apply_plan(trust: OpenTrust, digest: str, order: Order) -> Outcome:
    """Rehearse the plan; or, for real, change what it says, read again and verify.

    For real, the hosts are read again first. Raises Refused without a matching approval, when a gate has closed, when facts
    have moved since, when it was carried out or taken back before, or when someone else works at the school. The intent is
    on record before anything starts, the run before it is verified.
    """
    plan, now = find_plan(trust, digest), order.now
    with at_work(trust, plan.school, now()) as lock:
        if order.for_real:
            check_approval(plan, approvals(trust))
            check_not_spent(trust, plan)
            sweep(trust, (plan.school,), now(), holding_the_lock=True)
            check_phase(trust, plan.school, plan.phase, now())
            check_exceptions(trust, plan, now())
        before = findings_as_told(trust, plan.school, now())
        pinned = pinned_hash(trust, plan.school, now())
        check_still_true(plan, findings=before, controls=CONTROLS, inventory=pinned, now=now())
        outcome = Outcome(plan=plan, run=_run(trust, plan, as_found(plan, before), order, lock=lock))
        return _verified(trust, outcome, before, order) if order.for_real else outcome


def check_not_spent(trust: OpenTrust, plan: Plan) -> None:
    """Raise Refused when the plan was carried out and verified, or a run of it was taken back: then its approval is spent."""
    if what := _spent(trust, plan):
        where = f"plan {plan.digest[:12]} ({plan.school}, {plan.phase})"
        raise Refused(Fault(where, what, "Plan the phase again: ictops plan"))


def _spent(trust: OpenTrust, plan: Plan) -> str | None:
    intents, checks = (trust.store.entries(kind, plan.school) for kind in (EntryKind.INTENT, EntryKind.VERIFICATION))
    for request in (request_of(entry) for entry in intents if entry.body["digest"] == plan.digest):
        if request.undoes and request.for_real:
            return f"its run {request.undoes} was taken back by {request.id}, and its approval with it"
    for entry in checks:
        if entry.body["digest"] == plan.digest and Verification.model_validate(entry.body["check"]).verified:
            when = entry.at.isoformat(timespec="minutes")
            return f"it was carried out and verified on {when}; an approval is good for once"
    return None


def _run(trust: OpenTrust, plan: Plan, changes: tuple[Change, ...], order: Order, *, lock: int) -> Run:
    request = RunRequest(
        id=new_run_id(trust, plan.school, plan.phase),
        school=plan.school,
        roles=tuple(sorted({change.role for change in plan.changes})),
        hosts=tuple(sorted({change.device for change in plan.changes})),
        for_real=order.for_real,
    )
    intent = {"digest": plan.digest, "changes": [change.model_dump(mode="json") for change in changes]}
    return carry_out(trust, request, order, lock=lock, intent=intent)


def _verified(trust: OpenTrust, outcome: Outcome, before: tuple[Finding, ...], order: Order) -> Outcome:
    plan, now = outcome.plan, order.now
    sweep(trust, (plan.school,), now(), holding_the_lock=True)
    verification = verify(plan, before=before, after=findings_as_told(trust, plan.school, now()))
    read = replace(outcome, verification=verification)
    keep_verification(trust, read, now())
    return read
