"""The cells of a paper's row that are left out, or kept and not believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ictops.audit.dates import DAY_FIRST, iso_date, never
from ictops.audit.entries import DAYS, no_day, why_not
from ictops.audit.nouns import About, Doubt
from ictops.audit.records import NO_DATE
from ictops.audit.tables import Row, letter
from ictops.audit.values import silent
from ictops.estate import Attribute, Place

_OF_A_PLAN = frozenset({About.CONTRACT, About.ISSUE, About.TERM, About.ANSWER})
"""Papers that people write, days in words among them"""


def entry_doubts(
    subject: About, row: Row, fields: Mapping[int, str], place: Place, dates: str = DAY_FIRST
) -> tuple[Doubt, ...]:
    """The cells of a row that `read_entry` leaves out for what they say, and `with_days` for how they say it; and the days
    that are kept as text since they are none."""
    texts = [(at, field, row.cell(at).text.text) for at, field in fields.items()]
    left_out = ((at, why_not(subject, field, text) or no_day(field, text, dates), False) for at, field, text in texts)
    kept = ((at, why, True) for at, why in (_days(texts, dates) if subject in _OF_A_PLAN else ()))
    return tuple(
        Doubt(
            place=replace(place, cell=row.cell(at).at or f"{letter(at)}{row.number}"),
            attribute=Attribute.NOTES,
            reason=why,
            kept=is_kept,
        )
        for at, why, is_kept in (*left_out, *kept)
        if why is not None
    )


def _days(texts: list[tuple[int, str, str]], dates: str) -> Iterator[tuple[int, str]]:
    """The cells that are to be days and are none in any way of writing them, and an end before its start."""
    told = [(at, field, text) for at, field, text in texts if field in DAYS and not silent(text) and not never(text)]
    days = {field: (at, iso_date(text, dates) or "") for at, field, text in told}
    yield from ((at, NO_DATE) for at, _, text in told if iso_date(text, dates) is None and iso_date(text) is None)
    (_, starts), (at, ends) = (days.get(field, (0, "")) for field in ("starts", "ends"))
    if len(starts) == len(ends) == 10 and ends < starts:
        yield at, "ends before it starts"
