"""Gaps become an ordered, immutable list of changes for one school and one phase, with a digest."""

from ictops.plan.nouns import Approval, Change, Phase, Plan

__all__ = ["Approval", "Change", "Phase", "Plan"]
