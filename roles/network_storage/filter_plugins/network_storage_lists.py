"""Filters of the role network_storage: what getfacl printed of inherited folders, and whom it lets in that should not be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

EVERYBODY = frozenset({"everyone", "authenticated users", "domain users", "users", "nogroup"})
"""Groups that, on a school's network, hold everyone who can sign in."""


def lists(getfacl: str) -> dict[str, dict[str, Any]]:
    """By path: the list as it `was`, whether `everyone` may write, and what to `take_off`.

    `getfacl` ran with `--absolute-names --no-effective`. `take_off` are words for setfacl:
    the owning group and the mode of a folder are changed by other means.
    """
    blocks = (block.splitlines() for block in re.split(r"\n{2,}", getfacl) if block.startswith("# file: "))
    return {_unescaped(lines[0].removeprefix("# file: ")): _list(lines[1:]) for lines in blocks}


def _list(lines: list[str]) -> dict[str, Any]:
    owning = next((line.removeprefix("# group: ") for line in lines if line.startswith("# group: ")), "")
    writers = [line for line in lines if not line.startswith("#") and "w" in line.rpartition(":")[2]]
    open_to = [line for line in writers if _is_everybody(line, owning)]
    return {"was": lines, "everyone": bool(open_to), "take_off": list(_words(open_to))}


def _is_everybody(entry: str, owning: str) -> bool:
    kind, _, rest = entry.removeprefix("default:").partition(":")
    name = _unescaped(rest.rpartition(":")[0] or owning)
    return kind == "other" or (kind == "group" and name.rpartition("\\")[2].lower() in EVERYBODY)


def _words(open_to: list[str]) -> Iterator[str]:
    off = [word for line in open_to for word in _off(line)]
    yield from off
    # where there is a list, the mode sets its mask: the group that stays must be let in by name
    for entry in {"default:group::rwx" if word.startswith("default:") else "group::rwx" for word in off if ":" in word}:
        yield from ("--modify", entry)


def _off(entry: str) -> Iterator[str]:
    who = entry.rpartition(":")[0]
    if who == "default:other:":
        yield from ("--modify", "default:other::---")
    elif not who.endswith(":"):
        # setfacl reads the name as getfacl wrote it, but would take a comma for the next entry
        yield from ("--remove", who.replace(",", "\\054"))


def _unescaped(name: str) -> str:
    return re.sub(r"\\(\\|[0-7]{3})", lambda found: "\\" if found[1] == "\\" else chr(int(found[1], 8)), name)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_lists": lists}
