"""A school's page: its gaps device by device, with what was found, what is asked, and how old the reading is."""

from __future__ import annotations

from ictops.compliance import Verdict
from ictops.estate import Device, Kind, School
from ictops.report.deciding import to_decide
from ictops.report.figures import area_figures, figures
from ictops.report.groups import (
    by_control,
    drift_by_kind,
    exceptions,
    gaps,
    rehearsals,
    runs_for_real,
    unknowns,
)
from ictops.report.html import page
from ictops.report.nouns import ReportData
from ictops.report.summary import exceptions_line, headline, no_gap
from ictops.standard import Area


def school_page(data: ReportData, school: School) -> str:
    """`school-<id>.html`. Takes the whole trust's data and shows the school's."""
    own = data.of_school(school)
    today = data.today
    decide, not_proposed = to_decide(own)
    verdict = {verdict: by_control(f for f in own.findings if f.verdict is verdict) for verdict in Verdict}
    return page(
        "school.html.j2",
        own,
        today=today,
        school=school,
        headline=headline(own, one_school=True),
        all=figures(own.findings),
        areas=tuple(Area),
        by_area=area_figures(own.findings),
        gaps=gaps(own.findings),
        no_gap=no_gap(own),
        unknowns=unknowns(own.findings),
        meets=verdict[Verdict.MEETS],
        not_applicable=verdict[Verdict.NOT_APPLICABLE],
        drift=drift_by_kind(own.drift),
        runs=runs_for_real(own),
        rehearsals=rehearsals(own),
        exceptions=exceptions(own),
        exceptions_says=exceptions_line(own.exceptions, today),
        space=own.space,
        decide=decide,
        not_proposed=not_proposed,
        device_list=device_list(own),
    )


def device_list(data: ReportData) -> tuple[tuple[Kind, tuple[Device, ...]], ...]:
    """The devices of every kind, in order of their ids."""
    ordered = sorted(data.devices, key=lambda device: device.id)
    return tuple((kind, found) for kind in Kind if (found := tuple(d for d in ordered if d.kind is kind)))


def school_file(school: School) -> str:
    """The page's file name, made of the school's id: never of its name."""
    return f"school-{school.id}.html"
