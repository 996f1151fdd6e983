"""Filters of the role whiteboards: what is wrong with its inputs, which boards are plugged in, and what they still need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

USB = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
PACKAGE = re.compile(r"[a-z0-9][a-z0-9+.-]+")
VERSION = re.compile(r"[0-9][A-Za-z0-9.+:~-]*")
URI = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+/([A-Za-z0-9._~-]+/)*")
KEY = re.compile(r"\s*-----BEGIN PGP PUBLIC KEY BLOCK-----\n.+\n-----END PGP PUBLIC KEY BLOCK-----\s*", re.DOTALL)
LOOKS_LIKE_A_BOARD = re.compile(r"white.?board|interactive|touch.?(panel|display)|smart.?board|active.?panel", re.IGNORECASE)
HUB = "TYPE=9/"
REQUIRED = frozenset({"required", "true", "yes", "on", "1"})
NONE = frozenset({"no", "false", "off", "0"})
SECRET = re.compile(r"(?i)key|serial|pass|licen|activat|token")
FORMS = {
    "edid": re.compile(r"[A-Z]{3}( [ -~]+)?"),
    "duplicates": PACKAGE,
    "updater_units": re.compile(r"[A-Za-z0-9@_.-]+\.(service|timer)"),
    "updater_files": re.compile(r"/etc/(cron\.(d|hourly|daily|weekly|monthly)|xdg/autostart)/[A-Za-z0-9_][A-Za-z0-9._-]*"),
}
FORM_SAID = {
    "edid": "not three capital letters, then words of the model's name",
    "duplicates": "which is no package's name",
    "updater_units": "which is no service or timer",
    "updater_files": "not a file in /etc/cron.* or /etc/xdg/autostart",
}


def faults(catalogue: Iterable[Mapping[str, Any]], uri: str, key: str) -> list[str]:
    """Every fault of the inputs, naming the input. An empty list when the role may go on."""
    found = [
        fault
        for number, entry in enumerate(catalogue, 1)
        for fault in _entry_faults(f"whiteboards_catalogue, entry {number}", entry)
    ]
    if not URI.fullmatch(uri):
        found.append("whiteboards_repository_uri has to be http:// or https:// with a host and a slash at the end")
    if not KEY.fullmatch(key):
        found.append("whiteboards_repository_key has to be one armoured public key (BEGIN PGP PUBLIC KEY BLOCK)")
    return found


def _entry_faults(where: str, entry: Mapping[str, Any]) -> Iterator[str]:
    if not USB.fullmatch(entry["usb"]):
        yield f"{where}: usb is {entry['usb']!r}; use four hexadecimal digits, a colon and four more, in small letters"
    if str(entry["driver"]).lower() not in REQUIRED | NONE | {"optional"}:
        yield f"{where}: driver is {entry['driver']!r}; use required, optional or no"
    for name, form in (("package", PACKAGE), ("version", VERSION)):
        if (entry.get("package") or _lacks_driver(entry)) and not form.fullmatch(entry.get(name) or ""):
            yield f"{where}: {name} is {entry.get(name)!r}; a board that needs a driver needs the exact {name}"
    for name, form in FORMS.items():
        yield from (
            f"{where}: {name} holds {one!r}, {FORM_SAID[name]}" for one in entry.get(name) or () if not form.fullmatch(one)
        )
    for name in (entry.get("windows") or {}).get("properties") or ():
        if SECRET.search(name):
            yield f"{where}: windows, properties holds {name}, which reads like a licence key; no key belongs in a standard"


def _lacks_driver(entry: Mapping[str, Any]) -> bool:
    return str(entry["driver"]).lower() in REQUIRED and not entry.get("windows")


def boards(
    udev: str, catalogue: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]] = (), board_makers: Iterable[str] = ()
) -> dict[str, list[str]]:
    """USB devices of udev's database as `vendor:product`.

    `known` are in the trust's catalogue, `plain` only in the rows that ship with the role, `unknown` may be boards, in neither.
    """
    known = {entry["usb"] for entry in catalogue}
    shipped = {usb for row in rows for usb in row["usb"]} - known
    makers = {usb[:4] for usb in known} | set(board_makers)
    found = {usb: lines for device in udev.split("\n\n") if (usb := _usb(lines := device.splitlines()))}
    strange = (usb for usb, lines in found.items() if usb not in known | shipped and _may_be_a_board(usb, lines, makers))
    return {"known": sorted(known & found.keys()), "plain": sorted(shipped & found.keys()), "unknown": sorted(strange)}


def wanted(catalogue: Iterable[Mapping[str, Any]], known: Iterable[str]) -> dict[str, str]:
    """The packages that the boards of this PC need, each with its version."""
    there = set(known)
    return {entry["package"]: entry["version"] for entry in catalogue if needs_driver(entry) and entry["usb"] in there}


def installed(dpkg: str) -> dict[str, dict[str, Any]]:
    """Packages by name, out of `want status name version` a line."""
    rows = (line.split() for line in dpkg.splitlines())
    return {row[2]: {"version": row[3], "held": row[0] == "hold"} for row in rows if len(row) == 4 and row[1] == "installed"}


def missing(wanted: Mapping[str, str], installed: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is not there at the wanted version, as apt is asked for it."""
    return [f"{name}={version}" for name, version in wanted.items() if installed.get(name, {}).get("version") != version]


def unlisted(missing: Iterable[str], madison: str) -> list[str]:
    """What apt's lists do not offer yet. `madison` is what `apt-cache madison` printed: name | version | source."""
    offered = {"=".join(part.strip() for part in line.split("|")[:2]) for line in madison.splitlines()}
    return [package for package in missing if package not in offered]


def elsewhere(missing: Iterable[str], madison: str, uri: str) -> list[str]:
    """Sources other than the repository that offer the very version that is missing, with it. `madison`: as for `unlisted`."""
    rows = ([part.strip() for part in line.split("|")] for line in madison.splitlines())
    offers = {
        (f"{row[0]}={row[1]}", row[2].split(" ")[0].rstrip("/")) for row in rows if row[2:] and row[2].endswith("Packages")
    }
    there = {(package, source) for package, source in offers if source != uri.rstrip("/")}
    return [f"{package} from {source}" for package, source in sorted(there) if package in set(missing)]


def other_sources(grep: str, uri: str, ours: str, key: str) -> list[str]:
    """Files other than ours that list the repository without naming our key for it. `grep` printed `file:line` of all."""
    files: dict[str, list[str]] = {}
    for file, _, line in (row.partition(":") for row in grep.splitlines()):
        if not line.startswith("#"):
            files.setdefault(file, []).append(line)
    return sorted(file for file, lines in files.items() if file != ours and _lists(file, lines, uri.rstrip("/"), key))


def _lists(file: str, lines: list[str], uri: str, key: str) -> bool:
    entries = map(_fields, re.split(r"\n\s*\n", "\n".join(lines))) if file.endswith(".sources") else map(_options, lines)
    return any(
        uri in (listed.rstrip("/") for listed in entry.get("uris", "").split())
        and entry.get("enabled", "yes").lower() not in ("no", "false", "0")
        and (entry.get("signed-by") != key or "trusted" in entry)
        for entry in entries
    )


def _fields(stanza: str) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in re.findall(r"^(\S+?):(.*(?:\n[ \t].*)*)", stanza, re.MULTILINE)}


def _options(line: str) -> dict[str, str]:
    match = re.match(r"\s*deb(?:-src)?\s+(?:\[([^]]*)\]\s*)?(\S+)", line)
    options = (word.partition("=") for word in (match[1] or "").split()) if match else ()
    return {name.lower(): value for name, _, value in options} | ({"uris": match[2]} if match else {})


def needs_driver(entry: Mapping[str, Any]) -> bool:
    """Whether a package is installed for it: required or optional, and named. An inventory may say "no", a true text."""
    return bool(entry.get("package")) and str(entry["driver"]).lower() not in NONE


def _usb(lines: list[str]) -> str:
    said = dict(line[3:].partition("=")[::2] for line in lines if line.startswith("E: "))
    if said.get("SUBSYSTEM") != "usb" or said.get("DEVTYPE") != "usb_device":
        return ""
    # the kernel's own word, d48/9/100, where udev's rules have not put the ids beside it
    vendor, model, *_ = (*(part.rjust(4, "0") for part in said.get("PRODUCT", "").split("/")), "")
    usb = f"{said.get('ID_VENDOR_ID') or vendor}:{said.get('ID_MODEL_ID') or model}"
    return usb if USB.fullmatch(usb) else ""


def _may_be_a_board(usb: str, lines: list[str], makers: Iterable[str]) -> bool:
    """Of a maker whose boards are in the catalogue, or called a board; a hub, which many makers build in, is neither."""
    if any(line.startswith(f"E: {HUB}") for line in lines):
        return False
    return usb[:4] in makers or any(LOOKS_LIKE_A_BOARD.search(line) for line in lines if line.startswith("E: ID_MODEL"))


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        given = (faults, boards, wanted, installed, missing, unlisted, elsewhere, other_sources)
        return {f"whiteboards_{function.__name__}": function for function in given}
