"""The only comparison: observed against intended gives verdicts, coverage and drift."""

from ictops.compliance.compare import compare, stands
from ictops.compliance.coverage import Coverage, coverage
from ictops.compliance.drift import Drift, DriftKind, OurRun, drifted, standing
from ictops.compliance.exceptions import Exemption, live_exemption, settings_instead
from ictops.compliance.people import as_planned, left_to_people
from ictops.compliance.verdicts import Finding, Verdict, worst

__all__ = [
    "Coverage",
    "Drift",
    "DriftKind",
    "Exemption",
    "Finding",
    "OurRun",
    "Verdict",
    "as_planned",
    "compare",
    "coverage",
    "drifted",
    "left_to_people",
    "live_exemption",
    "settings_instead",
    "standing",
    "stands",
    "worst",
]
