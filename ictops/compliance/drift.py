"""Drift: a control that met the standard and no longer does, sorted by where it most likely came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from pydantic import AwareDatetime, Field

from ictops.compliance.compare import stands
from ictops.compliance.verdicts import Finding, Verdict
from ictops.estate import ControlId, DeviceId, Frozen, SchoolId, Value
from ictops.standard import Relation


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
    took_back: dict[ControlId, Value | None] = Field(default_factory=dict)
    """for an undo: each control that it put back, to what it read before; None where nobody can say what it reads now"""

    def explains(self, was: Finding, now: Finding) -> bool:
        """Whether it is why a control that met the standard fails: we took our own change back, and it reads as before that.
        Then the failure is the old gap, and no drift."""
        if self.device != now.device or now.control not in self.took_back or not _between(was, self, now):
            return False
        before = self.took_back[now.control]
        return before is None or (
            now.observed is not None and stands(observed=now.observed, intended=before, relation=Relation.EQUALS)
        )


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

    A control that fails now, and met the standard when it was last measured, has drifted, unless an undo of ours took it
    back. Findings that could not tell are passed over: silence neither makes drift nor ends it.
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
        and _fell(past[-1], finding, runs)
    )


def standing(drift: Iterable[Drift], found: Iterable[Finding], runs: Iterable[OurRun]) -> tuple[Drift, ...]:
    """Of all drift ever seen, oldest first, the newest of each control that has not come back and is no gap of ours again."""
    newest = {(one.device, one.control): one for one in drift}
    failing = {(one.device, one.control) for one in found if one.verdict is Verdict.FAILS}
    taken_back = {(run.device, control): run.ended for run in runs for control in run.took_back}
    return tuple(
        newest[at]
        for at in sorted(newest.keys() & failing)
        if (undone := taken_back.get(at)) is None or (seen := newest[at].seen_at) is None or seen >= undone
    )


def _fell(was: Finding, now: Finding, runs: tuple[OurRun, ...]) -> bool:
    fell = was.verdict is Verdict.MEETS and now.verdict is Verdict.FAILS
    return fell and not any(run.explains(was, now) for run in runs)


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
    if any(_fell(was, then, runs) for was, then in pairwise(past)):
        return DriftKind.FLAPPING
    if any(run.device == finding.device and _between(last, run, finding) for run in runs):
        return DriftKind.OURS
    return DriftKind.THEIRS


def _between(last: Finding, run: OurRun, finding: Finding) -> bool:
    if last.measured_at is None or finding.measured_at is None:
        return False
    return last.measured_at <= run.ended <= finding.measured_at
