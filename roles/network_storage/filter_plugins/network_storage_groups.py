"""Filters of the role network_storage: what the directory answered about groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

IN_CHAIN = "1.2.840.113556.1.4.1941"
"""LDAP_MATCHING_RULE_IN_CHAIN: members of members count."""


def group_filter(names: Iterable[str]) -> str:
    """LDAP filter for the groups of these names, which `faults` let through: nothing in them means more to LDAP."""
    return "(&(objectClass=group)(|" + "".join(f"(sAMAccountName={name})" for name in names) + "))"


def people_filter(name: str, answer: str) -> str:
    """LDAP filter for the people in a group, or in a group that is in it, however deep."""
    dn = next(
        (record["distinguishedname"] for record in _records(answer) if record["samaccountname"].lower() == name.lower()), ""
    )
    return f"(&(objectCategory=person)(memberOf:{IN_CHAIN}:={_escaped(dn)}))"


def above_filter(answer: str) -> str:
    """LDAP filter for the groups that any of the answered groups is in, itself or through another."""
    within = (f"(member:{IN_CHAIN}:={_escaped(record['distinguishedname'])})" for record in _records(answer))
    return f"(&(objectClass=group)(|{''.join(within)}))"


def _escaped(dn: str) -> str:
    return re.sub(r"[\\()*\0]", lambda found: f"\\{ord(found[0]):02x}", dn)


def unknown(names: Iterable[str], answer: str) -> list[str]:
    """The names that `net ads search` did not answer with."""
    known = {record["samaccountname"].lower() for record in _records(answer)}
    return [name for name in names if name.lower() not in known]


def sids(answer: str) -> dict[str, str]:
    """The SID of each group, by its name in small letters."""
    return {record["samaccountname"].lower(): record.get("objectsid", "") for record in _records(answer)}


def owners(
    shares: Iterable[Mapping[str, Any]], inherited_group: str, inherited: Iterable[Mapping[str, Any]] = ()
) -> dict[str, list[str]]:
    """The groups that must not be empty, each with its inputs. Homes are their owners': there nobody is shut out."""
    named: dict[str, list[str]] = {inherited_group: ["network_storage_inherited_group"]}
    for share in inherited:
        if share.get("group"):
            named.setdefault(str(share["group"]), []).append(f"network_storage_inherited, {share['name']}")
    for share in shares:
        if not share.get("homes"):
            named.setdefault(str(share["read_write"]), []).append(f"read_write of {share['name']}")
    return named


def empty(named: Mapping[str, list[str]], asked: Iterable[Mapping[str, Any]]) -> list[str]:
    """The groups nobody is in, each with its inputs: `FS-Staff (read_write of StaffShared)`. `asked` are the loop's results."""
    nobody = [
        str(result["item"]) for result in asked if not re.search(r"^Got [1-9]\d* repl", str(result["stdout"]), re.MULTILINE)
    ]
    return [f"{name} ({', '.join(named[name])})" for name in nobody]


def _records(answer: str) -> Iterator[dict[str, str]]:
    for record in re.split(r"\n\s*\n", answer):
        split = (line.partition(":") for line in record.splitlines())
        found = {key.lower(): value.strip() for key, _, value in split}
        if "samaccountname" in found:
            yield found


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (group_filter, people_filter, above_filter, unknown, sids, owners, empty)
        return {f"network_storage_{given.__name__}": given for given in ours}
