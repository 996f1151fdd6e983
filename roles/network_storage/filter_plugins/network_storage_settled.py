"""Filters of the role network_storage: inherited shares for which the standard says whose they are, or that they stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

type Share = Mapping[str, Any]


def settled(shares: Iterable[Share], real: Mapping[str, str], told: Iterable[Share], group: str) -> list[dict[str, Any]]:
    """The inherited shares, each with its `group`, and whether to `keep` it as it is.

    What is said of one share holds for every share of the same folder: a folder has one group. `real` are real paths.
    """
    given, by_folder = list(shares), {}
    for share in given:
        found = _said(share, told)
        if found and share["path"]:
            by_folder[real[share["path"]]] = found
    return [_with(share, _said(share, told) or by_folder.get(real.get(share["path"], ""), {}), group) for share in given]


def contradictions(shares: Iterable[Share], real: Mapping[str, str], told: Iterable[Share]) -> list[str]:
    """Folders of which two different things are said, in sentences."""
    by_folder: dict[str, dict[str, str]] = {}
    for share in shares:
        found = _said(share, told)
        if found and share["path"]:
            by_folder.setdefault(real[share["path"]], {})[share["name"]] = (
                "" if found.get("keep") else str(found["group"]).lower()
            )
    return [
        f"network_storage_inherited: {' and '.join(sorted(said))} are one folder, {path}; say the same of each"
        for path, said in sorted(by_folder.items())
        if len(set(said.values())) > 1
    ]


def strangers(told: Iterable[Share], names: Iterable[str]) -> list[str]:
    """The names of which something is said and that this server does not share."""
    there = {name.casefold() for name in names}
    return [str(one["name"]) for one in told if str(one["name"]).casefold() not in there]


def _said(share: Share, told: Iterable[Share]) -> Share:
    return next((one for one in told if str(one["name"]).casefold() == str(share["name"]).casefold()), {})


def _with(share: Share, said: Share, group: str) -> dict[str, Any]:
    return {**share, "group": said.get("group") or group, "keep": bool(said.get("keep"))}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_{given.__name__}": given for given in (settled, contradictions, strangers)}
