"""The story of the flow's tests: told beside all others from the first test on, once, in the lab."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator

import pytest

from tests.flow.ictops_command import Command
from tests.flow.story import Story
from tests.flow.telling import LAB
from tests.flow.told import Told, kept
from tests.flow.way_back import WayBack
from tests.lab import needed
from tests.lab.beside import Beside, beside
from tests.lab.places import ROOT

UNDER_WAY = pytest.StashKey[Beside]()


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """The lab is taken down after, unless ICTOPS_LAB_KEEP is set."""
    asked = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    if "told_story" not in asked or needed.by_nobody(session):
        return (yield)
    back = ("--ways-back",) if "ways" in asked else ()
    try:
        with beside("tests.flow.telling", *back) as session.stash[UNDER_WAY]:
            return (yield)
    finally:
        if not os.environ.get("ICTOPS_LAB_KEEP"):
            taken_down()


def taken_down() -> None:
    """Take the lab down. Where that fails a line says so: an error here would cost the account of all tests."""
    if subprocess.run([*LAB, "down"], cwd=ROOT, check=False, timeout=900).returncode:
        print("The lab could not be taken down: run make lab-down.")


@pytest.fixture(scope="session")
def told_story(request: pytest.FixtureRequest) -> Told:
    needed.containers()
    return kept(request.session.stash[UNDER_WAY].written())


@pytest.fixture(scope="session")
def ictops(told_story: Told) -> Command:
    """The command, in the trust of the story."""
    return told_story.ictops


@pytest.fixture(scope="session")
def story(told_story: Told) -> Story:
    return told_story.story


@pytest.fixture(scope="session")
def ways(told_story: Told) -> dict[str, WayBack]:
    """By phase, how it was taken back."""
    return told_story.ways
