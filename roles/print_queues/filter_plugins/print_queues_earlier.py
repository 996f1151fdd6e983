"""Filters of the role print_queues that keep how a print server was, and say what puts it back."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

FORMAT = 1
WITHHELD = "withheld@"
"""Stands in an address where the print service's own file has a name and password."""
ATTRIBUTE = re.compile(r"\s+([a-z-]+) \([^)]*\) = (.*)")
BEGIN = re.compile(r"<(?:Default)?(Printer|Class) (\S+)>")

type Queue = dict[str, Any]
type Step = dict[str, Any]


def live(stdout: str, descriptions: Mapping[str, str] | None = None) -> dict[str, Queue] | None:
    """The queues by name as the print service states them, with these descriptions; None when it did not answer."""
    if "status-code = client-error-not-found" in stdout:
        return {}
    if "status-code = successful-ok" not in stdout:
        return None
    stated = (_attributes(group.splitlines()) for group in stdout.split("-- separator --"))
    found = {said["printer-name"][0]: _stated(said) for said in stated if "printer-name" in said}
    return {name: {**queue, "description": (descriptions or {}).get(name) or None} for name, queue in found.items()}


def defined(conf: str) -> dict[str, Queue]:
    """The queues by name as printers.conf and classes.conf define them, up to half a minute ago."""
    found: dict[str, Queue] = {}
    lines: list[list[str]] = []
    for line in conf.splitlines():
        if begin := BEGIN.fullmatch(line.strip()):
            lines = []
            found[begin[2]] = {"class": begin[1] == "Class"}
        elif line.startswith("</") and found:
            found[list(found)[-1]] |= _written(lines)
        else:
            lines.append([*line.split(" ", 1), ""][:2])
    return found


def kept(state: Mapping[str, Any]) -> dict[str, Any]:
    """What is written down before the first change: `live` and `conf` text, descriptions, cupsd.conf, packages, names made."""
    written, stated = defined(state["conf"]), live(state["live"])
    queues = {
        name: _merged(written.get(name), (stated or {}).get(name)) | {"description": state["descriptions"].get(name) or None}
        for name in sorted((written if stated is None else stated).keys())
    }
    return {
        "format": FORMAT,
        "role": "print_queues",
        "makes": sorted(state["makes"]),
        "queues": queues,
        "cupsd": state["cupsd"],
        "packages": sorted(
            line.removeprefix("installed ") for line in state["dpkg"].splitlines() if line.startswith("installed ")
        ),
    }


def pack(content: str) -> dict[str, Any]:
    """A kept state, out of what slurp gave; `{"fault": …}` where it cannot be used."""
    try:
        found = json.loads(base64.b64decode(content))
    except ValueError:
        return {"fault": "is not JSON"}
    if not isinstance(found, dict) or found.get("role") != "print_queues":
        return {"fault": "was not kept by this role"}
    if found.get("format") != FORMAT:
        return {"fault": f"has the format {found.get('format')!r}; this role reads format {FORMAT}"}
    return {"fault": "", **found}


def steps(earlier: Mapping[str, Any], now: Mapping[str, Queue], held: str) -> list[Step]:
    """The commands that put the queues back, in order: desk queues first, so that there is always somewhere to print."""
    makes = set(earlier["makes"])
    wanted = sorted(earlier["queues"].items(), key=lambda item: (item[0] in makes, item[0]))
    found = [step for name, queue in wanted for step in _put_back(name, queue, now.get(name), name in makes)]
    for name in sorted(makes & now.keys() - earlier["queues"].keys()):
        if not jobs(held, name):
            found.append(_step("remove", name, ["lpadmin", "-x", name]))
        elif now[name]["accepting"]:
            found.append(_step("close", name, ["cupsreject", name]))
    return found


def jobs(held: str, name: str) -> int:
    """How many jobs wait in a queue, out of `lpstat -o`."""
    return len(re.findall(rf"^{re.escape(name)}-\d+\s", held, re.MULTILINE))


def _merged(written: Queue | None, stated: Queue | None) -> Queue:
    """One queue, by what the service states now; only its own file knows its options and whether its address has a password."""
    written = {"uri": "", "options": {}, "sheets": "", "shared": "", "errors": "", **(written or {})}
    if stated is None:
        return written
    options = {name: value for name, value in written["options"].items() if name not in {"sides", "print-color-mode"}}
    options |= {"sides": stated["sides"][0]} if len(stated["sides"]) > 1 or "sides" in written["options"] else {}
    options |= {"print-color-mode": stated["colour"][0]} if stated["colour"] else {}
    uri = written["uri"] if WITHHELD in written["uri"] else stated["uri"]
    return {**written, **stated, "uri": uri, "options": options}


def _put_back(name: str, queue: Queue, now: Queue | None, whole: bool) -> Iterator[Step]:
    if (now is None and queue["class"]) or name.startswith("-"):
        return
    whole = whole and not queue["class"]
    if now is None or (whole and _definition(queue) != _definition(now)):
        yield _step("make", name, [*_making(name, queue), *(_given(queue) if now is None else [])], queue["description"])
    # Before who may print is set: the service lets nobody start a queue that they may not print on, not even root.
    if (now is None and not queue["stopped"]) or (now is not None and whole and queue["stopped"] != now["stopped"]):
        yield _step("stop" if queue["stopped"] else "start", name, ["cupsdisable" if queue["stopped"] else "cupsenable", name])
    if now is None or (whole and _defaults(queue) != _defaults(now)):
        yield _step("set", name, _setting(name, queue))
    if queue["accepting"] and (now is None or not now["accepting"]):
        yield _step("open", name, ["cupsaccept", name])
    elif not queue["accepting"] and (now is None or (whole and now["accepting"])):
        yield _step("close", name, ["cupsreject", "-r", queue["message"] or "This queue is closed.", name])
    if now is not None and not whole and now["info"] != (queue["info"] or name):
        yield _step("describe", name, ["lpadmin", "-p", name, "-D", queue["info"] or name])


def _definition(queue: Queue) -> list[Any]:
    return [queue["uri"].replace(WITHHELD, ""), queue["location"], queue["info"], queue["description"]]


def _defaults(queue: Queue) -> list[Any]:
    return [queue["sides"][:1], queue["colour"][:1], sorted(queue["allowed"]), sorted(queue["denied"])]


def _making(name: str, queue: Queue) -> list[str]:
    address = [] if WITHHELD in queue["uri"] else ["-v", queue["uri"]]
    return ["lpadmin", "-p", name, *address, "-L", queue["location"], "-D", queue["info"]]


def _given(queue: Queue) -> list[str]:
    given = {
        "job-sheets-default": queue["sheets"].replace(" ", ","),
        "printer-is-shared": {"Yes": "true", "No": "false"}.get(queue["shared"], ""),
        "printer-error-policy": queue["errors"],
    }
    return [word for option, value in given.items() if value for word in ("-o", f"{option}={value}")]


def _setting(name: str, queue: Queue) -> list[str]:
    words = [word for option, value in sorted(queue["options"].items()) for word in ("-o", f"{option}-default={value}")]
    words += [] if "sides" in queue["options"] else ["-R", "sides-default"]
    who = f"allow:{listed(queue['allowed'])}" if queue["allowed"] else f"deny:{listed(queue['denied'])}"
    return ["lpadmin", "-p", name, *words, "-u", "allow:all" if who == "deny:" else who]


def listed(names: list[str]) -> str:
    """Names of people and groups as lpadmin takes them: it reads a backslash in a list, and none in a single name."""
    return ",".join(re.sub(r"([\\'\"])", r"\\\1", name) for name in names) if len(names) > 1 else "".join(names)


def _step(does: str, name: str, argv: list[str], description: str | None = None) -> Step:
    return {"does": does, "queue": name, "argv": argv, "description": description}


def _attributes(lines: Iterable[str]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for line in lines:
        if match := ATTRIBUTE.fullmatch(line):
            said.setdefault(match[1], []).append(re.sub(r"\\(.)", r"\1", match[2]))
    return said


def _stated(said: Mapping[str, list[str]]) -> Queue:
    def first(attribute: str) -> str:
        return said.get(attribute, [""])[0]

    return {
        "class": "member-names" in said,
        "uri": first("device-uri"),
        "location": first("printer-location"),
        "info": first("printer-info"),
        "model": first("printer-make-and-model"),
        "accepting": said.get("printer-is-accepting-jobs") == ["true"],
        "stopped": said.get("printer-state") == ["stopped"],
        "message": first("printer-state-message"),
        "sides": said.get("sides-default", []),
        "colour": said.get("print-color-mode-default", []),
        "allowed": [name for name in first("requesting-user-name-allowed").split(",") if name],
        "denied": [name for name in first("requesting-user-name-denied").split(",") if name],
    }


def _written(lines: list[list[str]]) -> Queue:
    said: dict[str, list[str]] = {}
    for key, value in lines:
        said.setdefault(key, []).append(value.replace("\\#", "#"))

    def first(key: str) -> str:
        return said.get(key, [""])[0]

    options = dict([*option.split(" ", 1), ""][:2] for option in said.get("Option", []))
    return {
        "uri": first("DeviceURI"),
        "location": first("Location"),
        "info": first("Info"),
        "model": first("MakeModel"),
        "accepting": first("Accepting") != "No",
        "stopped": first("State") == "Stopped",
        "message": first("StateMessage"),
        "sides": [options["sides"]] if "sides" in options else [],
        "colour": [options["print-color-mode"]] if "print-color-mode" in options else [],
        "allowed": said.get("AllowUser", []),
        "denied": said.get("DenyUser", []),
        "options": options,
        "sheets": first("JobSheets"),
        "shared": first("Shared"),
        "errors": first("ErrorPolicy"),
    }


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"print_queues_{function.__name__}": function for function in (live, kept, pack, steps, listed)}
