"""What a killed run left standing goes; what somebody runs now stays."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.lab.podman import Podman
from tests.molecule import leftovers
from tests.molecule.leftovers import LABEL, alone, remove


@dataclass(frozen=True)
class FakePodman(Podman):
    """A podman that knows one container and one network, and notes what it is asked to remove."""

    command: tuple[str, ...] = ()
    removed: list[str] = field(default_factory=list)

    def tries(
        self, *words: str, given: str = "", patience: float = 300, log: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        del given, patience, log
        answer = ""
        if "--format=json" in words:
            key = "Labels" if words[0] == "ps" else "labels"
            answer = json.dumps([{key: {LABEL: "bell"}}, {key: {LABEL: ""}}])
        elif "--quiet" in words:
            answer = f"a-{words[0]}\n"
        else:
            self.removed.append(words[-1])
        return subprocess.CompletedProcess(words, 0, answer, "")


@pytest.fixture
def podman(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakePodman:
    monkeypatch.setattr(leftovers, "LOCKS", tmp_path)
    return FakePodman()


def test_the_containers_and_the_network_of_a_killed_run_are_removed(podman: FakePodman) -> None:
    remove(podman)

    assert podman.removed == ["a-ps", "a-network"]


def test_those_of_a_running_scenario_stay(podman: FakePodman) -> None:
    with alone("bell"):
        remove(podman)

    assert podman.removed == []
