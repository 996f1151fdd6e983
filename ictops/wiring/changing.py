"""`ictops apply`: what was approved is carried out, read again and verified; what broke off is never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ictops.adapters.ansible_folder import remove_leftovers
from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import HostEnd, HostResult, Run, Runner, RunRequest
from ictops.errors import Fault, Refused
from ictops.estate import SchoolId
from ictops.evidence import Entry, EntryKind
from ictops.plan import Plan, Verification, check_approval, check_still_true, verify
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.locks import operator, school_to_ourselves
from ictops.wiring.observing import findings_as_told
from ictops.wiring.planning import approvals, check_exceptions, check_phase, find_plan
from ictops.wiring.sweeping import sweep
from ictops.wiring.trust import OpenTrust, content_folder

type Now = Callable[[], datetime]
type Said = Callable[[HostResult], None]

BROKE_OFF = "ictops ended before this run did; how far it came is unknown until the host is read again"


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A run, and for one that was for real the reading that followed it."""

    plan: Plan
    run: Run
    verification: Verification | None = None

    @property
    def went_well(self) -> bool:
        """Every host was reached and did what was asked; for a run for real, the reading agrees."""
        ended_well = all(result.end in (HostEnd.CHANGED, HostEnd.UNCHANGED) for result in self.run.results)
        return ended_well and (self.verification is None or self.verification.verified)


def apply_plan(trust: OpenTrust, digest: str, *, for_real: bool, now: Now, said: Said) -> Applied:
    """Rehearse the plan; or, for real, change what it says, read again and verify.

    For real, the hosts are read again first. Raises Refused without a matching approval, when a gate has closed, when facts
    have moved since, when it was carried out before, or when someone else works at the school. The intent is on record
    before anything starts, the run before it is verified.
    """
    plan = find_plan(trust, digest)
    with school_to_ourselves(trust, plan.school) as lock:
        remove_leftovers(trust.state / "runs", plan.school)
        settle_unfinished(trust, plan.school, now())
        if for_real:
            check_approval(plan, approvals(trust))
            _check_not_done(trust, plan)
            sweep(trust, (plan.school,), now(), holding_the_lock=True)
            check_phase(trust, plan.school, plan.phase, now())
            check_exceptions(trust, plan, now())
        before = findings_as_told(trust, plan.school, now())
        pinned = pinned_hash(trust, plan.school, now())
        check_still_true(plan, findings=before, controls=CONTROLS, inventory=pinned, now=now())
        run = _run(trust, plan, partial(_runner, lock=lock), _Order(for_real=for_real, now=now, said=said))
        if not for_real:
            return Applied(plan=plan, run=run)
        sweep(trust, (plan.school,), now(), holding_the_lock=True)
        verification = verify(plan, before=before, after=findings_as_told(trust, plan.school, now()))
        body = {"run": run.request.id, "digest": plan.digest, "check": verification.model_dump(mode="json")}
        trust.store.append(EntryKind.VERIFICATION, at=now(), school=plan.school, body=body)
        return Applied(plan=plan, run=run, verification=verification)


def settle_unfinished(trust: OpenTrust, school: SchoolId, now: datetime) -> None:
    """Give every run of the school that was begun and never ended its end: failed, and nobody knows how far it came.

    Called with the school's lock held, so nothing of such a run is at work any more.
    """
    for entry in unfinished(trust, school):
        request = RunRequest.model_validate(entry.body["request"])
        results = tuple(HostResult(device=host, end=HostEnd.FAILED, says=f"{host}: {BROKE_OFF}") for host in request.hosts)
        run = Run(request=request, began=entry.at, ended=now, results=results)
        _record(trust, entry.body["digest"], run, now)


def unfinished(trust: OpenTrust, school: SchoolId) -> tuple[Entry, ...]:
    """The intents of the school that no run on record answers."""
    ended = {entry.body["run"]["request"]["id"] for entry in trust.store.entries(EntryKind.RUN, school)}
    return tuple(one for one in trust.store.entries(EntryKind.INTENT, school) if one.body["request"]["id"] not in ended)


def _check_not_done(trust: OpenTrust, plan: Plan) -> None:
    for entry in trust.store.entries(EntryKind.VERIFICATION, plan.school):
        if entry.body["digest"] == plan.digest and Verification.model_validate(entry.body["check"]).verified:
            when = entry.at.isoformat(timespec="minutes")
            what = f"it was carried out and verified on {when}; an approval is good for once"
            raise Refused(
                Fault(f"plan {plan.digest[:12]} ({plan.school}, {plan.phase})", what, "Plan the phase again: ictops plan")
            )


@dataclass(frozen=True, kw_only=True)
class _Order:
    """How a plan is to be run."""

    for_real: bool
    now: Now
    said: Said


def _run(trust: OpenTrust, plan: Plan, runner: Callable[[OpenTrust, RunRequest], Runner], order: _Order) -> Run:
    hosts = tuple(sorted({change.device for change in plan.changes}))
    run_id = _run_id(trust, plan)
    request = RunRequest(id=run_id, school=plan.school, roles=_roles(plan), hosts=hosts, for_real=order.for_real)
    ready = runner(trust, request)
    body = {"digest": plan.digest, "request": request.model_dump(mode="json"), "operator": operator()}
    trust.store.append(EntryKind.INTENT, at=order.now(), school=plan.school, body=body)
    run = ready.run(request, on_result=order.said)
    _record(trust, plan.digest, run, order.now())
    return run


def _record(trust: OpenTrust, digest: str, run: Run, now: datetime) -> None:
    body = {"digest": digest, "run": run.model_dump(mode="json")}
    trust.store.append(EntryKind.RUN, at=now, school=run.request.school, body=body)


def _runner(trust: OpenTrust, request: RunRequest, *, lock: int) -> AnsibleRunner:
    return AnsibleRunner(
        school_folder=lambda school: trust.root / "schools" / school,
        known_hosts=trust.known_hosts(request.school),
        content=content_folder(),
        key=trust.private_key,
        run_folder=trust.state / "runs" / request.id,
        secrets=trust.secrets(frozenset(one.name for role in request.roles for one in trust.roles[role].inputs if one.secret)),
        forks=trust.folder.file.limits.parallel,
        lock=lock,
    )


def _roles(plan: Plan) -> tuple[str, ...]:
    return tuple(sorted({change.role for change in plan.changes}))


def _run_id(trust: OpenTrust, plan: Plan) -> str:
    """Numbered by the record, which outlives the folders of runs."""
    number = len(trust.store.entries(EntryKind.INTENT, plan.school)) + 1
    while (trust.state / "runs" / f"{plan.school}-{plan.phase}-{number:04}").exists():
        number += 1
    return f"{plan.school}-{plan.phase}-{number:04}"
