"""Verdicts, in order of worry, and the finding that carries one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from pydantic import AwareDatetime

from ictops.estate import ControlId, DeviceId, Frozen, SchoolId, Value
from ictops.standard import Area


class Verdict(IntEnum):
    MEETS = 0
    NOT_APPLICABLE = 1
    EXCEPTED = 2
    UNKNOWN = 3
    FAILS = 4

    @property
    def word(self) -> str:
        """The verdict as people read it: `not applicable`."""
        return self.name.lower().replace("_", " ")


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict to worry about most; of nothing at all, unknown."""
    return max(verdicts, default=Verdict.UNKNOWN)


class Finding(Frozen):
    """One control on one device: the verdict and everything it rests on."""

    school: SchoolId
    device: DeviceId
    area: Area
    control: ControlId
    verdict: Verdict
    observed: Value | None = None
    intended: Value | None = None
    because: str | None = None
    """why unknown, not applicable or excepted"""
    measured_at: AwareDatetime | None = None
