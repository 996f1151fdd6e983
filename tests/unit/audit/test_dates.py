"""Days as programs write them: what is certain is read, what could be another day stays text, what means never is silence."""

from __future__ import annotations

import pytest

from ictops.audit.dates import iso_date, never, order_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-01 09:12:33.0000000", "2026-05-01"),
        ("2026-05-01T09:12:33.123Z", "2026-05-01"),
        ("2026-05-01T09:12:33+01:00", "2026-05-01"),
        ("2026-05-01 09:12:33 UTC", "2026-05-01"),
        ("20260501091233.0Z", "2026-05-01"),
        ("133590031530000000", "2024-05-01"),
        ("1714555953123", "2024-05-01"),
        ("1714555953", "2024-05-01"),
        ("01/05/2026 09:12:33", "2026-05-01"),
        ("20260501", None),
        ("20260501091233", None),
        ("5/1/2026 9:12:33 AM", None),
        ("4500012345", None),
        ("118000000000000000", None),
        ("9223372036854775807", None),
        ("3999999999999", None),
        ("20261301091233.0Z", None),
    ],
)
def test_a_programs_day_is_read_where_it_can_be_but_one(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01 00:00:00.0000000", "9999-12-31 23:59:59.9999999", "01/01/1601 00:00:00", "1/1/0001 12:00:00 AM", "0",
        "12/31/9999 11:59:59 PM", "9223372036854775807", "16010101000000.0Z", "1600-12-31T23:59:59Z", "Never",
    ],
)  # fmt: skip
def test_the_first_and_last_day_a_program_knows_stand_for_never(text: str) -> None:
    assert never(text)


@pytest.mark.parametrize("text", ["2026-01-01", "20", "10", "01/01/2001", "31/12/2026", "1901-01-01"])
def test_an_ordinary_day_is_not_never(text: str) -> None:
    assert not never(text)


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [
        ("03/04/2024", "day-first", "2024-04-03"),
        ("03/04/2024", "month-first", "2024-03-04"),
        ("3/4/24 10:11 PM", "month-first", "2024-03-04"),
        ("25/12/2019", "month-first", None),
        ("2024.03.04", "YYYY.MM.DD", "2024-03-04"),
        ("20240304", "YYYYMMDD", "2024-03-04"),
        ("04/03/24", "MM/DD/YY", "2024-04-03"),
        ("2024-03-04", "month-first", "2024-03-04"),
        ("5 March 2024", "YYYY.MM.DD", "2024-03-05"),
        ("03/04/2024", "YYYY.MM.DD", None),
    ],
)
def test_a_list_may_write_its_days_in_a_way_of_its_own(text: str, dates: str, day: str | None) -> None:
    assert iso_date(text, dates) == day


@pytest.mark.parametrize("dates", ["", "american", "MM/YYYY", "%d/%m/%Y", "DD/DD/YYYY", "YYYY-MM-DDThh", "(YYYY)MM(DD)x"])
def test_words_that_order_no_day_are_no_way_to_write_one(dates: str) -> None:
    assert order_of(dates) is None
