"""Calendars: what they hold is told apart by its words, and no broken one ends the reading of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.audit import AuditFile, read_school
from ictops.audit.sources.calendars import kind_of_event, recognise
from ictops.audit.tables import Text
from ictops.estate import Untrusted

SCHOOLS_YEAR = [
    ("Half term", "half term"),
    ("October half-term holiday", "half term"),
    ("Christmas Holidays", "holiday"),
    ("May Day", "holiday"),
    ("INSET", "INSET day"),
    ("Staff Training Day (no pupils)", "INSET day"),
    ("Spring term begins", "term"),
    ("Start of the Summer Term", "term"),
    ("School closed: polling station", "closure"),
    ("GCSE exams", "exams"),
]
NOT_FOR_US = [
    "Year 6 trip", "Breakfast club", "Holiday: Ann Bell", "Mr Fern's INSET", "Kit's half term", "Parents' evening",
    "head@oak.example INSET", "",
]  # fmt: skip

lines = st.sampled_from(
    "BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VEVENT|END:VEVENT|BEGIN:VTIMEZONE|SUMMARY:INSET|SUMMARY|DTSTART:20260901T090000Z|"
    "DTSTART;VALUE=DATE:20260901|DTSTART;TZID=Nowhere/Land:20260901T000000|DTSTART:x|DTEND:20260902|DTEND;VALUE=DATE:20260903|"
    "DURATION:P1D|DURATION:-P99999D|RRULE:FREQ=WEEKLY;COUNT=2|RRULE:FREQ=WEEKLY;UNTIL=20261001;INTERVAL=0|RRULE:x|"
    "RRULE:FREQ=YEARLY;COUNT=-1|EXDATE:20260901|EXDATE;VALUE=DATE:20260908,20260915|RDATE:20260901|CATEGORIES:a,b|"
    "DTSTART:00010101T000000Z|DTEND:99991231T235959Z|:|;|\x00|CATEGORIES".split("|")
)


def calendar(*lines: str) -> AuditFile:
    return AuditFile(Untrusted("oak/a.ics"), "text", "c" * 64, date(2026, 9, 1), holds=Text(lines))


@pytest.mark.parametrize(("summary", "kind"), SCHOOLS_YEAR)
def test_the_schools_year_is_known_by_its_words(summary: str, kind: str) -> None:
    assert kind_of_event(summary) == kind


@pytest.mark.parametrize("summary", NOT_FOR_US)
def test_what_is_not_of_the_schools_year_or_names_somebody_is_not_taken(summary: str) -> None:
    assert kind_of_event(summary) is None


@given(st.lists(lines, max_size=25))
def test_no_calendar_ends_the_reading_and_every_event_is_accounted_for(between: list[str]) -> None:
    found = read_school("oak", [calendar("BEGIN:VCALENDAR", *between)])

    assert found.refused == ()
    events = sum(line == "BEGIN:VEVENT" for line in between)
    assert found.total.imported + found.total.merged + found.total.rejected >= events


def test_text_that_is_no_calendar_is_left_to_others() -> None:
    assert recognise(calendar("Term,Starts,Ends")) == 0
