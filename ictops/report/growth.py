"""How full shares and volumes are, and how fast they fill: told from two readings, never guessed from one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import AwareDatetime

from ictops.estate import DeviceId, Frozen, Setting

LINE = re.compile(r"(?P<place>.+): (?P<used>\d+) of (?P<limit>\d+) MiB")
"""How the attribute `space` says it: `StaffShared: 58 of 64 MiB`."""

A_WEEK = timedelta(days=7)
"""Readings nearer to each other than this give no rate: one class saving its films is not a trend."""


class Space(Frozen):
    """One share or volume: what it held and may hold, in MiB, and when that was read."""

    used: int
    limit: int
    at: AwareDatetime


class Growth(Frozen):
    """A share or volume at its newest reading, and at the oldest of those looked back on."""

    device: DeviceId
    place: str
    earlier: Space | None
    now: Space

    @property
    def percent(self) -> int:
        """How full it is, rounded down: 100 only when nothing more fits."""
        return self.now.used * 100 // self.now.limit if self.now.limit else 100

    @property
    def grown(self) -> int | None:
        """MiB it has grown by since the earlier reading; None when there is only one."""
        return None if self.earlier is None else self.now.used - self.earlier.used

    @property
    def full_on(self) -> date | None:
        """The day it would be full if it went on like this; None when it does not grow, or nobody can tell yet."""
        if self.earlier is None or not self.grown or self.grown < 0 or self.now.at - self.earlier.at < A_WEEK:
            return None
        left = (self.now.at - self.earlier.at) * ((self.now.limit - self.now.used) / self.grown)
        return (self.now.at + max(left, timedelta())).date() if left < A_LONG_TIME else None


A_LONG_TIME = timedelta(days=730)
"""Beyond two years a straight line says nothing."""


def growth(readings: Iterable[Setting]) -> tuple[Growth, ...]:
    """Every place of the newest readings, the fullest first. Takes readings of the attribute `space`, oldest first.

    A device whose newest reading could not tell is left out: how full it was last week is not how full it is.
    """
    by_device: dict[DeviceId, list[Setting]] = {}
    for reading in readings:
        by_device.setdefault(reading.device, []).append(reading)
    found = (one for device, of in sorted(by_device.items()) for one in _of_device(device, of))
    return tuple(sorted(found, key=lambda one: (-one.percent, one.device, one.place)))


def _of_device(device: DeviceId, readings: list[Setting]) -> Iterator[Growth]:
    seen = [_places(reading) for reading in readings]
    for place, now in seen[-1].items():
        earlier = next((places[place] for places in seen[:-1] if place in places), None)
        yield Growth(device=device, place=place, earlier=earlier, now=now)


def _places(reading: Setting) -> dict[str, Space]:
    if not isinstance(reading.value, tuple) or reading.as_of is None:
        return {}
    lines = (LINE.fullmatch(line) for line in reading.value)
    return {line["place"]: Space(used=int(line["used"]), limit=int(line["limit"]), at=reading.as_of) for line in lines if line}
