"""`report.json`: the same report for programs. Keys sorted, ASCII only, so the same report gives the same bytes.

Text from audits and hosts stands in it as it was written: whoever shows it has to escape it.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from ictops.apply import HostResult
from ictops.compliance import Drift, Finding
from ictops.estate import Attribute, Device, Untrusted
from ictops.report.deciding import to_decide
from ictops.report.figures import Figures, area_figures, figures
from ictops.report.groups import exceptions
from ictops.report.growth import Growth
from ictops.report.nouns import ControlText, ReportData, RunRecord

FORMAT = "ictops-report/1"
"""Raised when a key changes its meaning or goes away."""


def as_json(data: ReportData) -> str:
    """The report as canonical JSON, ended by a line feed."""
    return written(
        {
            "format": FORMAT,
            "trust": {"id": data.trust.id, "name": data.trust.name},
            "as_of": data.as_of,
            "evidence": data.evidence.model_dump() if data.evidence else None,
            "figures": _figures(figures(data.findings)),
            "schools": [_school(data, school.id, school.name, school.education.value) for school in data.trust.schools],
            "controls": [_control(control) for control in sorted(data.controls, key=lambda c: c.id)],
            "devices": [_device(device) for device in sorted(data.devices, key=lambda d: d.id)],
            "findings": [_finding(f) for f in sorted(data.findings, key=lambda f: (f.school, f.device, f.control))],
            "exceptions": [{**row.exemption.model_dump(), "state": row.state} for row in exceptions(data)],
            "drift": [_drift(item) for item in data.drift],
            "for_a_person_to_decide": _to_decide(data),
            "space": [_space(one) for one in data.space],
            "runs": [_run(record) for record in data.runs],
        }
    )


def written(content: Any) -> str:
    """Canonical JSON: sorted keys, two spaces, ASCII; moments and days in ISO 8601."""
    return json.dumps(content, default=_plain, sort_keys=True, indent=2) + "\n"


def _plain(value: object) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Untrusted():
            return value.text
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")


def _figures(found: Figures) -> dict[str, Any]:
    counts = found.counts.model_dump()
    return {
        **counts,
        "not_applicable": found.not_applicable,
        "percent_met": found.counts.percent_met,
        "percent_measured": found.counts.percent_measured,
        "worst": found.worst.word,
    }


def _school(data: ReportData, school: str, name: str, education: str) -> dict[str, Any]:
    own = [finding for finding in data.findings if finding.school == school]
    areas = {area.value: _figures(found) for area, found in area_figures(own).items()}
    return {"id": school, "name": name, "education": education, "figures": _figures(figures(own)), "areas": areas}


def _control(control: ControlText) -> dict[str, Any]:
    return control.model_dump()


def _device(device: Device) -> dict[str, Any]:
    said = {attribute.value: value for attribute, value in device.attributes if attribute is not Attribute.NOTES}
    return {"id": device.id, "school": device.school, "kind": device.kind.value, "said": said}


def _finding(finding: Finding) -> dict[str, Any]:
    return {**finding.model_dump(), "verdict": finding.verdict.word}


def _drift(item: Drift) -> dict[str, Any]:
    return item.model_dump()


def _to_decide(data: ReportData) -> dict[str, Any]:
    proposed, not_proposed = to_decide(data)
    return {"proposed": [one.model_dump() for one in proposed], "not_proposed": [one.model_dump() for one in not_proposed]}


def _space(one: Growth) -> dict[str, Any]:
    return {**one.model_dump(), "percent": one.percent, "grown": one.grown, "full_on": one.full_on}


def _run(record: RunRecord) -> dict[str, Any]:
    return {
        **record.model_dump(exclude={"changes": True, "run": {"results"}}),
        "devices": [_host(result) for result in record.run.results],
        "outcome": record.outcome,
        "changes": [{**made.model_dump(), "verdict": made.word} for made in record.changes],
    }


def _host(result: HostResult) -> dict[str, Any]:
    """Without differences of files: those stay in the evidence, which keeps them bounded and without secrets."""
    changed = [task.task for task in result.tasks if task.changed]
    return {"device": result.device, "end": result.end.value, "says": result.says, "changed": changed}
