"""Filters of the role print_queues for Windows: which closed queues may go for good, and why others wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

DRIVER = "Microsoft IPP Class Driver"
CLOSED = "(D;;SW;;;WD)"


def removal_faults(names: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Queues that are to go and to stay."""
    staying = {name.lower() for name in kept}
    return [
        f"print_queues_remove names {name!r}, which is a queue of this role, or in print_queues_keep; undo one"
        for name in names
        if name.lower() in staying
    ]


def removable(names: Iterable[str], read: Mapping[str, Any], held: Iterable[str] | None) -> dict[str, list[Any]]:
    """Which of these queues `go`, and why others `wait`. `held` are those in the kept state; null where this run makes it."""
    now = {str(queue["name"]).lower(): queue for queue in read["queues"] if queue}
    known = None if held is None else {name.lower() for name in held}
    there = [now[name.lower()] for name in names if name.lower() in now]
    reasons = {queue["name"]: _why_not(queue, known) for queue in there}
    wait = [{"name": name, "why": why} for name, why in reasons.items() if why]
    return {"go": [name for name, why in reasons.items() if not why], "wait": wait}


def _why_not(queue: Mapping[str, Any], held: set[str] | None) -> str:
    reasons = (
        (queue["type"] != "Local", "it is a connection to another server's queue"),
        (CLOSED not in queue["permissions"], "it takes jobs; it is closed first, and goes when the role runs again"),
        (queue["jobs"], f"{queue['jobs']} jobs wait in it; let them print, or cancel them"),
        (queue["driver"] == DRIVER, "no undo could make it again: its port goes with it"),
        (
            held is not None and queue["name"].lower() not in held,
            "the earlier state does not hold it; name another with print_queues_keep_as",
        ),
    )
    return next((reason for applies, reason in reasons if applies), "")


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"print_queues_windows_{given.__name__}": given for given in (removal_faults, removable)}
