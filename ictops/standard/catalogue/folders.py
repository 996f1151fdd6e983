"""Reads what a file server's folders say: who may change them, and how much they may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ictops.standard.catalogue.projects import KINDS, OPTIONS, Project, project
from ictops.standard.catalogue.seal import Answer
from ictops.standard.control import CannotTell

EVERYBODY = frozenset({"everyone", "authenticated users", "domain users", "users", "nogroup"})
"""Groups that, on a school's network, hold everyone who can sign in."""

MIB = 1024 * 1024
SUBVOLUME_TOP = "256"
"""The inode number of a btrfs subvolume's own top folder; anything else only lies inside one."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One shared folder: its access list, its file system with the inode's number or the mount's quotas, its limits."""

    number: str
    """under which the host's answer speaks of it"""
    acl: tuple[str, ...]
    place: str
    limits: str
    limits_status: str
    numbers: tuple[str, ...] = ()
    """what lsattr says of the folder and of the one above, where the file system limits projects"""

    def everyone_may_change(self) -> bool:
        """Whether "other", or a group that holds everyone, may write here or in what is made here."""
        owning = {line.removeprefix("# group: ").lower() for line in self.acl if line.startswith("# group: ")}
        return any(_writes(entry) and is_everybody(entry, owning) for entry in self.acl if not entry.startswith("#"))

    def lets(self, group: str) -> frozenset[str]:
        """What owner, mode and access list let the members of a group do here: the letters of `rwx`."""
        entries = [(*line.split(":"), "")[:3] for line in self.acl if re.match(r"(group|mask|other):", line)]
        owning = next((line.removeprefix("# group: ") for line in self.acl if line.startswith("# group: ")), "")
        mask = next((rights for kind, _, rights in entries if kind == "mask"), "rwx")
        theirs = EVERYBODY | {group.lower()}
        given = [rights for kind, name, rights in entries if kind == "group" and bare(unescaped(name or owning)) in theirs]
        others = "".join(rights for kind, _, rights in entries if kind == "other")
        return frozenset("".join(given)) & frozenset(mask) & frozenset("rwx") if given else frozenset(others) & frozenset("rwx")

    def limit(self) -> int | None:
        """Bytes this folder may hold, None when nothing limits it. CannotTell when the file system does not say."""
        kind, _, rest = self.place.partition(" ")
        if self._by_project():
            row = self._project()
            return row.most if row else None
        if kind != "btrfs":
            if re.search(r"(?<!no)quota", rest):
                raise CannotTell(f"limits are kept by a means of {kind} that is not read yet")
            return None
        if "quotas not enabled" in self.limits:
            return None
        if self.limits_status != "0":
            raise CannotTell(f"btrfs could not list the limits (status {self.limits_status})")
        return _limit(self.limits) if rest == SUBVOLUME_TOP else None

    def held(self) -> int:
        """Bytes in this folder, of one that `limit` gave a limit."""
        row = self._project() if self._by_project() else None
        return row.held if row else int(_row(self.limits)[1])

    def _by_project(self) -> bool:
        kind, *options = self.place.split()
        return kind in KINDS and not OPTIONS.isdisjoint(options)

    def _project(self) -> Project | None:
        if self.limits_status != "0":
            raise CannotTell(f"the limits of projects could not be listed (status {self.limits_status})")
        return project(self.numbers, self.limits)


def _writes(entry: str) -> bool:
    return "w" in entry.rpartition(":")[2]


def is_everybody(entry: str, owning: set[str]) -> bool:
    """Whether an entry of an access list is for others, or for a group that holds everyone."""
    kind, _, rest = entry.removeprefix("default:").partition(":")
    name = unescaped(rest.rpartition(":")[0])
    if kind == "group":
        return bool(({bare(name)} if name else {bare(unescaped(group)) for group in owning}) & EVERYBODY)
    return kind == "other"


def bare(name: str) -> str:
    """A name without its domain, in small letters."""
    return name.rpartition("\\")[2].lower()


def unescaped(name: str) -> str:
    """A name as getfacl escapes it, in plain letters."""
    return re.sub(r"\\(\\|[0-7]{3})", lambda found: "\\" if found[1] == "\\" else chr(int(found[1], 8)), name)


def _limit(table: str) -> int | None:
    limit = _row(table)[3]
    return None if limit == "none" else int(limit)


def _row(table: str) -> list[str]:
    rows = [line.split() for line in table.splitlines() if re.match(r"\d+/\d+\s", line)]
    if len(rows) != 1 or len(rows[0]) < 4 or not re.fullmatch(r"none|\d+", rows[0][3]) or not rows[0][1].isdecimal():
        raise CannotTell("btrfs listed the limits in a form that is not known")
    return rows[0]


def folders(answer: Answer) -> Mapping[str, Folder | None]:
    """Every shared folder by its path; None for one that is not there."""
    return dict(_each(answer))


def _each(answer: Answer) -> Iterator[tuple[str, Folder | None]]:
    for label, number in answer.numbered("folder"):
        path = "\n".join(answer.of(label + number, allowed=("0", "1")))
        yield path, _folder(answer, number) if answer.statuses[label + number] == "0" else None


def _folder(answer: Answer, number: str) -> Folder:
    return Folder(
        number=number,
        acl=answer.of(f"acl{number}"),
        place=" ".join(" ".join(answer.of(f"place{number}")).split()),
        limits="\n".join(answer.lines.get(f"limits{number}", ())),
        limits_status=answer.statuses.get(f"limits{number}", "missing"),
        numbers=answer.lines.get(f"projects{number}", ()),
    )


def said(limit: int) -> str:
    """A limit as the standard writes it: `64 MiB`."""
    return f"{limit // MIB} MiB" if limit % MIB == 0 else f"{limit} bytes"


def shared_path(path: str) -> str:
    """The folder a share's path stands for; of a path with one part for each person (`/srv/homes/%U`), the folder above."""
    return re.sub(r"/[^/]*%.*", "", path)
