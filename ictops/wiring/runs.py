"""Runs and their record: the intent before anything starts, the end of it after, and what broke off is never forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ictops.adapters.ansible_folder import remove_leftovers
from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import HostEnd, HostResult, Run, Runner, RunRequest
from ictops.compliance import OurRun
from ictops.estate import ControlId, OwnId, SchoolId, Value
from ictops.evidence import Entry, EntryKind
from ictops.plan import Change, Plan, Verification
from ictops.standard import Undone
from ictops.wiring.locks import operator, school_to_ourselves
from ictops.wiring.staffing import staff_secrets
from ictops.wiring.trust import OpenTrust, content_folder

type Now = Callable[[], datetime]
type Said = Callable[[HostResult], None]

BROKE_OFF = "ictops ended before this run did; how far it came is unknown until the host is read again"


@dataclass(frozen=True, kw_only=True)
class Order:
    """How a run is carried out: for real or not, by which clock, and who is told each host's result as it comes."""

    for_real: bool
    now: Now
    said: Said


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A run of a plan, or of the way back from it; for one that was for real, the reading that followed."""

    plan: Plan
    run: Run
    verification: Verification | None = None

    @property
    def went_well(self) -> bool:
        """Every host was reached and did what was asked; for a run for real, the reading agrees."""
        return self.run.ended_well and (self.verification is None or self.verification.verified)


@contextmanager
def at_work(trust: OpenTrust, school: SchoolId, now: datetime) -> Iterator[int]:
    """The school to ourselves, with what broken-off runs left taken away and their end on record; gives the lock."""
    with school_to_ourselves(trust, school) as lock:
        remove_leftovers(trust.state / "runs", school)
        settle_unfinished(trust, school, now)
        yield lock


def carry_out(trust: OpenTrust, request: RunRequest, order: Order, *, lock: int, intent: Mapping[str, Any]) -> Run:
    """Run, with the intent on record before anything starts and what came of it after. `intent` says more of the why:
    the plan's digest at the least."""
    ready = ansible_runner(trust, request, lock=lock)
    body = {**intent, "request": request.model_dump(mode="json"), "operator": operator()}
    trust.store.append(EntryKind.INTENT, at=order.now(), school=request.school, body=body)
    run = ready.run(request, on_result=order.said)
    _record(trust, intent["digest"], run, order.now())
    return run


def keep_verification(trust: OpenTrust, outcome: Outcome, now: datetime) -> None:
    """Put on record what the reading after a run for real said."""
    assert outcome.verification is not None  # noqa: S101 - only a run for real is kept, and it was read after
    request, check = outcome.run.request, outcome.verification.model_dump(mode="json")
    body = {"run": request.id, "undoes": request.undoes, "digest": outcome.plan.digest, "check": check}
    trust.store.append(EntryKind.VERIFICATION, at=now, school=request.school, body=body)


def settle_unfinished(trust: OpenTrust, school: SchoolId, now: datetime) -> None:
    """Give every run of the school that was begun and never ended its end: failed, and nobody knows how far it came.

    Called with the school's lock held, so nothing of such a run is at work any more.
    """
    for entry in unfinished(trust, school):
        _record(trust, entry.body["digest"], _broken_off(entry, now), now)


def unfinished(trust: OpenTrust, school: SchoolId | None = None) -> tuple[Entry, ...]:
    """The intents, of the school or of all, that no run on record answers."""
    ended = {entry.body["run"]["request"]["id"] for entry in trust.store.entries(EntryKind.RUN, school)}
    return tuple(one for one in trust.store.entries(EntryKind.INTENT, school) if request_of(one).id not in ended)


def our_runs(trust: OpenTrust) -> tuple[OurRun, ...]:
    """The hosts that runs of ours changed, or may have changed before they broke off, when, and what they took back."""
    intents = {request_of(entry).id: entry for entry in trust.store.entries(EntryKind.INTENT)}
    ended = [run_of(entry) for entry in trust.store.entries(EntryKind.RUN)]
    runs = ended + [_broken_off(entry, entry.at) for entry in unfinished(trust)]
    return tuple(
        OurRun(device=result.device, ended=run.ended, took_back=_took_back(intents.get(run.request.id), result))
        for run in runs
        if run.request.for_real
        for result in run.results
        if result.end is HostEnd.FAILED or any(task.changed for task in result.tasks)
    )


def changes_of(intent: Entry) -> tuple[Change, ...]:
    """The changes that a run was begun for, each from what was read just before it; those that an undo takes back."""
    return tuple(map(Change.model_validate, intent.body.get("changes", ())))


def run_of(entry: Entry) -> Run:
    """The run an entry of that kind holds."""
    return Run.model_validate(entry.body["run"])


def request_of(intent: Entry) -> RunRequest:
    """What was asked of the run that an intent announces."""
    return RunRequest.model_validate(intent.body["request"])


def new_run_id(trust: OpenTrust, school: SchoolId, what: OwnId) -> str:
    """Numbered by the record, which outlives the folders of runs."""
    number = len(trust.store.entries(EntryKind.INTENT, school)) + 1
    while (trust.state / "runs" / f"{school}-{what}-{number:04}").exists():
        number += 1
    return f"{school}-{what}-{number:04}"


def ansible_runner(trust: OpenTrust, request: RunRequest, *, lock: int) -> Runner:
    """The runner for one request, with the secrets its roles are given."""
    return AnsibleRunner(
        school_folder=lambda school: trust.root / "schools" / school,
        known_hosts=trust.known_hosts(request.school),
        content=content_folder(),
        key=trust.private_key,
        run_folder=trust.state / "runs" / request.id,
        secrets={**_secrets(trust, request), **staff_secrets(trust, request)},
        forks=trust.folder.file.limits.parallel,
        lock=lock,
    )


def _secrets(trust: OpenTrust, request: RunRequest) -> dict[str, str]:
    return trust.secrets(frozenset(one.name for role in request.roles for one in trust.roles[role].inputs if one.secret))


def _record(trust: OpenTrust, digest: str, run: Run, now: datetime) -> None:
    body = {"digest": digest, "run": run.model_dump(mode="json")}
    trust.store.append(EntryKind.RUN, at=now, school=run.request.school, body=body)


def _broken_off(intent: Entry, ended: datetime) -> Run:
    request = request_of(intent)
    results = tuple(HostResult(device=host, end=HostEnd.FAILED, says=f"{host}: {BROKE_OFF}") for host in request.hosts)
    return Run(request=request, began=intent.at, ended=ended, results=results)


def _took_back(intent: Entry | None, result: HostResult) -> dict[ControlId, Value | None]:
    if intent is None or request_of(intent).undoes is None or not result.may_have_changed:
        return {}
    changes = (change for change in changes_of(intent) if change.device == result.device)
    return {change.control: change.before if change.undone is Undone.WHOLE else None for change in changes}
