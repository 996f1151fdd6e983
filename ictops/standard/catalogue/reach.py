"""Measures who reaches what on a file server: names shown and hidden, pupils, entries that belong to nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ictops.estate import Value
from ictops.standard.catalogue.access import orphans, readers
from ictops.standard.catalogue.folders import EVERYBODY
from ictops.standard.catalogue.left import Why, marked
from ictops.standard.catalogue.old_homes import lost
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.catalogue.shares import all_read, by_share, left, read_samba
from ictops.standard.catalogue.storage_probe import NAME
from ictops.standard.control import CannotTell


def _served(read: Samba) -> list[str]:
    return sorted(share for share in read.shares if read.yes(share, "available"))


def showing_all_names(output: str) -> Value:
    """The shares that list what the person looking may not open."""
    read = all_read(output)
    settings = ("access based share enum", "hide unreadable")
    showing = [share for share in _served(read) if not all(read.yes(share, setting) for setting in settings)]
    return marked(showing, left(output), Why.KEPT)


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
    there = {share: folder for share in _served(read) if (folder := found.get(share)) and not _own_folder(read, share)}
    reached = [share for share, folder in there.items() if _reached(read, share, pupils, partial(readers, folder, answer))]
    return marked(reached, left(output), Why.KEPT, Why.OURS, Why.ALONE, Why.UNREAD)


def _own_folder(read: Samba, share: str) -> bool:
    return "%" in read.shares[share].get("path", "")


def _reached(read: Samba, share: str, pupils: frozenset[str], folder_lets: Callable[[], frozenset[str]]) -> bool:
    """Whether pupils get in. Whoever works as somebody else there, or as root, is not held by the folder's list."""
    admins = _listed(read, share, "admin users")
    if admins & pupils:
        return True
    if _shuts_out(_listed(read, share, "valid users"), pupils):
        return False
    lent = [value for setting in ("force user", "force group") if (value := read.said(share, setting))]
    doubtful = {*filter(_depends, lent), *filter(_unread, admins)}
    if set(lent) - doubtful or folder_lets() & pupils:
        return True
    if doubtful:
        raise CannotTell(
            f"whether the share {share} lends pupils rights that its folder does not: {', '.join(sorted(doubtful))}"
        )
    return False


def _listed(read: Samba, share: str, setting: str) -> frozenset[str]:
    return frozenset(name.lower() for name in read.people(share, setting))


def _shuts_out(admitted: frozenset[str], pupils: frozenset[str]) -> bool:
    """Whether a list of `valid users` names somebody, nobody of the pupils, and no one whom it does not say plainly."""
    return bool(admitted) and not admitted & pupils and not any(_unread(name) for name in admitted)


def _depends(lent: str) -> bool:
    """Whether it turns on the person what account or group a share lends: `+` is for members of the group, `%U` is oneself."""
    return lent.startswith("+") or "%" in lent


def _unread(name: str) -> bool:
    """Whether a name stands for whoever it turns out to be: a number of the domain's, or `%` and a letter."""
    return "%" in name or name.removeprefix("user ").startswith("s-1-")


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
    ours = [f"{share}: {number} without an account" for number, _, share in counted if number != "0"]
    return tuple(sorted([*ours, *lost(read_samba(output), answer, by_share(output))]))
