"""Filters of the role print_queues for what it writes into cupsd.conf and into a queue's description of its printer."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Container, Iterable, Mapping

ADMINISTRATION = (
    "CUPS-Add-Modify-Printer", "CUPS-Delete-Printer", "CUPS-Add-Modify-Class", "CUPS-Delete-Class", "CUPS-Set-Default",
)  # fmt: skip
PAGES = ("/admin", "/admin/conf", "/admin/log")
CLOSED = ("AuthType Default", "Require user @SYSTEM", "Order allow,deny")
"""A page that asks who somebody is and lets no other machine in: CUPS always lets its own machine in."""
WITHOUT_PAGES = {"WebInterface": "No", "IdleExitTimeout": "0"}
"""Without its web pages the service ends when nothing has been printed for a minute, and other machines could not wake it."""
ONLY_ADMINISTRATORS = ("AuthType Default", "Require user @SYSTEM", "Order deny,allow")
BEGIN = re.compile(r"\s*<(Location|Limit|Policy)\s+([^>]*?)\s*>\s*", re.IGNORECASE)


def settled(text: str, directives: Mapping[str, str], close: bool) -> str:
    """cupsd.conf with these directives, administration closed to other machines where asked, and everything else as it was."""
    lines = _with_directives(text.splitlines(), {**directives, **(WITHOUT_PAGES if close else {})})
    if not close:
        return "\n".join(lines) + "\n"
    for page in PAGES:
        lines = _with_section(lines, f"Location {page}", CLOSED)
    return "\n".join(_with_administrators(lines)) + "\n"


def gained(now: str, before: str, directives: Mapping[str, str]) -> list[str]:
    """What others wrote into cupsd.conf since, each line with its section. `directives`: all that this role may set."""
    wrote = (settled(before, given, close) for given in ({}, directives) for close in (False, True))
    return min((_added(text, now) for text in (before, *wrote)), key=len)


def beside(path: str, taken: Container[str]) -> str:
    """The first free name for a copy of the file beside it: `cupsd.conf.before-undo`, then `cupsd.conf.before-undo-2`."""
    names = (f"{path}.before-undo" + (f"-{number}" if number > 1 else "") for number in itertools.count(1))
    return next(name for name in names if name not in taken)


def grey(description: str, program: str) -> str:
    """A printer's description by which every page leaves in grey, whatever a job asks. Doing so twice changes nothing."""
    lines = description.splitlines()
    makes_pdf = any(line.startswith('*cupsFilter2: "application/vnd.cups-pdf application/pdf') for line in lines)
    kept = [_greyed(line) for line in lines if not _brings_colour(line, makes_pdf)]
    if makes_pdf:
        at = next(number for number, line in enumerate(lines) if line.startswith("*cupsFilter2:"))
        kept.insert(at, f'*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 {program}"')
    return "\n".join(kept) + "\n"


def _brings_colour(line: str, makes_pdf: bool) -> bool:
    if line.startswith("*cupsFilter2:"):
        return makes_pdf or "image/jpeg" in line or "image/png" in line
    choice = re.match(r"\*(?:C\.)?ColorModel (\w+)", line)
    return choice is not None and choice[1] not in {"Gray", "FastGray"}


def _greyed(line: str) -> str:
    if line.startswith("*DefaultColorModel:"):
        return "*DefaultColorModel: Gray"
    return "*ColorDevice: False" if line.startswith("*ColorDevice:") else line


def _with_directives(lines: list[str], directives: Mapping[str, str]) -> list[str]:
    """Each directive once, where it first stood or at the top, outside every section."""
    found: list[str] = []
    missing, deep = dict(directives), 0
    for line in lines:
        name = line.split(maxsplit=1)[0].lower() if line.strip() else ""
        wanted = next((key for key in directives if key.lower() == name), None) if deep == 0 else None
        deep += bool(BEGIN.fullmatch(line)) - line.strip().startswith("</")
        if wanted is None:
            found.append(line)
        elif wanted in missing:
            value = missing.pop(wanted)
            found.append(line if line.split() == [wanted, value] else f"{wanted} {value}")
    return [f"{name} {value}" for name, value in missing.items()] + found


def _with_section(lines: list[str], title: str, body: Iterable[str]) -> list[str]:
    """The section with exactly this body, where it stood or at the end; a second one of the same title is dropped."""
    found: list[str] = []
    wanted, placed, inside = [f"<{title}>", *(f"  {line}" for line in body), f"</{title.split(maxsplit=1)[0]}>"], False, False
    for line in lines:
        begin = BEGIN.fullmatch(line)
        if begin and f"{begin[1]} {begin[2]}".lower() == title.lower():
            inside = True
            found += [] if placed else wanted
            placed = True
        elif not inside:
            found.append(line)
        elif line.strip().lower() == f"</{title.split(maxsplit=1)[0].lower()}>":
            inside = False
    return found if placed else [*found, "", *wanted]


def _with_administrators(lines: list[str]) -> list[str]:
    """Every limit on an administrative operation asks for an administrator; one that a policy does not limit gets a limit."""
    found: list[str] = []
    inside, unlimited = False, list[str]()
    for line in lines:
        begin, end = BEGIN.fullmatch(line), line.strip().lower()
        inside = inside and end != "</limit>"
        if inside:
            continue
        if begin and begin[1].lower() == "policy":
            unlimited = list(ADMINISTRATION)
        elif end == "</policy>":
            found += _limit(unlimited) if unlimited else []
            unlimited = []
        found.append(line)
        if begin and begin[1].lower() == "limit" and _administers(begin[2]):
            named = begin[2].lower().split()
            unlimited = [operation for operation in unlimited if operation.lower() not in named]
            found += [f"    {word}" for word in ONLY_ADMINISTRATORS]
            inside = True
    return found


def _added(before: str, now: str) -> list[str]:
    was, there = _placed(before), _placed(now)
    steps = difflib.SequenceMatcher(None, was, there, autojunk=False).get_opcodes()
    return [line for what, _, _, start, end in steps if what in {"insert", "replace"} for line in there[start:end]]


def _placed(text: str) -> list[str]:
    """Every line that says something, behind the innermost section it stands in: `<Location /admin> Allow all`."""
    found, sections = [], list[str]()
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith("</"):
            del sections[-1:]
        elif line:
            found.append(" ".join([*sections[-1:], line]))
            sections += [line] if line.startswith("<") else []
    return found


def _limit(operations: list[str]) -> list[str]:
    return [f"  <Limit {' '.join(operations)}>", *(f"    {word}" for word in ONLY_ADMINISTRATORS), "  </Limit>"]


def _administers(operations: str) -> bool:
    return any(operation.lower() in operations.lower().split() for operation in ADMINISTRATION)


class FilterModule:
    def filters(self) -> dict[str, Callable[..., object]]:
        return {f"print_queues_{function.__name__}": function for function in (settled, gained, beside, grey)}
