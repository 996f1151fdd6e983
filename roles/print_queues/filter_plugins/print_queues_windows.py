"""Filters of the role print_queues for Windows print servers: what is refused, what differs, and how to put it back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
URI = re.compile(r"ipps?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9._~/-]*)?")
DRIVER = "Microsoft IPP Class Driver"
LEADS_TO = "Follow-me queue, made by ictops for "
"""Windows does not say of an IPP queue which address it was made for: its comment does."""
CLOSED = "(D;;SW;;;WD)"
"""Denies everyone the use of the queue; managing it is another right."""
SILENT = re.compile(r"Offline|Error|NotAvailable|ServerUnknown|PendingDeletion")
FORMAT, ROLE = 1, "print_queues"
NOT_DONE = {
    "print_queues_colour_groups": "only these print on the queue in colour, but a job on the follow-me queue may still ask for "
    "colour. Windows prints it grey unless asked; only the printer, or what manages it, can refuse",
    "print_queues_close_administration": "whether Internet Printing offers pages to administer is not looked at on Windows",
}
SETTINGS = ("location", "comment", "shared", "share_name", "keeps_jobs", "permissions")
DEFAULTS = ("sides", "colour")
PASSING = ("jobs", "status")
"""What a queue is only now: no part of how it was set."""

type Queue = Mapping[str, Any]


def faults(name: str, uri: str, keep: Iterable[str]) -> list[str]:
    """What of the inputs a Windows server cannot be given, naming the input."""
    allowed = "use letters, digits, dot, hyphen and underscore, a letter or digit first, 80 characters at most"
    found = [] if NAME.fullmatch(name) else [f"print_queues_name is {name!r}; {allowed}"]
    found += [] if URI.fullmatch(uri) else [f"print_queues_uri is {uri!r}; use ipp://host/path or ipps://host/path"]
    return found + [
        f"print_queues_keep holds {kept!r}, which no queue is called" for kept in keep if re.search(r"[\\,\x00-\x1f]", kept)
    ]


def not_done(given: Mapping[str, Any]) -> list[str]:
    """What the inputs ask for and Windows is not given, in sentences."""
    return [f"{name}: {why}" for name, why in NOT_DONE.items() if given.get(name)]


def refusals(read: Mapping[str, Any], name: str, uri: str) -> list[str]:
    """What a person has to settle first: a queue that leads elsewhere, a printer that is silent, a Windows too old."""
    queue = _named(read).get(name.lower())
    if queue is None:
        return (
            [] if read["makes_ipp"] else ["this Windows makes no queue from an IPP address; Server 2022 is the first that does"]
        )
    if queue["comment"] != LEADS_TO + uri or queue["driver"] != DRIVER:
        return [f"there is a queue {name}, but nobody can tell that it leads to {uri} by the {DRIVER}: rename it first"]
    return [f"the queue {name} is {queue['status']}: see to its printer"] if SILENT.search(queue["status"]) else []


def follow_me(read: Mapping[str, Any], name: str, uri: str, location: str, keep_jobs: bool) -> dict[str, Any]:
    """What making and setting the queue takes: empty when it is as it should be."""
    queue = _named(read).get(name.lower())
    wanted = {"location": location, "comment": LEADS_TO + uri, "shared": True, "share_name": name}
    wanted |= {} if keep_jobs else {"keeps_jobs": False}
    if queue is None:
        return {"name": name, "make_from": uri, **wanted}
    opened = {"permissions": queue["permissions"].replace(CLOSED, "")}
    steps = {key: value for key, value in (wanted | opened).items() if queue[key] != value}
    return {"name": name, **steps} if steps else {}


def defaults(read: Mapping[str, Any], name: str, duplex: bool, mono: bool) -> dict[str, Any]:
    """How a job is printed that does not ask, where that differs; empty where it does not."""
    wanted = {"sides": "TwoSidedLongEdge" if duplex else "OneSided", "colour": not mono}
    queue = _named(read).get(name.lower(), {})
    return {} if {key: queue.get(key) for key in DEFAULTS} == wanted else {"name": name, **wanted}


def to_close(read: Mapping[str, Any], kept: Iterable[str], message: str) -> list[dict[str, Any]]:
    """Shared queues that are not kept and not closed with this message yet, with what closes them."""
    names = {name.lower() for name in kept}
    found = (queue for at, queue in _named(read).items() if at not in names and queue["type"] == "Local" and queue["shared"])
    steps = ({"name": queue["name"], "permissions": _closed(queue["permissions"]), "comment": message} for queue in found)
    now = _named(read)
    return [step for step in steps if any(now[step["name"].lower()][key] != step[key] for key in ("permissions", "comment"))]


def old_drivers(read: Mapping[str, Any]) -> list[str]:
    """Drivers of printer makers, which Windows will stop looking after."""
    return sorted({str(one["name"]) for one in _given(read["drivers"]) if not str(one["name"]).startswith("Microsoft ")})


def earlier(
    read: Mapping[str, Any], own: Iterable[str], closing: Iterable[Mapping[str, Any]], going: Iterable[str] = ()
) -> dict[str, Any]:
    """All the role is about to touch, as it is, without its jobs; null stands for a queue of our own that is not there."""
    now, touched = _named(read), [*(step["name"] for step in closing), *going]
    names = [*own, *dict.fromkeys(now[name.lower()]["name"] for name in touched if name.lower() in now)]
    return {"format": FORMAT, "role": ROLE, "queues": {name: _kept(now.get(name.lower())) for name in names}}


def pack_faults(text: str, path: str) -> list[str]:
    """Why a kept state cannot be put back: not JSON, or of another role or format."""
    try:
        pack = json.loads(text)
    except ValueError:
        pack = None
    sound = isinstance(pack, Mapping) and (pack.get("role"), pack.get("format")) == (ROLE, FORMAT) and "queues" in pack
    return [] if sound else [f"{path} holds no earlier state of the role {ROLE} in format {FORMAT}"]


def unkept(pack: Mapping[str, Any], own: Iterable[str], closing: Iterable[Mapping[str, Any]]) -> list[str]:
    """The queues that a run makes or closes and the kept state does not hold: undo of that state passes over them."""
    held = {one.lower() for one in pack["queues"]}
    return [one for one in (*own, *(step["name"] for step in closing)) if one.lower() not in held]


def never_kept(pack: Mapping[str, Any], read: Mapping[str, Any], own: Iterable[str]) -> list[str]:
    """The queues that other runs made or closed, as far as can be seen now, and that this kept state says nothing of."""
    now, ours = _named(read), list(own)
    names = {name.lower() for name in ours}
    closed = [queue for at, queue in now.items() if at not in names and CLOSED in queue["permissions"]]
    return [one for one in unkept(pack, ours, closed) if one.lower() in now]


def back(pack: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """What is otherwise than it was kept: `queues` and `defaults` to set, queues that `stay`, and those that are `gone`.

    A queue that was taken away is made again, where its driver and its port are still there.
    """
    now, kept = _named(read), pack["queues"]
    both = [(now[name.lower()], was) for name, was in kept.items() if was and name.lower() in now]
    lost = [was for name, was in kept.items() if was and name.lower() not in now]
    again = [was for was in lost if _can_be_made(was, read)]
    made = [now[name.lower()] for name, was in kept.items() if was is None and name.lower() in now]
    steps = [_differing(queue, was) for queue, was in both]
    steps += [_differing(queue, {"permissions": _closed(queue["permissions"]), "shared": False}) for queue in made]
    return {
        "queues": [step for step in steps if len(step) > 1] + [_made_again(was) for was in again],
        "defaults": [
            {key: was[key] for key in ("name", *DEFAULTS)}
            for queue, was in both
            if any(queue[key] != was[key] for key in DEFAULTS)
        ]
        + [{key: was[key] for key in ("name", *DEFAULTS)} for was in again if was["sides"]],
        "stay": [queue["name"] for queue in made],
        "gone": [was["name"] for was in lost if was not in again],
    }


def _kept(queue: Queue | None) -> dict[str, Any] | None:
    return None if queue is None else {key: value for key, value in queue.items() if key not in PASSING}


def _can_be_made(was: Queue, read: Mapping[str, Any]) -> bool:
    """The IPP class driver's port goes with its queue; other drivers and ports stay when a queue goes."""
    drivers, ports = {str(one["name"]) for one in _given(read["drivers"])}, set(read["ports"])
    return was["type"] == "Local" and was["driver"] != DRIVER and was["driver"] in drivers and was["port"] in ports


def _made_again(was: Queue) -> dict[str, Any]:
    return {key: was[key] for key in ("name", "driver", "port", *SETTINGS)}


def _differing(queue: Queue, was: Queue) -> dict[str, Any]:
    return {"name": queue["name"]} | {key: was[key] for key in SETTINGS if key in was and queue[key] != was[key]}


def _closed(sddl: str) -> str:
    return sddl if CLOSED in sddl else re.sub(r"D:([PAIR]*)(?=\()", rf"D:\1{CLOSED}", sddl, count=1)


def _named(read: Mapping[str, Any]) -> dict[str, Queue]:
    return {str(queue["name"]).lower(): queue for queue in _given(read["queues"])}


def _given(rows: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, Any]]:
    """PowerShell writes an empty list as one null here and there."""
    yield from (row for row in rows if row)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            faults, not_done, refusals, follow_me, defaults, to_close, old_drivers,
            earlier, pack_faults, unkept, never_kept, back,
        )  # fmt: skip
        return {f"print_queues_windows_{given.__name__}": given for given in ours}
