"""`ictops undo`: a run is taken back by the roles that made it, the hosts are read again, and what went back is verified."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ictops.apply import Run, RunRequest, check_undo
from ictops.compliance import Finding
from ictops.errors import BadInput, Fault, Refused
from ictops.estate import SchoolId
from ictops.evidence import Entry, EntryKind
from ictops.plan import Change, Plan, Verification, check_approval, verify_undo
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.observing import findings_as_told
from ictops.wiring.planning import approvals, find_plan
from ictops.wiring.runs import (
    Order,
    Outcome,
    at_work,
    carry_out,
    changes_of,
    keep_verification,
    new_run_id,
    request_of,
    run_of,
)
from ictops.wiring.sweeping import Sweep, sweep
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """A run that may be taken back, its plan, and the changes that go back with it."""

    run: Run
    plan: Plan
    changes: tuple[Change, ...]


def undo_run(trust: OpenTrust, run: str, order: Order, *, why: str = "") -> Outcome:
    """Rehearse the way back from a run; or, for real, go it, read again and verify.

    The approval of the run's plan covers the way back. Raises BadInput when there is no such run, or no reason is given for
    going back for real; Refused when the run may not be taken back, when a host cannot be read now, when the inventory is out
    of date, or when someone else works at the school. Intent, run and verification are on record as those of any run.
    """
    begun, now = find_intent(trust, run), order.now
    school = request_of(begun).school
    if order.for_real and not why.strip():
        raise BadInput(Fault("undo", "taking a run back for real needs a reason", "Give it: --why REASON"))
    with at_work(trust, school, now()) as lock:
        back = _way_back(trust, begun)
        if order.for_real:
            _check_all_read(back, sweep(trust, (school,), now(), holding_the_lock=True))
        before = findings_as_told(trust, school, now())
        intent = {"why": why.strip(), "inventory": pinned_hash(trust, school, now())}
        outcome = Outcome(plan=back.plan, run=_run(trust, back, order, lock=lock, intent=intent))
        return _verified(trust, back, outcome, before, order) if order.for_real else outcome


def find_intent(trust: OpenTrust, run: str) -> Entry:
    """The intent of the run of that id. Raises BadInput when there is none."""
    for entry in trust.store.entries(EntryKind.INTENT):
        if request_of(entry).id == run:
            return entry
    raise BadInput(Fault(run, "no run on record has this id", "See ictops log for the ids of runs"))


def taken_back(trust: OpenTrust, school: SchoolId | None = None) -> dict[str, str]:
    """Each run that was taken back, to the undo's id: every role of the undo came to its end, or all it owed was read again."""
    ended = {run.request.id: run for run in map(run_of, trust.store.entries(EntryKind.RUN, school))}
    return {
        entry.body["undoes"]: entry.body["run"]
        for entry in trust.store.entries(EntryKind.VERIFICATION, school)
        if entry.body.get("undoes") and _went_back(ended[entry.body["run"]], Verification.model_validate(entry.body["check"]))
    }


def _went_back(undo: Run, check: Verification) -> bool:
    """What does not come back whole is owed by no reading: there, only the roles' own word says that they did their part."""
    return check.verified and (undo.ended_well or all(one.owed for one in check.checked))


def _way_back(trust: OpenTrust, begun: Entry) -> WayBack:
    """Raises Refused when the run may not be taken back, or nobody approved its plan. Whoever holds the lock has settled
    every run of the school that had no end, so this one has its own."""
    request, plan = request_of(begun), find_plan(trust, begun.body["digest"])
    runs = tuple(map(run_of, trust.store.entries(EntryKind.RUN, request.school)))
    run = next(one for one in runs if one.request.id == request.id)
    check_undo(run, runs=runs, taken_back=taken_back(trust, request.school))
    check_approval(plan, approvals(trust))
    changes = changes_of(begun) or plan.changes
    return WayBack(run=run, plan=plan, changes=tuple(change for change in changes if change.device in run.touched))


def _check_all_read(back: WayBack, read: Sweep) -> None:
    if read.faults:
        raise Refused(read.faults)
    unread = {host: read.not_read[host] for host in back.run.touched if host in read.not_read}
    if unread:
        do = f"Bring the host back, then: ictops undo {back.run.request.id}"
        raise Refused(
            Fault(host, f"could not be read just now ({answer.why.value}: {answer.says}), so nothing is changed", do)
            for host, answer in unread.items()
        )


def _run(trust: OpenTrust, back: WayBack, order: Order, *, lock: int, intent: dict[str, str]) -> Run:
    undone, plan = back.run.request, back.plan
    request = RunRequest(
        id=new_run_id(trust, plan.school, f"{plan.phase}-undo"),
        school=plan.school,
        roles=undone.roles,
        hosts=back.run.touched,
        for_real=order.for_real,
        undoes=undone.id,
    )
    changes = [change.model_dump(mode="json") for change in back.changes]
    return carry_out(trust, request, order, lock=lock, intent={**intent, "digest": plan.digest, "changes": changes})


def _verified(trust: OpenTrust, back: WayBack, outcome: Outcome, before: tuple[Finding, ...], order: Order) -> Outcome:
    now, school = order.now, back.plan.school
    sweep(trust, (school,), now(), holding_the_lock=True)
    after = findings_as_told(trust, school, now())
    read = replace(outcome, verification=verify_undo(back.plan, back.changes, before=before, after=after))
    keep_verification(trust, read, now())
    return read
