"""Runs a command and says how long it took and how much memory its largest process held."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Once:
    """One run: wall seconds of the whole process, MiB of the largest process in it and of all at once, what it printed."""

    seconds: float
    mebibytes: float
    together: float
    printed: str


@dataclass
class Figures:
    """A thing measured several times."""

    name: str
    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)

    def add(self, seconds: float, mebibytes: float) -> None:
        self.seconds.append(seconds)
        self.mebibytes.append(mebibytes)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        spread = f"{min(self.seconds):.2f} to {max(self.seconds):.2f}"
        return f"{self.name:<58}{self.median:8.2f} s  ({spread}, {len(self.seconds)} rounds)  {max(self.mebibytes):5.0f} MiB"


def run(command: Sequence[str], *, environment: Mapping[str, str], given: str = "", folder: Path | None = None) -> Once:
    """Run it to its end. Ends the benchmark, with what was printed, when it fails."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as result:
        launched = [sys.executable, "-I", "-S", str(LAUNCHER), result.name, *command]
        done = subprocess.run(
            launched, env=dict(environment), cwd=folder, input=given, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        measured = json.loads(result.read() or "{}")
    if measured.get("status") != 0:
        sys.exit(f"bench: {' '.join(command)[:300]} ended with {measured.get('status')}:\n{done.stdout[-3000:]}")
    return Once(measured["seconds"], measured["mebibytes"], measured["together"], done.stdout)
