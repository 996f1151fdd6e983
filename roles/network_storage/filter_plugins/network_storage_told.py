"""Filters of the role network_storage: what Samba is told of inherited shares, and what stays as strict as it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

EVERYBODY = frozenset({"everyone", "authenticated users", "domain users", "users", "nogroup"})
PROTOCOLS = ("SMB2", "SMB2_02", "SMB2_10", "SMB2_22", "SMB2_24", "SMB3_00", "SMB3_02", "SMB3_10", "SMB3", "SMB3_11")
"""Samba's words, the oldest first; SMB3 is read as SMB3_11."""


def told(shares: Iterable[Mapping[str, Any]], kept_by_list: Iterable[str], pupils: Iterable[str], workgroup: str) -> list[Any]:
    """The shares, each with the `valid_users` and the `admin_users` that it gets; none for a line that stays as it is.

    A folder stops neither guests nor anyone who works there as another user, group or as root, nor those who may pass through:
    such a share is kept to its group. A list that it has is kept too, without the groups that hold everyone or pupils.
    `kept_by_list` are names of shares.
    """
    listed, theirs = set(kept_by_list), {str(name).lower() for name in pupils}
    return [
        {**share, **_told(share, share["name"] in listed, theirs | EVERYBODY if theirs else set(), workgroup)}
        for share in shares
    ]


def _told(share: Mapping[str, Any], listed: bool, out: set[str], workgroup: str) -> dict[str, str | None]:
    admins = [word for name, word in share["admins"] if name not in out]
    return {
        "valid_users": _valid_users(share, listed, out, f'@"{workgroup}\\{share["group"]}"'),
        "admin_users": ", ".join(admins) if len(admins) < len(share["admins"]) else None,
    }


def _valid_users(share: Mapping[str, Any], listed: bool, out: set[str], group: str) -> str | None:
    # everybody's own folder is under [homes]: a group's list would shut the others out of theirs
    if share["name"].casefold() == "homes" or not (share["guests"] or share["lends"] or listed):
        return None
    if not share["admits"]:
        return group
    if not share["admits_plainly"] or not out & set(share["admits"]):
        return None
    stay = [word for name, word in zip(share["admits"], share["admitted"], strict=True) if name not in out]
    return ", ".join(dict.fromkeys([*stay, group]))


def as_strict(glob: Mapping[str, str], protocol: str, *, require_signing: bool) -> dict[str, str]:
    """The server's settings, each the stricter of what it had (`glob`, testparm's [global]) and what the standard asks."""
    had = glob.get("server min protocol", "").upper()
    signs = require_signing or glob.get("server signing", "").lower() in (
        "mandatory",
        "required",
        "force",
        "forced",
        "enforced",
    )
    return {
        "protocol": had if had in PROTOCOLS and PROTOCOLS.index(had) > PROTOCOLS.index(protocol) else protocol,
        "signing": "mandatory" if signs else "auto",
        "ntlm": "disabled" if glob.get("ntlm auth", "").lower() == "disabled" else "ntlmv2-only",
    }


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_told": told, "network_storage_as_strict": as_strict}
