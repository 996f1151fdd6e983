"""Scenarios come first: their containers are gone again before the lab starts, and the machine need not hold both."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.molecule.run import Result, running
from tests.molecule.scenario import scenarios
from tests.molecule.trials import trials

HERE = Path(__file__).parent


@pytest.hookimpl(trylast=True)  # after the order was made random
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.fixture(scope="package")
def under_way(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Result]]]:
    """Every scenario that this run of pytest asks for, two at a time, the roles' own before the trials: they take longest."""
    if os.environ.get("ICTOPS_LAB") == "no":
        pytest.skip(f"containers cannot run here: {os.environ.get('ICTOPS_LAB_WHY') or 'no reason given'}")
    mine = [item for item in request.session.items if isinstance(item, pytest.Function) and "under_way" in item.fixturenames]
    asked = {item.callspec.params["name"] for item in mine if hasattr(item, "callspec") and "name" in item.callspec.params}
    chosen = [scenario for scenario in scenarios() if scenario.name in asked]
    if any(item.path.name == "test_machinery.py" for item in mine):
        chosen += trials(tmp_path_factory.mktemp("roles"))
    with running(chosen) as futures:
        yield futures
