"""Take scenarios through all their steps: `python -m tests.molecule.run [--keep] [ROLE...]`; without a role, all of them."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

from tests.lab import places
from tests.lab.trouble import LabTrouble
from tests.molecule.commands import WORK, Molecule
from tests.molecule.images import prepared
from tests.molecule.leftovers import alone
from tests.molecule.looks import Look
from tests.molecule.scenario import Scenario, Wrong, named, scenarios
from tests.molecule.steps import NAMES, Course, Outcome, take

AT_ONCE = 2


@dataclass(frozen=True)
class Result:
    """What came of a scenario: a fault keeps its step, and `made` stands for what went wrong before the first."""

    name: str
    outcomes: tuple[Outcome, ...]
    seconds: float
    memory: int

    @property
    def passed(self) -> bool:
        return not any(outcome.faults for outcome in self.outcomes)

    def of(self, step: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.step == step)

    def text(self) -> str:
        """A line a step, with its faults below it."""
        lines = [f"{self.name}: {'passed' if self.passed else 'FAILED'} after {self.seconds:.0f} s, {self.memory} MiB"]
        for outcome in self.outcomes:
            lines.append(f"  {'FAILED' if outcome.faults else 'passed'} {outcome.seconds:6.1f} s  {outcome.step}")
            lines += [f"      {line}" for fault in outcome.faults for line in fault.splitlines()]
        return "\n".join(lines)


def run(scenario: Scenario, stopped: Event, *, keep: bool = False, tell: Callable[[str], None] = print) -> Result:
    """Take one scenario through its steps and remove its containers, unless they are to be kept. Its faults are values."""
    began = time.monotonic()
    places.prepare()
    folder = WORK / scenario.name
    folder.mkdir(parents=True, exist_ok=True)
    with alone(scenario.name):
        for earlier in (*folder.glob("*.log"), *folder.glob("*.jsonl")):
            earlier.unlink()
        try:
            podman = prepared((scenario,))
            course = Course(scenario, Molecule(scenario, podman, folder), Look(podman, scenario), stopped)
            outcomes = _taken(course, keep, lambda outcome: tell(f"{scenario.name}: {_line(outcome)}"))
            memory = course.memory
        except (Wrong, LabTrouble) as why:
            outcomes, memory = tuple(Outcome(name, (str(why),), 0.0) for name in NAMES), 0
        result = Result(scenario.name, outcomes, time.monotonic() - began, memory)
        (folder / "result.txt").write_text(result.text() + "\n", encoding="utf-8")
    return result


def _taken(course: Course, keep: bool, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
    try:
        return take(course, tell)
    finally:
        if not keep:
            course.molecule("remove", "destroy")


def _line(outcome: Outcome) -> str:
    return f"{outcome.step} {'FAILED' if outcome.faults else 'passed'} after {outcome.seconds:.0f} s"


@contextlib.contextmanager
def running(
    chosen: Iterable[Scenario], *, keep: bool = False, tell: Callable[[str], None] = print
) -> Iterator[dict[str, Future[Result]]]:
    """Scenarios on their way, two at a time, by name. Whoever leaves early stops them, and waits for their containers to go."""
    stopped = Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            yield {scenario.name: pool.submit(run, scenario, stopped, keep=keep, tell=tell) for scenario in chosen}
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)


def keep(results: Iterable[Result], file: Path) -> None:
    """Write results as JSON, for `kept`."""
    file.write_text(json.dumps([asdict(result) for result in results]), encoding="utf-8")


def kept(file: Path) -> Iterator[Result]:
    """The results that `keep` wrote."""
    for result in json.loads(file.read_text(encoding="utf-8")):
        outcomes = tuple(Outcome(**outcome | {"faults": tuple(outcome["faults"])}) for outcome in result["outcomes"])
        yield Result(**result | {"outcomes": outcomes})


def main(words: list[str]) -> int:
    """Run what the words say, two at a time; the exit number is 0 when every step of every scenario passed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    parser = argparse.ArgumentParser(prog="python -m tests.molecule.run", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="ROLE", help="a role, role-scenario, or a folder; all when left out")
    parser.add_argument("--keep", action="store_true", help="leave the containers standing for a look")
    parser.add_argument("--slow", action="store_true", help="the scenarios marked slow, instead of those that are not")
    parser.add_argument("--results", type=Path, metavar="FILE", help="a file for what came of them, as JSON")
    asked = parser.parse_args(words)
    try:
        chosen = [named(word) for word in asked.scenarios] or [one for one in scenarios() if one.expected.slow == asked.slow]
        with running(chosen, keep=asked.keep, tell=_say) as futures:
            results = [future.result() for future in futures.values()]
    except Wrong as why:
        print(why, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped by hand: the scenarios' containers are gone.", file=sys.stderr)
        return 130
    print("\n".join(result.text() for result in results))
    if asked.results:
        keep(results, asked.results)
    return 0 if all(result.passed for result in results) else 1


def _stop(*_: object) -> None:
    """Once: a second signal would interrupt the taking down."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
