"""The figures of a cell or a page: what meets, of what was checked; what was checked, of what applies; how old that is.

Counted by `ictops.compliance.coverage`; here they only get their words. Nothing measured is said so: never 0 %, never 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ictops.compliance import Coverage, Finding, Verdict, coverage, worst
from ictops.estate import Frozen
from ictops.standard import Area

NOTHING_MEASURED = "unknown: nothing measured"


class Figures(Frozen):
    """The counts over some findings, those that do not apply beside them."""

    counts: Coverage
    not_applicable: int = 0
    worst: Verdict = Verdict.UNKNOWN

    @property
    def oldest(self) -> datetime | None:
        return self.counts.oldest

    @property
    def verdict(self) -> str:
        """The worst verdict, with how often it was given: `fails 3`. Where nothing was measured, that."""
        if self.worst is Verdict.NOT_APPLICABLE:
            return "not applicable"
        if not self.counts.measured:
            return NOTHING_MEASURED
        return self.worst.word if self.worst is Verdict.MEETS else f"{self.worst.word} {self.number(self.worst)}"

    @property
    def met(self) -> str:
        """`66 % meets (2 of 3)`, or that nothing was measured, or applies."""
        if self.worst is Verdict.NOT_APPLICABLE:
            return "not applicable"
        if self.counts.percent_met is None:
            return NOTHING_MEASURED
        return f"{self.counts.percent_met} % meets ({self.counts.met:,} of {self.counts.measured:,})"

    @property
    def checked(self) -> str:
        """`85 % checked (12 of 14)`, or that nothing applies."""
        if self.counts.percent_measured is None:
            return "nothing known to check"
        return f"{self.counts.percent_measured} % checked ({self.counts.measured:,} of {self.counts.applicable:,})"

    def number(self, verdict: Verdict) -> int:
        """How many findings have the verdict."""
        return {
            Verdict.MEETS: self.counts.met,
            Verdict.NOT_APPLICABLE: self.not_applicable,
            Verdict.EXCEPTED: self.counts.excepted,
            Verdict.UNKNOWN: self.counts.unknown,
            Verdict.FAILS: self.counts.failing,
        }[verdict]

    def parts(self) -> tuple[tuple[Verdict, int], ...]:
        """The verdicts that were given at all, the best first, with their numbers."""
        return tuple((verdict, number) for verdict in Verdict if (number := self.number(verdict)))


def figures(findings: Iterable[Finding]) -> Figures:
    """Count findings. Of none at all nothing was measured, and the verdict is unknown."""
    found = tuple(findings)
    return Figures(
        counts=coverage(found),
        not_applicable=sum(finding.verdict is Verdict.NOT_APPLICABLE for finding in found),
        worst=_worst(found),
    )


def _worst(findings: tuple[Finding, ...]) -> Verdict:
    """The worst verdict of what applies; `not applicable` only where all of it is."""
    applying = [finding.verdict for finding in findings if finding.verdict is not Verdict.NOT_APPLICABLE]
    return worst(applying or (finding.verdict for finding in findings))


def area_figures(findings: Iterable[Finding]) -> dict[Area, Figures]:
    """The figures of every area, measured or not."""
    found = tuple(findings)
    return {area: figures(f for f in found if f.area is area) for area in Area}
