"""One school's print server that exists only here: what is read of it, what a run does to it, what it keeps of before.

The trust, its record, its plans and its approvals are real; only SSH and Ansible are not.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ictops.apply import HostEnd, HostResult, NotRead, Run, Runner, RunRequest, TaskResult
from ictops.errors import Fault
from ictops.estate import DeviceId, SchoolId, Setting, Value
from ictops.plan import Plan
from ictops.wiring import runs, sweeping
from ictops.wiring.changing import apply_plan
from ictops.wiring.importing import import_audits
from ictops.wiring.inventories import addresses_of, generate_inventories
from ictops.wiring.observing import asked_of, findings
from ictops.wiring.planning import approve, plan_phase
from ictops.wiring.runs import Order, Outcome, Said
from ictops.wiring.sweeping import Read, Sweep, questions_for, sweep
from ictops.wiring.trust import OpenTrust, open_trust
from ictops.wiring.undoing import undo_run
from tests.builders import NOON

EXAMPLE = Path(__file__).parents[3] / "inventories" / "example-trust"
SCHOOL, PHASE = "quillford", "print"
WRONG, RIGHT = "PRN.DUPLEX.1v1", "PRN.MONO.1v1"
"""The control that fails at first, and one beside it that meets the standard."""


class Killed(BaseException):
    """As kill -9 would end us: nothing after it is done."""


@dataclass
class World:
    trust: OpenTrust
    moment: datetime = NOON
    values: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, dict[str, Value]] = field(default_factory=dict)
    does: dict[str, Any] = field(default_factory=dict)
    """what the role makes of the server"""
    spoils: dict[str, Value] = field(default_factory=dict)
    """what an undo gets wrong"""
    fails: bool = False
    """every role fails at its first task"""
    not_read: NotRead | None = None
    killed: bool = False
    requests: list[RunRequest] = field(default_factory=list)

    def now(self) -> datetime:
        """A minute later each time it is asked."""
        self.moment += timedelta(minutes=1)
        return self.moment

    def read(self) -> Sweep:
        return sweep(self.trust, (SCHOOL,), self.now())

    def order(self, *, for_real: bool = True) -> Order:
        return Order(for_real=for_real, now=self.now, said=lambda _: None)

    def planned(self) -> Plan:
        return plan_phase(self.trust, SCHOOL, PHASE, self.now())

    def applied(self, plan: Plan) -> Outcome:
        approve(self.trust, plan.digest, by="A. Example", why="agreed with the head", now=self.now())
        return apply_plan(self.trust, plan.digest, self.order())

    def undone(self, run: str, *, for_real: bool = True, why: str = "nobody can print") -> Outcome:
        return undo_run(self.trust, run, self.order(for_real=for_real), why=why)

    def runner(self, _trust: OpenTrust, _request: RunRequest, *, lock: int) -> Runner:
        assert lock > 0
        return self

    def run(self, request: RunRequest, *, on_result: Said) -> Run:
        """What Ansible would have done."""
        self.requests.append(request)
        if self.fails:
            failed = (TaskResult(task="Look at the server", changed=False, failed=True),)
            results = tuple(HostResult(device=host, end=HostEnd.FAILED, tasks=failed) for host in request.hosts)
            return Run(request=request, began=self.now(), ended=self.now(), results=results)
        if request.for_real:
            self._work(request)
        tasks = (TaskResult(task="Set the queue", changed=True),)
        results = tuple(HostResult(device=host, end=HostEnd.CHANGED, tasks=tasks) for host in request.hosts)
        for result in results:
            on_result(result)
        return Run(request=request, began=self.now(), ended=self.now(), results=results)

    def _work(self, request: RunRequest) -> None:
        self.kept.setdefault(request.id, dict(self.values))
        self.values |= {**self.kept[request.undoes], **self.spoils} if request.undoes else self.does
        if self.killed:
            raise Killed

    def answers(self, trust: OpenTrust, schools: list[SchoolId], _faults: list[Fault], now: datetime) -> Read:
        """What the school's hosts would have answered; what this world knows nothing of, nobody could tell."""
        settings, answers = list[Setting](), dict[DeviceId, Any]()
        for school in schools:
            for one in questions_for(trust, school, addresses_of(trust, school), now):
                answers[one.device.id] = self.not_read or {}
                for item, asked in asked_of(one.device).items():
                    value = None if self.not_read else self.values.get(item)
                    script = hashlib.sha256(one.scripts[asked.probe.id].encode()).hexdigest()[:16]
                    told: dict[str, Any] = {"because": "not in this world"} if value is None else {"value": value}
                    settings.append(Setting(device=one.device.id, item=item, as_of=now, asked=script, **told))
        return Read(settings=tuple(settings), answers=answers, faults=())


def imported(folder: Path) -> Path:
    """The example trust, with one school imported and inventoried, and nothing read."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    trust = open_trust(folder)
    import_audits(trust, trust.schools((SCHOOL,)), NOON)
    generate_inventories(trust, (SCHOOL,), NOON)
    return folder


def small_world(folder: Path, patch: pytest.MonkeyPatch) -> World:
    """A world round an imported trust, read once, with one gap at one school."""
    world = World(open_trust(folder))
    patch.setattr(sweeping, "_read", world.answers)
    patch.setattr(runs, "ansible_runner", world.runner)
    asked = {one.control: one.intended for one in findings(world.trust, (SCHOOL,), world.now())}
    world.does = {control: asked[control] for control in (WRONG, RIGHT)}
    world.values = {**world.does, WRONG: "one-sided"}
    world.read()
    return world
