"""What the command line prints of verdicts and drift: pure functions that give lines."""

from __future__ import annotations

from ictops.compliance import Drift, Finding, Verdict
from ictops.report.columns import columns
from ictops.report.figures import Figures, area_figures, figures
from ictops.report.groups import DRIFT_SAYS, drift_by_kind, unknowns
from ictops.report.lookup import Lookup
from ictops.report.nouns import ReportData
from ictops.report.summary import exceptions_line, figures_line, headline, no_gap
from ictops.report.visible import visible
from ictops.report.words import age, counted, line
from ictops.standard import Area


def summary_text(data: ReportData) -> list[str]:
    """Three lines: the trust and the moment, the three figures, and what there is to worry about."""
    said = [f"{visible(data.trust.name)}, {data.as_of.isoformat(timespec='minutes')}", figures_line(data), headline(data)]
    return [*said, f"exceptions: {exceptions_line(data.exceptions, data.today)}"] if data.exceptions else said


def compliance_text(data: ReportData) -> list[str]:
    """A line for every school and area, with coverage and age. An area nothing was measured in says so."""
    rows = []
    for school in data.trust.schools:
        own = [finding for finding in data.findings if finding.school == school.id]
        rows += [_figures_row(school.id, area, found, data) for area, found in area_figures(own).items()]
    return columns(("school", "area", "verdict", "meets, of what was checked", "checked, of what applies", "oldest"), rows)


def _figures_row(school: str, area: Area, found: Figures, data: ReportData) -> tuple[str, ...]:
    return (school, area.value, found.verdict, found.met, found.checked, age(found.oldest, data.as_of))


def gaps_text(data: ReportData) -> list[str]:
    """Every gap with what is wrong and what is asked, then what is unknown by reason, then the figures."""
    names = Lookup.of(data)
    failing = sorted((f for f in data.findings if f.verdict is Verdict.FAILS), key=lambda f: (f.school, f.device, f.control))
    lines = columns(("device", "control", "what is wrong", "the standard asks", "read"), [_gap(f, names) for f in failing])
    lines = lines or [no_gap(data)]
    groups = unknowns(data.findings)
    if groups:
        rows = [(g.school, counted(len(g.findings), "control"), _some(g.devices), g.because) for g in groups]
        lines += ["", "Unknown, and counted neither as meeting nor as checked:"]
        lines += columns(("school", "controls", "devices", "because"), rows)
    return [*lines, "", figures_line(data)]


def _some(devices: tuple[str, ...]) -> str:
    return devices[0] if len(devices) == 1 else f"{devices[0]} and {len(devices) - 1} more"


def _gap(finding: Finding, names: Lookup) -> tuple[str, ...]:
    lead, wrong = names.why(finding)
    asked = "; ".join(names.asked(finding))
    return (finding.device, finding.control, f"{lead}: {'; '.join(wrong)}", asked, names.ago(finding.measured_at))


def drift_text(data: ReportData) -> list[str]:
    """What drifted, by kind; where nothing did, how much was read to say so."""
    if not data.drift:
        return [f"No drift in what was read: {figures(data.findings).checked}."]
    lines = [f"{counted(len(data.drift), 'control')} drifted."]
    for kind, found in drift_by_kind(data.drift):
        lines += ["", f"{kind.value}: {DRIFT_SAYS[kind]}"]
        lines += columns(("device", "control", "was", "is now", "the standard asks", "met until"), map(_drift, found))
    return lines


def _drift(item: Drift) -> tuple[str, ...]:
    until = item.met_until.isoformat(timespec="minutes") if item.met_until else "not known"
    return (item.device, item.control, line(item.was), line(item.now), line(item.intended), until)
