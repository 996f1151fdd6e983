"""Filters of the role network_storage for Windows servers: what the inputs mean there, and what of it is not so yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

ROOT = re.compile(r"[A-Za-z]:(\\[A-Za-z0-9_-][A-Za-z0-9 ._-]*)+")
ADMINISTRATORS = "S-1-5-32-544"
OF_WINDOWS = {"print$", "sysvol", "netlogon", "ipc$", "admin$"}
LIMITS = ("quota_mib", "home_quota_mib")
RIGHTS = (("change", "read_write"), ("read", "read_only"), ("create", "create_only"))
NOT_DONE = {
    "by_entry_year": "homes stand side by side; in a folder by year, home_quota_mib would limit the whole year",
    "recycle": "its shares have no bin; ask for shadow copies",
}
RANK = {"Full": "full", "Change": "change", "Read": "read"}
EVERYONE = {"S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-7"}


def faults(shares: Iterable[Mapping[str, Any]], root: str) -> list[str]:
    """What of the inputs a Windows server cannot be given, naming the input."""
    found = []
    if not ROOT.fullmatch(root):
        found.append(f"network_storage_root is {root!r}, no folder of Windows; give this school one like D:\\Shares")
    for share in shares:
        name = str(share["name"])
        if bool(share.get("hidden")) != name.endswith("$"):
            found.append(
                f"network_storage_shares: {name} is to be hidden or not by its name: Windows hides what ends in $ and no other"
            )
    return found


def wanted(shares: Iterable[Mapping[str, Any]], root: str, workgroup: str, today: str) -> list[dict[str, Any]]:
    """The standard's shares as Windows is given them, and beside each its old names that still hold today."""
    found = []
    for share in shares:
        rights = {right: _accounts(share, key, workgroup) for right, key in RIGHTS}
        own = {"name": share["name"], "path": f"{root}\\{share['name']}", "homes": bool(share.get("homes")), **rights}
        limits = {name: share.get(name) for name in LIMITS} | {"warn_percent": int(share.get("warn_percent", 80))}
        found.append({**own, **limits, "alias": False})
        old = (one["alias"] for one in share.get("aliases") or () if str(one["until"]) >= today)
        found += [{**own, **dict.fromkeys(LIMITS), "name": alias, "alias": True} for alias in old]
    return found


def over(shares: Iterable[Mapping[str, Any]], root: str, read: Iterable[Mapping[str, Any]], today: str) -> list[dict[str, Any]]:
    """Old names whose day is over and that are still shared, in the folder they were made for."""
    there = {one["name"].lower(): one["path"] for one in _disk_shares(read)}
    past = [
        (one["alias"], f"{root}\\{share['name']}")
        for share in shares
        for one in share.get("aliases") or ()
        if str(one["until"]) < today
    ]
    return [{"name": alias, "path": path} for alias, path in past if there.get(alias.lower(), "").lower() == path.lower()]


def not_done(shares: Iterable[Mapping[str, Any]], retired: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the inputs ask for and Windows is not given, in sentences."""
    said = []
    for share in shares:
        said += [f"{share['name']}: {word} is not done on Windows ({why})" for word, why in NOT_DONE.items() if share.get(word)]
    said += [
        f"{share['name']}: it is made read-only, but stays in lists: Windows hides what ends in $ and no other"
        for share in retired
        if share["step"] == "hidden" and not share["name"].endswith("$")
    ]
    return said


def accounts(shares: Iterable[Mapping[str, Any]], groups: Iterable[str], workgroup: str) -> list[str]:
    """Every account the shares, and inherited shares through `groups`, are given to, with its domain."""
    named = [account for share in shares for account in (*share["change"], *share["read"], *share["create"])]
    return sorted({*named, *(f"{workgroup}\\{group}" for group in groups)})


def refusals(shares: Iterable[Mapping[str, Any]], root: str, read: Mapping[str, Any], accounts: Iterable[str]) -> list[str]:
    """What a person has to settle before anything may change."""
    folders = {one["path"].lower(): one["sddl"] for one in read["folders"] if one}
    gone = [name for name in accounts if not read["sids"].get(name)]
    found = (
        [] if folders.get(root.lower()) else [f"network_storage_root {root} is not there: make it on the disk that is meant"]
    )
    found += [f"nobody knows {', '.join(gone)}: make the groups first (role accounts, on the directory)"] if gone else []
    return found + [f"{said}: move its files, or give it another name" for said in elsewhere(shares, read["shares"])]


def elsewhere(shares: Iterable[Mapping[str, Any]], read: Iterable[Mapping[str, Any]]) -> list[str]:
    """Shares that have the standard's name and another folder: a person has to move what is in it."""
    there = {one["name"].lower(): one["path"] for one in _disk_shares(read)}
    return [
        f"the share {share['name']} stands in {there[share['name'].lower()]}, not in {share['path']}"
        for share in shares
        if there.get(share["name"].lower(), share["path"]).lower() != share["path"].lower()
    ]


def inherited(
    read: Iterable[Mapping[str, Any]],
    own: Iterable[str],
    open_folders: Iterable[str],
    group: str,
    settled: Iterable[Mapping[str, Any]] = (),
) -> list[dict[str, Any]]:
    """Inherited shares that everyone reaches, through the share and through its folder, as win_share is to be told them.

    Everyone and guests go, `group` gets what they could do, Full counting as Change; whoever else is named stays. Entries
    behind which no account stands are left out. `settled` are inherited shares that get another `group`, or to `keep`.
    """
    by_name = {one["name"].lower(): one for one in settled}
    domain = group.rpartition("\\")[0]
    ours, folders = {name.lower() for name in own}, {path.lower() for path in open_folders}
    candidates = (one for one in _disk_shares(read) if one["name"].lower() not in ours and one["path"].lower() in folders)
    reached = [share for share in candidates if any(map(_is_open, _entries(share)))]
    given = [(share, by_name.get(share["name"].lower(), {})) for share in reached]
    return [
        _closed(share, f"{domain}\\{one['group']}" if one.get("group") else group)
        for share, one in given
        if not one.get("keep")
    ]


def retired(read: Iterable[Mapping[str, Any]], leaving: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Shares on their way out as win_share is to be told them: whoever could change them reads, administrators aside."""
    names = {share["name"].lower() for share in leaving}
    return [
        _told(_read_only(share)) for share in _disk_shares(read) if share["name"].lower() in names and _is_changeable(share)
    ]


def told(read: Iterable[Mapping[str, Any] | None]) -> dict[str, dict[str, Any]]:
    """Every share that was read, by its name in small letters, in the words of win_share: what putting it back takes."""
    return {share["name"].lower(): _told(share) for share in read if share}


def irretrievable(kept: Mapping[str, Any], read: Iterable[Mapping[str, Any] | None]) -> list[str]:
    """Rights on shares about to be touched that win_share could not give back, in sentences."""
    touched = {name.lower() for name, was in kept.items() if was}
    return [
        f"the share {share['name']} gives {entry['account']} the right {entry['right']} ({entry['type']}), "
        "which no run could put back: give another, or take it away"
        for share in read
        if share and share["name"].lower() in touched
        for entry in _entries(share)
        if entry["sid"] and not _can_be_given(entry)
    ]


def orphans(read: Iterable[Mapping[str, Any]]) -> list[str]:
    """Accounts that are let in and that nobody knows: `S-1-5-… (Old$)`."""
    return sorted(
        {
            f"{entry['account']} ({share['name']})"
            for share in _disk_shares(read)
            for entry in _entries(share)
            if not entry["sid"]
        }
    )


def _read_only(share: Mapping[str, Any]) -> dict[str, Any]:
    return {**share, "access": [{**one, "right": "Read"} if _may_change(one) else one for one in _entries(share)]}


def _is_changeable(share: Mapping[str, Any]) -> bool:
    return any(map(_may_change, _entries(share)))


def _may_change(entry: Mapping[str, Any]) -> bool:
    return entry["type"] == "Allow" and entry["right"] != "Read" and entry["sid"] not in (None, ADMINISTRATORS)


def _accounts(share: Mapping[str, Any], key: str, workgroup: str) -> list[str]:
    return [f"{workgroup}\\{share[key]}"] if share.get(key) else []


def _closed(share: Mapping[str, Any], group: str) -> dict[str, Any]:
    kept = [entry for entry in _entries(share) if not _is_open(entry)]
    opened = {entry["right"] for entry in _entries(share) if _is_open(entry)}
    instead = {"account": group, "sid": "given", "type": "Allow", "right": "Change" if opened & {"Full", "Change"} else "Read"}
    return _told({**share, "access": [*kept, instead]})


def _told(share: Mapping[str, Any]) -> dict[str, Any]:
    lists: dict[str, list[str]] = {"full": [], "change": [], "read": [], "deny": []}
    for entry in _entries(share):
        if entry["sid"] and _can_be_given(entry):
            lists["deny" if entry["type"] == "Deny" else RANK[entry["right"]]].append(entry["account"])
    return {
        "name": share["name"],
        "path": share["path"],
        "description": share["description"],
        "list": share["enumeration"] != "AccessBased",
        "caching_mode": share["caching"],
        "encrypt": share["encrypt"],
        **{name: ",".join(sorted(set(given))) for name, given in lists.items()},
    }


def _can_be_given(entry: Mapping[str, Any]) -> bool:
    """Windows lists any other right as Custom; what win_share denies, it denies whole."""
    return entry["right"] == "Full" if entry["type"] == "Deny" else entry["right"] in RANK


def _disk_shares(read: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in read:
        if one and one["kind"] == "FileSystemDirectory" and not one["special"] and one["name"].lower() not in OF_WINDOWS:
            yield one


def _entries(share: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (entry for entry in share["access"] if entry)


def _is_open(entry: Mapping[str, Any]) -> bool:
    guest = re.fullmatch(r"S-1-5-21-[\d-]+-501", entry["sid"] or "")
    return entry["type"] == "Allow" and (entry["sid"] in EVERYONE or guest is not None)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            faults, wanted, over, not_done, accounts, refusals, inherited, retired, orphans, told, irretrievable,
        )  # fmt: skip
        return {f"network_storage_windows_{given.__name__}": given for given in ours}
