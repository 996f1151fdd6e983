"""What a review of audits answers beyond the audits themselves: the four questions and what was declared, as one noun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictops.audit.review import Review
from ictops.compliance import Finding
from ictops.estate import ControlId, Device, Frozen
from ictops.report.declared import Beside, beside
from ictops.report.four import Line, Sum, lines, sums


class Answers(Frozen):
    """For each device, for each school and area, and for each thing a school declares."""

    lines: tuple[Line, ...]
    areas: tuple[Sum, ...]
    declared: tuple[Beside, ...]


def answers(
    review: Review,
    devices: Iterable[Device],
    findings: Iterable[Finding],
    towards: Mapping[ControlId, str],
    by_hand: frozenset[ControlId],
) -> Answers:
    """Answer for the devices of a review with the newest findings. `towards`: what each control is evidence towards."""
    found = tuple(findings)
    answered = lines(devices, found, by_hand, review.today)
    said = (one for school in review.schools for one in beside(school.school, school.answers, found, towards))
    return Answers(lines=answered, areas=sums(answered), declared=tuple(said))
