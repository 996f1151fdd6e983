"""Filters of the role whiteboards: the earlier state that it keeps before its first change, and what putting it back takes."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
FORMAT = 1
ROLE = "whiteboards"
PARTS = {"files": dict, "packages": dict, "units": dict, "aside": dict}


def name_faults(names: Mapping[str, str]) -> list[str]:
    """Which of these inputs is no name for a kept state; it becomes a folder's name."""
    form = "use small letters, digits and hyphens, beginning with a letter or digit"
    return [f"{name} is {said!r}; {form}" for name, said in names.items() if not NAME.fullmatch(said)]


def kept(slurped: str, path: str) -> dict[str, Any]:
    """A pack as slurp brought it. A pack that cannot be used holds one word more, `fault`: a sentence that says why."""
    empty: dict[str, Any] = {part: kind() for part, kind in PARTS.items()}
    try:
        pack = json.loads(base64.b64decode(slurped, validate=True))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return empty | {"fault": f"{path} is not JSON"}
    said = pack if isinstance(pack, dict) else {}
    for word, wanted in (("role", ROLE), ("format", FORMAT)):
        if said.get(word) != wanted:
            return empty | {"fault": f"{path} has the {word} {said.get(word)!r}, not {wanted!r}"}
    wrong = [part for part, kind in PARTS.items() if not isinstance(said.get(part, kind()), kind)]
    return empty | ({"fault": f"{path} holds no list of {wrong[0]}"} if wrong else said)


def files(stats: Iterable[Mapping[str, Any]], slurped: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str] | None]:
    """Each file as it is: content (base64), mode, owner and group; None where there is none. From loops of stat and slurp."""
    contents = {one["item"]: one["content"] for one in slurped if "content" in one}
    return {
        one["item"]: {
            "content": contents[one["item"]],
            "mode": one["stat"]["mode"],
            "owner": one["stat"].get("pw_name") or str(one["stat"]["uid"]),
            "group": one["stat"].get("gr_name") or str(one["stat"]["gid"]),
        }
        if one["stat"]["exists"]
        else None
        for one in stats
    }


def as_they_are(names: Iterable[str], installed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any] | None]:
    """Each package's version and hold, None where it is not installed."""
    return {name: dict(installed[name]) if name in installed else None for name in sorted(set(names))}


def back(pack: Mapping[str, Any], installed: Mapping[str, Mapping[str, Any]], madison: str) -> dict[str, list[str]]:
    """What putting the packages back takes.

    `remove`, then `release` holds that were not there, `install` (as apt is asked) and `hold`; `lost` is what nobody offers.
    """
    earlier: Mapping[str, Mapping[str, Any] | None] = pack["packages"]
    was_there = {name: was for name, was in sorted(earlier.items()) if was}
    moved = {(name, was["version"]) for name, was in was_there.items() if _version(installed, name) != was["version"]}
    coming = moved & _offered(madison)
    again = {name for name, _ in coming}
    return {
        "remove": sorted(name for name, was in earlier.items() if was is None and name in installed),
        "release": [name for name, was in was_there.items() if not was["held"] and _held(installed, name)],
        "install": sorted(map("=".join, coming)),
        # apt takes the hold off what it is told to change all the same
        "hold": [
            name
            for name, was in was_there.items()
            if was["held"] and (name in again or (name in installed and not _held(installed, name)))
        ],
        "lost": sorted(map("=".join, moved - coming)),
    }


def no_way_back(missing: Iterable[str], installed: Mapping[str, Mapping[str, Any]], madison: str) -> list[str]:
    """Versions that are installed, are about to be replaced, and that no source offers: undo could not bring them again."""
    names = [package.partition("=")[0] for package in missing]
    there = [(name, installed[name]["version"]) for name in names if name in installed]
    return [" ".join(each) for each in sorted(set(there) - _offered(madison))]


def not_kept(pack: Mapping[str, Any], changing: Mapping[str, Iterable[str]]) -> list[str]:
    """What is about to change (names by part of the pack) that the pack says nothing of: undo does not put that back."""
    return sorted({name for part, names in changing.items() for name in names if name not in pack[part]})


def _version(installed: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return str(installed.get(name, {}).get("version", ""))


def _held(installed: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    return bool(installed.get(name, {}).get("held"))


def _offered(madison: str) -> set[tuple[str, str]]:
    rows = ([part.strip() for part in line.split("|")] for line in madison.splitlines())
    return {(row[0], row[1]) for row in rows if len(row) > 1}


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        given = (name_faults, kept, files, as_they_are, back, no_way_back, not_kept)
        return {f"whiteboards_{function.__name__}": function for function in given}
