"""Filters of the role network_storage for Windows: what the server asks of its clients, and which folders are limited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

DIALECTS = {"SMB3": "SMB300", "SMB3_11": "SMB311"}
NAMES = ["None", "SMB202", "SMB210", "SMB300", "SMB302", "SMB311"]
"""Windows' names for the oldest dialect, oldest first."""


def server(read: Mapping[str, Any], min_protocol: str, require_signing: bool) -> dict[str, Any]:
    """What the server asks of its clients otherwise than it should. A newer oldest dialect stays, and so does signing."""
    oldest, least = read["oldest_dialect"], DIALECTS[min_protocol]
    changes: dict[str, Any] = {}
    if require_signing and not read["require_signing"]:
        changes["require_signing"] = True
    if read["smb1"]:
        changes["smb1"] = False
    if oldest is not None and NAMES.index(oldest if oldest in NAMES else "None") < NAMES.index(least):
        changes["oldest_dialect"] = least
    return changes


def quotas(shares: Iterable[Mapping[str, Any]], read: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Limits that are missing or otherwise: path, size_mib, and whether one is `there`."""
    there = {one["path"].lower(): one for one in read or () if one}
    limited = [(share["path"], int(share["quota_mib"])) for share in shares if share.get("quota_mib")]
    return [
        {"path": path, "size_mib": size, "there": path.lower() in there}
        for path, size in limited
        if not _is_limited(there.get(path.lower()), size)
    ]


def _is_limited(quota: Mapping[str, Any] | None, size: int) -> bool:
    return quota is not None and quota["size_mib"] == size and not quota["soft"] and not quota["disabled"]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_windows_{given.__name__}": given for given in (server, quotas)}
