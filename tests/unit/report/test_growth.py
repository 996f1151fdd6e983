"""How full shares are: two readings make a growth, one makes none, and a reading that could not tell makes nothing."""

from __future__ import annotations

from datetime import timedelta

from ictops.estate import Setting
from ictops.report.growth import growth
from ictops.report.school import school_page
from tests.builders import NOON, setting
from tests.unit.report.builders import ELM, report


def space(*lines: str, days: int = 0, device: str = "elm-fs01") -> Setting:
    return setting(tuple(lines), device=device, item="space", as_of=NOON + timedelta(days=days))


def test_one_reading_says_how_full_and_nothing_of_growth() -> None:
    (one,) = growth([space("StaffShared: 58 of 64 MiB")])

    assert (one.place, one.percent, one.grown, one.full_on) == ("StaffShared", 90, None, None)


def test_two_readings_say_how_much_it_grew_and_when_it_would_be_full() -> None:
    (one,) = growth([space("StaffShared: 20 of 64 MiB"), space("StaffShared: 42 of 64 MiB", days=14)])

    assert one.grown == 22
    assert one.full_on == (NOON + timedelta(days=28)).date()


def test_two_readings_of_one_afternoon_give_no_day() -> None:
    (one,) = growth([space("StaffShared: 20 of 64 MiB"), space("StaffShared: 42 of 64 MiB", days=6)])

    assert (one.grown, one.full_on) == (22, None)


def test_what_shrinks_or_hardly_grows_is_never_full() -> None:
    first = space("A: 20 of 64 MiB", "B: 20 of 6400 MiB", "C: 20 of 64 MiB")
    last = space("A: 10 of 64 MiB", "B: 21 of 6400 MiB", "C: 20 of 64 MiB", days=30)

    assert [one.full_on for one in growth([first, last])] == [None, None, None]


def test_what_is_over_its_limit_is_full_today() -> None:
    (one,) = growth([space("A: 20 of 64 MiB"), space("A: 70 of 64 MiB", days=8)])

    assert (one.percent, one.full_on) == (109, (NOON + timedelta(days=8)).date())


def test_a_newest_reading_that_could_not_tell_leaves_the_device_out() -> None:
    lost = setting(None, because="unreachable", device="elm-fs01", item="space", as_of=NOON + timedelta(days=9))

    assert growth([space("A: 20 of 64 MiB"), lost]) == ()


def test_a_share_that_is_new_has_one_reading_and_the_fullest_comes_first() -> None:
    found = growth(
        [space("A: 20 of 64 MiB"), space("A: 21 of 64 MiB", "B: 60 of 64 MiB", days=8), space("C: 1 of 2 MiB", device="x")]
    )

    assert [(one.place, one.grown) for one in found] == [("B", None), ("C", None), ("A", 1)]


def test_the_schools_page_shows_it_and_says_so_when_nothing_was_read() -> None:
    read = growth([space("StaffShared: 20 of 64 MiB"), space("StaffShared: 42 of 64 MiB", days=14)])

    assert "Grown by, MiB" in school_page(report(space=read), ELM)
    assert "22 since" in school_page(report(space=read), ELM)
    assert "No share's space has been read" in school_page(report(), ELM).replace("&#39;", "'")
