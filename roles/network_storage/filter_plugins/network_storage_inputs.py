"""Filters of the role network_storage: inputs that could not be meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

SHARE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ._-]{0,76}[A-Za-z0-9_-])?\$?")
GROUP = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9_-])?")
FOLDER = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
KEPT_BY_SAMBA = {"global", "homes", "printers", "ipc$", "admin$", "print$"}
PLAIN = "letters, digits, space, dot, hyphen and underscore"
RIGHTS = ("read_write", "read_only", "create_only")

NONE: Mapping[str, Any] = {}

type Share = Mapping[str, Any]


def faults(
    shares: Iterable[Share], root: str, workgroup: str, inherited_group: str, others: Mapping[str, Any] = NONE
) -> list[str]:
    """Every fault of the inputs, naming the input. An empty list when the role may go on.

    `others` may hold `retired` and `inherited` shares and `pupil_groups`.
    """
    given, pupils = list(shares), list(others.get("pupil_groups", ()))
    going, staying = list(others.get("retired", ())), list(others.get("inherited", ()))
    single = [("network_storage_workgroup", workgroup), ("network_storage_inherited_group", inherited_group)]
    single += [("network_storage_pupil_groups", group) for group in pupils]
    found = [f"{name} is {value!r}; use {PLAIN}" for name, value in single if not GROUP.fullmatch(value)]
    if not FOLDER.fullmatch(root):
        found.append(f"network_storage_root is {root!r}; use an absolute path of plain names, without a slash at the end")
    for number, share in enumerate(given, start=1):
        every = (*_name_faults(share, "name"), *_group_faults(share), *_amount_faults(share), *_home_faults(share))
        found += [f"network_storage_shares, entry {number}: {fault}" for fault in (*every, *_alias_faults(share))]
    found += [f"network_storage_retired: {fault}" for share in going for fault in _name_faults(share, "name")]
    found += [f"network_storage_inherited: {fault}" for share in staying for fault in _inherited_faults(share, going)]
    both = {str(share["name"]).lower() for share in going}
    old = going + [share for share in staying if str(share["name"]).lower() not in both]
    return found + list(_twins(given, old)) + list(_hidden_from_pupils(given, pupils))


def _name_faults(share: Share, key: str) -> Iterator[str]:
    name = str(share[key])
    if not SHARE.fullmatch(name):
        yield f"{key} is {name!r}; use {PLAIN}, and a dollar sign at the end at most"
    if name.lower() in KEPT_BY_SAMBA:
        yield f"{key} is {name!r}, which Samba keeps for itself; choose another"


def _group_faults(share: Share) -> Iterator[str]:
    if "read_write" not in share:
        yield f"{share['name']!r} has no read_write group; name the group that owns it"
    for right in RIGHTS:
        if right in share and not GROUP.fullmatch(str(share[right])):
            yield f"{right} is {share[right]!r}; use {PLAIN}, without the domain"
    named = [str(share[right]).lower() for right in RIGHTS if share.get(right)]
    if len(named) != len(set(named)):
        yield f"{share['name']!r} gives one group two rights; give each right a group of its own"


def _amount_faults(share: Share) -> Iterator[str]:
    for key in ("quota_mib", "home_quota_mib"):
        amount = share.get(key)
        if amount is not None and not re.fullmatch(r"[1-9][0-9]{0,11}", str(amount)):
            yield f"{key} is {amount!r}; give whole MiB, at least 1, or leave it out for no limit"
    if not re.fullmatch(r"[1-9][0-9]?|100", str(share.get("warn_percent", 80))):
        yield f"warn_percent is {share['warn_percent']!r}; give 1 to 100"


def _home_faults(share: Share) -> Iterator[str]:
    if not share.get("homes"):
        yield from (
            f"{key} is given, but homes is not; a share without homes has none"
            for key in ("by_entry_year", "home_quota_mib")
            if share.get(key)
        )
    elif share.get("read_only") or share.get("create_only"):
        yield f"{share['name']!r} holds homes, which are their owners' alone; leave read_only and create_only out"


def _alias_faults(share: Share) -> Iterator[str]:
    for alias in share.get("aliases") or ():
        yield from _name_faults(alias, "alias")
        if not _is_date(str(alias["until"])):
            yield f"until of the alias {alias['alias']!r} is {alias['until']!r}; give a day as 2027-02-12"


def _inherited_faults(share: Share, going: list[Share]) -> Iterator[str]:
    yield from _name_faults(share, "name")
    if bool(share.get("group")) == bool(share.get("keep")):
        yield f"{share['name']!r} needs a group, or keep: true, and not both"
    if "group" in share and not GROUP.fullmatch(str(share["group"])):
        yield f"group is {share['group']!r}; use {PLAIN}, without the domain"
    if share.get("keep") and str(share["name"]).lower() in {str(other["name"]).lower() for other in going}:
        yield f"{share['name']!r} is to be kept as it is, and is in network_storage_retired; undo one"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _twins(shares: list[Share], old: list[Share]) -> Iterator[str]:
    aliases = [str(alias["alias"]) for share in shares for alias in share.get("aliases") or ()]
    every = [*(str(share["name"]) for share in shares), *aliases, *(str(share["name"]) for share in old)]
    counted = Counter(name.lower() for name in every)
    for name in sorted({name for name in every if counted[name.lower()] > 1}):
        yield (
            f"network_storage_shares: {name!r} names two shares, and one folder (capitals make no difference; aliases and "
            "network_storage_retired and _inherited count); rename one"
        )


def _hidden_from_pupils(shares: list[Share], pupils: list[str]) -> Iterator[str]:
    kept_out = {group.lower() for group in pupils}
    for share in shares:
        given = [str(share[right]) for right in RIGHTS if share.get(right) and str(share[right]).lower() in kept_out]
        if share.get("hidden") and not share.get("homes") and given:
            yield f"network_storage_shares: {share['name']!r} is hidden and given to {given[0]}, where pupils are; undo one"


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_faults": faults}
