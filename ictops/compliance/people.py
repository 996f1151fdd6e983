"""What a role leaves for people: of a control that it puts right elsewhere, the things that only a person settles."""

from __future__ import annotations

from ictops.compliance.verdicts import Finding, Verdict
from ictops.estate import Value
from ictops.standard.control import BY_HAND


def left_to_people(finding: Finding) -> bool:
    """Whether all that fails of it says that it is settled by hand."""
    if finding.verdict not in (Verdict.FAILS, Verdict.EXCEPTED) or not isinstance(finding.intended, tuple):
        return False
    beyond = set(_listed(finding.observed)) - set(finding.intended)
    return bool(beyond) and all(BY_HAND in one for one in beyond)


def as_planned(finding: Finding) -> Finding:
    """The finding as a run can settle it: what is left to people is asked of no run, so that no plan promises it."""
    if not isinstance(finding.intended, tuple):
        return finding
    left = [one for one in _listed(finding.observed) if BY_HAND in one and one not in finding.intended]
    if not left:
        return finding
    verdict = Verdict.MEETS if left_to_people(finding) else finding.verdict
    return finding.model_copy(update={"verdict": verdict, "intended": tuple(sorted((*finding.intended, *left)))})


def _listed(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
