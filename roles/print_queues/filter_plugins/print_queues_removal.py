"""Filters of the role print_queues that say what a kept state does not hold or put back, and which queues may go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

WITHHELD = "withheld@"
"""Stands in an address where the print service's own file has a name and password."""

type Queue = dict[str, Any]


def removable(names: Iterable[str], now: Mapping[str, Any], held: str, earlier: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Which of these queues may go, and why the others must wait. `earlier` is the kept state that an undo would read."""
    there = {name: now["queues"][name] for name in names if name in now["queues"]}
    reasons = {name: _why_not(name, queue, held, earlier) for name, queue in there.items()}
    wait = [{"name": name, "why": why} for name, why in reasons.items() if why]
    return {"go": [name for name, why in reasons.items() if not why], "wait": wait}


def unkept(earlier: Mapping[str, Any], makes: Iterable[str], closing: Iterable[str]) -> list[str]:
    """The queues that a run makes or closes and the kept state does not hold: undo of that state passes over them."""
    made = {name for name in makes if name not in earlier["makes"]}
    return sorted(made | {name for name in closing if name not in earlier["queues"]})


def never_kept(earlier: Mapping[str, Any], makes: Iterable[str], now: Mapping[str, Queue]) -> list[str]:
    """The queues that other runs made or closed, as far as can be seen now, and that this kept state says nothing of."""
    closed = (name for name, queue in now.items() if not queue["accepting"] and name not in earlier["makes"])
    return unkept(earlier, (name for name in makes if name in now), closed)


def stays(earlier: Mapping[str, Any], now: Mapping[str, Queue], held: str, dpkg: str) -> list[str]:
    """What is not put back, each with its reason."""
    new = {line.removeprefix("installed ") for line in dpkg.splitlines() if line.startswith("installed ")}
    packages = sorted(new - set(earlier["packages"]))
    found = [f"the packages {', '.join(packages)} stay, because others may need them by now"] if packages else []
    if packages and earlier["cupsd"] is None:
        found.append("the print service's settings stay as the run wrote them, because there were none before")
    made = list(earlier["makes"])
    found += [
        f"the queue {name} is closed, not removed, because {_jobs(held, name)} jobs wait in it; "
        "undo again when they are printed"
        for name in made
        if name in now and name not in earlier["queues"] and _jobs(held, name)
    ]
    found += [
        f"the printer's description of {name}, if it had one, because this state holds none of it: it comes back raw; "
        "the state that was kept when it was removed holds it"
        for name, queue in earlier["queues"].items()
        if name not in now and name not in made and not queue["class"] and queue["description"] is None
    ]
    return found + [
        f"the name and password in the address of {name}, because none is ever kept; set it with lpadmin -p {name} -v ADDRESS"
        for name, queue in earlier["queues"].items()
        if WITHHELD in queue["uri"] and _touched(name, queue, now.get(name), made)
    ]


def _touched(name: str, queue: Queue, now: Queue | None, made: Iterable[str]) -> bool:
    return now is None or (name in made and queue["uri"].replace(WITHHELD, "") != now["uri"])


def _why_not(name: str, queue: Queue, held: str, earlier: Mapping[str, Any]) -> str:
    before = earlier.get("queues", {}).get(name, {})
    is_kept = bool(before) and bool(before["description"] or not queue["description"])
    jobs = _jobs(held, name)
    reasons = (
        (queue["accepting"], "it takes jobs; it is closed first, and goes when the role runs again"),
        (jobs, f"{jobs} jobs wait in it; let them print, or cancel them"),
        (queue["class"], "it is a class of other queues, which an undo could not make again"),
        (WITHHELD in queue["uri"], "its address holds a password, which is never kept for an undo; remove it by hand"),
        (not queue.get("sheets"), "the print service has not written its definition down yet; run again in a minute"),
        (not is_kept, "the earlier state does not hold its definition; name another with print_queues_keep_as"),
    )
    return next((reason for applies, reason in reasons if applies), "")


def _jobs(held: str, name: str) -> int:
    """How many jobs wait in a queue, out of `lpstat -o`."""
    return len(re.findall(rf"^{re.escape(name)}-\d+\s", held, re.MULTILINE))


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"print_queues_{function.__name__}": function for function in (removable, unkept, never_kept, stays)}
