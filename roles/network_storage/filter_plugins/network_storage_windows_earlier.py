"""Filters of the role network_storage: how a Windows file server stood before the first change, and what puts it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

FORMAT, ROLE = 1, "network_storage"
PARTS = {"server": dict, "shares": dict, "folders": dict, "quotas": dict}


def earlier(
    read: Mapping[str, Any],
    told: Mapping[str, Mapping[str, Any]],
    wanted: Iterable[Mapping[str, Any]],
    closing: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """All the role is about to touch, as it is; null stands for what is not there. `told` are the shares, by name."""
    own = list(wanted)
    names = [share["name"] for share in (*own, *closing)]
    folders = {one["path"].lower(): one["sddl"] for one in _given(read["folders"])}
    quotas = {one["path"].lower(): one for one in _given(read["quotas"] or ())}
    return {
        "format": FORMAT,
        "role": ROLE,
        "server": dict(read["server"]),
        "shares": {name: told.get(name.lower()) for name in names},
        "folders": {share["path"]: folders.get(share["path"].lower()) for share in own},
        "quotas": {share["path"]: quotas.get(share["path"].lower()) for share in own if share.get("quota_mib")},
    }


def unpacked(text: str) -> Any:
    """What a kept file holds; None when it is not JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def pack_faults(pack: Any, path: str) -> list[str]:
    """Why a kept state cannot be put back: of another role or format, or not whole."""
    if not isinstance(pack, Mapping) or (pack.get("role"), pack.get("format")) != (ROLE, FORMAT):
        return [f"{path} holds no earlier state of the role {ROLE} in format {FORMAT}"]
    return [f"{path} holds no {part}" for part, kind in PARTS.items() if not isinstance(pack.get(part), kind)]


def back(pack: Mapping[str, Any], read: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What is otherwise than it was kept: `server`, `shares`, `made` shares, `folders`, `quotas`; and what `stays`."""
    folders = {one["path"].lower(): one["sddl"] for one in _given(read["folders"])}
    return {
        "server": {name: was for name, was in pack["server"].items() if was is not None and read["server"].get(name) != was},
        "shares": [was for name, was in pack["shares"].items() if was and told.get(name.lower()) != was],
        "made": [told[name.lower()] for name, was in pack["shares"].items() if was is None and name.lower() in told],
        "folders": [
            {"path": path, "sddl": was}
            for path, was in pack["folders"].items()
            if was and folders.get(path.lower()) not in (None, was)
        ],
        "quotas": list(_quotas_back(pack["quotas"], read["quotas"])),
        "stays": [path for path, was in pack["folders"].items() if was is None and folders.get(path.lower())],
    }


def _quotas_back(kept: Mapping[str, Any], read: Iterable[Mapping[str, Any]] | None) -> Iterator[dict[str, Any]]:
    there = {one["path"].lower(): one for one in _given(read or ())}
    for path, was in kept.items():
        now = there.get(path.lower())
        if was is None and now is not None:
            yield {"path": path, "limited": False, "there": True}
        elif was is not None and now != was:
            yield {"path": path, "limited": True, "size_mib": was["size_mib"], "soft": was["soft"], "there": now is not None}


def _given(rows: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, Any]]:
    """PowerShell writes an empty list as one null here and there."""
    yield from (row for row in rows if row)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_windows_{given.__name__}": given for given in (earlier, unpacked, pack_faults, back)}
