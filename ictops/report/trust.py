"""The trust's page: one self-contained file a director can read, print and send on."""

from __future__ import annotations

from ictops.compliance import Finding
from ictops.estate import Frozen, School
from ictops.report.figures import Figures, area_figures, figures
from ictops.report.groups import devices_by_kind, drift_by_kind, exceptions, gaps, rehearsals, runs_for_real, unknowns
from ictops.report.html import page
from ictops.report.nouns import ReportData
from ictops.report.summary import exceptions_line, headline, no_gap
from ictops.standard import Area


class SchoolRow(Frozen):
    """A school's line in the table: figures for every area and for all of them."""

    school: School
    areas: dict[Area, Figures]
    all: Figures


def trust_page(data: ReportData) -> str:
    """`index.html`: headline, school by area, gaps, unknowns, drift, changes, exceptions, the audit."""
    today = data.today
    return page(
        "trust.html.j2",
        data,
        today=today,
        school=None,
        headline=headline(data),
        all=figures(data.findings),
        areas=tuple(Area),
        by_area=area_figures(data.findings),
        rows=school_rows(data),
        gaps=gaps(data.findings),
        no_gap=no_gap(data),
        unknowns=unknowns(data.findings),
        drift=drift_by_kind(data.drift),
        runs=runs_for_real(data),
        rehearsals=rehearsals(data),
        exceptions=exceptions(data),
        exceptions_says=exceptions_line(data.exceptions, today),
        devices=devices_by_kind(data.devices),
        device_schools=data.trust.schools,
    )


def school_rows(data: ReportData) -> tuple[SchoolRow, ...]:
    """Every school in the trust's own order, measured or not."""
    return tuple(_row(school, tuple(f for f in data.findings if f.school == school.id)) for school in data.trust.schools)


def _row(school: School, findings: tuple[Finding, ...]) -> SchoolRow:
    return SchoolRow(school=school, areas=area_figures(findings), all=figures(findings))
