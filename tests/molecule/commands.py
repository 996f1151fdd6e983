"""Molecule's own commands for one scenario, each with its log and its events."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.lab.places import ROOT
from tests.lab.podman import Podman
from tests.molecule.events import Events
from tests.molecule.scenario import SHARED, Scenario

WORK = ROOT / ".tools" / "molecule"
PATIENCE = 900
TOO_LONG = 124
"""The status that timeout(1) gives what it had to end."""


@dataclass(frozen=True)
class Answer:
    """What came of a command: how it ended, what Ansible did, where everything it said is."""

    status: int
    events: Events
    log: Path

    @property
    def faults(self) -> tuple[str, ...]:
        """Why it ended badly, in a few lines; nothing when it ended well."""
        if self.status == 0:
            return ()
        said = [line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        return (f"it ended with {self.status} (all of it: {self.log})", *(self.events.failures or tuple(said[-12:])))


@dataclass
class Molecule:
    """`molecule` as it is called for one scenario; logs and events lie in .tools/molecule/<scenario>."""

    scenario: Scenario
    podman: Podman
    folder: Path
    count: int = field(default=0)

    def __call__(self, step: str, *words: str, given: tuple[str, ...] = ()) -> Answer:
        """Run `molecule WORDS -s SCENARIO -- GIVEN`, and say what came of it."""
        self.count += 1
        log, events = (self.folder / f"{self.count:02d}-{step}.{end}" for end in ("log", "jsonl"))
        base = ("--base-config", str(ROOT / ".config/molecule/config.yml"))
        command = [
            str(ROOT / ".venv/bin/molecule"),
            *base,
            *words,
            "-s",
            self.scenario.folder.name,
            *(("--", *given) if given else ()),
        ]
        with log.open("w", encoding="utf-8") as out, contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(
                command, cwd=self.scenario.folder.parents[1], env=self._environment(events), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, check=False, timeout=PATIENCE,
            )  # fmt: skip
            return Answer(done.returncode, Events.read(events), log)
        return Answer(TOO_LONG, Events.read(events), log)

    def _environment(self, events: Path) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "MOLECULE_", "PYTEST_"))}
        return kept | {
            "PATH": f"{wrapper(self.podman).parent}:{ROOT / '.venv/bin'}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_HOME": str(ROOT / ".ansible"),
            "ICTOPS_SCENARIOS": str(SHARED),
            "ICTOPS_SCENARIO": self.scenario.name,
            "ICTOPS_SCENARIO_EVENTS": str(events),
            "MOLECULE_EPHEMERAL_DIRECTORY": str(self.folder / "ephemeral"),
        }


def elsewhere(folder: Path) -> str:
    """PATH without a folder: the program there must not find itself."""
    return os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != str(folder))


def wrapper(podman: Podman) -> Path:
    """A program `podman` that calls it as this machine needs it: as root, with the settings under which containers run here."""
    path = WORK / "bin" / "podman"
    real = shutil.which(podman.command[-1], path=elsewhere(path.parent))
    text = f'#!/bin/sh\nexec {" ".join((*podman.command[:-1], real or podman.command[-1]))} "$@"\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        draft = path.with_name(f".podman-{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o755)
        draft.replace(path)
    return path
