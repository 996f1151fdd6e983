"""Filters of the role print_queues for Windows: the queue in colour, and who may print on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
GROUP = re.compile(r'([^\\/:*?"<>|,;=\[\]\x00-\x1f]+\\)?[^\\/:*?"<>|,;=\[\]\x00-\x1f]+')
DRIVER = "Microsoft IPP Class Driver"
LEADS_TO = "Follow-me queue in colour, made by ictops for "
USE = 0x8
"""The right to print, among those of SDDL's `SW`."""
LETTERS = {"SW": USE, "GA": USE, "GW": USE, "GX": USE, "FA": USE, "FW": USE, "FX": USE}
NOBODY_ELSE = re.compile(r"BA|SY|PO|SO|AC|S-1-5-18|S-1-5-32-5(44|49|50)|S-1-15-[\d-]+")
"""Who manages a server's queues anyhow, and apps, which print as the person who uses them."""
WHOLE_SCHOOL = {"WD", "AU", "BU", "DU"}
MANAGED = "G:SYD:(A;;LCSWSDRCWDWO;;;BA)(A;OIIO;RPWPSDRCWDWO;;;BA)(A;OIIO;RPWPSDRCWDWO;;;CO)(A;CIIO;RC;;;CO)(A;;SWRC;;;AC)"
"""Administrators manage the queue, and everybody their own jobs."""


def colour_faults(name: str, groups: Iterable[str], others: Iterable[str]) -> list[str]:
    """What of the inputs cannot be meant, naming the input. `others` are the other queues of this role."""
    found = [
        f"print_queues_colour_groups holds {one!r}, which no group is called" for one in groups if not GROUP.fullmatch(one)
    ]
    if not NAME.fullmatch(name):
        found.append(f"print_queues_colour_name is {name!r}; use letters, digits, dot, hyphen and underscore")
    if name.lower() in {other.lower() for other in others}:
        found.append(f"print_queues_colour_name is {name!r}, which another input names already")
    return found


def colour_refusals(read: Mapping[str, Any], name: str, uri: str, groups: Iterable[str]) -> list[str]:
    """What a person has to settle first: a group that nobody knows, a queue of that name that is not ours."""
    gone = [group for group in groups if not read["sids"].get(group)]
    found = [f"nobody knows {', '.join(gone)}: make the groups first (role accounts, on the directory)"] if gone else []
    queue = _named(read).get(name.lower())
    if queue is not None and (queue["comment"] != LEADS_TO + uri or queue["driver"] != DRIVER):
        found.append(f"there is a queue {name}, but nobody can tell that it leads to {uri} by the {DRIVER}: rename it first")
    return found


def colour(read: Mapping[str, Any], name: str, uri: str, location: str, groups: Iterable[str]) -> dict[str, Any]:
    """What making and setting the queue in colour takes: empty when it is as it should be."""
    queue, sids = _named(read).get(name.lower()), [str(read["sids"][group]) for group in groups]
    wanted = {"location": location, "comment": LEADS_TO + uri, "shared": True, "share_name": name}
    if queue is None:
        return {"name": name, "make_from": uri, **wanted, "permissions": for_groups("", sids)}
    steps = {key: value for key, value in wanted.items() if queue[key] != value}
    if who_prints(queue["permissions"]) != set(sids):
        steps["permissions"] = for_groups(queue["permissions"], sids)
    return {"name": name, **steps} if steps else {}


def for_groups(sddl: str, sids: Iterable[str]) -> str:
    """Permissions by which only these groups print. Whom the queue denies by name it goes on denying, the groups aside."""
    given = list(sids)
    stay = (text for text, ace in _aces(sddl) if ace[0] == "D" and ace[5] not in WHOLE_SCHOOL.union(given, {"BA", "SY"}))
    denied = "".join(f"({text})" for text in stay)
    return MANAGED.replace("D:", f"D:{denied}", 1) + "".join(f"(A;;SWRC;;;{sid})" for sid in given)


def who_prints(sddl: str) -> set[str]:
    """Whoever may print, those who manage the queue aside. Whoever is denied may not, and nobody where everyone is."""
    every = [ace for _, ace in _aces(sddl) if "IO" not in re.findall("..", ace[1]) and _mask(ace[2]) & USE]
    allowed, denied = ({ace[5] for ace in every if ace[0] == kind} for kind in ("A", "D"))
    return set() if "WD" in denied else {sid for sid in allowed - denied if not NOBODY_ELSE.fullmatch(sid)}


def _aces(sddl: str) -> Iterator[tuple[str, list[str]]]:
    for text in re.findall(r"\(([^()]*)\)", sddl):
        parts = text.split(";")
        if len(parts) >= 6:
            yield text, parts


def _mask(rights: str) -> int:
    if rights.lower().startswith("0x"):
        return int(rights, 16) & USE or (USE if int(rights, 16) & 0x10000000 else 0)
    return max((LETTERS.get(letters, 0) for letters in re.findall("..", rights)), default=0)


def _named(read: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(queue["name"]).lower(): queue for queue in read["queues"] if queue}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (colour_faults, colour_refusals, colour, for_groups, who_prints)
        return {f"print_queues_windows_{given.__name__}": given for given in ours}
