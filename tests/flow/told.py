"""The story and its ways back, as they were told in the lab, kept for the tests."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from tests.flow.ictops_command import Command
from tests.flow.story import Story
from tests.flow.way_back import WayBack


@dataclass(frozen=True)
class Told:
    """The command in the story's trust, the story, and each of its phases that was taken back, where that was asked for."""

    ictops: Command
    story: Story
    ways: dict[str, WayBack]


def keep(told: Told, file: Path) -> None:
    """Write it for `kept`, whole or not at all."""
    whole = file.with_suffix(".whole")
    whole.write_bytes(pickle.dumps(told))
    whole.rename(file)


def kept(file: Path) -> Told:
    """What `keep` wrote. Only ever our own file: to read a stranger's would be to run it."""
    told: Told = pickle.loads(file.read_bytes())
    return told
