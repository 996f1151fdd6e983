"""Filters of the role network_storage for Windows: which folders and which homes are limited, and which are nearly full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

type Shares = Iterable[Mapping[str, Any]]
type Read = Iterable[Mapping[str, Any] | None] | None


def quotas(shares: Shares, read: Read) -> list[dict[str, Any]]:
    """Limits that are missing or otherwise: path, size_mib, warn_percent, and whether one is `there`."""
    there = _by_path(read)
    return [
        {"path": path, "size_mib": size, "warn_percent": warn, "there": path.lower() in there}
        for path, size, warn in _limited(shares)
        if not _is_limited(there.get(path.lower()), size, warn)
    ]


def overfull(shares: Shares, read: Read) -> list[str]:
    """Shares that hold more than the limit they are about to be given: nobody could save in them any more."""
    there = _by_path(read)
    return [
        f"{one['path']} holds {there[one['path'].lower()]['used_mib']} MiB, more than its quota_mib of {one['size_mib']}: "
        "make room, or give it more"
        for one in quotas(shares, read)
        if one["there"] and _would_shut(there[one["path"].lower()], one["size_mib"])
    ]


def nearly_full(shares: Shares, read: Read) -> list[str]:
    """Shares that hold their warn_percent or more, as far as somebody counts what they hold."""
    there = _by_path(read)
    found = [
        (path, size, warn, there[path.lower()]["used_mib"]) for path, size, warn in _limited(shares) if path.lower() in there
    ]
    return [
        f"{path} is nearly full: {used} of {size} MiB (warn_percent {warn})"
        for path, size, warn, used in found
        if used * 100 >= size * warn
    ]


def home_limits(shares: Shares, read: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What limits new homes: `set` where that is missing or otherwise, and what is `said` where it cannot be set."""
    templates = {one["name"].lower(): one["size_mib"] for one in read["templates"] if one}
    answer: dict[str, list[Any]] = {"set": [], "said": []}
    for share in shares:
        if share.get("home_quota_mib"):
            found = next(one for one in read["homes"] if one["path"].lower() == share["path"].lower())
            step, why = _home_step(share, found, templates.get(template(share["path"]).lower()))
            answer["set"] += [step] if step else []
            answer["said"] += [f"{share['name']}: home_quota_mib is not set, because {why}"] if why else []
    return answer


def homes_of(shares: Shares) -> list[str]:
    """Paths of the folders whose homes are to be limited."""
    return [share["path"] for share in shares if share.get("home_quota_mib")]


def template(path: str) -> str:
    """Name of the template that limits the homes in a folder."""
    return "ictops " + path.rpartition("\\")[2]


def _home_step(share: Mapping[str, Any], found: Mapping[str, Any], size: int | None) -> tuple[dict[str, Any] | None, str]:
    name, wanted = template(share["path"]), int(share["home_quota_mib"])
    step = {"path": share["path"], "template": name, "size_mib": wanted, "has_template": size is not None}
    if found["limited"] and found["template"].lower() != name.lower():
        return None, f"new homes are limited by the template {found['template']} already"
    if found["disabled"]:
        return None, "the limit on new homes is switched off on the server; switching it on may limit homes that are there"
    if found["limited"]:
        return (None, "") if size == wanted else ({**step, "there": True}, "")
    if found["homes"]:
        return None, (
            f"homes are there ({found['homes']}), and Windows would limit these too, full or not. Look what they hold, "
            "and limit them by hand when no lesson is on"
        )
    return {**step, "there": False}, ""


def _limited(shares: Shares) -> list[tuple[str, int, int]]:
    return [(share["path"], int(share["quota_mib"]), int(share["warn_percent"])) for share in shares if share.get("quota_mib")]


def _is_limited(quota: Mapping[str, Any] | None, size: int, warn: int) -> bool:
    if quota is None or quota["size_mib"] != size or quota["soft"] or quota["disabled"]:
        return False
    thresholds = [one for one in quota["thresholds"] if one]
    return any(one["percent"] == warn for one in thresholds) and _warned_at(quota) in (0, warn)


def _warned_at(quota: Mapping[str, Any]) -> int:
    """The percentage at which a warning of ours is written; 0 where none is."""
    return max((int(one["percent"]) for one in quota["thresholds"] if one and one["ours"]), default=0)


def _would_shut(quota: Mapping[str, Any], size: int) -> bool:
    """Whether what it holds is over the new limit, and no such limit holds already."""
    held = quota["size_mib"] <= size and not quota["soft"] and not quota["disabled"]
    return bool(quota["used_mib"] > size and not held)


def _by_path(read: Read) -> dict[str, Mapping[str, Any]]:
    return {one["path"].lower(): one for one in read or () if one}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (quotas, overfull, nearly_full, home_limits, homes_of)
        return {f"network_storage_windows_{given.__name__}": given for given in ours}
