"""Settings of devices, and the estate: what is there, or what should be there, in one and the same type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import AwareDatetime, model_validator

from ictops.estate.base import Frozen
from ictops.estate.devices import Device
from ictops.estate.ids import DeviceId

type Value = bool | int | str | tuple[str, ...]
"""What a control is compared on: yes or no, a number, a word, or a sorted list of words."""


class Setting(Frozen):
    """One item (a control's id, or an attribute a probe read) of one device.

    Observed: a value with the time it was read, or no value and the reason it could not be told.
    Intended: the standard's value, or no value and the reason the control does not apply here.
    """

    device: DeviceId
    item: str
    value: Value | None = None
    because: str | None = None
    as_of: AwareDatetime | None = None
    asked: str | None = None
    """observed only: a hash of the probe that was run, so that a reading made for another standard is known as such"""
    in_doubt: str | None = None
    """why the value may be more than it should: what fails against it fails, and what stands to it is unknown all the same"""

    @model_validator(mode="after")
    def _says_something(self) -> Setting:
        if (self.value is None) == (self.because is None):
            raise ValueError(f"{self.device} {self.item}: a setting has either a value or a reason for having none")
        return self


class Estate(Frozen):
    """What the facts and readings, settled, say is there (observed), or what the standard asks for (intended)."""

    devices: tuple[Device, ...] = ()
    settings: tuple[Setting, ...] = ()

    def at(self) -> Mapping[tuple[DeviceId, str], Setting]:
        """The settings by device and item."""
        return {(setting.device, setting.item): setting for setting in self.settings}

    def oldest(self) -> datetime | None:
        """When the oldest of the values was read, or None when nothing was."""
        return min((s.as_of for s in self.settings if s.value is not None and s.as_of is not None), default=None)
