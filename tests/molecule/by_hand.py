"""Containers for tests that go through no steps of a scenario, and `ansible-playbook` as somebody without ictops runs it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.lab import needed, places
from tests.lab.places import ROOT
from tests.lab.podman import Podman
from tests.molecule.commands import Molecule, wrapper
from tests.molecule.images import prepared
from tests.molecule.leftovers import LABEL, alone
from tests.molecule.looks import UNWATCHED, WALK, Files, Look
from tests.molecule.room import wait_for
from tests.molecule.scenario import named
from tests.molecule.services import held_to
from tests.molecule.steps import Course, made

PATIENCE = 900
TAGS = {12: "latest", 13: "trixie"}
BOOTED = """
booted() { case $(systemctl is-system-running --wait 2> /dev/null) in running | degraded) ;; *) false ;; esac; }
for _ in $(seq 240); do booted && break; sleep 0.25; done
booted
"""
MODULES = """
install -d -o root -g root -m 700 /root/.ansible /root/.ansible/tmp
install -d -o ansible -g ansible -m 700 /home/ansible/.ansible /home/ansible/.ansible/tmp
"""
"""Where Ansible lays its modules, made beforehand: otherwise a rehearsal would make them, and be seen to write."""
REACHED = ("-e", "ansible_connection=containers.podman.podman")


@dataclass(frozen=True)
class Container:
    """A host of its own, reached from outside."""

    podman: Podman
    name: str

    def tries(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.podman.tries("exec", "--user=root", "--env=LC_ALL=C", self.name, *words, patience=PATIENCE)

    def run(self, text: str) -> None:
        """Run lines by bash as root; LabTrouble when one fails."""
        self.podman("exec", "--user=root", "--interactive", self.name, "bash", "-eus", given=text, patience=PATIENCE)

    def files(self) -> Files:
        """What a rehearsal may not change here."""
        words = ("exec", "--user=root", "--interactive", self.name, "python3", "-I", "-", *UNWATCHED)
        lines = self.podman(*words, given=WALK.read_text(encoding="utf-8")).splitlines()
        return held_to(dict(json.loads(line) for line in lines))


def ready(*scenarios: str) -> Podman:
    """Podman with the images of these scenarios; skips, and says why, where containers cannot run."""
    needed.containers()
    places.prepare()
    return prepared(named(scenario) for scenario in scenarios)


@contextlib.contextmanager
def servers_of(role: str, folder: Path) -> Iterator[Course]:
    """The hosts of a role's scenario, made and prepared, and nobody else's meanwhile; gone after. `folder`: for its log."""
    scenario = named(role)
    with alone(scenario.name):
        podman = ready(role)
        folder.mkdir(parents=True, exist_ok=True)
        course = Course(scenario, Molecule(scenario, podman, folder), Look(podman, scenario))
        try:
            assert list(made(course)) == []
            yield course
        finally:
            course.molecule("remove", "destroy")


@contextlib.contextmanager
def standing(podman: Podman, name: str, image: str, debian: int) -> Iterator[Container]:
    """A container with systemd, ready for Ansible. Nobody else has one of this name meanwhile, and it is gone after."""
    with alone(name):
        podman("rm", "--force", "--ignore", "--time=1", name)
        wait_for(1)
        full = f"localhost/ictops-lab-{image}:{TAGS[debian]}"
        podman("run", "--detach", "--systemd=always", f"--label={LABEL}={name}", "--name", name, full)
        try:
            found = Container(podman, name)
            found.run(BOOTED + MODULES)
            yield found
        finally:
            podman("rm", "--force", "--ignore", "--time=1", name)


def by_shell(podman: Podman, command: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell in the repository's folder takes it; no environment but a path, a home and these settings."""
    path = f"{wrapper(podman).parent}:{ROOT / '.venv/bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env={"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "ANSIBLE_NOCOLOR": "1"} | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
