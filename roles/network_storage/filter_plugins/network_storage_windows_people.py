"""Filters of the role network_storage for Windows: groups that nobody is in, and what pupils could read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any


def in_use(shares: Iterable[Mapping[str, Any]], sids: Mapping[str, str | None]) -> dict[str, str]:
    """Security identifier to the name of each group of the standard's shares that somebody knows."""
    named = [name for share in shares for name in (*share["change"], *share["read"], *share["create"])]
    return {str(sids[name]): name for name in sorted(set(named)) if sids.get(name)}


def empty(groups: Mapping[str, str], answer: Mapping[str, Any]) -> list[str]:
    """Why shares must not be given to these groups now: nobody is in them, or nobody could tell. In sentences."""
    people = answer["has_people"]
    unknown = sorted(name for sid, name in groups.items() if people.get(sid) is None)
    nobody = sorted(name for sid, name in groups.items() if people.get(sid) is False)
    way_out = "set network_storage_allow_empty_groups"
    found = [f"nobody is in {', '.join(nobody)}: put people into the groups first, or {way_out}"] if nobody else []
    if unknown:
        why = str(answer.get("why") or "it did not answer").strip().rstrip(".")
        found.append(
            f"the directory could not say whether anybody is in {', '.join(unknown)} ({why}); see to that, or {way_out}"
        )
    return found


def pupils_read(
    read: Iterable[Mapping[str, Any] | None], own: Iterable[str], groups: Iterable[str], workgroup: str
) -> list[str]:
    """Shares beside the standard's own that name a group of pupils: `Old (SCHOOL\\elm-Pupils: Read)`."""
    pupils = {f"{workgroup}\\{group}".lower() for group in groups}
    ours = {name.lower() for name in own}
    return sorted(
        f"{share['name']} ({entry['account']}: {entry['right']})"
        for share in read
        if share and share["name"].lower() not in ours
        for entry in share["access"]
        if entry and entry["type"] == "Allow" and str(entry["account"]).lower() in pupils
    )


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_windows_{given.__name__}": given for given in (in_use, empty, pupils_read)}
