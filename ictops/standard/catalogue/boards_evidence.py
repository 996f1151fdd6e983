"""What else a classroom PC's reading shows of its board: screens, rival drivers, self-updaters, access, a due restart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ictops.estate import Value
from ictops.standard.catalogue.edid import fits, screen
from ictops.standard.catalogue.known_boards import SCREENS
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.control import CannotTell

NAME = "whiteboards"
USB = r"[0-9a-f]{4}:[0-9a-f]{4}"
LISTS = {"rivals": "duplicates", "units": "updater_units", "files": "updater_files"}
"""The parts of the probe that ask for what the catalogue's entries list, and under which word they list it."""
UNNOTED = "3"
"""What the probe's step `restart` ends with where no restart is noted, and one for a kernel would not be."""
ECHOED = {"usb": str, "package": str, "edid": list, "duplicates": list, "updaters": list}


def named(entries: Iterable[Mapping[str, Any]], word: str) -> list[str]:
    """All that the entries list under a word, each once."""
    return sorted({one for entry in entries for one in entry.get(word) or ()})


def as_line(entry: Mapping[str, Any]) -> str:
    """What has to come back with the answer: by what a board is known, and what its own entry says must not be there."""
    said = entry.get("edid")
    lists = {"edid": SCREENS.get(entry["usb"], ()) if said is None else said, "duplicates": entry.get("duplicates") or ()}
    lists["updaters"] = [*named([entry], "updater_units"), *named([entry], "updater_files")]
    return json.dumps(
        {"usb": entry["usb"], "package": entry.get("package") or ""} | {word: sorted(lists[word]) for word in lists}
    )


def _echoed(line: str) -> dict[str, Any]:
    """A row of the catalogue as it came back. CannotTell when it is not as it was sent."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        row = None
    if not isinstance(row, dict) or {word: type(row[word]) for word in row} != ECHOED:
        raise CannotTell("the answer does not carry the standard's catalogue as it was sent")
    return row


def _entries(answer: Answer) -> list[dict[str, Any]]:
    return [_echoed(line) for line in answer.of("catalogue")]


def devices(answer: Answer) -> tuple[str, ...]:
    """What the probe says of USB devices, by line. CannotTell when the list is cut, or udev knows none but the kernel does."""
    lines = answer.of("devices")
    if not lines or not re.fullmatch(r"seen \d+", lines[-1]):
        raise CannotTell("the list of devices has no end")
    if lines[-1] == "seen 0" and answer.of("kernel", allowed=("0", "2")):
        raise CannotTell("udev lists no devices at all, but the kernel has found some on USB")
    return lines[:-1]


def attached(answer: Answer) -> set[str]:
    """Every USB device as `vendor:product`."""
    return {_usb(line) for line in devices(answer) if not line.startswith("maybe ")}


def _usb(line: str) -> str:
    if not re.fullmatch(f"usb {USB}", line):
        raise CannotTell(f"udev describes a USB device without saying which: {line[:80]!r}")
    return line.removeprefix("usb ")


def plugged_in(answer: Answer, attached: set[str]) -> set[str]:
    """The boards of the catalogue among the USB devices that are attached."""
    return {entry["usb"] for entry in _entries(answer)} & attached


def _present(answer: Answer) -> list[dict[str, Any]]:
    """The entries of the boards that this PC has."""
    there = attached(answer)
    ids = plugged_in(answer, there) | {shown.partition(" ")[0] for shown in boards(answer, there)}
    return [entry for entry in _entries(answer) if entry["usb"] in ids]


def boards(answer: Answer, attached: set[str]) -> set[str]:
    """The board that a screen or else an installed driver shows, where USB shows none: `1d6b:f00d by the screen SBI`."""
    if plugged_in(answer, attached):
        return set()
    entries = _entries(answer)
    screens = filter(None, map(screen, answer.of("screens")))
    by_screen = (
        (one, f"the screen {one}", [e for e in entries if any(fits(one, name) for name in e["edid"])]) for one in screens
    )
    there = sorted(_installed(answer, "packages"))
    by_driver = ((one, f"the installed driver {one}", [e for e in entries if e["package"] == one]) for one in there)
    for _, shows, fitting in (*by_screen, *by_driver):
        if fitting and len({entry["package"] for entry in fitting}) == 1:
            return {f"{entry['usb']} by {shows}" for entry in fitting[:1]}
    return set()


def _installed(answer: Answer, part: str) -> set[str]:
    rows = [line.split(" ") for line in answer.of(part, allowed=("0", "1"))]
    found = {row[2] for row in rows if len(row) == 4 and row[1] == "installed"}
    if "dpkg" not in found:
        raise CannotTell("the package database did not even list its own tool")
    return found - {"dpkg"}


def rivals(output: str) -> Value:
    """The other touch drivers that are installed, of those that fight with this PC's board."""
    answer = opened(NAME, output)
    entries = _present(answer)
    fighting = set(named(entries, "duplicates")) - {entry["package"] for entry in entries}
    return tuple(sorted(_installed(answer, "rivals") & fighting))


def updaters(output: str) -> Value:
    """Units and files by which the software of this PC's board would update itself: enabled, running or in place."""
    answer = opened(NAME, output)
    return tuple(sorted({*_awake(answer.of("units")), *answer.of("files")} & set(named(_present(answer), "updaters"))))


def _awake(lines: tuple[str, ...]) -> Iterator[str]:
    blocks = [dict(line.partition("=")[::2] for line in block.split("\n")) for block in "\n".join(lines).split("\n\n")]
    if not any(block.get("Id") == "-.mount" for block in blocks):
        raise CannotTell("the service manager did not even list the root of the file system")
    for block in blocks:
        if any(block) and "Id" not in block:
            raise CannotTell("the service manager described a unit without saying which")
        awake = block.get("UnitFileState") == "enabled" or block.get("ActiveState") == "active"
        if awake and block.get("LoadState") == "loaded" and block["Id"] != "-.mount":
            yield block["Id"]


def access(output: str) -> Value:
    """The USB ids that a rule of udev gives to whoever sits at the PC: one read before 73-seat-late.rules, which gives."""
    answer = opened(NAME, output)
    answer.of("devices")
    return tuple(sorted(answer.of("access")))


def restart(output: str) -> Value:
    """The packages that wait for a restart; `unnamed` where the PC does not say which.

    Debian's packages note it themselves, its kernels do not: CannotTell on a PC with a kernel and nothing that notes a new one.
    """
    answer = opened(NAME, output)
    _installed(answer, "packages")
    waiting = answer.of("restart", allowed=("0", UNNOTED))
    if answer.statuses["restart"] == UNNOTED:
        raise CannotTell(
            "nothing on the PC notes that a new kernel waits for a restart; "
            "the package unattended-upgrades or reboot-notifier does"
        )
    return tuple(sorted(waiting))
