"""Build what scenarios stand on, and no more: `python -m tests.molecule.images [ROLE...]`; without a role, for all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tests.lab import places
from tests.lab.bases import BOOKWORM, TRIXIE
from tests.lab.images import build
from tests.lab.podman import Podman, find
from tests.lab.trouble import LabTrouble
from tests.molecule.commands import wrapper
from tests.molecule.scenario import Scenario, Wrong, named, scenarios


def prepared(wanted: Iterable[Scenario]) -> Podman:
    """Podman as it runs containers here, with every image of the scenarios up to date."""
    podman = find()
    hosts = [host for scenario in wanted for host in scenario.hosts]
    for release in (BOOKWORM, TRIXIE):
        if names := {host.image for host in hosts if host.debian == release.number}:
            podman, _ = build(podman, release, names)
    return podman


def main(words: list[str]) -> int:
    """Build for the scenarios of the words; the last line says how molecule is then called by hand."""
    places.prepare()
    try:
        podman = prepared([named(word) for word in words] or tuple(scenarios()))
    except (Wrong, LabTrouble) as why:
        print(why, file=sys.stderr)
        return 1
    print(f"export PATH={wrapper(podman).parent}:{places.ROOT}/.venv/bin:$PATH   # then, in roles/ROLE: molecule test")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
