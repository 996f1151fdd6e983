"""Gaps become an ordered, immutable list of changes for one school and one phase, with a digest."""

from ictops.plan.making import check_approval, check_gates, check_still_true, make_plan
from ictops.plan.nouns import Approval, Change, Phase, Plan, Reached
from ictops.plan.verifying import Checked, Moved, Verification, as_found, verify, verify_undo

__all__ = [
    "Approval",
    "Change",
    "Checked",
    "Moved",
    "Phase",
    "Plan",
    "Reached",
    "Verification",
    "as_found",
    "check_approval",
    "check_gates",
    "check_still_true",
    "make_plan",
    "verify",
    "verify_undo",
]
