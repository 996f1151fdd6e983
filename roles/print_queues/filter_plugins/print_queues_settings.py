"""Filters of the role print_queues for what it writes into cupsd.conf and into a queue's description of its printer."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

OFF = {"no", "off", "0", "false"}
COUNTS = {"%p", "%T", "%P", "%C", "%j", "%{media}", "%{sides}"}
"""What a page log may say of a page: its queue, when, which of how many copies, on what. Not whose it was, nor its title."""
BEGIN = re.compile(r"\s*<(Location|Limit|Policy)\s+([^>]*?)\s*>\s*", re.IGNORECASE)


def settled(text: str, directives: Mapping[str, str]) -> str:
    """cupsd.conf with these directives, save those that ask for as much as it stands, and everything else as it was."""
    lines = text.splitlines()
    wanted = {name: value for name, value in directives.items() if not _enough(name, _stated(lines, name))}
    return "\n".join(_with_directives(lines, wanted)) + "\n"


def gained(now: str, before: str, wrote: Iterable[str]) -> list[str]:
    """What others wrote into cupsd.conf since, each line with its section. `wrote`: what this role may have made of it."""
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
    missing = dict(directives)
    for line, outside in _outside(lines):
        name = line.split(maxsplit=1)[0].lower() if line.strip() else ""
        wanted = next((key for key in directives if key.lower() == name), None) if outside else None
        if wanted is None:
            found.append(line)
        elif wanted in missing:
            found.append(f"{wanted} {missing.pop(wanted)}")
    return [f"{name} {value}" for name, value in missing.items()] + found


def _outside(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands outside every section."""
    deep = 0
    for line in lines:
        yield line, deep == 0
        deep += bool(BEGIN.fullmatch(line)) - line.strip().startswith("</")


def _stated(lines: list[str], name: str) -> list[str] | None:
    """What the file says of a directive, word by word: the last time counts. None where it does not name it."""
    said = [line.split() for line, outside in _outside(lines) if outside and line.strip()]
    return next((words[1:] for words in reversed(said) if words[0].lower() == name.lower()), None)


def _enough(name: str, stated: list[str] | None) -> bool:
    """Whether what stands already keeps and shows no more than what is asked for."""
    if not stated or name == "IdleExitTimeout":
        return stated == ["0"]
    if name == "PageLogFormat":
        return {word.strip('"') for word in stated} <= COUNTS
    return len(stated) == 1 and stated[0].lower() in OFF


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


class FilterModule:
    def filters(self) -> dict[str, Callable[..., object]]:
        return {f"print_queues_{function.__name__}": function for function in (settled, gained, beside, grey)}
