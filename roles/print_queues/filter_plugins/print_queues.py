"""Filters of the role print_queues: what is wrong with its inputs, what ipptool said, and what is not as wanted."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,126}")
GROUP = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]*\\)?[A-Za-z0-9_](?:[A-Za-z0-9 ._&'()+-]{0,126}[A-Za-z0-9._&'()+-])?")
"""A group's name, as winbind gives it too: `WORKGROUP\\Group name`."""
ALLOWED = "use letters, digits, dot, hyphen and underscore, a letter or digit first"
ALLOWED_OF_GROUPS = (
    "use letters, digits, spaces and . _ - & ' ( ) +, a letter or digit first, and a domain only as DOMAIN\\name"
)
URI = re.compile(r"ipps?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9._~/-]*)?")
LONGEST = 127
"""Characters CUPS keeps of a location."""
ATTRIBUTE = re.compile(r"\s+([a-z-]+) \([^)]*\) = (.*)")
EVERYWHERE = "IPP Everywhere"
QUEUE = "<queue>"
"""Stands in the message of closed queues for the follow-me queue's name."""
GREY = "ictops-grey"
"""The filter that a queue's description names when its pages leave in shades of grey."""

type Said = dict[str, list[str]]


def plain(text: str) -> str:
    """The text on one line, without control and invisible characters, no longer than CUPS keeps."""
    shown = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join(shown.split())[:LONGEST].rstrip()


def called(name: str, place: str) -> str:
    """What a queue is described as to whoever looks for it: its name, and where it stands."""
    return plain(", ".join(word for word in (name, plain(place)) if word))


def message(text: str, name: str) -> str:
    """What a closed queue says, with the follow-me queue's name in it."""
    return plain(text.replace(QUEUE, name))


def message_faults(text: str, name: str) -> list[str]:
    """Why a closed queue cannot be given this message: nobody would learn from it where to print."""
    asked = f"write {QUEUE} where its name is to stand, within {LONGEST} characters"
    return [] if _names(message(text, name), name) else [f"print_queues_message does not name the queue {name!r}; {asked}"]


def faults(given: Mapping[str, Any]) -> list[str]:
    """Every fault of the inputs, naming the input. An empty list when the role may go on."""
    single = {key: given[key] for key in ("name", "colour_name") if key == "name" or given["colour_groups"]}
    found = [f"print_queues_{key} is {plain(name)!r}; {ALLOWED}" for key, name in single.items() if not NAME.fullmatch(name)]
    if not URI.fullmatch(given["uri"]):
        found.append(f"print_queues_uri is {plain(given['uri'])!r}; use ipp://host/path or ipps://host/path")
    for key, form, allowed in (("keep", NAME, ALLOWED), ("remove", NAME, ALLOWED), ("colour_groups", GROUP, ALLOWED_OF_GROUPS)):
        found += [f"print_queues_{key} holds '{plain(one)}'; {allowed}" for one in given[key] if not form.fullmatch(one)]
    found += message_faults(given["message"], plain(given["name"]))
    return found + _named_twice(
        [*single.items(), *(("keep", one) for one in given["keep"]), *(("remove", one) for one in given["remove"])]
    )


def _named_twice(named: Iterable[tuple[str, str]]) -> list[str]:
    """CUPS does not tell capital letters from small ones in the name of a queue."""
    first: dict[str, str] = {}
    found = []
    for key, name in named:
        if name.lower() in first:
            found.append(f"print_queues_{key} names {plain(name)!r}, which print_queues_{first[name.lower()]} names already")
        first.setdefault(name.lower(), key)
    return found


def answered(stdout: str) -> bool:
    return "status-code = successful-ok" in stdout


def lacking(stdout: str, wanted: Mapping[str, Any]) -> list[str]:
    """What the printer cannot do of what is wanted of it, in words. What it does not speak of, it may be able to do."""
    said = _attributes(stdout.splitlines())
    sides, colours = (",".join(said.get(f"{name}-supported", [])).split(",") for name in ("sides", "print-color-mode"))
    found = [] if wanted["sides"] in sides or sides == [""] else ["print on both sides (print_queues_duplex)"]
    return found + ([] if wanted["colour"] in colours or colours == [""] else [f"print {wanted['colour']} (print_queues_mono)"])


def read(stdout: str) -> dict[str, dict[str, Any]]:
    """The queues by name, out of what ipptool printed of CUPS-Get-Printers."""
    queues = (_attributes(lines) for lines in _groups(stdout.splitlines()))
    return {said["printer-name"][0]: _queue(said) for said in queues if "printer-name" in said}


def differences(found: Mapping[str, Any], wanted: Mapping[str, Any], description: str) -> dict[str, list[str]]:
    """What is not as wanted: under `make` what only making the queue again puts right, under `set` what can just be set."""
    queue = found.get(wanted["name"])
    if queue is None:
        return {"make": ["there is no such queue"], "set": []}
    make = [] if queue["uri"] == wanted["uri"] else [f"it leads to {queue['uri']}"]
    make += [] if queue["everywhere"] and description else ["it has no IPP Everywhere description of its printer"]
    make += ["it prints everything in grey"] if GREY in description and not wanted["grey"] else []
    # CUPS states a default twice: once of the queue, once of the printer's description. Both count.
    wrong = [
        f"{key} {' and '.join(queue[key]) or 'not set'}" for key in ("sides", "colour") if set(queue[key]) != {wanted[key]}
    ]
    wrong += [] if queue["location"] == wanted["location"] else ["location"]
    wrong += [] if queue["info"] == wanted["info"] else ["what it is described as"]
    wrong += ["a job can choose colour"] if wanted["grey"] and GREY not in description else []
    wrong += ["who may print"] if wanted["allowed"] and queue["allowed"] != sorted(wanted["allowed"]) else []
    wrong += [] if queue["accepting"] and not queue["stopped"] else ["it takes no jobs"]
    return {"make": make, "set": wrong}


def text(content: str) -> str:
    """A file's text out of what slurp gave. Bytes that are not UTF-8 stand as they are only where they are written back."""
    return base64.b64decode(content).decode("utf-8", "replace")


def to_close(found: Mapping[str, Any], kept: Iterable[str]) -> list[str]:
    """Queues that take jobs and are not kept. A name that looks like an option never reaches a command."""
    return sorted(name for name, queue in found.items() if queue["accepting"] and name not in set(kept) and name[0] != "-")


def to_tell(found: Mapping[str, Any], kept: Iterable[str], name: str) -> list[str]:
    """Queues that are closed, or about to be, and whose description does not name the follow-me queue."""
    return sorted(one for one in found.keys() - set(kept) if one[0] != "-" and not _names(found[one]["info"], name))


def not_yet(found: Mapping[str, Any], name: str, closing: Iterable[str], printer: str) -> list[str]:
    """Why the queues must stay open for now: the follow-me printer cannot print, or not everyone could reach its queue."""
    said, shared = _attributes(printer.splitlines()), [queue for queue in closing if found[queue]["shared"]]
    reasons = ["its printer is stopped; make it ready"] if said.get("printer-state") == ["stopped"] else []
    reasons += ["its printer takes no jobs; let it"] if said.get("printer-is-accepting-jobs") == ["false"] else []
    if shared and name in found and not found[name]["shared"]:
        reasons.append(f"{name} is not shared, but {', '.join(shared)} is; lpadmin -p {name} -o printer-is-shared=true")
    return reasons if closing else []


def absent(packages: Iterable[str], dpkg: str) -> list[str]:
    """The packages that are not installed. `dpkg` has a line `status name` for each that it has heard of."""
    there = {line.split()[1] for line in dpkg.splitlines() if line.startswith("installed ")}
    return [package for package in packages if package not in there]


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line.strip() == "-- separator --":
            yield group
            group = []
        else:
            group.append(line)
    yield group


def _attributes(lines: Iterable[str]) -> Said:
    said: Said = {}
    for line in lines:
        if match := ATTRIBUTE.fullmatch(line):
            said.setdefault(match[1], []).append(match[2])
    return said


def _names(said: str, name: str) -> bool:
    """Whether a text names a queue, in small letters or capitals. FollowMe-Colour does not name FollowMe."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", said, re.IGNORECASE))


def _unescaped(value: str) -> str:
    """What ipptool printed with a backslash before each backslash, quotation mark and bracket."""
    return re.sub(r"\\(.)", r"\1", value)


def _queue(said: Said) -> dict[str, Any]:
    return {
        "uri": said.get("device-uri", [""])[0],
        "location": _unescaped(said.get("printer-location", [""])[0]),
        "info": _unescaped(said.get("printer-info", [""])[0]),
        "everywhere": EVERYWHERE in said.get("printer-make-and-model", [""])[0],
        "accepting": said.get("printer-is-accepting-jobs") == ["true"],
        "stopped": said.get("printer-state") == ["stopped"],
        "shared": said.get("printer-is-shared") == ["true"],
        "allowed": sorted(name for name in _unescaped(said.get("requesting-user-name-allowed", [""])[0]).split(",") if name),
        "sides": said.get("sides-default", []),
        "colour": said.get("print-color-mode-default", []),
    }


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        given = (plain, text, faults, answered, lacking, read, differences, to_close, to_tell, not_yet, absent)
        given += (called, message, message_faults)
        return {f"print_queues_{function.__name__}": function for function in given}
