"""Findings, exceptions and runs in the order and groups that people read them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from ictops.compliance import Drift, DriftKind, Exemption, Finding, Verdict
from ictops.estate import ControlId, Device, Frozen, Kind, SchoolId
from ictops.report.lookup import Lookup
from ictops.report.nouns import ReportData, RunRecord
from ictops.report.words import counted
from ictops.standard import Area

SOON = timedelta(days=30)
"""How long before its end an exception is called `ending soon`."""

MOST_REASONS = 4
"""Different observed values the trust's page shows for a control; the schools' pages show every device."""

DRIFT_SAYS = {
    DriftKind.THEIRS: "Changed by someone else, outside any run of ictops.",
    DriftKind.OURS: "Changed by a run of ictops.",
    DriftKind.STANDARD_MOVED: "The device stayed as it was; the trust's standard changed.",
    DriftKind.FLAPPING: "Keeps going back and forth: something puts it back after every correction.",
}


class ControlGroup(Frozen):
    """The findings about one control."""

    control: ControlId
    findings: tuple[Finding, ...]

    @property
    def number(self) -> int:
        return len(self.findings)

    @property
    def oldest(self) -> datetime | None:
        return min((f.measured_at for f in self.findings if f.measured_at), default=None)

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons given, each once."""
        return tuple(sorted({finding.because for finding in self.findings if finding.because}))

    def by_school(self) -> tuple[tuple[SchoolId, int], ...]:
        """How many of the findings each school has."""
        return tuple((school, len(found)) for school, found in grouped(self.findings, lambda f: f.school))

    def reasons(self, names: Lookup) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """What is wrong and on how many devices, the most frequent first; the rare rest in one line."""
        seen = Counter(names.why(finding) for finding in self.findings).most_common()
        ordered = sorted(seen, key=lambda one: (-one[1], one[0]))
        shown = tuple((lead, items, number) for (lead, items), number in ordered[:MOST_REASONS])
        rest = sum(number for _, number in ordered[MOST_REASONS:])
        return shown if not rest else (*shown, ("and", ("other values, on each school's page",), rest))

    def intended(self, names: Lookup) -> tuple[tuple[str, ...], ...]:
        """What the standard asks, in items: one value, unless schools' standards differ."""
        return tuple(sorted({names.asked(f) for f in self.findings if f.intended is not None})[:MOST_REASONS])


class UnknownGroup(Frozen):
    """Findings of one school that could not be told for the same reason."""

    school: SchoolId
    because: str
    findings: tuple[Finding, ...]

    @property
    def devices(self) -> tuple[str, ...]:
        return tuple(sorted({finding.device for finding in self.findings}))


def grouped[Item, Key](found: Iterable[Item], key: Callable[[Item], Any]) -> tuple[tuple[Any, tuple[Item, ...]], ...]:
    """The items by key, in order of the keys; within a key in the order given."""
    return tuple((at, tuple(group)) for at, group in groupby(sorted(found, key=key), key=key))


def gaps(findings: Iterable[Finding]) -> tuple[tuple[Area, tuple[ControlGroup, ...]], ...]:
    """What fails, by area and control. Areas without a gap are left out."""
    failing = [finding for finding in findings if finding.verdict is Verdict.FAILS]
    return tuple(
        (area, groups) for area in Area if (groups := by_control(finding for finding in failing if finding.area is area))
    )


def by_control(findings: Iterable[Finding]) -> tuple[ControlGroup, ...]:
    ordered = sorted(findings, key=lambda f: (f.school, f.device))
    return tuple(ControlGroup(control=control, findings=found) for control, found in grouped(ordered, lambda f: f.control))


def unknowns(findings: Iterable[Finding]) -> tuple[UnknownGroup, ...]:
    """What is unknown, by school and reason, the widest reason first."""
    unknown = sorted((f for f in findings if f.verdict is Verdict.UNKNOWN), key=lambda f: (f.device, f.control))
    groups = grouped(unknown, lambda f: (f.school, f.because or "nothing has been read yet"))
    found = (UnknownGroup(school=school, because=because, findings=of) for (school, because), of in groups)
    return tuple(sorted(found, key=lambda group: (group.school, -len(group.findings), group.because)))


class ExceptionRow(Frozen):
    """An exception and how it stands today: `live`, `ends in 12 days`, `expired` or `expired, fails again`."""

    exemption: Exemption
    state: str


def exceptions(data: ReportData) -> tuple[ExceptionRow, ...]:
    """The soonest to end first, so the expired lead."""
    failing = tuple(finding for finding in data.findings if finding.verdict is Verdict.FAILS)
    ordered = sorted(data.exceptions, key=lambda e: (e.until, e.school, e.control, e.device or ""))
    return tuple(ExceptionRow(exemption=e, state=_state(e, data.today, any(map(e.covers, failing)))) for e in ordered)


def _state(exemption: Exemption, today: date, fails: bool) -> str:
    left = (exemption.until - today).days
    if left < 0:
        return "expired, fails again" if fails else "expired"
    if left == 0:
        return "ends today"
    return f"ends in {counted(left, 'day')}" if left <= SOON.days else "live"


def drift_by_kind(drift: Iterable[Drift]) -> tuple[tuple[DriftKind, tuple[Drift, ...]], ...]:
    """What drifted, other people's changes first; kinds without any are left out."""
    ordered = sorted(drift, key=lambda i: (i.school, i.device, i.control))
    return tuple((kind, found) for kind in DRIFT_SAYS if (found := tuple(i for i in ordered if i.kind is kind)))


def runs_for_real(data: ReportData) -> tuple[tuple[SchoolId, tuple[RunRecord, ...]], ...]:
    """The runs that were not rehearsals, by school, the latest first."""
    real = sorted((r for r in data.runs if r.run.request.for_real), key=lambda r: (r.run.began, r.run.request.id), reverse=True)
    return grouped(real, lambda r: r.run.request.school)


def rehearsals(data: ReportData) -> int:
    return sum(not record.run.request.for_real for record in data.runs)


class KindRow(Frozen):
    """How many devices of a kind each school has."""

    kind: Kind
    by_school: dict[SchoolId, int]

    @property
    def total(self) -> int:
        return sum(self.by_school.values())


def devices_by_kind(devices: Iterable[Device]) -> tuple[KindRow, ...]:
    """The devices by kind and school; kinds without any are left out."""
    number = Counter((device.kind, device.school) for device in devices)
    rows = (KindRow(kind=kind, by_school={s: n for (k, s), n in sorted(number.items()) if k is kind}) for kind in Kind)
    return tuple(row for row in rows if row.total)
