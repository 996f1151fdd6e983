"""Filters of the role network_storage: inputs that could not be meant, and groups the directory does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

SHARE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ._-]{0,76}[A-Za-z0-9_-])?\$?")
GROUP = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9_-])?")
FOLDER = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
KEPT_BY_SAMBA = {"global", "homes", "printers", "ipc$", "admin$", "print$"}
PLAIN = "letters, digits, space, dot, hyphen and underscore"


def faults(shares: Iterable[Mapping[str, Any]], root: str, workgroup: str, inherited_group: str) -> list[str]:
    """Every fault of the inputs, naming the input. An empty list when the role may go on."""
    given = list(shares)
    single = [("network_storage_workgroup", workgroup), ("network_storage_inherited_group", inherited_group)]
    found = [f"{name} is {value!r}; use {PLAIN}" for name, value in single if not GROUP.fullmatch(value)]
    if not FOLDER.fullmatch(root):
        found.append(f"network_storage_root is {root!r}; use an absolute path of plain names, without a slash at the end")
    for number, share in enumerate(given, start=1):
        found += [f"network_storage_shares, entry {number}: {fault}" for fault in _share_faults(share)]
    return found + list(_twins(given))


def _share_faults(share: Mapping[str, Any]) -> Iterator[str]:
    name = str(share["name"])
    if not SHARE.fullmatch(name):
        yield f"name is {name!r}; use {PLAIN}, and a dollar sign at the end at most"
    if name.lower() in KEPT_BY_SAMBA:
        yield f"name is {name!r}, which Samba keeps for itself; choose another"
    for role in ("read_write", "read_only"):
        if role in share and not GROUP.fullmatch(str(share[role])):
            yield f"{role} is {share[role]!r}; use {PLAIN}, without the domain"
    if int(share.get("quota_mib", 1)) < 1:
        yield f"quota_mib is {share['quota_mib']}; give at least 1, or leave it out for no limit"


def _twins(shares: list[Mapping[str, Any]]) -> Iterator[str]:
    names = [str(share["name"]) for share in shares]
    for name in sorted({name for name in names if [other.lower() for other in names].count(name.lower()) > 1}):
        yield f"network_storage_shares: {name!r} names two shares, and one folder (capitals make no difference); rename one"


def group_filter(names: Iterable[str]) -> str:
    """LDAP filter for the groups of these names, which `faults` let through: nothing in them means more to LDAP."""
    return "(&(objectClass=group)(|" + "".join(f"(sAMAccountName={name})" for name in names) + "))"


def unknown(names: Iterable[str], answer: str) -> list[str]:
    """The names that `net ads search … sAMAccountName` did not answer with."""
    known = {name.lower() for name, _ in _records(answer)}
    return [name for name in names if name.lower() not in known]


def empty(shares: Iterable[Mapping[str, Any]], inherited_group: str, answer: str) -> list[str]:
    """The groups that are to write and that nobody is in, each with its input: `FS-Staff (read_write of StaffShared)`."""
    named: dict[str, list[str]] = {inherited_group: ["network_storage_inherited_group"]}
    for share in shares:
        named.setdefault(str(share["read_write"]), []).append(f"read_write of {share['name']}")
    peopled = {name.lower() for name, has_members in _records(answer) if has_members}
    return [f"{name} ({', '.join(inputs)})" for name, inputs in named.items() if name.lower() not in peopled]


def _records(answer: str) -> Iterator[tuple[str, bool]]:
    """Each group that `net ads search … sAMAccountName member` answered with, and whether anybody is in it."""
    for record in re.split(r"\n\s*\n", answer):
        lines = record.splitlines()
        # a group of more than 1500 is answered as member;range=0-1499
        has_members = any(re.match(r"member(;range=[^:]*)?: *\S", line) for line in lines)
        yield from ((line.partition(":")[2].strip(), has_members) for line in lines if line.startswith("sAMAccountName:"))


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (faults, group_filter, unknown, empty)
        return {f"network_storage_{given.__name__}": given for given in ours}
