"""The one place that runs podman: as root, and with the settings this machine needs."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.lab.places import CONTAINERS_CONF
from tests.lab.trouble import CannotRunHere, LabTrouble

MOST_FILES = 4096
MOST_PROCESSES = 8192
"""Limits a systemd container is content with, where the machine does not allow podman's own, higher ones."""


@dataclass(frozen=True, slots=True)
class Podman:
    """How podman is called on this machine."""

    command: tuple[str, ...]

    def tries(
        self, *words: str, given: str = "", patience: float = 300, log: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run podman and hand back what it said, whatever the outcome; `log` gets a copy. LabTrouble when it takes too long."""
        try:
            done = subprocess.run(
                [*self.command, *words], input=given, capture_output=True, text=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise LabTrouble(
                f"`podman {words[0]}` took more than {patience:.0f} s: look at the machine's load, then try again"
            ) from late
        if log is not None:
            log.write_text(done.stdout + done.stderr)
        return done

    def __call__(self, *words: str, given: str = "", patience: float = 300, log: Path | None = None) -> str:
        """Run podman and hand back what it printed; LabTrouble with its last line when it fails."""
        done = self.tries(*words, given=given, patience=patience, log=log)
        if done.returncode:
            where = f" (all of it: {log})" if log else ""
            raise LabTrouble(f"`podman {' '.join(words[:2])}` failed: {last_line(done)}{where}")
        return done.stdout


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """The last line of what a command complained of, or of what it said."""
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return lines[-1].strip() if lines else f"it said nothing and ended with {done.returncode}"


def find() -> Podman:
    """Podman as it is called here; CannotRunHere with what to install when it is missing."""
    if shutil.which("podman") is None:
        raise CannotRunHere("podman is not installed: install it (Debian, Ubuntu: `sudo apt-get install podman`)")
    if os.geteuid() and shutil.which("sudo") is None:
        raise CannotRunHere(
            "the lab's containers need root (fixed addresses, a loop device): run this as root, or install sudo"
        )
    if os.geteuid() and subprocess.run(["sudo", "-v"], check=False).returncode:
        raise CannotRunHere("the lab's containers need root and sudo did not give it: run `sudo -v` first, or do this as root")
    return Podman((*as_root(), *_with_settings(_settings()), "podman"))


def as_root() -> tuple[str, ...]:
    """The words before a command that needs root."""
    return ("sudo",) if os.geteuid() else ()


def _settings() -> str | None:
    if chosen := os.environ.get("CONTAINERS_CONF"):
        return chosen
    return str(CONTAINERS_CONF) if CONTAINERS_CONF.exists() else None


def _with_settings(path: str | None) -> tuple[str, ...]:
    return ("env", f"CONTAINERS_CONF={path}") if path else ()


def settle(podman: Podman, image: str) -> Podman:
    """Podman with settings under which `image` really runs: those in force, else written to .lab/containers.conf."""
    first = _runs(podman, image)
    if first.returncode == 0:
        return podman
    CONTAINERS_CONF.write_text(settings_text(has_runc=shutil.which("runc", path=_SYSTEM_PATH) is not None))
    other = Podman((*as_root(), *_with_settings(str(CONTAINERS_CONF)), "podman"))
    second = _runs(other, image)
    if second.returncode:
        CONTAINERS_CONF.unlink()
        raise CannotRunHere(
            f"podman cannot run a container here: {last_line(first)}. With runc and lower limits: {last_line(second)}. "
            "Install runc (`sudo apt-get install runc`), or use a machine with cgroup v2"
        )
    return other


_SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def _runs(podman: Podman, image: str) -> subprocess.CompletedProcess[str]:
    return podman.tries("run", "--rm", "--network=none", image, "/bin/true", patience=60)


def settings_text(*, has_runc: bool) -> str:
    """A containers.conf for machines where crun meets a hybrid cgroup tree or where limits may not be raised."""
    files = _within(MOST_FILES, resource.RLIMIT_NOFILE)
    processes = _within(MOST_PROCESSES, resource.RLIMIT_NPROC)
    engine = '[engine]\nruntime = "runc"\n' if has_runc else ""
    return f'{engine}[containers]\ndefault_ulimits = ["nofile={files}:{files}", "nproc={processes}:{processes}"]\n'


def _within(wanted: int, limit: int) -> int:
    most = resource.getrlimit(limit)[1]
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)
