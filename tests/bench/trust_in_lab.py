"""The example trust in a folder of its own, imported, with inventories and the lab's keys; and which of its hosts are up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ictops.wiring.inventories import addresses_of
from ictops.wiring.trust import OpenTrust, open_trust
from tests.lab.places import HOST_KEYS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "inventories" / "example-trust"
LAB = ROOT / ".lab"


@dataclass(frozen=True)
class LabHost:
    """A host of the trust that the lab runs."""

    device: str
    school: str
    address: str


def lab_is_up() -> None:
    """Bring the lab up unless every host is ready."""
    if subprocess.run([sys.executable, "tests/lab/lab.py", "status"], cwd=ROOT, capture_output=True, check=False).returncode:
        subprocess.run([sys.executable, "tests/lab/lab.py", "up"], cwd=ROOT, check=True)


def told_trust(folder: Path) -> Path:
    """A copy of the example trust that knows the lab, ready to be read."""
    trust = folder / "brackenfold"
    shutil.copytree(EXAMPLE, trust, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    _run("tests/lab/lab.py", "trust", str(trust))
    _run("-m", "ictops", "audit", "import", "--trust", str(trust))
    _run("-m", "ictops", "inventory", "--trust", str(trust))
    _run("tests/lab/lab.py", "trust", str(trust))
    return trust


def secrets() -> dict[str, str]:
    """The environment that names the lab's key and password, as trust.yml asks for them."""
    password = (LAB / "directory-password").read_text(encoding="utf-8").strip()
    return {"ICTOPS_SSH_KEY": str(LAB / "id"), "ICTOPS_DIRECTORY_PASSWORD": password}


def opened(trust: Path) -> OpenTrust:
    return open_trust(trust)


def lab_hosts(trust: OpenTrust) -> tuple[LabHost, ...]:
    """The trust's managed hosts whose addresses the lab has."""
    running = HOST_KEYS.read_text(encoding="utf-8")
    return tuple(
        LabHost(device, school.id, address)
        for school in trust.folder.file.schools
        for device, address in addresses_of(trust, school.id).items()
        if f'"{address}"' in running
    )


def _run(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **secrets()}, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 3):
        sys.exit(f"bench: {' '.join(words)} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
