"""What the plan's papers come to: contracts by their ends, issues by who suffers how long, answers as yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from ictops.audit.dates import first_day, iso_date
from ictops.audit.nouns import About, Entry
from ictops.estate import Frozen, Place, Untrusted

NOTICE_SOON = timedelta(days=90)
"""A notice that has to be given within a term is worth a line today."""


class Standing(StrEnum):
    """How a contract stands, the most pressing first."""

    NOTICE_DUE = "notice is due within 90 days"
    NOTICE_MISSED = "the day for notice has passed"
    ENDS_SOON = "ends within a year"
    ENDED = "has ended"
    RUNS = "runs"
    UNREAD = "its end is no date we can be sure of"
    UNKNOWN = "no end is told"


class Contract(Frozen):
    """A contract with its days. `notice_by`: the last day to end it, where end and notice are told. `ends_unread`,
    `notice_unread`: what is written there and nobody can be sure of."""

    what: Untrusted | None
    supplier: Untrusted | None
    cost: Untrusted | None
    ends: date | None
    notice_by: date | None
    standing: Standing
    place: Place
    ends_unread: Untrusted | None = None
    notice_unread: Untrusted | None = None


class Reach(StrEnum):
    """Who is affected, by the words of the register, the most first."""

    EVERYBODY = "the whole school"
    LESSONS = "lessons"
    SOME = "some people"
    UNKNOWN = "not told"


class Issue(Frozen):
    """An issue of the register. `days`: how long it has been open, where its beginning is told. `since_unread`: what is written
    there and says no day until today."""

    what: Untrusted | None
    affects: Untrusted | None
    reach: Reach
    room: Untrusted | None
    since: date | None
    days: int | None
    urgent: bool
    place: Place
    since_unread: Untrusted | None = None


class Declared(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    OTHER = "in words"


class Answer(Frozen):
    """What a school says of itself: declared, and not measured."""

    question: Untrusted
    answer: Untrusted
    declared: Declared
    on: date | None
    place: Place


def contracts(entries: Iterable[Entry], today: date) -> tuple[Contract, ...]:
    """The contracts, the most pressing first."""
    found = [_contract(entry, today) for entry in entries if entry.about is About.CONTRACT]
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: (order.index(one.standing), one.ends or date.max, one.place.row)))


def _contract(entry: Entry, today: date) -> Contract:
    ends = _day(entry.get("ends"))
    notice, said = _length(entry.get("notice")), _day(entry.get("notice"))
    notice_by = said or (ends - notice if ends and notice else None)
    unread = entry.get("ends") if ends is None else None
    standing = Standing.UNREAD if unread else _standing(ends, notice_by, today)
    return Contract(
        what=entry.get("what"), supplier=entry.get("supplier"), cost=entry.get("cost"), ends=ends, notice_by=notice_by,
        standing=standing, place=entry.place, ends_unread=unread,
        notice_unread=None if said or notice else entry.get("notice"),
    )  # fmt: skip


def _standing(ends: date | None, notice_by: date | None, today: date) -> Standing:
    if ends is None:
        return Standing.UNKNOWN
    if ends < today:
        return Standing.ENDED
    if notice_by is not None and notice_by < today:
        return Standing.NOTICE_MISSED
    if notice_by is not None and notice_by <= today + NOTICE_SOON:
        return Standing.NOTICE_DUE
    return Standing.ENDS_SOON if ends <= today + timedelta(days=365) else Standing.RUNS


_DAYS = {"day": 1, "week": 7, "month": 30, "term": 90, "year": 365}


_IN_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
_LENGTH = re.compile(rf"\s*(\d{{1,3}}|{'|'.join(_IN_WORDS)})[\s-]*(?:full |calendar |working )?(day|week|month|term|year).*")


def _length(text: Untrusted | None) -> timedelta | None:
    """A period such as `3 months`; months are taken as 30 days, so that the day named is never too late by much."""
    found = _LENGTH.fullmatch(text.text.casefold()) if text else None
    return timedelta(days=int(_IN_WORDS.get(found[1]) or found[1]) * _DAYS[found[2]]) if found else None


_REACH: tuple[tuple[str, Reach], ...] = (
    (r"whole|every|all (staff|pupils|teachers|classes|rooms|users)|\ball\b|site|school", Reach.EVERYBODY),
    (r"class|lesson|teach|pupil|room|exam|year \d|key stage|reception", Reach.LESSONS),
)
_URGENT = re.compile(r"high|urgent|critical|severe|\b1\b|\bp1\b|red")
_DONE = re.compile(r"closed|done|resolved|fixed|complete")


def issues(entries: Iterable[Entry], today: date) -> tuple[Issue, ...]:
    """The open issues: by whom they reach, then urgent ones, then the oldest."""
    found = [_issue(entry, today) for entry in entries if entry.about is About.ISSUE and not _is_done(entry)]
    order = list(Reach)
    return tuple(sorted(found, key=lambda one: (order.index(one.reach), not one.urgent, -(one.days or 0), one.place.row)))


def _is_done(entry: Entry) -> bool:
    state = entry.get("state")
    return state is not None and bool(_DONE.search(state.text.casefold()))


def _issue(entry: Entry, today: date) -> Issue:
    since, priority = _day(entry.get("since")), entry.get("priority")
    days = (today - since).days if since and since <= today else None
    return Issue(
        what=entry.get("what"), affects=entry.get("affects"), reach=_reach(entry.get("affects")), room=entry.get("room"),
        since=since, days=days, since_unread=entry.get("since") if days is None else None,
        urgent=priority is not None and bool(_URGENT.search(priority.text.casefold())), place=entry.place,
    )  # fmt: skip


def _reach(affects: Untrusted | None) -> Reach:
    if affects is None:
        return Reach.UNKNOWN
    words = affects.text.casefold()
    return next((reach for sign, reach in _REACH if re.search(sign, words)), Reach.SOME)


def answers(entries: Iterable[Entry]) -> tuple[Answer, ...]:
    """What schools declare, in the order of their papers."""
    return tuple(
        Answer(question=question, answer=said, declared=declared(said.text), on=_day(entry.get("on")), place=entry.place)
        for entry in entries
        if entry.about is About.ANSWER and (question := entry.get("question")) and (said := entry.get("answer"))
    )


def declared(text: str) -> Declared:
    """Yes, partly or no, by the first words of an answer; anything else is words."""
    first = text.casefold().strip()
    if re.match(r"(not (yet )?(met|meeting|in place)|no\b|n$|✗|x$)", first):
        return Declared.NO
    if re.match(r"(partly|partial|part met|in progress|working towards|some)", first):
        return Declared.PARTLY
    return Declared.YES if re.match(r"(yes\b|y$|fully|met\b|meeting\b|compliant|✓|✔|in place)", first) else Declared.OTHER


def _day(text: Untrusted | None) -> date | None:
    iso = iso_date(text.text) if text else None
    return first_day(iso) if iso else None
