"""A scenario of a role: where it lies, its hosts, and what its author says it must show."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tests.lab.hosts import Kind
from tests.lab.places import ROOT

SHARED = Path(__file__).resolve().parent
MANAGED = "managed"
EVERY = "molecule"
IMAGES = ("node", *Kind)


class Command(BaseModel):
    """A command, run as root by a shell in each of the hosts (a host or a group), whose answer is part of a reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    hosts: str = MANAGED


class Expected(BaseModel):
    """scenario.yml: what the third run must change, what a reading is, and what is not compared, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    drift: Mapping[str, tuple[str, ...]]
    reading: tuple[Command, ...]
    unwatched: Mapping[str, str] = {}
    stand_ins: Mapping[str, tuple[str, ...]] = {}
    unforeseen: Mapping[str, str] = {}
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """A container of a scenario."""

    name: str
    image: str
    debian: int
    systemd: bool


class Wrong(Exception):
    """A scenario that cannot be run as it is written: what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Scenario:
    """A folder roles/<role>/molecule/<name>."""

    folder: Path

    @property
    def role(self) -> str:
        return self.folder.parents[1].name

    @property
    def name(self) -> str:
        """The role, and the scenario where it is not the first."""
        return self.role if self.folder.name == "default" else f"{self.role}-{self.folder.name}"

    @cached_property
    def expected(self) -> Expected:
        path = self.folder / "scenario.yml"
        try:
            return Expected.model_validate(YAML(typ="safe").load(path))
        except (OSError, ValueError, YAMLError) as why:
            raise Wrong(f"{path}: {why}; tests/molecule/README.md says what stands there") from why

    @cached_property
    def _inventory(self) -> dict[str, Any]:
        words = ("ansible-inventory", "--list", "-i", str(SHARED / "inventory"), "-i", str(self.folder / "inventory"))
        done = subprocess.run([str(ROOT / ".venv/bin" / words[0]), *words[1:]], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Wrong(f"{self.folder}/inventory: {done.stderr.strip()}")
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def hosts_of(self, group: str) -> tuple[str, ...]:
        """The hosts of a group, or the one host of that name."""
        if group in self._inventory["_meta"]["hostvars"]:
            return (group,)
        entry = self._inventory.get(group, {})
        below = (host for child in entry.get("children", ()) for host in self.hosts_of(child))
        found = tuple(sorted({*entry.get("hosts", ()), *below}))
        if not found:
            raise Wrong(f"{self.folder}/inventory: there is no host or group {group}")
        return found

    @property
    def hosts(self) -> tuple[Host, ...]:
        """Every container of the scenario."""
        return tuple(self._host(name) for name in self.hosts_of(EVERY))

    def _host(self, name: str) -> Host:
        variables = self._inventory["_meta"]["hostvars"][name]
        image, debian = str(variables.get("image")), str(variables.get("debian"))
        if image not in IMAGES or debian not in ("12", "13"):
            raise Wrong(f"{self.folder}/inventory: {name} needs image (one of {', '.join(IMAGES)}) and debian (12 or 13)")
        return Host(name, image, int(debian), bool(variables.get("systemd", True)))

    def drift(self) -> set[tuple[str, str]]:
        """Host and task of everything the third run must change."""
        return {(host, task) for key, tasks in self.expected.drift.items() for host in self.hosts_of(key) for task in tasks}


def scenarios(roles: Path = ROOT / "roles") -> Iterator[Scenario]:
    """Every scenario of every role."""
    for path in sorted(roles.glob("*/molecule/*/molecule.yml")):
        yield Scenario(path.parent)


def named(word: str) -> Scenario:
    """The scenario of a role, by its name or by the folder of the role or scenario. Raises Wrong when there is none."""
    for scenario in scenarios():
        if word in (scenario.name, str(scenario.folder)):
            return scenario
    for folder in (Path(word).resolve(), Path(word).resolve() / "molecule/default"):
        if (folder / "molecule.yml").exists():
            return Scenario(folder)
    known = ", ".join(scenario.name for scenario in scenarios())
    raise Wrong(f"there is no scenario {word}: choose one of {known or 'none, for no role has one'}")
