"""Filters of the role whiteboards: by what a board was found, and what else its entry asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

COMES = re.compile(r"(?m)^Inst ([^ :]+)(?::\S+)? (?:\[([^]]*)\] )?\(([^ )]+)")
LISTS = ("edid", "duplicates", "updater_units", "updater_files")


def whole(catalogue: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The trust's entries, each with what the row of the same id adds. The trust's words win, an empty list too."""
    by_usb = {usb: row for row in rows for usb in row["usb"]}
    return [_whole(entry, by_usb.get(entry["usb"], {})) for entry in catalogue]


def _whole(entry: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    shipped = {"edid": row.get("edid", []), **row.get("linux", {})}
    lists = {name: entry[name] if entry.get(name) is not None else shipped.get(name, []) for name in LISTS}
    return {**entry, **lists}


def found(
    catalogue: list[Mapping[str, Any]],
    known: Iterable[str],
    screens: Iterable[Mapping[str, str]],
    installed: Mapping[str, Any],
) -> list[dict[str, str]]:
    """The boards of this PC with what showed them: USB; else a screen; else an installed driver. The first to show any counts.

    A screen or driver that fits several entries shows none of them, unless they ask for the same package.
    """
    there = set(known)
    if by_usb := [entry for entry in catalogue if entry["usb"] in there]:
        return [{"usb": entry["usb"], "by": "USB"} for entry in by_usb]
    for screen in screens:
        if one := _only(entry for entry in catalogue if any(_is(screen, name) for name in entry.get("edid") or ())):
            return [{"usb": one["usb"], "by": f"the screen {screen['maker']} {screen['model']}".rstrip()}]
    for package in sorted(installed):
        if one := _only(entry for entry in catalogue if entry.get("package") == package):
            return [{"usb": one["usb"], "by": f"the installed driver {package}"}]
    return []


def _only(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    fitting = list(entries)
    return fitting[0] if fitting and len({entry.get("package") for entry in fitting}) == 1 else None


def _is(screen: Mapping[str, str], name: str) -> bool:
    maker, _, model = name.partition(" ")
    return screen["maker"] == maker and model.lower() in screen["model"].lower()


def named(catalogue: Iterable[Mapping[str, Any]], word: str, boards: Iterable[str] | None = None) -> list[str]:
    """All that the entries (those of these boards only, when given) list under a word, each once."""
    only = None if boards is None else set(boards)
    return sorted({one for entry in catalogue if only is None or entry["usb"] in only for one in entry.get(word) or ()})


def units(show: str) -> dict[str, dict[str, bool]]:
    """Units that are there, from `systemctl show` (Id, LoadState, UnitFileState, ActiveState): enabled, running."""
    blocks = (dict(line.partition("=")[::2] for line in block.splitlines()) for block in show.split("\n\n"))
    return {
        block["Id"]: {"enabled": block.get("UnitFileState") == "enabled", "running": block.get("ActiveState") == "active"}
        for block in blocks
        if block.get("Id") and block.get("LoadState") == "loaded"
    }


def awake(units: Mapping[str, Mapping[str, bool]], wanted: Iterable[str]) -> list[str]:
    """Those of the wanted units that are enabled or running."""
    return [name for name in wanted if name in units and (units[name]["enabled"] or units[name]["running"])]


def asleep(units: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Those of the units that are neither enabled nor running."""
    return sorted(set(units) - set(awake(units, units)))


def aside(diversions: str, files: Iterable[str], suffix: str) -> dict[str, bool]:
    """Each file, and whether it is put aside already, from `dpkg-divert --list`."""
    return {file: f"diversion of {file} to {file}{suffix}" in diversions for file in files}


def aside_now(earlier: Mapping[str, bool], diversions: str, suffix: str) -> list[dict[str, Any]]:
    """The files that are put aside and were not, as loops take them."""
    now = aside(diversions, earlier, suffix)
    return [{"key": file, "value": True} for file, was in sorted(earlier.items()) if now[file] and not was]


def also_gone(simulated: str, asked: Iterable[str]) -> list[str]:
    """What apt would take away beside what it is asked to; from `apt-get --simulate`."""
    return sorted(set(_removed(simulated)) - set(asked))


def also_changed(simulated: str, asked: Iterable[str]) -> list[str]:
    """Other packages that are there and would get another version, with both; from `apt-get --simulate`."""
    names = {package.partition("=")[0] for package in asked}
    return sorted({f"{name} {old} -> {new}" for name, old, new in COMES.findall(simulated) if old and name not in names})


def comes_along(simulated: str, asked: Iterable[str]) -> list[str]:
    """Packages that are not there and would come beside what is asked for; from `apt-get --simulate`."""
    names = {package.partition("=")[0] for package in asked}
    return sorted({name for name, old, _ in COMES.findall(simulated) if not old and name not in names})


def _removed(simulated: str) -> Iterator[str]:
    yield from (line.split()[1].partition(":")[0] for line in simulated.splitlines() if line.startswith(("Remv ", "Purg ")))


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        given = (whole, found, named, units, awake, asleep, aside, aside_now, also_gone, also_changed, comes_along)
        return {f"whiteboards_{function.__name__}": function for function in given}
