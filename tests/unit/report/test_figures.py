"""Percentages are rounded down, carry their counts, and never count what nobody measured."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictops.compliance import Finding, Verdict
from ictops.report.figures import NOTHING_MEASURED, area_figures, figures
from ictops.report.summary import exceptions_line, figures_line, headline
from ictops.standard import Area
from tests.unit.report.builders import AS_OF, EXCEPTIONS, FINDINGS, fails, finding, meets, report, unknown

MET = meets("elm-fs01", "STO.SMB.1v1", "SMB3")
FAILED = fails("elm-fs01", "STO.SMB.1v1", "NT1", "SMB3")
UNKNOWN = unknown("elm-fs01", "STO.SMB.1v1", "off")
NOT_APPLICABLE = finding("elm-fs01", "STO.SMB.1v1", Verdict.NOT_APPLICABLE, because="none")


def test_percentages_are_rounded_down_so_that_a_hundred_means_all() -> None:
    found = figures([MET] * 999 + [FAILED])

    assert found.met == "99 % meets (999 of 1,000)"


def test_an_unknown_is_neither_checked_nor_met() -> None:
    found = figures([MET, UNKNOWN, UNKNOWN])

    assert found.met == "100 % meets (1 of 1)"
    assert found.checked == "33 % checked (1 of 3)"
    assert found.verdict == "unknown 2"


def test_where_nothing_was_measured_no_percentage_is_given() -> None:
    for found in (figures([]), figures([UNKNOWN])):
        assert found.verdict == found.met == NOTHING_MEASURED


def test_what_does_not_apply_is_said_so_and_counted_nowhere() -> None:
    found = figures([NOT_APPLICABLE])

    assert (found.verdict, found.met, found.checked) == ("not applicable", "not applicable", "nothing known to check")


def test_what_does_not_apply_hides_nothing_that_meets() -> None:
    assert figures([MET, NOT_APPLICABLE]).verdict == "meets"


def test_every_area_has_figures_even_one_without_a_device() -> None:
    by_area = area_figures([MET])

    assert tuple(by_area) == tuple(Area)
    assert by_area[Area.PRINT].verdict == NOTHING_MEASURED


@given(st.lists(st.sampled_from([MET, FAILED, UNKNOWN, NOT_APPLICABLE])))
def test_no_set_of_findings_reads_as_all_well_unless_all_of_it_was_checked_and_meets(findings: list[Finding]) -> None:
    found = figures(findings)
    applying = [f for f in findings if f.verdict is not Verdict.NOT_APPLICABLE]

    all_well = found.met.startswith("100 %") and found.checked.startswith("100 %")
    assert all_well == bool(applying and all(f.verdict is Verdict.MEETS for f in applying))
    assert sum(number for _, number in found.parts()) == len(findings)


def test_the_headline_names_gaps_unknowns_drift_and_expired_exceptions() -> None:
    said = headline(report())

    assert said == (
        "7 gaps at 3 schools and central services; 5 controls could not be told; 2 controls drifted back; 1 exception ran out."
    )


def test_without_a_measurement_the_headline_says_nothing_good() -> None:
    assert "Nothing was measured" in headline(report(findings=(UNKNOWN,), drift=()))
    assert figures_line(report(findings=())) == f"{NOTHING_MEASURED} · nothing known to check · oldest evidence: none"


def test_the_three_figures_stand_together() -> None:
    assert (
        figures_line(report(findings=FINDINGS)) == "50 % meets (8 of 16) · 76 % checked (16 of 21) · oldest evidence: 12 days"
    )


def test_an_exception_works_through_its_last_day() -> None:
    last_day = EXCEPTIONS[0].model_copy(update={"until": AS_OF.date()})

    assert exceptions_line([last_day], AS_OF.date()) == "1 live, 1 of them ending within 30 days, 0 expired"
