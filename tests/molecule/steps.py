"""The steps every scenario takes, in order, and what each must show. Molecule does the work; what it did is compared here."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

from tests.molecule.commands import Answer, Molecule
from tests.molecule.events import Changes, differences, listed
from tests.molecule.looks import Files, Look, Reading, changed, first, written
from tests.molecule.room import wait_for
from tests.molecule.scenario import MANAGED, Scenario

REHEARSE = ("--check", "--diff")
FIRST = "first"
"""The name under which a role keeps the earlier state when it is given none."""


@dataclass
class Course:
    """One scenario on its way through the steps, and what later steps compare with."""

    scenario: Scenario
    molecule: Molecule
    look: Look
    stopped: Event = field(default_factory=Event)
    memory: int = 0
    reading: Reading = field(default_factory=dict)
    predicted: Changes = field(default_factory=Counter)
    changed: Changes = field(default_factory=Counter)
    half_done: Changes = field(default_factory=Counter)
    undoing: Changes = field(default_factory=Counter)

    @property
    def undo(self) -> tuple[str, ...]:
        return ("--extra-vars", f'{{"{self.scenario.role}_undo": "{FIRST}"}}')

    def converge(self, step: str, *given: str) -> Answer:
        return self.molecule(step, "converge", given=given)


type Step = Callable[[Course], Iterator[str]]
"""Does one thing and gives a line for each fault; none is a pass."""


def made(course: Course) -> Iterator[str]:
    """The containers are made and prepared, and the playbooks can be read."""
    for command in ("destroy", "syntax", "create", "prepare"):
        if command == "create":
            wait_for(sum(host.systemd for host in course.scenario.hosts))
        answer = course.molecule(command, command)
        yield from (f"molecule {command}: {fault}" for fault in answer.faults)
        if answer.status:
            return
    course.reading = course.look.reading()


def rehearsed_without_a_write(course: Course) -> Iterator[str]:
    """Check mode on the bare hosts writes nothing at all, and what the reading asks says the same as before."""
    before = course.look.files()
    answer = course.converge("rehearse", *REHEARSE)
    yield from answer.faults
    course.predicted = answer.events.changes
    yield from _on_every_host(course, answer)
    yield from _nothing_written(course, before)
    yield from changed(course.reading, course.look.reading())


def converged(course: Course) -> Iterator[str]:
    """The run ends well, on every host, and changes something."""
    answer = course.converge("converge")
    yield from answer.faults
    yield from _on_every_host(course, answer)
    if not answer.faults and not answer.events.changes:
        yield "the run changed nothing at all: the scenario shows nothing"
    course.changed = answer.events.changes


def rehearsal_was_true(course: Course) -> Iterator[str]:
    """The run changed exactly what the rehearsal on the bare hosts had said."""
    yield from _as_predicted(course, course.predicted, course.changed)


def second_run(course: Course) -> Iterator[str]:
    """The same run again changes nothing."""
    answer = course.molecule("idempotence", "idempotence")
    yield from answer.faults if not answer.events.changes else listed(answer.events.changes)
    yield from _on_every_host(course, answer)
    course.memory = course.look.memory()


def verified(course: Course) -> Iterator[str]:
    """Clients that are not ours find what the role promises."""
    answer = course.molecule("verify", "verify")
    yield from answer.faults
    if not answer.events.hosts:
        yield "verify.yml did nothing"


def rehearsed_half_done(course: Course) -> Iterator[str]:
    """After one drift, check mode writes nothing either."""
    drifted = course.molecule("side-effect", "side-effect")
    yield from drifted.faults
    if not drifted.events.changes:
        yield "side_effect.yml changed nothing: there is no drift"
    before = course.look.files()
    answer = course.converge("rehearse-drift", *REHEARSE)
    yield from answer.faults
    course.half_done = answer.events.changes
    yield from _nothing_written(course, before)


def third_run(course: Course) -> Iterator[str]:
    """The run after one drift changes exactly what the scenario names, as its rehearsal said; and verify passes again."""
    answer = course.converge("third-run")
    yield from answer.faults
    wanted, found = course.scenario.drift(), set(answer.events.changes)
    if not wanted:
        yield "scenario.yml names nothing that the drift must change"
    yield from (f"{host}: {task}: should have changed, and did not" for host, task in sorted(wanted - found))
    yield from (f"{host}: {task}: changed, and is not named in scenario.yml" for host, task in sorted(found - wanted))
    if not answer.faults:
        yield from _as_predicted(course, course.half_done, answer.events.changes)
    yield from verified(course)


def rehearsed_undo(course: Course) -> Iterator[str]:
    """Check mode of the undo writes nothing."""
    before = course.look.files()
    answer = course.converge("rehearse-undo", *REHEARSE, *course.undo)
    yield from answer.faults
    course.undoing = answer.events.changes
    yield from _nothing_written(course, before)


def undone(course: Course) -> Iterator[str]:
    """The undo changes what its rehearsal said, and the earlier reading returns."""
    answer = course.converge("undo", *course.undo)
    yield from answer.faults
    if not answer.faults:
        yield from _as_predicted(course, course.undoing, answer.events.changes)
    if not course.scenario.expected.reading:
        yield "scenario.yml has no reading: nothing shows that the earlier state returned"
    yield from changed(course.reading, course.look.reading())


def undone_twice(course: Course) -> Iterator[str]:
    """The same undo again changes nothing."""
    answer = course.converge("undo-again", *course.undo)
    yield from answer.faults
    yield from listed(answer.events.changes)


def _on_every_host(course: Course, answer: Answer) -> Iterator[str]:
    for host in sorted(set(course.scenario.hosts_of(MANAGED)) - answer.events.hosts):
        yield f"{host}: no task ran there"


def _nothing_written(course: Course, before: dict[str, Files]) -> Iterator[str]:
    yield from first(written(before, course.look.files()))


def _as_predicted(course: Course, predicted: Changes, found: Changes) -> Iterator[str]:
    expected = course.scenario.expected
    yield from differences(predicted, found, stand_ins=expected.stand_ins, leaving_out=expected.unforeseen)


STEPS: tuple[Step, ...] = (
    made,
    rehearsed_without_a_write,
    converged,
    rehearsal_was_true,
    second_run,
    verified,
    rehearsed_half_done,
    third_run,
    rehearsed_undo,
    undone,
    undone_twice,
)
NAMES = tuple(step.__name__ for step in STEPS)
NEEDED = (made, converged)
"""Where one of these ends badly there is nothing left to try; a fault of another leaves the later ones standing."""


@dataclass(frozen=True)
class Outcome:
    """What came of one step."""

    step: str
    faults: tuple[str, ...]
    seconds: float


def take(course: Course, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
    """Take all steps, telling of each as it ends. A step that could not be reached has that as its fault."""
    outcomes: list[Outcome] = []
    missed = ""
    for step in STEPS:
        began = time.monotonic()
        missed = "not reached: stopped by hand" if course.stopped.is_set() else missed
        faults = (missed,) if missed else tuple(step(course))
        outcomes.append(Outcome(step.__name__, faults, round(time.monotonic() - began, 1)))
        tell(outcomes[-1])
        if faults and step in NEEDED and not missed:
            missed = f"not reached: {step.__name__} failed"
    return tuple(outcomes)
