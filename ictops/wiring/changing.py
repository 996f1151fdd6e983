"""`ictops plan`, `approve`, `apply`: from gaps to changes that were approved, and to proof that they came about."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from ictops.adapters.ansible_folder import remove_leftovers
from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import HostEnd, HostResult, Run, RunRequest
from ictops.errors import BadInput, Fault, Refused
from ictops.estate import SchoolId
from ictops.evidence import Entry, EntryKind
from ictops.plan import Approval, Plan, Verification, check_approval, check_gates, check_still_true, make_plan, verify
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.observing import findings, findings_as_told, sweep
from ictops.wiring.trust import OpenTrust, content_folder

SHORTEST_DIGEST = 12
"""Characters of a digest that are enough to name a plan; more are fine."""


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


@dataclass(frozen=True, kw_only=True)
class _Order:
    """What to run, and the descriptor that holds the school's lock meanwhile."""

    plan: Plan
    for_real: bool
    lock: int


def plan_phase(trust: OpenTrust, school: str, phase: str, now: datetime) -> Plan:
    """Plan one phase of one school and keep the plan. Raises BadInput, or Refused by a gate or for want of gaps."""
    site, step = trust.folder.file.school(school), trust.folder.file.phase(phase)
    everywhere = tuple(one.id for one in trust.folder.file.schools)
    check_gates(school=site.id, phase=step, phases=trust.folder.file.phases, findings=findings(trust, everywhere, now))
    told = findings_as_told(trust, site.id, now)
    made = make_plan(school=site.id, phase=step, findings=told, controls=CONTROLS, inventory=pinned_hash(trust, site.id))
    if made.digest not in {plan.digest for plan in _plans(trust)}:
        trust.store.append(EntryKind.PLAN, at=now, school=site.id, body=made.model_dump(mode="json", exclude={"digest"}))
    return made


def approve(trust: OpenTrust, digest: str, *, by: str, why: str, now: datetime) -> tuple[Plan, Approval]:
    """Approve the plan the digest names. Raises BadInput when there is none, or no name or reason is given."""
    plan = find_plan(trust, digest)
    if not by.strip() or not why.strip():
        raise BadInput(Fault("approve", "an approval needs a name and a reason", "Give both: --by NAME --why REASON"))
    approval = Approval(digest=plan.digest, by=by.strip(), why=why.strip(), at=now)
    trust.store.append(EntryKind.APPROVAL, at=now, school=plan.school, body=approval.model_dump(mode="json"))
    return plan, approval


def find_plan(trust: OpenTrust, digest: str) -> Plan:
    """The plan whose digest begins so. Raises BadInput when there is none, or the beginning is too short to be sure."""
    if len(digest) < SHORTEST_DIGEST:
        raise BadInput(
            Fault(digest, f"a plan is named by {SHORTEST_DIGEST} characters of its digest or more", "See ictops log")
        )
    named = {plan.digest: plan for plan in _plans(trust) if plan.digest.startswith(digest)}
    if len(named) != 1:
        raise BadInput(Fault(digest, "no plan has this digest", "Make one with ictops plan, or see ictops log"))
    return next(iter(named.values()))


def apply_plan(
    trust: OpenTrust, digest: str, *, for_real: bool, now: Callable[[], datetime], said: Callable[[HostResult], None]
) -> Applied:
    """Rehearse the plan; or, for real, change what it says, read again and verify.

    For real, the hosts are read again first. Raises Refused without a matching approval, when facts have moved since, or
    when someone else works at the school. The intent is on record before anything starts, the run before it is verified.
    """
    plan = find_plan(trust, digest)
    with _school_to_ourselves(trust, plan.school) as lock:
        if for_real:
            check_approval(plan, approvals(trust))
            sweep(trust, (plan.school,), now())
        before = findings_as_told(trust, plan.school, now())
        pinned = pinned_hash(trust, plan.school)
        check_still_true(plan, findings=before, inventory=pinned, now=now())
        run = _run(trust, _Order(plan=plan, for_real=for_real, lock=lock), now, said)
        if not for_real:
            return Applied(plan=plan, run=run)
        sweep(trust, (plan.school,), now())
        verification = verify(plan, before=before, after=findings_as_told(trust, plan.school, now()))
        body = {"run": run.request.id, "digest": plan.digest, "check": verification.model_dump(mode="json")}
        trust.store.append(EntryKind.VERIFICATION, at=now(), school=plan.school, body=body)
        return Applied(plan=plan, run=run, verification=verification)


def approvals(trust: OpenTrust) -> tuple[Approval, ...]:
    """Every approval on record."""
    return tuple(Approval.model_validate(entry.body) for entry in trust.store.entries(EntryKind.APPROVAL))


def plan_of(entry: Entry) -> Plan:
    """The plan an entry of that kind holds."""
    return Plan.model_validate(entry.body)


def _plans(trust: OpenTrust) -> Iterator[Plan]:
    return map(plan_of, trust.store.entries(EntryKind.PLAN))


def _run(trust: OpenTrust, order: _Order, now: Callable[[], datetime], said: Callable[[HostResult], None]) -> Run:
    plan = order.plan
    roles = tuple(sorted({change.role for change in plan.changes}))
    hosts = tuple(sorted({change.device for change in plan.changes}))
    request = RunRequest(id=_run_id(trust, plan), school=plan.school, roles=roles, hosts=hosts, for_real=order.for_real)
    runner = AnsibleRunner(
        school_folder=lambda school: trust.root / "schools" / school,
        known_hosts=trust.known_hosts(plan.school),
        content=content_folder(),
        key=trust.private_key,
        run_folder=trust.state / "runs" / request.id,
        secrets=trust.secrets(_secret_inputs(trust, roles)),
        forks=trust.folder.file.limits.parallel,
        lock=order.lock,
    )
    body = {"digest": plan.digest, "request": request.model_dump(mode="json"), "operator": _operator()}
    trust.store.append(EntryKind.INTENT, at=now(), school=plan.school, body=body)
    run = runner.run(request, on_result=said)
    trust.store.append(
        EntryKind.RUN, at=now(), school=plan.school, body={"digest": plan.digest, "run": run.model_dump(mode="json")}
    )
    return run


def _run_id(trust: OpenTrust, plan: Plan) -> str:
    number = next(n for n in count(1) if not (trust.state / "runs" / f"{plan.school}-{plan.phase}-{n:04}").exists())
    return f"{plan.school}-{plan.phase}-{number:04}"


def _secret_inputs(trust: OpenTrust, roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one.name for role in roles for one in trust.roles[role].inputs if one.secret)


def _operator() -> str:
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or f"uid {os.getuid()}"


@contextmanager
def _school_to_ourselves(trust: OpenTrust, school: SchoolId) -> Iterator[int]:
    """Hold the school's lock, or raise Refused with who holds it. The kernel lets go once we, and our Ansible, have ended."""
    locks = trust.state / "locks"
    locks.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(locks / school, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = os.pread(descriptor, 200, 0).decode(errors="replace") or "someone"
        os.close(descriptor)
        raise Refused(Fault(school, f"{who} is working at this school", "Wait until that run has ended")) from None
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{_operator()} (process {os.getpid()})".encode(), 0)
        remove_leftovers(trust.state / "runs", school)
        yield descriptor
    finally:
        os.close(descriptor)
