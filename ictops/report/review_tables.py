"""The review of audits as tables: one CSV file or one sheet of a workbook each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ictops.audit import Review
from ictops.audit.papers import Contract, Issue
from ictops.audit.quality import Completeness
from ictops.audit.review import SchoolReview
from ictops.estate import Attribute, Untrusted
from ictops.report.audits import sides
from ictops.report.cells import cell, table
from ictops.report.declared import Beside
from ictops.report.four import Line, Sum
from ictops.report.print_risks import print_rows
from ictops.report.words import plain

type Texts = Sequence[str | Untrusted]
type Sheet = tuple[str, Texts, tuple[Texts, ...]]
"""A table's name, its header and its rows."""


def review_tables(review: Review, lines: Iterable[Line], areas: Iterable[Sum], declared: Iterable[Beside]) -> tuple[Sheet, ...]:
    """Everything the review says that a spreadsheet may want to sort and filter."""
    schools = review.schools
    return (
        ("areas", ("school", "area", "devices", "meets the standard now", "can be made to"), tuple(map(_area, areas))),
        ("devices", _DEVICES, tuple(map(_device, lines))),
        ("contracts", _CONTRACTS, tuple(_contract(one.school, each) for one in schools for each in one.contracts)),
        ("issues", _ISSUES, tuple(_issue(one.school, each) for one in schools for each in one.issues)),
        ("declared", _DECLARED, tuple(map(_beside, declared))),
        ("completeness", _COMPLETE, tuple(_complete(one.school, each) for one in schools for each in one.quality.completeness)),
        (
            "contradictions",
            ("school", "device", "about", "the audit says"),
            tuple(row for one in schools for row in _open(one)),
        ),
        ("settled", ("school", "device", "about", "value", "how"), tuple(row for one in schools for row in _settled(one))),
        ("printing", _PRINTING, print_rows(review)),
        ("not listed", ("school", "what", "fields"), tuple(row for one in schools for row in _entries(one))),
    )


def as_csv(sheet: Sheet) -> str:
    """One table as CSV."""
    _, header, rows = sheet
    return table([_text(one) for one in header], rows)


def as_cells(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """One table as rows of guarded text, its header first."""
    _, header, rows = sheet
    return tuple(tuple(map(cell, row)) for row in (header, *rows))


_DEVICES = (
    "school", "area", "device", "kind", "name", "model", "serial", "room", "age", "system", "support", "support until",
    "warranty", "meets the standard now", "failing", "can it be made to", "what it takes",
)  # fmt: skip
_CONTRACTS = ("school", "what", "supplier", "cost", "ends", "notice by", "standing")
_ISSUES = ("school", "issue", "who is affected", "reach", "room", "since", "days open", "urgent")
_DECLARED = ("school", "question", "declared", "on", "measured", "contradicted")
_PRINTING = ("school", "risk", "device", "driver", "day", "from that day", "source")
_COMPLETE = ("school", "about", "told of devices", "of", "percent", "cells not believed")


def _area(one: Sum) -> Texts:
    says = ["; ".join(f"{each.value}: {number}" for each, number in those) for those in (one.meets, one.can_be)]
    return one.school, one.area, str(one.devices), *says


def _device(line: Line) -> Texts:
    told = (Attribute.NAME, Attribute.MODEL, Attribute.SERIAL, Attribute.ROOM)
    return (
        line.school, line.area, line.device.id, plain(line.device.kind.value),
        *(line.device.get(what) or "" for what in told), line.age.value, line.device.get(Attribute.SYSTEM) or "",
        line.support.value, _day(line.support_until), line.warranty.value, line.meets.value, "; ".join(line.failing),
        line.can_be.value, line.would,
    )  # fmt: skip


def _contract(school: str, one: Contract) -> Texts:
    days = one.ends_unread or _day(one.ends), one.notice_unread or _day(one.notice_by)
    return school, one.what or "", one.supplier or "", one.cost or "", *days, one.standing.value


def _issue(school: str, one: Issue) -> Texts:
    days = "" if one.days is None else str(one.days)
    who = one.affects or ""
    return (
        school,
        one.what or "",
        who,
        one.reach.value,
        one.room or "",
        one.since_unread or _day(one.since),
        days,
        "yes" if one.urgent else "no",
    )


def _beside(one: Beside) -> Texts:
    answer = one.answer
    contradicted = "yes" if one.is_contradicted else "no"
    return one.school, answer.question, answer.declared.value, _day(answer.on), one.measured, contradicted


def _complete(school: str, one: Completeness) -> Texts:
    percent = str(one.told * 100 // one.of) if one.of else ""
    return school, plain(one.attribute.value), str(one.told), str(one.of), percent, str(one.not_believed)


def _open(one: SchoolReview) -> Iterable[Texts]:
    for conflict in one.conflicts:
        yield one.school, conflict.device, plain(conflict.attribute.value), " | ".join(sides(conflict, one.sources))


def _settled(one: SchoolReview) -> Iterable[Texts]:
    for settled in one.settled:
        about = plain(settled.conflict.attribute.value)
        yield one.school, settled.conflict.device, about, settled.value, settled.how


def _entries(one: SchoolReview) -> Iterable[Texts]:
    for entry in one.entries:
        if entry.about.value in ("count", "school", "term", "room"):
            fields = Untrusted("; ".join(f"{field}: {text.text}" for field, text in entry.fields))
            yield one.school, plain(entry.about.value), fields


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(one: str | Untrusted) -> str:
    return one.text if isinstance(one, Untrusted) else one
