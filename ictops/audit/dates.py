"""Dates as British schools write them. What cannot be told for certain stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_MONTH = r"(?P<month_name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:19|20)?\d\d)"

_NUMBERS = rf"(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-]{_SHORT_YEAR}(?: \d\d?:\d\d(?::\d\d)?)?"
_CERTAIN = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[ t]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:z|utc|[+-]\d\d:?\d\d))?)?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)\d{{6}}(?:[.,]\d+)?(?:z|[+-]\d{{4}})",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+{_SHORT_YEAR}",
        rf"{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_MONTH}[ -]{_SHORT_YEAR}",
        rf"(?P<month>\d\d?)/{_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)",
        _YEAR,
    )
)

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
NOT_SO = "is no date in the way its mapping says"
_ORDERS = {
    DAY_FIRST: re.compile(_NUMBERS),
    MONTH_FIRST: re.compile(rf"(?P<month>\d\d?)[/.-](?P<day>\d\d?)[/.-]{_SHORT_YEAR}(?: \d\d?:\d\d(?::\d\d)?(?: ?[ap]m)?)?"),
}
_PARTS = {"YYYY": _YEAR, "YY": r"(?P<year>\d\d)", "MM": r"(?P<month>\d\d?)", "DD": r"(?P<day>\d\d?)"}

_IN_RUNNING_TEXT = (
    re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d\d?)[-_./](\d\d?)[-_./](20\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+(20\d\d)(?!\d)"),
)
_MONTH_IN_RUNNING_TEXT = (
    re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)(?![\d-])"),
    re.compile(rf"(?<![a-z]){_MONTH}[ _-](?P<year>20\d\d)(?!\d)"),
)
_NEVER = re.compile(
    r"(0001-01-01|9999-12-31|1900-01-00|16(01-01-01|00-12-31)).*"
    r"|(0?1/0?1/(0001|1601)|31/12/(9999|1600)|12/31/(9999|1600))( .*)?"
    r"|1601010100.*z|99991231.*z|0|9223372036854775807|never",
    re.IGNORECASE | re.DOTALL,
)
"""The first and the last day that a program knows, as each writes them, and what Active Directory keeps for never."""

_TICKS = re.compile(r"(?P<filetime>1[1-9]\d{16})|(?P<milliseconds>[1-3]\d{12})|(?P<seconds>[12]\d{9})")
_BEGAN = {"filetime": datetime(1601, 1, 1, tzinfo=UTC), "milliseconds": datetime(1970, 1, 1, tzinfo=UTC)}
_A_SECOND = {"filetime": 10_000_000, "milliseconds": 1_000, "seconds": 1}
_FIRST, _LAST = date(2001, 1, 1), date(2069, 12, 31)
"""Days that a count of ticks may mean: a number that would mean another is some other number."""


@lru_cache(maxsize=64)
def order_of(dates: str) -> re.Pattern[str] | None:
    """How dates in digits alone are written: `day-first`, `month-first`, or a form of YYYY or YY, MM and DD such as
    `YYYY.MM.DD`; None for words that are no such thing."""
    if dates in _ORDERS:
        return _ORDERS[dates]
    parts = re.split("(YYYY|YY|MM|DD)", dates)
    known = [part for part in parts if part in _PARTS]
    if sorted(part[0] for part in known) != ["D", "M", "Y"] or re.search(r"\w", "".join(parts[::2])):
        return None
    return re.compile("".join(_PARTS.get(part) or re.escape(part) for part in parts) + r"(?: \d\d?:\d\d(?::\d\d)?)?")


def iso_date(text: str, dates: str = DAY_FIRST) -> str | None:
    """ISO 8601 of a date in British order, as exact as the text: 2019-09-05, 2019-09 or 2019; None when it is not certain.

    12/25/2019 is None: no British date has a 25th month, and guessing would be guessing. Two-digit years are 20xx. Programs
    also write their days as a count: of tenths of a microsecond since 1601 (Windows, 18 digits), of milliseconds (13) or
    seconds (10) since 1970. `dates`: how a list writes its days in digits, where a mapping says so (`order_of`).
    """
    words = " ".join(text.casefold().split()).replace("sept", "sep")
    if ticks := _TICKS.fullmatch(words):
        return _counted(ticks)
    for form in (order_of(dates) or _ORDERS[DAY_FIRST], *_CERTAIN):
        if found := form.fullmatch(words):
            return _iso(found.groupdict())
    return None


def _counted(ticks: re.Match[str]) -> str | None:
    unit, number = ticks.lastgroup or "", int(ticks.group())
    day = (_BEGAN.get(unit, _BEGAN["milliseconds"]) + timedelta(seconds=number // _A_SECOND[unit])).date()
    return day.isoformat() if _FIRST <= day <= _LAST else None


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    month = _MONTHS.get(parts.get("month_name") or "", 0) or int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return whole.isoformat()[: 10 if parts.get("day") else 7 if month else 4]


def never(text: str) -> bool:
    """Whether an export tool wrote a day that stands for none."""
    return bool(_NEVER.fullmatch(text.strip()))


def first_day(iso: str) -> date:
    """The first day of what `iso_date` gave: of the day, the month or the year itself."""
    return date.fromisoformat((iso + "-01-01")[:10])


def described_day(name: str, titles: Iterable[str], handed_over: date) -> date:
    """The day a file speaks of: a day in its name, else in its title rows, else a month there (its first day), else the day
    it was handed over. The first day of a month, so that evidence never looks younger than it is."""
    texts = [name.casefold(), *(title[:500].casefold() for title in titles)]
    days = (day for text in texts for day in _days(text) if day <= handed_over)
    months = (day for text in texts for day in _months(text) if day <= handed_over)
    return next(days, None) or next(months, handed_over)


def _days(text: str) -> Iterable[date]:
    for form in _IN_RUNNING_TEXT:
        for found in form.finditer(text):
            parts = found.group(0).replace("_", "-").replace(".", "-")
            compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", parts)
            iso = iso_date("-".join(compact.groups()) if compact else parts)
            if iso and len(iso) == 10:
                yield date.fromisoformat(iso)


def _months(text: str) -> Iterable[date]:
    for form in _MONTH_IN_RUNNING_TEXT:
        for found in form.finditer(text):
            if iso := iso_date(found.group(0).replace("_", "-").replace(".", "-")):
                yield first_day(iso)
