"""Calendars in iCalendar (RFC 5545): terms, half terms, holidays, INSET days and closures. Other events are counted, not kept.

A school's calendar holds much that is nobody's business here (names, trips, meetings), so an event is taken only when its
summary plainly speaks of the school's year. The end of an event of whole days is not part of it (RFC 5545, 3.6.1). An event
that repeats is written out, where its rule is simple and ends; any other rule is told, since a guess would be a wrong date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component, Event

from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.tables import EMPTY, AuditFile, Cell, Row, Table, Text
from ictops.estate import Untrusted

MOST = 400
"""Days that one repeating event may stand for: more than any school year has."""

_HERE = ZoneInfo("Europe/London")
_TAKEN = ("SUMMARY", "CATEGORIES")
_LEFT = ("DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "CONTACT", "COMMENT")
_HEADER = ("term", "starts", "ends", "kind", *(name.casefold() for name in _LEFT), "not read because")

_SEASON = r"(school|summer|christmas|easter|winter|autumn|spring|october|february|may|whitsun|bank|public|half[- ]?term)"
_KINDS = (
    ("INSET day", r"\binset\b|in[- ]service (training )?day|\b(staff|teacher) (training|development) day|non[- ]pupil day"),
    ("half term", r"\bhalf[- ]?term\b"),
    ("holiday", rf"\b{_SEASON} (holiday|break|vacation|recess)s?\b|^(school )?holidays?$|\bmay day\b|\bgood friday\b"),
    ("closure", r"\bschool (is )?clos(ed|es|ure)\b|\bpolling (day|station)\b"),
    ("exams", r"\b(gcse|a[- ]level|sats?|mock) (exam(ination)?s?|weeks?|results)\b|^exams?$|\bresults day\b|\bschool census\b"),
    ("term", r"\b(autumn|spring|summer|michaelmas|lent|trinity) (term|\d)\b|\bterm (\d|begins|starts|ends|dates?)\b"
             r"|\b(first|last|start|end) (day )?of (the )?(\w+ )?(term|school year)\b|^term$"),
)  # fmt: skip
_PERSON = re.compile(r"\b(mr|mrs|ms|miss|mx|dr)\.?\s+\w|['’]s\b(?! day)|@", re.IGNORECASE)
_RULE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_STEPS = {"DAILY": 1, "WEEKLY": 7}


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of an event: each first day, and how many there are of each; or why they are not read."""

    firsts: tuple[date, ...] = ()
    length: int = 1
    problem: str = ""


def recognise(file: AuditFile) -> float:
    """A calendar says in its first line that it is one."""
    lines = file.holds.lines if isinstance(file.holds, Text) else ()
    first = next((line for line in lines if line.strip()), "")
    return 1.0 if first.strip().lstrip("\ufeff").upper() == "BEGIN:VCALENDAR" else 0.0


def tables(file: AuditFile) -> tuple[Table, ...]:
    """One row an event, or a day on which it repeats; its number is the line where the event begins."""
    lines = file.holds.lines if isinstance(file.holds, Text) else ()
    rows = (row for number, block in _events(lines) for row in _rows(number, block))
    header = Row(0, tuple(Cell(Untrusted(name)) for name in _HEADER))
    return (Table(None, (header, *rows)),)


def _events(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The events with the lines they begin at; the last may be cut off."""
    began, block = 0, list[str]()
    for number, line in enumerate(lines, start=1):
        said = line.strip().upper()
        if said == "BEGIN:VEVENT":
            if began:
                yield began, block
            began, block = number, []
        if began:
            block.append(line)
        if said == "END:VEVENT" and began:
            yield began, block
            began = 0
    if began:
        yield began, block


def _rows(number: int, block: list[str]) -> Iterator[Row]:
    try:
        event = Event.from_ical("\r\n".join(block))
        days = _days(event)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        yield _row(number, {"not read because": "its event is broken or cut off"})
        return
    texts = {name.casefold(): _text(event, name) for name in _LEFT}
    summary = _text(event, "SUMMARY")
    kind = kind_of_event(summary)
    texts |= {"term": summary, "kind": kind or _text(event, "CATEGORIES"), "not read because": days.problem}
    if days.problem or not days.firsts:
        yield _row(number, texts)
    for first in days.firsts:
        last = first + timedelta(days=days.length - 1)
        yield _row(number, texts | {"starts": first.isoformat(), "ends": last.isoformat()})


def _row(number: int, texts: dict[str, str]) -> Row:
    cells = (Cell(Untrusted(texts[name]), at=name) if texts.get(name) else EMPTY for name in _HEADER)
    return Row(number, tuple(cells))


def _text(event: Component, name: str) -> str:
    said = event.get(name)
    if said is None:
        return ""
    return (
        ", ".join(map(str, said)) if isinstance(said, list) else str(said.to_ical().decode() if name == "CATEGORIES" else said)
    )


def kind_of_event(summary: str) -> str | None:
    """What an event is to the school's year, by its summary; None for anything else, and for what names a person."""
    words = " ".join(summary.casefold().split())
    if _PERSON.search(words):
        return None
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None)


def _days(event: Component) -> _Days:
    if event.errors or "DTSTART" not in event:
        return _Days(problem="its event is broken or cut off")
    starts = event.decoded("DTSTART")
    ends = event.decoded("DTEND") if "DTEND" in event else starts + event.decoded("DURATION", timedelta())
    first, last = _day(starts), _last(starts, ends)
    if last < first:
        return _Days(problem="it ends before it begins")
    length = (last - first).days + 1
    if "RDATE" in event or isinstance(event.get("RRULE"), list):
        return _Days(problem="it repeats by a rule that ictops does not read")
    rule: Any = event.get("RRULE")
    firsts = (first,) if rule is None else _repeated(first, dict(rule))
    if firsts is None:
        return _Days(problem="it repeats without an end, or by a rule that ictops does not read")
    left_out = _left_out(event)
    return _Days(tuple(day for day in firsts if day not in left_out), length)


def _left_out(event: Component) -> set[date]:
    """The days on which a repeating event does not take place."""
    said: Any = event.get("EXDATE", [])
    return {_day(one.dt) for dates in (said if isinstance(said, list) else [said]) for one in dates.dts}


def _day(moment: date) -> date:
    here = _here(moment)
    return here.date() if isinstance(here, datetime) else here


def _here(moment: date) -> date:
    """A moment by the clock in Britain where it is told in UTC, else by the clock it is told in."""
    return moment.astimezone(_HERE) if isinstance(moment, datetime) and moment.utcoffset() == timedelta() else moment


def _last(starts: date, ends: date) -> date:
    here = _here(ends)
    is_midnight = not isinstance(here, datetime) or (here.hour, here.minute) == (0, 0)
    return _day(ends) - timedelta(days=1) if ends > starts and is_midnight else _day(ends)


def _repeated(first: date, rule: dict[str, list[object]]) -> tuple[date, ...] | None:
    """The first days of an event that repeats every so many days, weeks or years; None where the rule says more than that."""
    if rule.keys() - _RULE or not {"COUNT", "UNTIL"} & rule.keys():
        return None
    every, count = int(str(rule.get("INTERVAL", [1])[0])), int(str(rule.get("COUNT", [MOST + 1])[0]))
    until = rule.get("UNTIL", [date.max])[0]
    days = _stepping(first, str(rule["FREQ"][0]), every)
    if days is None or every < 1 or not isinstance(until, date):
        return None
    last = _day(until)
    found = tuple(takewhile(lambda day: day <= last, (day for day, _ in zip(days, range(min(count, MOST + 1)), strict=False))))
    return found if len(found) <= MOST else None


def _stepping(first: date, often: str, every: int) -> Iterator[date] | None:
    if often in _STEPS:
        return (first + timedelta(days=_STEPS[often] * every * step) for step in range(MOST + 2))
    if often == "YEARLY" and (first.month, first.day) != (2, 29):
        return (first.replace(year=first.year + every * step) for step in range(MOST + 2))
    return None


def _kept_out(row: RowTexts) -> str | None:
    if why := row.get("notreadbecause"):
        return why
    return None if kind_of_event(row.get("term", "")) else "an event that is not of terms, holidays, INSET days or exams"


READER = Reader(
    kind="calendar",
    title="Calendar of terms and INSET days (iCalendar)",
    formats=("ics",),
    basis=Basis.PUBLISHED,
    recognise=recognise,
    tables=tables,
    profile=Profile(
        columns=columns_of({"term": "term", "starts": "starts", "ends": "ends", "kind": "kind"}),
        lists=About.TERM,
        kept_out=_kept_out,
        strict=True,
        mixes_people=True,
    ),
)
"""Events of pupils and of staff stand among those of the school's year; `_kept_out` names each."""
