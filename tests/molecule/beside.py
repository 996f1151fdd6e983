"""Scenarios beside pytest, in a process of their own: other tests change the environment and catch what is printed, and may."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from tests.lab.places import ROOT
from tests.molecule.run import Result, kept
from tests.molecule.scenario import Scenario


class Beside:
    """Scenarios under way; asking for their results waits for them."""

    def __init__(self, chosen: Sequence[Scenario], folder: Path) -> None:
        self._said, self._results = folder / "said.txt", folder / "results.json"
        words = ("--results", self._results, *(scenario.folder for scenario in chosen))
        command = ("nice", sys.executable, "-m", "tests.molecule.run", *map(str, words))  # all other tests are one long line
        with self._said.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)

    @cached_property
    def results(self) -> dict[str, Result]:
        """By scenario. Raises RuntimeError, with all that was said, when the process ended without results."""
        self.process.wait()
        if not self._results.exists():
            raise RuntimeError(f"the scenarios ended with {self.process.returncode}:\n{self._said.read_text(encoding='utf-8')}")
        return {result.name: result for result in kept(self._results)}


@contextlib.contextmanager
def beside(chosen: Sequence[Scenario], folder: Path) -> Iterator[Beside]:
    """Start the scenarios, two at a time. Whoever leaves before they end stops them, and waits for their containers to go."""
    scenarios = Beside(chosen, folder)
    try:
        yield scenarios
    finally:
        scenarios.process.terminate()
        scenarios.process.wait()
