"""The story of the flow's tests: told beside all others from the first test on, once, in the lab."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.flow.ictops_command import Command
from tests.flow.story import Story
from tests.flow.telling import lab
from tests.flow.told import Told, kept
from tests.flow.way_back import WayBack
from tests.lab import needed
from tests.lab.beside import Beside, beside
from tests.lab.places import ROOT

UNDER_WAY = pytest.StashKey[Beside]()
WORK = ROOT / ".tools" / "flow"


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """The lab is taken down after, unless ICTOPS_LAB_KEEP is set."""
    asked = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    if "told" not in asked or session.config.option.collectonly or os.environ.get("ICTOPS_LAB") == "no":
        return (yield)
    WORK.mkdir(parents=True, exist_ok=True)
    back = ("--ways-back",) if "ways" in asked else ()
    try:
        with beside("tests.flow.telling", *back, folder=WORK) as session.stash[UNDER_WAY]:
            return (yield)
    finally:
        if not os.environ.get("ICTOPS_LAB_KEEP"):
            lab("down")


@pytest.fixture(scope="session")
def told(request: pytest.FixtureRequest) -> Told:
    needed.containers()
    return kept(request.session.stash[UNDER_WAY].written())


@pytest.fixture(scope="session")
def ictops(told: Told) -> Command:
    """The command, in the trust of the story."""
    return told.ictops


@pytest.fixture(scope="session")
def story(told: Told) -> Story:
    return told.story


@pytest.fixture(scope="session")
def ways(told: Told) -> dict[str, WayBack]:
    """By phase, how it was taken back."""
    return told.ways
