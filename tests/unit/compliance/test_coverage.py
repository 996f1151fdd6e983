"""Percentages come with what they cover, are rounded down, and say nothing of nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictops.compliance import Verdict, coverage, worst
from tests.builders import finding, later


def test_nothing_at_all_gives_no_percentage() -> None:
    counted = coverage([])

    assert (counted.percent_met, counted.percent_measured, counted.oldest) == (None, None, None)


def test_what_was_never_measured_counts_against_coverage_and_not_for_compliance() -> None:
    unknown = finding(Verdict.UNKNOWN, observed=None, measured_at=None)
    counted = coverage([finding(Verdict.MEETS), unknown, unknown])

    assert (counted.met, counted.measured, counted.applicable) == (1, 1, 3)
    assert (counted.percent_met, counted.percent_measured) == (100, 33)


def test_percentages_are_rounded_down() -> None:
    counted = coverage([finding(Verdict.MEETS)] * 199 + [finding(Verdict.FAILS)])

    assert counted.percent_met == 99


def test_an_excepted_control_is_measured_and_not_met() -> None:
    counted = coverage([finding(Verdict.EXCEPTED), finding(Verdict.MEETS)])

    assert (counted.met, counted.measured, counted.excepted, counted.percent_met) == (1, 2, 1, 50)


def test_what_does_not_apply_is_left_out() -> None:
    assert coverage([finding(Verdict.NOT_APPLICABLE)]).applicable == 0


def test_the_oldest_evidence_is_the_oldest_measured() -> None:
    counted = coverage([finding(measured_at=later(5)), finding(measured_at=later(1))])

    assert counted.oldest == later(1)


@given(st.lists(st.sampled_from(Verdict)))
def test_the_counts_add_up(verdicts: list[Verdict]) -> None:
    found = [finding(v, observed=None if v is Verdict.UNKNOWN else "NT1") for v in verdicts]
    counted = coverage(found)

    assert counted.met + counted.excepted + counted.failing + counted.unknown == counted.applicable
    assert counted.measured == counted.applicable - counted.unknown


@given(st.lists(st.sampled_from(Verdict), min_size=1))
def test_the_worst_is_never_better_than_any(verdicts: list[Verdict]) -> None:
    assert all(worst(verdicts) >= verdict for verdict in verdicts)


def test_the_worst_of_nothing_is_unknown() -> None:
    assert worst([]) is Verdict.UNKNOWN
