"""What a percentage says, and what it covers: never the one without the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime

from ictops.compliance.verdicts import Finding, Verdict
from ictops.estate import Frozen


class Coverage(Frozen):
    """Counts over some findings. Percentages are made from them when shown, rounded down, and None of nothing.

    applicable: controls on devices, those left out that were measured to be not applicable.
    measured: of these, how many a reading told. met: of the measured, how many meet the standard.
    """

    applicable: int
    measured: int
    met: int
    excepted: int
    failing: int
    unknown: int
    oldest: AwareDatetime | None = None

    @property
    def percent_met(self) -> int | None:
        """Of what was measured, the share that meets the standard, in whole per cent rounded down."""
        return self.met * 100 // self.measured if self.measured else None

    @property
    def percent_measured(self) -> int | None:
        """Of what applies, the share that was measured, in whole per cent rounded down."""
        return self.measured * 100 // self.applicable if self.applicable else None


def coverage(findings: Iterable[Finding]) -> Coverage:
    """The counts over the findings; an excepted one was measured, and is never met."""
    applicable = [finding for finding in findings if finding.verdict is not Verdict.NOT_APPLICABLE]
    measured = [finding for finding in applicable if finding.verdict is not Verdict.UNKNOWN]
    times: list[datetime] = [finding.measured_at for finding in measured if finding.measured_at is not None]
    return Coverage(
        applicable=len(applicable),
        measured=len(measured),
        met=_count(applicable, Verdict.MEETS),
        excepted=_count(applicable, Verdict.EXCEPTED),
        failing=_count(applicable, Verdict.FAILS),
        unknown=_count(applicable, Verdict.UNKNOWN),
        oldest=min(times, default=None),
    )


def _count(findings: list[Finding], verdict: Verdict) -> int:
    return sum(finding.verdict is verdict for finding in findings)
