"""The intended estate: what the standard asks of each device that is there."""

from __future__ import annotations

from collections.abc import Iterable

from ictops.estate import Device, Estate, Setting, Value
from ictops.standard.control import Control, Host, NotApplicable, Settings
from ictops.standard.standard import Standard


def controls_for(device: Device, controls: Iterable[Control]) -> tuple[Control, ...]:
    """The controls that concern this kind of device, in order of their ids."""
    return tuple(sorted((c for c in controls if device.kind in c.kinds), key=lambda control: control.id))


def intended_estate(observed: Estate, standard: Standard, controls: Iterable[Control]) -> Estate:
    """For every observed device and every control that concerns it: the standard's value, or why none is asked.

    A control that needs an attribute nobody has read (which board hangs on the PC) is left out: nothing can be asked yet, and
    the comparison calls it unknown.
    """
    controls = tuple(controls)
    attributes = _attributes(observed)
    return Estate(
        devices=observed.devices,
        settings=tuple(
            _intended(device, control, standard.settings_for(device.school, device.kind), attributes.get(device.id, {}))
            for device in observed.devices
            for control in controls_for(device, controls)
            if attributes.get(device.id, {}).keys() >= set(control.needs)
        ),
    )


def _attributes(observed: Estate) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for setting in observed.settings:
        if setting.value is not None:
            found.setdefault(setting.device, {})[setting.item] = setting.value
    return found


def _intended(device: Device, control: Control, settings: Settings, attributes: dict[str, Value]) -> Setting:
    try:
        value = control.intend(Host(settings=settings, attributes=attributes))
    except NotApplicable as reason:
        return Setting(device=device.id, item=control.id, because=str(reason))
    return Setting(device=device.id, item=control.id, value=value)
