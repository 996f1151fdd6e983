"""Two audits of one school against each other, as lines for a terminal, as a page and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ictops.audit.differing import Change, Difference, NotCompared
from ictops.audit.nouns import Entry
from ictops.estate import Attribute, Conflict, Device, Source, Trust, Untrusted
from ictops.report.as_json import written
from ictops.report.audits import sides
from ictops.report.html import page
from ictops.report.nouns import ReportData
from ictops.report.visible import shortened, visible
from ictops.report.words import counted, date_words, plain


def difference_text(one: Difference) -> list[str]:
    """What differs, new things first; what is noise only as numbers."""
    return [
        f"{one.school}: {headline(one)}",
        f"  earlier: {files(one.earlier)}",
        f"  later: {files(one.later)}",
        *_listed("new", map(device_words, one.new), len(one.new)),
        *_listed("not told any more", map(device_words, one.not_told), len(one.not_told)),
        *_listed("changed", (_changed(change, one) for change in one.changed), len(one.changed)),
        *_listed("new on paper", map(entry_words, one.entries_new), len(one.entries_new)),
        *_listed("not on paper any more", map(entry_words, one.entries_not_told), len(one.entries_not_told)),
        *([f"  folded: {folded(one)}"] if one.folded else []),
        *_listed("not compared", map(_not_compared, one.not_compared), len(one.not_compared)),
    ]


def difference_page(one: Difference, trust: Trust, as_of: datetime) -> str:
    """The same as a page of its own, which needs no other beside it."""
    data = ReportData(trust=trust, as_of=as_of)
    return page("difference.html.j2", data, one=one, headline=headline(one), said=_Words(one))


def difference_json(one: Difference) -> dict[str, Any]:
    """The same as plain data, ready for `json.dumps`."""
    said: dict[str, Any] = json.loads(written({"format": "ictops-difference/1", **one.model_dump()}))
    return said


class _Words:
    """What the page's template asks for in words."""

    def __init__(self, one: Difference) -> None:
        self.earlier, self.later, self.folded = files(one.earlier), files(one.later), folded(one)
        self.changed = [(change.device, plain(change.attribute.value), *_both_sides(change, one)) for change in one.changed]
        self.new, self.not_told = list(map(_cells, one.new)), list(map(_cells, one.not_told))
        self.not_compared = list(map(_not_compared, one.not_compared))
        self.entries = [("new", *_entry_cells(e)) for e in one.entries_new]
        self.entries += [("not told any more", *_entry_cells(e)) for e in one.entries_not_told]


def headline(one: Difference) -> str:
    """`3 devices new, 2 not told any more, 5 changes among 40 that both tell of.`"""
    return (
        f"{counted(len(one.new), 'device')} new, {len(one.not_told)} not told any more, "
        f"{counted(len(one.changed), 'change')} among {one.both} that both tell of; "
        f"{counted(one.staff_rows[0], 'row')} of staff before, {one.staff_rows[1]} now."
    )


def files(sources: Iterable[Source]) -> str:
    """Names of files with the days they describe."""
    return "; ".join(f"{visible(source.name)} ({date_words(source.describes)})" for source in sources) or "none"


def folded(one: Difference) -> str:
    """`last seen 37, firmware 4`: what changed and is not listed."""
    return ", ".join(f"{plain(each.what)} {each.changes}" for each in one.folded)


def device_words(device: Device) -> str:
    """`quillford-pc-1a2b3c: classroom PC, qhs-pc-1, Room 12`."""
    return f"{device.id}: {', '.join(filter(None, _cells(device)[1:]))}"


def entry_words(entry: Entry) -> str:
    """`contract: ends 2027-03-31, supplier …`."""
    return ": ".join(_entry_cells(entry))


def _cells(device: Device) -> tuple[str, ...]:
    told = (device.get(what) for what in (Attribute.NAME, Attribute.MODEL, Attribute.SERIAL, Attribute.ROOM))
    return (device.id, plain(device.kind.value), *(shortened(visible(text)) if text else "" for text in told))


def _entry_cells(entry: Entry) -> tuple[str, str]:
    fields = ", ".join(f"{plain(field)} {shortened(visible(text))}" for field, text in entry.fields)
    return plain(entry.about.value), fields


def _changed(change: Change, one: Difference) -> str:
    return f"{change.device}, {plain(change.attribute.value)}: {' -> '.join(_both_sides(change, one))}"


def _both_sides(change: Change, one: Difference) -> tuple[str, str]:
    return _side(change.was, change.was_open, one.earlier), _side(change.now, change.now_open, one.later)


def _not_compared(one: NotCompared) -> str:
    """`later, oak/kit.csv, 3 rows: its header speaks of nothing we know`."""
    rows = "" if one.rows is None else f", {counted(one.rows, 'row')}"
    return f"{'later' if one.later else 'earlier'}, {visible(one.name)}{rows}: {visible(one.reason)}"


def _side(text: Untrusted | None, contradiction: Conflict | None, sources: Iterable[Source]) -> str:
    """What one audit says; of a contradiction every value, with its places."""
    if contradiction is not None:
        return f"contradicts itself: {' | '.join(sides(contradiction, sources))}"
    return shortened(visible(text)) if text else "(not told)"


def _listed(title: str, lines: Iterable[str], number: int) -> list[str]:
    return [f"  {title} ({number}):", *(f"    {line}" for line in lines)] if number else []
