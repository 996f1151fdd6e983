"""Measures how full a file server is, and whether its clients are told the room that is really theirs."""

from __future__ import annotations

import re

from ictops.estate import Value
from ictops.standard.catalogue.folders import MIB, Folder
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.catalogue.shares import by_share, read_samba
from ictops.standard.catalogue.storage_probe import DFREE, NAME
from ictops.standard.control import CannotTell

FULL_PERCENT = 90
NEAR_PERCENT = 1
"""How far the free room that clients are told may be from what there is, of the limit, and one MiB at least: it is measured
every minute, while people go on storing. Whoever counts on the last hundredth of a share is short of room either way."""


def nearly_full(output: str) -> Value:
    """Shares that hold more than their warning share of the limit, and volumes that are over 90 % full."""
    answer, found = opened(NAME, output), by_share(output)
    warned = (line.partition(" ") for line in answer.lines.get("warn", ()))
    full = [line for percent, _, share in warned if (line := _over(share, found.get(share), percent))]
    volumes = (_volume(answer, folder.number) for folder in found.values() if folder)
    return tuple(sorted({*full, *(f"volume {where}: {used} %" for where, used in volumes if used > FULL_PERCENT)}))


def _over(share: str, folder: Folder | None, percent: str) -> str:
    if not percent.isdecimal():
        raise CannotTell("the answer does not carry the standard's warning shares as they were sent")
    limit = folder.limit() if folder else None
    if folder is None or limit is None or folder.held() * 100 <= limit * int(percent):
        return ""
    return _so_full(share, folder.held(), limit)


def space(output: str) -> Value:
    """How full each limited share and each volume is: `StaffShared: 58 of 64 MiB`. A limit nobody can tell is left out."""
    answer, found = opened(NAME, output), by_share(output)
    shares = {share: (folder.held(), limit) for share, folder in found.items() if folder and (limit := _known_limit(folder))}
    volumes = {f"volume {row[5]}": _bytes(row) for folder in found.values() if folder for row in [_df(answer, folder.number)]}
    return tuple(sorted(_so_full(place, *of) for place, of in (shares | volumes).items()))


def _so_full(place: str, held: int, most: int) -> str:
    return f"{place}: {-(-held // MIB)} of {most // MIB} MiB"


def _known_limit(folder: Folder) -> int | None:
    try:
        return folder.limit()
    except CannotTell:
        return None


def _bytes(row: re.Match[str]) -> tuple[int, int]:
    """What is taken, and what there is for people: df's total holds room that the file system keeps for itself."""
    used, free = int(row[2]) * 1024, int(row[3]) * 1024
    return used, used + free


def _volume(answer: Answer, number: str) -> tuple[str, int]:
    found = _df(answer, number)
    return found[5], int(found[4])


def _df(answer: Answer, number: str) -> re.Match[str]:
    rows = answer.of(f"df{number}")
    found = re.fullmatch(r".+?\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)%\s+(/.*)", rows[-1]) if len(rows) == 2 else None
    if not found:
        raise CannotTell("df listed the volumes in a form that is not known")
    return found


def told_otherwise(output: str) -> Value:
    """Limited shares whose clients are told another limit than theirs, or more free room, or less, than there is."""
    answer, read, found = opened(NAME, output), read_samba(output), by_share(output)
    limited = {share: found.get(share) for share in answer.lines.get("limited", ())}
    said = {share: _said(answer, folder, _asks_us(read, share)) for share, folder in limited.items()}
    return tuple(sorted(f"{share}: {what}" for share, what in said.items() if what))


def _asks_us(read: Samba, share: str) -> bool:
    own = read.shares.get(share, {})
    return own.get("dfree command", read.glob.get("dfree command", "")) == DFREE


def _said(answer: Answer, folder: Folder | None, asks_us: bool) -> str:
    limit = folder.limit() if folder else None
    if folder is None or limit is None:
        return "no limit to tell of" if folder else "not there yet"
    if not asks_us:
        return "the room of the whole volume"
    told, free = _told(answer, folder.number)
    if told != limit // 1024:
        return f"{told} KiB in all, the limit is {limit // 1024} KiB"
    left = _left(answer, folder, limit)
    near = max(limit * NEAR_PERCENT // 100, MIB) // 1024
    return "" if abs(free - left) <= near else f"{free} KiB free, there are {left} KiB"


def _left(answer: Answer, folder: Folder, limit: int) -> int:
    """KiB that may still be stored: what the limit leaves, and no more than the volume has."""
    return min(max(limit - folder.held(), 0) // 1024, int(_df(answer, folder.number)[3]))


def _told(answer: Answer, number: str) -> tuple[int, int]:
    """The room in all and the free room that Samba's clients are told, in KiB."""
    rows = answer.of(f"told{number}")
    found = re.fullmatch(r"(\d+) (\d+) 1024", rows[0]) if len(rows) == 1 else None
    if not found:
        raise CannotTell("the server's own reckoning of the room left printed something that is not known")
    return int(found[1]), int(found[2])
