"""The only comparison: observed against intended gives verdicts, coverage and drift."""

from ictops.compliance.verdicts import Finding, Verdict, worst

__all__ = ["Finding", "Verdict", "worst"]
