"""Filters of the role network_storage: a share's folder, its access list and its limit, and why it cannot be had."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

MIB = 1024 * 1024
MODIFY = "0x1301bf"
LIST_AND_CREATE = "0x1200af"
"""List, make files and folders, enter, read attributes and the access list; not write attributes, delete, or read files."""
QUOTAS = {"btrfs", "xfs", "ext2/ext3"}
"""File systems that can limit a folder, as `stat -f` names them; the last is ext4 too."""
LIMIT = re.compile(r"Limit referenced:\s+(\d+)")
HELD = re.compile(r"Usage referenced:\s+(\d+)")


def refusals(shares: Iterable[Mapping[str, Any]], root: str, known: Mapping[str, Any]) -> list[str]:
    """Why the standard's shares cannot stand on this server as it is, each in a sentence; empty when they can.

    `known` holds `sections` (testparm), `entries` (find), `subvolumes` (names), `file_system` (of the root folder), and by
    share the `limits` it has and the bytes `held` in it.
    """
    served = next((keys for name, keys in known["sections"].items() if name.casefold() == "global"), {})
    in_registry = served.get("registry shares", "no").lower() == "yes"
    elsewhere = (
        ["shares are kept in Samba's registry, which a file cannot close; move them into smb.conf"] if in_registry else []
    )
    return elsewhere + [
        f"{share['name']}: {why}" for share in shares for why in _share_refusals(share, f"{root}/{share['name']}", known)
    ]


def _share_refusals(share: Mapping[str, Any], folder: str, known: Mapping[str, Any]) -> Iterator[str]:
    paths = {name.casefold(): own.get("path", "") for name, own in known["sections"].items()}
    for name in (share["name"], *(alias["alias"] for alias in share.get("aliases") or ())):
        there = paths.get(str(name).casefold(), "")
        if there and PurePosixPath(there) != PurePosixPath(folder):
            yield f"the server has the share {name} in {there}, hidden by the standard's; rename one, or move it to {folder}"
    if known["entries"].get(folder, {"kind": "d"})["kind"] != "d":
        yield f"{folder} is there and is not a folder; move it away"
    elif share.get("quota_mib") is not None and known["file_system"] not in QUOTAS:
        on = known["file_system"]
        yield f"a quota needs btrfs, xfs or ext4, and {folder} would lie on {on}; move the root, or leave quota_mib out"
    elif share.get("home_quota_mib") is not None and known["file_system"] != "btrfs":
        yield f"homes have limits on btrfs only, and {folder} lies on {known['file_system']}; leave home_quota_mib out"
    elif share.get("quota_mib") is not None and _is_ordinary(share, folder, known):
        yield f"{folder} is an ordinary folder, which no quota holds for; move its contents into a btrfs subvolume"
    elif share.get("quota_mib") is not None and known["limits"].get(share["name"]) != _bytes(share):
        yield from _too_full(share, known["held"].get(share["name"]) or 0)


def _is_ordinary(share: Mapping[str, Any], folder: str, known: Mapping[str, Any]) -> bool:
    is_there = folder in known["entries"] and known["file_system"] == "btrfs"
    return is_there and share["name"] not in known["subvolumes"]


def _too_full(share: Mapping[str, Any], there: int) -> Iterator[str]:
    if there > _bytes(share):
        yield f"it holds {there // MIB} MiB, the limit is {share['quota_mib']}; raise quota_mib, or have the folder cleared up"


def to_count(limited: Mapping[str, int], known: Mapping[str, Any]) -> list[str]:
    """Subvolumes that are there and get another limit: what is in them has to be counted before."""
    return [name for name, most in limited.items() if name in known["subvolumes"] and known["limits"].get(name) != most]


def overfull(shares: Iterable[Mapping[str, Any]], shown: Iterable[Mapping[str, Any]]) -> list[str]:
    """Which shares already hold more than their limit, each in a sentence: read again where nothing had counted before.

    `shown` are results of `btrfs subvolume show --raw`, each with the share's name as its `item`.
    """
    there = {result["item"]: held(result) or 0 for result in shown if "item" in result}
    limited = (share for share in shares if share.get("quota_mib") is not None and share["name"] in there)
    return [f"{share['name']}: {why}" for share in limited for why in _too_full(share, there[share["name"]])]


def access_list(share: Mapping[str, Any], gids: Mapping[str, str]) -> list[str]:
    """A share's access list, as `getfacl --numeric` prints it: the owning group writes, the other reads, nobody else enters.

    The same entries as defaults make it hold for whatever is made in the folder later. Where homes stand, nobody writes and
    nothing is handed down: each home has its owner's list.
    """
    if share.get("homes"):
        return ["user::rwx", "group::r-x", "other::---"]
    reader = [f"group:{gids[share['read_only']]}:r-x", "mask::rwx"] if share.get("read_only") else []
    entries = ["user::rwx", "group::rwx", *reader, "other::---"]
    return entries + [f"default:{entry}" for entry in entries]


def list_differs(there: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether a folder's access list has to be set once the folder has its mode, so that a rehearsal foresees it too.

    `there` is what getfacl printed. The mode sets the entries of the owner, of others, and of the mask; where there is no mask,
    of the owning group.
    """
    lines = [entry for entry in there if entry]
    masked = any(entry.startswith("mask::") for entry in lines)
    by_mode = ("user::", "other::", "mask::" if masked else "group::")
    left, right = (sorted(entry for entry in entries if not entry.startswith(by_mode)) for entries in (lines, wanted))
    return left != right


def hand_in(share: Mapping[str, Any], sids: Mapping[str, str]) -> str:
    """The NT access list of a hand-in folder, as `samba-tool ntacl get --as-sddl` of Samba 4.22 prints it.

    Who may change the share may change all of it. Who may only create enters folders and makes files and folders in them; the
    entry is handed down to folders and never to files, so that they can read, write over or delete no work, their own included.
    """
    writers, creators = (sids[str(share[right]).lower()] for right in ("read_write", "create_only"))
    return f"O:S-1-22-1-0G:{writers}D:PAI(A;OICI;{MODIFY};;;{writers})(A;CI;{LIST_AND_CREATE};;;{creators})"


def plain_list(sddl: str) -> str:
    """What `samba-tool ntacl get --as-sddl` printed, without the zeros that Samba 4.17 begins a mask with and 4.22 does not."""
    return re.sub(r";0x0+(?=[0-9a-f])", ";0x", sddl.strip())


def limits(shares: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Bytes each share may hold, by name, for the shares that have a quota."""
    return {str(share["name"]): _bytes(share) for share in shares if share.get("quota_mib") is not None}


def _bytes(share: Mapping[str, Any]) -> int:
    return int(share["quota_mib"]) * MIB


def limit(result: Mapping[str, Any]) -> int | None:
    """The limit that `btrfs subvolume show --raw` printed, in bytes; None where there is no limit, or no subvolume yet."""
    found = LIMIT.search(str(result.get("stdout", "")))
    return int(found[1]) if found else None


def held(result: Mapping[str, Any]) -> int | None:
    """The bytes that `btrfs subvolume show --raw` says are in the subvolume; None where nothing counts them yet."""
    found = HELD.search(str(result.get("stdout", "")))
    return int(found[1]) if found else None


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            refusals,
            to_count,
            overfull,
            access_list,
            list_differs,
            hand_in,
            plain_list,
            limits,
            limit,
            held,
        )
        return {f"network_storage_{given.__name__}": given for given in ours}
