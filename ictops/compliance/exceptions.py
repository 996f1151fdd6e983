"""Exceptions: controls a school need not meet, for a reason, until a day.

The noun is `Exemption`: Python owns the other word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import Field

from ictops.compliance.verdicts import Finding
from ictops.estate import ControlId, DeviceId, Frozen, SchoolId


class Exemption(Frozen):
    """One exception as `exceptions.yml` words it. Without `device` it covers every device of the school."""

    control: ControlId
    school: SchoolId
    device: DeviceId | None = None
    reason: str
    owner: str
    until: date
    """the last day it works"""
    instead: dict[str, Any] = Field(default_factory=dict)
    """role inputs the school gets in place of the standard's while it lasts, so that no run of ours undoes what is excepted"""

    @property
    def sentence(self) -> str:
        """The exception in words: `excepted until 2026-12-18 (J. Example): kiln-room PC is off the network`."""
        return f"excepted until {self.until.isoformat()} ({self.owner}): {self.reason}"

    def is_live(self, today: date) -> bool:
        return today <= self.until

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of the finding's control, school and device."""
        return self.control == finding.control and self.school == finding.school and self.device in (None, finding.device)


def settings_instead(exemptions: Iterable[Exemption], school: SchoolId, today: date) -> dict[str, Any]:
    """The role inputs that live exceptions of the school put in place of the standard's."""
    live = (one for one in exemptions if one.school == school and one.is_live(today))
    return {name: value for exemption in live for name, value in exemption.instead.items()}


def live_exemption(finding: Finding, exemptions: Iterable[Exemption], today: date) -> Exemption | None:
    """The exception that covers the finding today; of several, the one that lasts longest."""
    covering = [exemption for exemption in exemptions if exemption.is_live(today) and exemption.covers(finding)]
    return max(covering, key=lambda exemption: exemption.until, default=None)
