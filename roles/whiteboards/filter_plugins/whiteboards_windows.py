"""Filters of the role whiteboards for Windows PCs: which boards are there, what they still need, how it was."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

USB = re.compile(r"USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})\\", re.IGNORECASE)
PROPERTY = re.compile(r"[A-Z][A-Z0-9_]*")
VALUE = re.compile(r"[A-Za-z0-9 ._:/\\-]*")
SECRET = re.compile(r"(?i)key|serial|pass|licen|activat|token")
MSI = re.compile(r"(\\\\[A-Za-z0-9._-]+|[A-Za-z]:)(\\[A-Za-z0-9 ._()$-]+)+\.msi", re.IGNORECASE)
CODE = re.compile(r"\{[0-9A-Fa-f-]{36}\}")
LOOKS_LIKE_A_BOARD = re.compile(r"white.?board|interactive|touch.?(panel|display)|smart.?board|active.?panel", re.IGNORECASE)
HUB = re.compile(r"\bhub\b", re.IGNORECASE)
REQUIRED = frozenset({"required", "true", "yes", "on", "1"})
NONE = frozenset({"no", "false", "off", "0"})
FORMAT, ROLE = 1, "whiteboards"

type Entry = Mapping[str, Any]


def faults(catalogue: Iterable[Entry]) -> list[str]:
    """What of the catalogue cannot be used on Windows, naming the entry."""
    return [
        f"whiteboards_catalogue, entry {number}: {fault}"
        for number, entry in enumerate(catalogue, 1)
        for fault in _entry_faults(entry)
    ]


def _entry_faults(entry: Entry) -> Iterator[str]:
    if str(entry["driver"]).lower() not in REQUIRED | NONE | {"optional"}:
        yield f"driver is {entry['driver']!r}; use required, optional or no"
    yield from (f"windows: {fault}" for fault in _windows_faults(entry.get("windows") or {}))


def _windows_faults(given: Mapping[str, Any]) -> Iterator[str]:
    if not given:
        return
    yield from (f"{word} is missing" for word in ("path", "product", "publisher", "version") if not given.get(word))
    if given.get("path") and not MSI.fullmatch(given["path"]):
        yield f"path is {given['path']!r}; use an MSI file on a share or a disk"
    if given.get("version") and not re.fullmatch(r"[0-9]+(\.[0-9]+){0,3}", str(given["version"])):
        yield f"version is {given['version']!r}; use numbers and dots, as Windows lists them"
    for name, value in (given.get("properties") or {}).items():
        if not PROPERTY.fullmatch(name) or not VALUE.fullmatch(str(value)):
            yield f"properties holds {name}; use capitals, digits and underscore, and a plain value"
        if SECRET.search(name):
            yield f"properties holds {name}, which reads like a licence key; no key belongs in a standard"


def boards(
    read: Mapping[str, Any], catalogue: Iterable[Entry], rows: Iterable[Entry] = (), board_makers: Iterable[str] = ()
) -> dict[str, list[Any]]:
    """Entries whose board is here: by USB id, else by screen, else by product; and USB devices that may be boards.

    A screen, or the installed products, that fit entries with different installers show none of them.
    """
    entries, plugged = list(catalogue), dict(_plugged(read))
    known = [entry for entry in entries if entry["usb"] in plugged]
    for screen in _given(read["monitors"]):
        known = known or _alike(entry for entry in entries if any(_is(screen, name) for name in entry.get("edid") or ()))
    known = known or _alike(entry for entry in entries if _product(entry.get("windows") or {}, read))
    listed, shipped = {entry["usb"] for entry in entries}, {usb for row in rows for usb in row["usb"]}
    makers = {usb[:4] for usb in listed} | set(board_makers)
    strange = (usb for usb, name in plugged.items() if usb in shipped or _may_be_a_board(usb, name, makers))
    return {"known": known, "unknown": sorted(set(strange) - listed)}


def _may_be_a_board(usb: str, name: str, makers: Iterable[str]) -> bool:
    """Of a maker whose boards are in the catalogue, or called a board; a hub, which many makers build in, is neither."""
    return not HUB.search(name) and (usb[:4] in makers or bool(LOOKS_LIKE_A_BOARD.search(name)))


def needs(read: Mapping[str, Any], known: Iterable[Entry]) -> list[dict[str, Any]]:
    """What is to be installed: path, arguments, product; once each. A newer version stays, and is said elsewhere."""
    wanted = {entry["windows"]["path"]: entry["windows"] for entry in known if entry.get("windows") and _wants_driver(entry)}
    return [
        {"path": path, "arguments": _arguments(given), "product": given["product"], "version": str(given["version"])}
        for path, given in wanted.items()
        if _older(_product(given, read), str(given["version"]))
    ]


def newer(read: Mapping[str, Any], known: Iterable[Entry]) -> list[str]:
    """Products that are newer than the standard: nothing is taken back."""
    found = ((entry["windows"], _product(entry["windows"], read)) for entry in known if entry.get("windows"))
    return sorted(
        {
            f"{there['name']} {there['version']}"
            for given, there in found
            if there and _number(there["version"]) > _number(given["version"])
        }
    )


def without_driver(known: Iterable[Entry]) -> list[str]:
    """Boards that are here, need a driver, and for which the catalogue has none for Windows."""
    return sorted(entry["maker"] for entry in known if str(entry["driver"]).lower() in REQUIRED and not entry.get("windows"))


def doubled(read: Mapping[str, Any], known: Iterable[Entry]) -> list[dict[str, str]]:
    """Installed touch drivers that fight with the right one, by the code of an MSI."""
    names = {name.lower() for entry in known for name in (entry.get("windows") or {}).get("duplicates") or ()}
    found = (product for product in _given(read["products"]) if product["name"].lower() in names)
    return [{"id": product["id"], "name": product["name"]} for product in found if CODE.fullmatch(product["id"])]


def updaters(read: Mapping[str, Any], known: Iterable[Entry]) -> dict[str, list[Any]]:
    """Services and scheduled tasks of these boards that would update them and are not off yet."""
    named = [(entry.get("windows") or {}) for entry in known]
    services = {name.lower() for given in named for name in given.get("services") or ()}
    tasks = {name.lower() for given in named for name in given.get("tasks") or ()}
    return {
        "services": [dict(one) for one in _given(read["services"]) if one["name"].lower() in services and not _is_off(one)],
        "tasks": [dict(one) for one in _given(read["tasks"]) if one["name"].lower() in tasks and one["enabled"]],
    }


def named(catalogue: Iterable[Entry], word: str) -> list[str]:
    """All services, or all tasks, that the catalogue names for Windows."""
    return sorted({name for entry in catalogue for name in (entry.get("windows") or {}).get(word) or ()})


def earlier(read: Mapping[str, Any], known: Iterable[Entry]) -> dict[str, Any]:
    """What may be changed, as it is: products by name and version, services and tasks that the catalogue names."""
    names = [str((entry.get("windows") or {}).get("product") or "-").lower() for entry in known]
    products = {
        one["name"]: one["version"]
        for one in _given(read["products"])
        if any(one["name"].lower().startswith(name) for name in names)
    }
    doubles = {one["name"]: one["id"] for one in doubled(read, known)}
    return {
        "format": FORMAT,
        "role": ROLE,
        "products": products,
        "doubles": doubles,
        "services": [dict(one) for one in _given(read["services"])],
        "tasks": [dict(one) for one in _given(read["tasks"])],
    }


def not_kept(
    pack: Mapping[str, Any], doubles: Iterable[Mapping[str, Any]], off: Mapping[str, Iterable[Mapping[str, Any]]]
) -> list[str]:
    """What is about to be removed or switched off that a kept state says nothing of, by name: undo does not put that back."""
    kept = {_called(one) for word in ("services", "tasks") for one in pack[word]} | {name.lower() for name in pack["doubles"]}
    changing = [*doubles, *off["services"], *off["tasks"]]
    return sorted({one.get("path", "") + one["name"] for one in changing if _called(one) not in kept})


def left_off(pack: Mapping[str, Any], read: Mapping[str, Any]) -> list[str]:
    """Services and scheduled tasks that are off and that a kept state says nothing of, by name."""
    off = {
        "services": [one for one in _given(read["services"]) if _is_off(one)],
        "tasks": [one for one in _given(read["tasks"]) if not one["enabled"]],
    }
    return not_kept(pack, (), off)


def _called(one: Mapping[str, Any]) -> str:
    return f"{one.get('path', '')}{one['name']}".lower()


def pack_faults(text: str, path: str) -> list[str]:
    """Why a kept state cannot be put back: not JSON, or of another role or format."""
    try:
        pack = json.loads(text)
    except ValueError:
        pack = None
    parts = isinstance(pack, Mapping) and {"products", "doubles", "services", "tasks"} <= pack.keys()
    sound = parts and (pack.get("role"), pack.get("format")) == (ROLE, FORMAT)
    return [] if sound else [f"{path} holds no earlier state of the role {ROLE} in format {FORMAT}"]


def _plugged(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for device in _given(read["devices"]):
        if found := USB.match(device["id"]):
            yield f"{found[1]}:{found[2]}".lower(), device["name"]


def _alike(entries: Iterable[Entry]) -> list[Entry]:
    fitting = list(entries)
    return fitting if len({(entry.get("windows") or {}).get("path") for entry in fitting}) == 1 else []


def _is(screen: Mapping[str, str], name: str) -> bool:
    maker, _, model = name.partition(" ")
    return screen["maker"] == maker and model.lower() in screen["name"].lower()


def _product(given: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The newest installed product of this name and publisher."""
    if not given.get("product"):
        return None
    name, publisher = given["product"].lower(), str(given.get("publisher", "")).lower()
    found = [
        one
        for one in _given(read["products"])
        if one["name"].lower().startswith(name) and one["publisher"].lower() == publisher
    ]
    return max(found, key=lambda one: _number(one["version"]), default=None)


def _wants_driver(entry: Entry) -> bool:
    return str(entry["driver"]).lower() not in NONE


def _older(there: Mapping[str, Any] | None, version: str) -> bool:
    return there is None or _number(there["version"]) < _number(version)


def _number(version: Any) -> tuple[int, ...]:
    parts = [int(part) for part in re.findall(r"[0-9]+", str(version))]
    return (*parts, 0, 0, 0, 0)[:4]


def _arguments(given: Mapping[str, Any]) -> list[str]:
    # win_package itself adds /qn and /norestart to an MSI
    return [f"{name}={value}" for name, value in sorted((given.get("properties") or {}).items())]


def _is_off(service: Mapping[str, Any]) -> bool:
    return bool(service["start"] == "Disabled" and service["status"] == "Stopped")


def _given(rows: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, Any]]:
    """PowerShell writes an empty list as one null here and there."""
    yield from (row for row in rows if row)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            faults, boards, needs, newer, without_driver, doubled, updaters, named, earlier, not_kept, left_off, pack_faults,
        )  # fmt: skip
        return {f"whiteboards_windows_{given.__name__}": given for given in ours}
