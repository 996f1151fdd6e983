"""Filters of the role network_storage: what testparm and find printed, as the shares and folders the tasks work on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

NAME = re.compile(r'([@+&]*)"([^"]*)"|([^\s,"]+)')
"""One user or group of a list, as testparm prints it."""

type Sections = dict[str, dict[str, str]]
SPECIAL = {"global", "printers", "ipc$"}


def sections(testparm: str) -> Sections:
    """The sections that `testparm -s` prints, each parameter under its lower-case name."""
    found: Sections = {}
    parameters: dict[str, str] = {}
    for line in testparm.splitlines():
        if line.startswith("[") and line.endswith("]"):
            parameters = found.setdefault(line[1:-1], {})
        elif line.startswith("\t") and "=" in line:
            name, _, value = line.strip().partition("=")
            parameters[name.strip().lower()] = value.strip()
    return found


def inherited(given: Sections, standard: Iterable[str]) -> list[dict[str, Any]]:
    """The shares that are not the standard's. A share's parameter in [global] is the default of every share."""
    ours = {name.casefold() for name in standard} | SPECIAL
    defaults = next((given[name] for name in given if name.casefold() == "global"), {})
    return [_share(name, {**defaults, **own}) for name, own in sorted(given.items()) if name.casefold() not in ours]


def _share(name: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    path = parameters.get("path", "")
    guests = any(parameters.get(word, "no").lower() == "yes" for word in ("guest ok", "guest only"))
    admits = names(parameters.get("valid users", ""))
    acts_as, group = parameters.get("force user", ""), parameters.get("force group", "")
    return {
        "name": name,
        # a path with %U or the like is another folder for every user: not one that could be closed here
        "path": "" if "%" in path or not path.startswith("/") else path,
        "guests": guests,
        "acts_as": "" if "%" in acts_as else acts_as,
        "lends": bool(acts_as) or bool(group and group[0] != "+" and "%" not in group),
        "admits": [one for one, _ in admits],
        # a number of the domain's, or a name with %U or the like, may stand for anybody
        "admits_plainly": not any("%" in one or one.removeprefix("user ").startswith("s-1-") for one, _ in admits),
        "admitted": [word for _, word in admits],
        "admins": names(parameters.get("admin users", "")),
        "nt_alone": parameters.get("acl_xattr:ignore system acls", "no").lower() in ("yes", "true", "1"),
    }


def names(text: str) -> list[tuple[str, str]]:
    """Users and groups of a list, each also as written: in small letters, groups without mark and domain, users as `user x`."""
    return [(_name("".join(part or "" for part in found.groups())), found[0]) for found in NAME.finditer(text)]


def _name(word: str) -> str:
    bare = word.lstrip("@+&")
    return (bare.rpartition("\\")[2] if bare != word else f"user {word}").lower()


def entries(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """What `find -printf '%m %y %U %G %p\\n'` said, by path: mode in octal, kind (d, f, l), numbers of owner and group."""
    split = (line.split(" ", 4) for line in lines)
    return {path: {"mode": mode, "kind": kind, "uid": uid, "gid": gid} for mode, kind, uid, gid, path in split}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"network_storage_{given.__name__}": given for given in (sections, inherited, entries)}
