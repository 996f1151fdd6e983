"""Filters of the role whiteboards for Windows PCs: the program of no maker, where a board gets no driver here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

EXE = re.compile(r"(\\\\[A-Za-z0-9._-]+|[A-Za-z]:)(\\[A-Za-z0-9 ._()$-]+)+\.exe", re.IGNORECASE)
PROGRAMS: Mapping[str, Mapping[str, str]] = {
    "openboard": {
        "product": "openboard",
        "id": "{8CCA6AC7-BBF9-4DD2-8E70-A907E0FCA38F}}_is1",
        "arguments": "/VERYSILENT /NORESTART /SP-",
    }
}
"""How its name in the list of programs begins, its place there (braces as its maker writes them), and how to install it."""
NO_DRIVER = frozenset({"no", "false", "off", "0"})


def fallback_faults(path: str) -> list[str]:
    """What is wrong with the installer's path, naming the input."""
    sound = not path or EXE.fullmatch(path)
    return [] if sound else [f"whiteboards_fallback_windows is {path!r}; use an EXE file on a share or a disk"]


def spare(read: Mapping[str, Any], known: Iterable[Mapping[str, Any]], program: str, path: str) -> dict[str, Any]:
    """What a PC without a driver for its board gets: `install`, empty where it has the program, and what is `said`."""
    boards = list(known)
    if program not in PROGRAMS or not boards or any(map(_gets_a_driver, boards)):
        return {"install": {}, "said": ""}
    asked = PROGRAMS[program]
    if any(one["name"].lower().startswith(asked["product"]) for one in read["products"] if one):
        return {"install": {}, "said": ""}
    if not path:
        return {"install": {}, "said": f"{program} is not installed: whiteboards_fallback_windows names no installer"}
    return {"install": {"path": path, "product_id": asked["id"], "arguments": asked["arguments"]}, "said": ""}


def _gets_a_driver(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("windows")) and str(entry["driver"]).lower() not in NO_DRIVER


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"whiteboards_windows_{given.__name__}": given for given in (fallback_faults, spare)}
