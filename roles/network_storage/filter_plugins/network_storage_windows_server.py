"""Filters of the role network_storage for Windows: what server and shares ask of clients. What asks more stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

DIALECTS = {"SMB3": "SMB300", "SMB3_11": "SMB311"}
NAMES = ["None", "SMB202", "SMB210", "SMB300", "SMB302", "SMB311"]
"""Windows' names for the oldest dialect, oldest first."""
EVERYONE = re.compile(r"S-1-1-0|S-1-5-11|S-1-5-32-54[45]|S-1-5-18|S-1-5-21-[\d-]+-513")
"""Everyone, authenticated users, users, the system, administrators, domain users: denied, they would close a share to all."""


def server(read: Mapping[str, Any], min_protocol: str, require_signing: bool) -> dict[str, Any]:
    """What the server asks of its clients less than it should. Signatures asked for and a newer oldest dialect stay."""
    oldest, least = read["oldest_dialect"], DIALECTS[min_protocol]
    changes: dict[str, Any] = {}
    if require_signing and not read["require_signing"]:
        changes["require_signing"] = True
    if read["smb1"]:
        changes["smb1"] = False
    if oldest is not None and NAMES.index(oldest if oldest in NAMES else "None") < NAMES.index(least):
        changes["oldest_dialect"] = least
    return changes


def stricter(read: Iterable[Mapping[str, Any] | None], sids: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """By a share's name in small letters: whether it encrypts, allows no copies offline, and whom it denies.

    A denial of everyone, or of a group in `sids`, which the standard gives a share to, is none of these.
    """
    given = set(filter(None, sids.values()))
    return {
        share["name"].lower(): {
            "encrypt": bool(share["encrypt"]),
            "caching": "None" if share["caching"] == "None" else "Manual",
            "deny": ",".join(sorted(set(_denied(share["access"], given)))),
        }
        for share in read
        if share
    }


def _denied(access: Iterable[Mapping[str, Any] | None], given: set[str]) -> list[str]:
    entries = [one for one in access if one and one["type"] == "Deny" and one["right"] == "Full"]
    return [one["account"] for one in entries if one["sid"] and one["sid"] not in given and not EVERYONE.fullmatch(one["sid"])]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_windows_{given.__name__}": given for given in (server, stricter)}
