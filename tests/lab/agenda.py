"""What an `up` has to do: which hosts stand as they should, which must be made again, which only started."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from tests.lab import mess
from tests.lab.containers import Container
from tests.lab.hosts import DIRECTORY, HOSTS, Host, Kind
from tests.lab.places import DIRECTORY_PASSWORD, HERE, STAFF_PASSWORDS


@dataclass(frozen=True, slots=True)
class Agenda:
    """The mark each host should bear, the hosts to make, and the hosts that only have to be started."""

    marks: Mapping[str, str]
    stale: frozenset[str]
    stopped: frozenset[str]


STAGES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.FILES: (("names", "node", "files"), ("files_join", "files_ready")),
} | {kind: (("names", "node", str(kind), f"{kind}_ready"),) for kind in Kind if kind is not Kind.FILES}
"""The scripts of tests/lab/plant that make a host. A second stage waits until the directory is ready."""


def draw_up(there: Mapping[str, Container], image_marks: Mapping[str, str], public_key: str) -> Agenda:
    """Compare what is there with what should be. A new directory knows no members, so file servers go with it."""
    marks = {host.short: mark(host, image_marks[host.kind], public_key) for host in HOSTS}
    stale = {short for short, wanted in marks.items() if not _stands(there.get(short), wanted)}
    if DIRECTORY.short in stale or not (DIRECTORY_PASSWORD.exists() and STAFF_PASSWORDS.exists()):
        stale |= {host.short for host in HOSTS if host.kind in (Kind.DIRECTORY, Kind.FILES)}
    stopped = {short for short, container in there.items() if container.state != "running"} - stale
    return Agenda(marks, frozenset(stale), frozenset(stopped))


def _stands(container: Container | None, wanted: str) -> bool:
    return container is not None and container.mark == wanted and container.is_planted


def mark(host: Host, image_mark: str, public_key: str) -> str:
    """A hash of everything a host is made of, except secrets, which are fresh with every directory."""
    facts = mess.told(host, public_key=public_key, directory_password="", people=mess.people_ldif(mess.NO_PASSWORDS))
    names = [name for stage in STAGES[host.kind] for name in stage]
    return hashlib.sha256("\0".join((image_mark, repr(host), mess.script(facts, *scripts(names)))).encode()).hexdigest()


def scripts(names: list[str] | tuple[str, ...]) -> list[str]:
    """The text of planting scripts, by name."""
    return [(HERE / "plant" / f"{name}.sh").read_text() for name in names]
