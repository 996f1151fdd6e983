"""Filters of the role network_storage: what testparm and find printed, as the shares and folders the tasks work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

CLOSED, PASSED_THROUGH = "2770", "2771"

type Sections = dict[str, dict[str, str]]
UNREAD: Mapping[str, Any] = {"was": [], "everyone": False, "take_off": []}
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
    acts_as = parameters.get("force user", "")
    return {
        "name": name,
        # a path with %U or the like is another folder for every user: not one that could be closed here
        "path": "" if "%" in path or not path.startswith("/") else path,
        "guests": guests,
        "acts_as": "" if "%" in acts_as else acts_as,
        # folder modes stop neither a guest nor anyone who works as another user: such a share needs a list of its own
        "needs_list": (guests or bool(acts_as)) and _wants_list(name, parameters),
        "may_need_list": _wants_list(name, parameters),
    }


def _wants_list(name: str, parameters: Mapping[str, str]) -> bool:
    # everybody's own folder is under [homes]: a group's list would shut the others out of theirs
    return not parameters.get("valid users") and name.casefold() != "homes"


def entries(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """What `find -printf '%m %y %G %p\\n'` said: mode in octal, kind (d, f, l) and owning group's number by path."""
    split = (line.split(" ", 3) for line in lines)
    return {path: {"mode": mode, "kind": kind, "gid": gid} for mode, kind, gid, path in split}


def open_folders(shares: Iterable[Mapping[str, Any]], known: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Inherited folders that guests reach or everyone may change: those to `close`, and those of the system to `leave`.

    A folder of the standard, or in one, is neither: the standard's own access list holds there; nor is one kept as it is.
    `passed` are the folders above another share that are closed, now or before: whoever passes through could go on into what
    was never closed below.
    """
    given = [{**share, "real": known["real"][share["path"]]} for share in shares if share["path"]]
    everywhere = {*known["own"], *(share["real"] for share in given)}
    found: dict[str, list[dict[str, Any]]] = {"close": [], "leave": [], "passed": []}
    for real in sorted({share["real"] for share in given}):
        entry = known["entries"].get(real, {})
        through = [share for share in given if share["real"] == real]
        kept = any(share["keep"] for share in through)
        if kept or entry.get("kind") != "d" or any(_within(real, own) for own in known["own"]):
            continue
        folder = _folder(real, everywhere, through, known["lists"].get(real, UNREAD))
        closed = (entry["mode"], entry["gid"]) == (folder["mode"], known["gids"][folder["group"]])
        is_open = bool(int(entry["mode"], 8) & 0o002 or folder["everyone"] or any(share["guests"] for share in through))
        if is_open:
            system = real in known["system_folders"] or any(_within(real, tree) for tree in known["system_trees"])
            found["leave" if system else "close"].append({**folder, "differs": not closed or folder["everyone"]})
        if folder["mode"] == PASSED_THROUGH and (is_open or closed):
            found["passed"].append(folder)
    return found


def _folder(real: str, everywhere: Iterable[str], through: list[dict[str, Any]], given: Mapping[str, Any]) -> dict[str, Any]:
    # who has a share further down must still pass through, without seeing what is here
    passed_through = any(_within(other, real) and other != real for other in everywhere)
    acts_as = next((str(share["acts_as"]) for share in through if share["acts_as"]), "")
    mode = PASSED_THROUGH if passed_through else CLOSED
    return {"path": real, "mode": mode, "group": next(share["group"] for share in through), "acts_as": acts_as, **given}


def _within(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(folder)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (sections, inherited, entries, open_folders)
        return {f"network_storage_{given.__name__}": given for given in ours}
