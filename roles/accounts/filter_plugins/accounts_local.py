"""Filters of the role accounts: which local accounts it is to lock, and whether a person can still sign in afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

FIRST_PERSON, NOBODY = 1000, 65534
"""Debian's UID_MIN, below which stand the accounts of the system; and the account that owns nothing."""
DAY = 86400

type Passwd = Mapping[str, list[str]]


def to_lock(passwd: Passwd, generic: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Names of people's accounts (not the system's) in /etc/passwd that are generic and not allowed, sorted."""
    names, kept = {name.lower() for name in generic}, set(allowed)
    return sorted(name for name in passwd if _is_person(passwd[name]) and _is_generic(name, names) and name not in kept)


def can_sign_in(passwd: Passwd, states: Mapping[str, Mapping[str, str]]) -> list[str]:
    """People's accounts with a login shell and a password that holds. `states`: the password's, and the last day."""
    today = int(time.time()) // DAY
    current = (name for name, one in states.items() if one["state"] != "L" and (not one["ends"] or int(one["ends"]) >= today))
    return sorted(name for name in current if name in passwd and _is_person(passwd[name]) and has_shell(passwd[name]))


def in_use(names: Iterable[str], passwd: Passwd, running: Iterable[str]) -> list[str]:
    """The names that still have a login shell and that something runs as."""
    users = {user.strip() for user in running}
    return [name for name in names if name in users and has_shell(passwd[name])]


def has_shell(row: list[str]) -> bool:
    """Whether a row of /etc/passwd, without its name, ends with a shell that lets anybody in."""
    return not row[5].endswith(("nologin", "false"))


def _is_person(row: list[str]) -> bool:
    return int(row[1]) >= FIRST_PERSON and int(row[1]) != NOBODY


def _is_generic(name: str, names: set[str]) -> bool:
    return bool({name.lower(), re.sub(r"[0-9]+$", "", name.lower())} & names)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"accounts_{given.__name__}": given for given in (to_lock, can_sign_in, in_use)}
