"""The few sentences that head pages and terminals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictops.compliance import Exemption, Verdict
from ictops.estate import Education
from ictops.report.figures import figures
from ictops.report.groups import SOON
from ictops.report.nouns import ReportData
from ictops.report.words import age, counted


def headline(data: ReportData, *, one_school: bool = False) -> str:
    """The page in a sentence or two: what fails, what nobody knows, what drifted, which exceptions ran out."""
    all_of_it = figures(data.findings)
    if not all_of_it.counts.measured:
        return "Nothing was measured yet, so nothing can be said: neither good nor bad."
    said = [
        f"{counted(all_of_it.counts.failing, 'gap')}{'' if one_school else _where(data)}",
        f"{counted(all_of_it.counts.unknown, 'control')} could not be told",
        f"{counted(len(data.drift), 'control')} drifted back",
    ]
    expired = sum(not one.is_live(data.today) for one in data.exceptions)
    return "; ".join(said) + (f"; {counted(expired, 'exception')} ran out." if expired else ".")


def _where(data: ReportData) -> str:
    failing = {finding.school for finding in data.findings if finding.verdict is Verdict.FAILS}
    central = failing & {school.id for school in data.trust.schools if school.education is Education.CENTRAL}
    schools = [counted(len(failing - central), "school")] if failing - central else []
    places = " and ".join([*schools, *(["central services"] if central else [])])
    return f" at {places}" if places else ""


def figures_line(data: ReportData) -> str:
    """The three figures that belong together: `66 % meets (2 of 3) · 85 % checked (3 of 4) · oldest evidence 2 days`."""
    all_of_it = figures(data.findings)
    oldest = age(all_of_it.oldest, data.as_of) if all_of_it.oldest else "none"
    return f"{all_of_it.met} · {all_of_it.checked} · oldest evidence: {oldest}"


def no_gap(data: ReportData) -> str:
    """What to say where no gap is listed: never more than was checked."""
    found = figures(data.findings)
    if not found.counts.measured:
        return "Nothing was checked, so no gap is known, and none is ruled out."
    return f"Nothing that was checked fails: {found.checked}."


def exceptions_line(exceptions: Iterable[Exemption], today: date) -> str:
    """`3 live, 1 of them ending within 30 days, 1 expired`."""
    left = [(one.until - today).days for one in exceptions]
    live, soon = sum(days >= 0 for days in left), sum(0 <= days <= SOON.days for days in left)
    return f"{live} live, {soon} of them ending within {SOON.days} days, {len(left) - live} expired"
