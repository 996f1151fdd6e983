"""Looks at a scenario's hosts from outside Ansible: their whole file system, and what commands say there."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from typing import Any

from tests.lab.podman import Podman
from tests.molecule.scenario import MANAGED, Scenario
from tests.molecule.services import held_to, left_out

UNWATCHED: Mapping[str, str] = {
    "/proc": "the kernel's",
    "/sys": "the kernel's",
    "/dev": "the kernel's",
    "/run": "in memory: what processes tell each other, gone with the next start",
    "/tmp": "in memory or emptied at every start",
    "/root/.ansible": "where Ansible lays its own modules while they run",
    "/home/ansible/.ansible": "where Ansible lays its own modules while they run",
    "/var/log/journal": "what services say at any time",
}
"""Left out of every comparison, with the reason. A scenario may name more, each with its own."""

WALK = Path(__file__).with_name("walk.py")

type Files = dict[str, list[Any]]
"""By path: mode, owner, group, then of a file its size and time of change, of a folder its time and attributes."""

type Reading = dict[str, str]


@dataclass(frozen=True)
class Look:
    """How to look into the hosts of one scenario."""

    podman: Podman
    scenario: Scenario

    def files(self) -> dict[str, Files]:
        """Every file, folder and link of each managed host, as one line of what identifies its state."""
        return {host: self._files(host) for host in self.scenario.hosts_of(MANAGED)}

    def _files(self, host: str) -> Files:
        skipped = {**UNWATCHED, **left_out(self.scenario.expected.unwatched)}
        words = ("exec", "--user=root", "--interactive", host, "python3", "-I", "-", *skipped)
        lines = self.podman(*words, given=WALK.read_text(encoding="utf-8")).splitlines()
        return held_to(dict(json.loads(line) for line in lines))

    def reading(self) -> Reading:
        """What each command of the scenario's reading says in each of its hosts, and how it ended."""
        return {
            f"{host}: {command.run}": self._answer(host, command.run)
            for command in self.scenario.expected.reading
            for host in self.scenario.hosts_of(command.hosts)
        }

    def _answer(self, host: str, command: str) -> str:
        done = self.podman.tries("exec", "--user=root", "--interactive", host, "bash", "-s", given=command)
        return f"{done.stdout}{done.stderr}(ended with {done.returncode})\n"

    def memory(self) -> int:
        """MiB that the scenario's containers use now; 0 where podman cannot say."""
        names = [host.name for host in self.scenario.hosts]
        done = self.podman.tries("stats", "--no-stream", "--format={{.MemUsageBytes}}", *names)
        return sum(_mebibytes(line.split("/")[0]) for line in done.stdout.splitlines() if "B" in line)


def _mebibytes(text: str) -> int:
    units = {"KiB": 1 / 1024, "MiB": 1, "GiB": 1024, "B": 0}
    unit = next(unit for unit in units if text.strip().endswith(unit))
    return round(float(text.strip().removesuffix(unit)) * units[unit])


def written(before: Mapping[str, Files], after: Mapping[str, Files]) -> Iterator[str]:
    """A line for each entry that came, went or was written between two looks."""
    for host in sorted(before):
        for path in sorted(before[host].keys() | after[host].keys()):
            was, now = before[host].get(path), after[host].get(path)
            if was != now:
                yield f"{host}: {path}: {_word(was, now)}"


def _word(was: list[Any] | None, now: list[Any] | None) -> str:
    if was is None or now is None:
        return "came" if was is None else "went"
    names = ("mode", "owner", "group", "time" if S_ISDIR(was[0]) else "size", "attributes" if S_ISDIR(was[0]) else "time")
    return f"was written ({', '.join(name for name, a, b in zip(names, was, now, strict=True) if a != b)})"


def changed(before: Reading, after: Reading) -> Iterator[str]:
    """The differences between two readings, as a diff a command."""
    for command in sorted(before):
        lines = difflib.unified_diff(
            before[command].splitlines(), after[command].splitlines(), "before", "after", lineterm="", n=1
        )
        if text := "\n".join(lines):
            yield f"{command}\n{text}"


def first(lines: Iterable[str], most: int = 25) -> tuple[str, ...]:
    """The first lines, and how many there are more."""
    found = tuple(lines)
    return found if len(found) <= most else (*found[:most], f"… and {len(found) - most} more")
