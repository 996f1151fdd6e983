"""`findings.csv` and `changes.csv`: every cell text to a spreadsheet (see `cells`). `report.json` holds the same, unguarded."""

from __future__ import annotations

from datetime import datetime

from ictops.estate import Value
from ictops.report.cells import table
from ictops.report.lookup import Lookup
from ictops.report.nouns import ChangeRead, ReportData, RunRecord

FINDINGS = (
    "school", "school_name", "area", "control", "governor", "device", "device_name", "room", "verdict",
    "observed", "intended", "because", "measured_at", "age",
)  # fmt: skip
CHANGES = (
    "school", "run", "began", "device", "device_name", "control", "role", "before", "after", "read_afterwards", "verdict",
    "outcome_for_device", "approved_by", "plan_digest",
)  # fmt: skip


def findings_csv(data: ReportData) -> str:
    """Every finding, in order of school, device and control."""
    names = Lookup.of(data)
    ordered = sorted(data.findings, key=lambda f: (f.school, f.device, f.control))
    return table(
        FINDINGS,
        (
            (
                f.school, names.school(f.school), f.area.value, f.control, names.control(f.control).governor,
                f.device, names.device(f.device), names.room(f.device), f.verdict.word,
                _value(f.observed), _value(f.intended), f.because or "", _time(f.measured_at), names.age(f.measured_at),
            )
            for f in ordered
        ),
    )  # fmt: skip


def changes_csv(data: ReportData) -> str:
    """Every planned change of every run for real, the oldest run first."""
    names = Lookup.of(data)
    real = sorted((r for r in data.runs if r.run.request.for_real), key=lambda r: (r.run.began, r.run.request.id))
    return table(CHANGES, (_change(record, made, names) for record in real for made in record.changes))


def _change(record: RunRecord, made: ChangeRead, names: Lookup) -> tuple[str, ...]:
    run, change = record.run, made.change
    ends = {result.device: result.end.value for result in run.results}
    return (
        run.request.school, run.request.id, _time(run.began), change.device, names.device(change.device), change.control,
        change.role, _value(change.before), _value(change.after), _value(made.read), made.word,
        ends.get(change.device, "not attempted"),
        record.approval.by if record.approval else "", record.approval.digest if record.approval else "",
    )  # fmt: skip


def _value(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value) or "none"
        case _:
            return str(value)


def _time(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
