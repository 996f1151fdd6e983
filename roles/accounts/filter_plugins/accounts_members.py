"""Filters of the role accounts: who is in the directory's groups, and who should be."""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def many(given: Any) -> list[Any]:
    """An attribute's values as a list: the search gives one value bare, several as a list, none not at all."""
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


def by_name(tree: Iterable[Mapping[str, Any]], to_make: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Distinguished names of the groups there are and of those to be made, by name in lower case."""
    there = {str(one["sAMAccountName"]).lower(): str(one["dn"]) for one in tree if one.get("sAMAccountName")}
    return {**{str(one["name"]).lower(): str(one["dn"]) for one in to_make}, **there}


def members_filter(groups: Iterable[Mapping[str, Any]], tree: Iterable[Mapping[str, Any]]) -> str:
    """LDAP filter for whatever is in one of the groups whose members the standard names."""
    there = by_name(tree, ())
    listed = [there[group["name"].lower()] for group in groups if _is_kept(group) and group["name"].lower() in there]
    return f"(|(memberOf=none){''.join(f'(memberOf={_escaped(dn)})' for dn in listed)})"


def members(
    groups: Iterable[Mapping[str, Any]],
    tree: list[Mapping[str, Any]],
    to_make: list[Mapping[str, Any]],
    found: list[Mapping[str, Any]],
) -> dict[str, list[Any]]:
    """Of groups with named members: the `changes`, `strangers` in words, `faults`, and `earlier` members of those changed."""
    known, answer = by_name(tree, to_make), {"changes": [], "strangers": [], "faults": [], "earlier": []}
    for group in groups:
        if _is_kept(group):
            _compare(group, known, found, answer)
    return answer


def _is_kept(group: Mapping[str, Any]) -> bool:
    return bool(group.get("members")) or bool(group.get("exact"))


def _compare(
    group: Mapping[str, Any], known: Mapping[str, str], found: list[Mapping[str, Any]], answer: dict[str, Any]
) -> None:
    dn, names = known[group["name"].lower()], group.get("members") or []
    if unknown := [name for name in names if name.lower() not in known]:
        answer["faults"].append(
            f"accounts_directory_groups: {group['name']} has the members {', '.join(unknown)}, no groups here"
        )
        return
    wanted = {known[name.lower()].lower(): known[name.lower()] for name in names}
    inside = {one["dn"].lower(): one for one in found if dn.lower() in map(str.lower, many(one.get("memberOf")))}
    missing = [wanted[at] for at in sorted(wanted.keys() - inside.keys())]
    strangers = [inside[at] for at in sorted(inside.keys() - wanted.keys())]
    changes = [{"do": "add_values", "dn": dn, "attributes": {"member": missing}}] if missing else []
    if strangers and group.get("exact"):
        changes.append({"do": "drop_values", "dn": dn, "attributes": {"member": [one["dn"] for one in strangers]}})
    elif strangers:
        answer["strangers"].append(f"{group['name']}: {_told(strangers)}")
    if changes:
        answer["earlier"].append({"group": dn, "members": [permanent(one) for one in inside.values()]})
    answer["changes"] += changes


def _told(strangers: list[Mapping[str, Any]]) -> str:
    """Groups by name, accounts by number alone: they may be people."""
    names = [str(one.get("sAMAccountName")) for one in strangers if "group" in many(one.get("objectClass"))]
    accounts = len(strangers) - len(names)
    return ", ".join([*sorted(names), *([f"{accounts} accounts"] if accounts else [])])


def permanent(entry: Mapping[str, Any]) -> str:
    """An entry by the number it was born with, which the directory takes for a name and which names nobody."""
    return f"<GUID={uuid.UUID(bytes_le=base64.b64decode(entry['objectGUID']))}>"


def _escaped(text: str) -> str:
    return re.sub(r"[()*\\\0]", lambda found: f"\\{ord(found[0]):02x}", text)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"accounts_{given.__name__}": given for given in (by_name, members_filter, members)}
