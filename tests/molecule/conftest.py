"""Scenarios begin before the first test and go on beside all others; whoever asks for their results comes last.

So does the story that the flow's tests are about. What needs no container comes first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.lab import needed
from tests.lab.beside import Beside, beside
from tests.molecule.run import Result, kept
from tests.molecule.scenario import Scenario, scenarios
from tests.molecule.trials import trials

NICE = 5
"""Scenarios go two at a time to the end; the flow's story and all other tests are one long line each."""
UNDER_WAY = pytest.StashKey[Beside]()


@pytest.hookimpl(trylast=True)  # after the order was made random
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    waits_for = {"told_story": 2, "came_of": 3}
    turns = [turn for name, turn in waits_for.items() if name in getattr(item, "fixturenames", ())]
    return max(turns, default=1 if item.get_closest_marker("lab") else 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Every scenario that this run of pytest asks for, the roles' own before the trials: they take longest."""
    if needed.by_nobody(session):
        return (yield)
    with tempfile.TemporaryDirectory(prefix="ictops-trials-") as folder:
        chosen = [str(scenario.folder) for scenario in _asked(session, Path(folder))]
        if not chosen:
            return (yield)
        with beside("tests.molecule.run", *chosen, "--results", nice=NICE) as session.stash[UNDER_WAY]:
            return (yield)


def _asked(session: pytest.Session, folder: Path) -> list[Scenario]:
    waiting = [item for item in session.items if "came_of" in getattr(item, "fixturenames", ())]
    names = {item.callspec.params.get("name") for item in waiting if hasattr(item, "callspec")}
    chosen = [scenario for scenario in scenarios() if scenario.name in names]
    if any(item.path.name == "test_machinery.py" for item in waiting):
        chosen += trials(folder)
    return chosen


@pytest.fixture(scope="package")
def came_of(request: pytest.FixtureRequest) -> dict[str, Result]:
    """What came of each scenario, by its name."""
    needed.containers()
    return {result.name: result for result in kept(request.session.stash[UNDER_WAY].written())}
