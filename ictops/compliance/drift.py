"""Drift: a control that met the standard and no longer does, sorted by where it most likely came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from pydantic import AwareDatetime

from ictops.compliance.verdicts import Finding, Verdict
from ictops.estate import ControlId, DeviceId, Frozen, SchoolId, Value


class DriftKind(StrEnum):
    OURS = "ours"
    """a run of ours changed the device since"""
    THEIRS = "theirs"
    """someone else did"""
    STANDARD_MOVED = "standard moved"
    """the host is as it was; the standard asks for something else now"""
    FLAPPING = "flapping"
    """it drifted before and was put right; look for the cause"""


class OurRun(Frozen):
    """A run of ours that changed something on a device, when it ended."""

    device: DeviceId
    ended: AwareDatetime


class Drift(Frozen):
    """One control that drifted on one device."""

    school: SchoolId
    device: DeviceId
    control: ControlId
    kind: DriftKind
    was: Value | None
    now: Value | None
    intended: Value | None
    met_until: AwareDatetime | None
    """when it was last seen to meet the standard"""
    seen_at: AwareDatetime | None


def drifted(*, earlier: Sequence[Finding], now: Iterable[Finding], runs: Iterable[OurRun]) -> tuple[Drift, ...]:
    """The drift between what was found earlier (any number of assessments, oldest first) and what is found now.

    A control that fails now, and met the standard when it was last measured, has drifted. Findings that could not tell are
    passed over: silence neither makes drift nor ends it.
    """
    history: dict[tuple[DeviceId, ControlId], list[Finding]] = {}
    for finding in earlier:
        if finding.verdict in (Verdict.MEETS, Verdict.FAILS, Verdict.EXCEPTED):
            history.setdefault((finding.device, finding.control), []).append(finding)
    runs = tuple(runs)
    return tuple(
        _drift(finding, past, runs)
        for finding in now
        if finding.verdict is Verdict.FAILS
        and (past := history.get((finding.device, finding.control)))
        and past[-1].verdict is Verdict.MEETS
    )


def _drift(finding: Finding, past: list[Finding], runs: tuple[OurRun, ...]) -> Drift:
    last = past[-1]
    return Drift(
        school=finding.school, device=finding.device, control=finding.control, kind=_kind(finding, past, runs),
        was=last.observed, now=finding.observed, intended=finding.intended,
        met_until=last.measured_at, seen_at=finding.measured_at,
    )  # fmt: skip


def _kind(finding: Finding, past: list[Finding], runs: tuple[OurRun, ...]) -> DriftKind:
    last = past[-1]
    if finding.observed == last.observed and finding.intended != last.intended:
        return DriftKind.STANDARD_MOVED
    if any(a.verdict is Verdict.MEETS and b.verdict is Verdict.FAILS for a, b in pairwise(past)):
        return DriftKind.FLAPPING
    if any(run.device == finding.device and _between(last, run, finding) for run in runs):
        return DriftKind.OURS
    return DriftKind.THEIRS


def _between(last: Finding, run: OurRun, finding: Finding) -> bool:
    if last.measured_at is None or finding.measured_at is None:
        return False
    return last.measured_at <= run.ended <= finding.measured_at
