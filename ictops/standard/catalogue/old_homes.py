"""Homes that lie in inherited shares: which shares these are, and how many homes there no account has."""

from __future__ import annotations

import re

from ictops.standard.catalogue.folders import Folder
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer
from ictops.standard.control import CannotTell

COUNTS = re.compile(r"([0-9]{1,9}) folders ([0-9]{1,9}) named ([0-9]{1,9}) nobodys")
PERSON = re.compile(r"(/[^/%]+)+/%[uUS]/?")
"""A path that ends in the name of whoever comes: the folders beside each other above it are homes."""
FEWEST = 3


def lost(read: Samba, answer: Answer, found: dict[str, Folder | None]) -> list[str]:
    """`Users: 2 without an account`, of each inherited share of homes.

    A share holds homes where its path ends in the person's name, or where at least half of its top folders, three at least, are
    owned by the account they are named after. What lies deeper than its top folders is not looked at.
    """
    ours = {name.lower() for name in answer.lines.get("standard", ())}
    theirs = {share: folder for share, folder in found.items() if folder and share.lower() not in ours}
    counted = [(share, _nobodys(answer, f"owners{folder.number}", _path(read, share))) for share, folder in theirs.items()]
    if "ownhomes" in answer.statuses:  # the homes that Samba serves under [homes] when it is told no path
        counted.append(("homes", _nobodys(answer, "ownhomes", sure=True)))
    return [f"{share}: {number} without an account" for share, number in counted if number]


def _path(read: Samba, share: str) -> bool:
    return bool(PERSON.fullmatch(read.shares[share].get("path", "")))


def _nobodys(answer: Answer, label: str, sure: bool) -> int:
    found = COUNTS.fullmatch("\n".join(answer.of(label)))
    if not found:
        raise CannotTell("the top folders of shares were counted in a form that is not known")
    folders, named, nobodys = map(int, found.groups())
    return nobodys if sure or (named >= FEWEST and named * 2 >= folders) else 0
