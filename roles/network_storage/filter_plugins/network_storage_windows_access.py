"""Filters of the role network_storage: access lists of Windows folders, in SDDL; which differ, and who a list lets in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

SYSTEM, ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
OWNER_RIGHTS, CREATOR = "S-1-3-4", "S-1-3-0"
FULL, CHANGE, READ = 0x1F01FF, 0x1301BF, 0x1200A9
PUT_IN = 0x1200A6
"""Make files and folders and pass through, but not list: hand-in."""
MAKE_OWN = 0x1200AD
"""List, pass through and make a folder: the top of the homes."""
LOOK_AT_RIGHTS = 0x20000
LET_IN = 0x1
"""FILE_READ_DATA: who may list a folder has come in."""
SHORT = {
    "SY": SYSTEM, "BA": ADMINISTRATORS, "WD": "S-1-1-0", "AU": "S-1-5-11", "BU": "S-1-5-32-545", "BG": "S-1-5-32-546",
    "AN": "S-1-5-7", "NU": "S-1-5-2", "IU": "S-1-5-4", "CO": CREATOR, "OW": OWNER_RIGHTS,
}  # fmt: skip
"""SDDL's two letters for accounts that are the same everywhere."""
RIGHTS = {
    "FA": FULL, "FR": 0x120089, "FW": 0x120116, "FX": 0x1200A0, "GA": FULL, "GR": 0x120089, "GW": 0x120116, "GX": 0x1200A0,
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100, "SD": 0x10000,
    "RC": 0x20000, "WD": 0x40000, "WO": 0x80000,
}  # fmt: skip
EVERYONE = {"S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-7"}
"""Everyone, authenticated users, users, guests, and nobody in particular."""

WHOLE_SCHOOL = {"S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-2", "S-1-5-4"}
"""Denied, these would close a folder to all; guests and nobody in particular would not."""

type Ace = tuple[str, frozenset[str], int, str]
"""A allow or D deny; its flags; its rights; its security identifier."""


def list_of(share: Mapping[str, Any], sids: Mapping[str, str]) -> str:
    """The protected list of a share's folder: system and administrators, and its groups with what they may do."""
    below = [("OICI", FULL, SYSTEM), ("OICI", FULL, ADMINISTRATORS)]
    if share["homes"]:
        below += [("", MAKE_OWN, sids[name]) for name in share["change"]] + [("OICIIO", CHANGE, CREATOR)]
    else:
        below += [("OICI", CHANGE, sids[name]) for name in share["change"]]
    below += [("OICI", READ, sids[name]) for name in share["read"]] + [("", PUT_IN, sids[name]) for name in share["create"]]
    # who made a file owns it, and an owner may otherwise give himself any right to it
    below += [("OICIIO", LOOK_AT_RIGHTS, OWNER_RIGHTS)] if share["create"] else []
    return "D:PAI" + "".join(f"(A;{flags};0x{rights:x};;;{sid})" for flags, rights, sid in below)


def same(one: str, other: str) -> bool:
    """Whether two lists say the same, however they are spelt. What is inherited counts where inheriting is not closed."""
    return _protected(one) == _protected(other) and _meant(one) == _meant(other)


def lets_everyone_in(sddl: str | None) -> bool:
    """Whether the list lets in accounts that stand for everyone, or for nobody in particular."""
    allowed = (ace for ace in _aces(sddl or "") if ace[0] == "A" and "IO" not in ace[1])
    return any(sid in EVERYONE or _is_guest(sid) for _, _, rights, sid in allowed if rights & LET_IN)


def open_folders(read: Iterable[Mapping[str, Any]]) -> list[str]:
    """Paths of the folders that let everyone in."""
    return [one["path"] for one in read if one and lets_everyone_in(one["sddl"])]


def folders(
    shares: Iterable[Mapping[str, Any]], sids: Mapping[str, str], read: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Folders that are missing or let in somebody else: path, whether it is to `make`, and its `sddl`.

    Whom a folder denies it goes on denying, unless that is everyone, or a group of the share.
    """
    there = {one["path"].lower(): one["sddl"] for one in read if one}
    wanted = [
        (share["path"], _with(list_of(share, sids), denials(there.get(share["path"].lower()) or "", _groups(share, sids))))
        for share in shares
        if not share["alias"]
    ]
    return [
        {"path": path, "make": there.get(path.lower()) is None, "sddl": sddl}
        for path, sddl in wanted
        if not same(there.get(path.lower()) or "", sddl)
    ]


def denials(sddl: str, groups: set[str]) -> str:
    """The entries of a list that deny somebody else than everyone and these groups, as the list's own."""
    found = [text.split(";") for text in re.findall(r"\((D;[^()]*)\)", sddl)]
    kept = [one for one in found if len(one) == 6 and not _is_all(SHORT.get(one[5], one[5])) and one[5] not in groups]
    own = (["".join(flag for flag in re.findall("..", parts[1]) if flag != "ID"), *parts[2:]] for parts in kept)
    return "".join(f"(D;{';'.join(parts)})" for parts in own)


def _with(sddl: str, denied: str) -> str:
    """Windows reads denials first."""
    return sddl.replace("D:PAI", f"D:PAI{denied}", 1)


def _groups(share: Mapping[str, Any], sids: Mapping[str, str]) -> set[str]:
    return {sids[name] for name in (*share["change"], *share["read"], *share["create"])}


def _is_all(sid: str) -> bool:
    """Everyone, in whatever words: denied, a folder would be closed to all. Domain users (DU) are everyone too."""
    return sid in WHOLE_SCHOOL | {SYSTEM, ADMINISTRATORS, OWNER_RIGHTS, CREATOR, "DU"} or sid.endswith("-513")


def _is_guest(sid: str) -> bool:
    return bool(re.fullmatch(r"S-1-5-21-[\d-]+-501", sid))


def _protected(sddl: str) -> bool:
    found = re.match(r"D:([A-Z_]*)", sddl)
    return bool(found and "P" in re.sub(r"AI|AR|NO_ACCESS_CONTROL", "", found[1]))


def _meant(sddl: str) -> frozenset[Ace]:
    return frozenset(ace for ace in _aces(sddl) if not (_protected(sddl) and "ID" in ace[1]))


def _aces(sddl: str) -> Iterator[Ace]:
    for text in re.findall(r"\(([^()]*)\)", sddl):
        kind, flags, rights, _, _, account = (*text.split(";"), *[""] * 6)[:6]
        yield kind, frozenset(re.findall("..", flags)), _mask(rights), SHORT.get(account, account)


def _mask(rights: str) -> int:
    if rights.lower().startswith("0x"):
        return int(rights, 16)
    mask = 0
    for letters in re.findall("..", rights):
        mask |= RIGHTS.get(letters, 0)
    return mask


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "network_storage_windows_folders": folders,
            "network_storage_windows_same_list": same,
            "network_storage_windows_open_folders": open_folders,
        }
