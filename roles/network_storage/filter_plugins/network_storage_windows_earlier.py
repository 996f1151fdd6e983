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
    homes: Mapping[str, Any],
) -> dict[str, Any]:
    """All the role is about to touch, as it is; null stands for what is not there.

    `told` are the shares, by name; `homes` what limits new homes.
    """
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
        "quotas": {share["path"]: _kept(quotas.get(share["path"].lower())) for share in own if share.get("quota_mib")},
        "home_limits": {one["path"]: _home_kept(one, homes["templates"]) for one in _given(homes["homes"])},
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


def homes_back(kept: Mapping[str, Any], read: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What limits new homes otherwise than it was kept, as far as it is ours: the step that puts it back."""
    steps = []
    for now in _given(read["homes"]):
        was, ours = kept.get(now["path"]), _home_kept(now, read["templates"])
        if now["path"] in kept and ours and was != ours:
            step = {"path": now["path"], "template": now["template"], "has_template": True, "there": True}
            steps.append({**step, "limited": bool(was), "size_mib": (was or ours)["size_mib"]})
    return steps


def _home_kept(one: Mapping[str, Any], templates: Iterable[Mapping[str, Any] | None]) -> dict[str, Any] | None:
    """The template of ours by which new homes are limited, and its size; None where none of ours limits them."""
    sizes = {template["name"].lower(): template["size_mib"] for template in _given(templates)}
    size = sizes.get(one["template"].lower()) if one["limited"] else None
    return None if size is None else {"template": one["template"], "size_mib": size}


def _kept(quota: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A limit without what the folder holds, which changes by the minute, and without thresholds of others, which stay."""
    if quota is None:
        return None
    settings = {name: quota[name] for name in ("path", "size_mib", "soft", "disabled")}
    return {
        **settings,
        "warn_percent": max((int(one["percent"]) for one in _given(quota["thresholds"]) if one["ours"]), default=0),
    }


def _quotas_back(kept: Mapping[str, Any], read: Iterable[Mapping[str, Any]] | None) -> Iterator[dict[str, Any]]:
    there = {one["path"].lower(): _kept(one) or {} for one in _given(read or ())}
    for path, was in kept.items():
        now = there.get(path.lower())
        if was is None and now is not None:
            yield {"path": path, "limited": False, "there": True}
        elif was is not None and (now is None or any(now[name] != value for name, value in was.items())):
            yield {**was, "path": path, "limited": True, "there": now is not None}


def _given(rows: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, Any]]:
    """PowerShell writes an empty list as one null here and there."""
    yield from (row for row in rows if row)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (earlier, unpacked, pack_faults, back, homes_back)
        return {f"network_storage_windows_{given.__name__}": given for given in ours}
