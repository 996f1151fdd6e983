"""Measures who reaches what on a file server: names shown and hidden, pupils, entries that belong to nobody."""

from __future__ import annotations

from ictops.estate import Value
from ictops.standard.catalogue.access import orphans, readers
from ictops.standard.catalogue.folders import EVERYBODY
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.catalogue.shares import all_read, by_share, read_samba
from ictops.standard.catalogue.storage_probe import NAME
from ictops.standard.control import CannotTell


def _served(read: Samba) -> list[str]:
    return sorted(share for share in read.shares if read.yes(share, "available"))


def showing_all_names(output: str) -> Value:
    """The shares that list what the person looking may not open."""
    read = all_read(output)
    settings = ("access based share enum", "hide unreadable")
    return tuple(share for share in _served(read) if not all(read.yes(share, setting) for setting in settings))


def hidden(output: str) -> Value:
    """The shares that are left out when somebody lists the server's shares."""
    read = read_samba(output)
    return tuple(share for share in _served(read) if not read.yes(share, "browseable"))


def not_retired(output: str) -> Value:
    """What shares on their way out still let people do that they should not."""
    read, answer = read_samba(output), opened(NAME, output)
    steps = {name.lower(): step for step, _, name in (line.partition(" ") for line in answer.lines.get("retired", ()))}
    found = []
    for share in _served(read):
        step = steps.get(share.lower())
        if step and (not read.yes(share, "read only") or read.people(share, "write list")):
            found.append(f"{share}: may still be changed")
        if step == "hidden" and read.yes(share, "browseable"):
            found.append(f"{share}: is still listed")
    return tuple(found)


def open_to_pupils(output: str) -> Value:
    """The shares that a group of pupils gets into, by the share's own list and by the folder's."""
    read, answer, found = all_read(output), opened(NAME, output), by_share(output)
    pupils = _pupils(answer)
    reached = []
    for share in _served(read):
        folder = found.get(share)
        admitted = {name.lower() for name in read.people(share, "valid users")}
        if (admitted and not admitted & pupils) or folder is None or "%" in read.shares[share].get("path", ""):
            continue
        if readers(folder, answer) & pupils:
            reached.append(share)
    return tuple(reached)


def _pupils(answer: Answer) -> frozenset[str]:
    if "pupils" not in answer.statuses:
        raise CannotTell("the standard names no groups of pupils, so nothing was asked about them")
    return frozenset(name.lower() for name in answer.of("pupils")) | EVERYBODY


def nobodys_entries(output: str) -> Value:
    """Owners and access list entries of shared folders that no name belongs to."""
    answer, found = opened(NAME, output), by_share(output)
    answer.of("winbind")  # without it every number of the domain would look like nobody's
    every = ((share, entry) for share, folder in found.items() if folder for entry in orphans(folder, answer))
    return tuple(sorted(f"{share}: {entry}" for share, entry in every))


def lost_homes(output: str) -> Value:
    """Shares with homes that no account owns, and how many: names of people are in no reading."""
    answer = opened(NAME, output)
    answer.of("winbind")
    counted = (line.partition(" ") for label, number in answer.numbered("homes") for line in answer.of(label + number))
    return tuple(sorted(f"{share}: {number} without an account" for number, _, share in counted if number != "0"))
