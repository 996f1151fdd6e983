"""Filters of the role accounts: what is wrong with its inputs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9_-])?")
BASE = re.compile(r"DC=[A-Za-z0-9-]+(,DC=[A-Za-z0-9-]+)*", re.IGNORECASE)
PLAIN = "letters, digits, space, dot, hyphen and underscore"
LONGEST_MINIMUM = 14
"""Active Directory, and Samba with it, takes no higher minimum length unless that is relaxed."""
FEWEST, LONGEST = 3, 480
"""Wrong passwords that anybody may type in a lesson; and minutes after which whoever was locked out can work again."""


def faults(given: Mapping[str, Any]) -> list[str]:
    """Every fault of the inputs, naming the input. An empty list when the role may go on."""
    found = [
        f"accounts_generic_names holds {name!r}; use {PLAIN}" for name in given["generic_names"] if not NAME.fullmatch(name)
    ]
    if given["uri"]:
        found += [*_connection_faults(given), *_tree_faults(given), *_policy_faults(given)]
    return found


def _connection_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for name in ("base", "bind_dn", "ca"):
        if not given[name]:
            yield f"accounts_directory_{name} is missing; it is needed with accounts_directory_uri"
    if not given["password_given"]:
        yield "accounts_directory_password is missing; give it at run time, in a file only you can read"
    if not str(given["uri"]).startswith("ldaps://"):
        yield f"accounts_directory_uri is {given['uri']!r}; use ldaps://, so that nobody reads the password"
    if given["base"] and not BASE.fullmatch(given["base"]):
        yield f"accounts_directory_base is {given['base']!r}; use the domain's distinguished name, like DC=trust,DC=example"
    if re.split(r"[@\\]", given["bind_dn"])[0].lower().rstrip("0123456789") in {
        name.lower() for name in given["generic_names"]
    }:
        yield f"accounts_directory_bind_dn is {given['bind_dn']!r}, a generic name itself: it would disable itself"


def _tree_faults(given: Mapping[str, Any]) -> Iterator[str]:
    known = {"/".join(path.split("/")[:depth]).lower() for path in given["units"] for depth in range(1, path.count("/") + 2)}
    for path in given["units"]:
        if not all(NAME.fullmatch(part) for part in path.split("/")):
            yield f"accounts_directory_units holds {path!r}; use {PLAIN}, with a slash between units"
    for group in given["groups"]:
        if not NAME.fullmatch(group["name"]):
            yield f"accounts_directory_groups holds the name {group['name']!r}; use {PLAIN}"
        if group["unit"].lower() not in known:
            yield f"accounts_directory_groups: {group['name']} is in {group['unit']!r}, not one of accounts_directory_units"
    names = [group["name"].lower() for group in given["groups"]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"accounts_directory_groups holds {name!r} twice (capitals make no difference)"


def _policy_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for name, least, most in (
        ("lockout_attempts", FEWEST, 999),
        ("lockout_minutes", 1, LONGEST),
        ("password_length", 1, LONGEST_MINIMUM),
    ):
        value = int(given[name.rpartition("_")[2]])
        if not least <= value <= most:
            yield f"accounts_{name} is {value}; use {least} to {most}"


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_faults": faults}
