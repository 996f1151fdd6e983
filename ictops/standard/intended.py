"""The intended estate: what the standard asks of each device that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictops.estate import Device, Estate, Setting
from ictops.standard.control import Control, Host, NotApplicable, Settings
from ictops.standard.standard import Standard


def controls_for(device: Device, controls: Iterable[Control]) -> tuple[Control, ...]:
    """The controls that concern this kind of device, in order of their ids."""
    return tuple(sorted((c for c in controls if device.kind in c.kinds), key=lambda control: control.id))


def intended_estate(observed: Estate, standard: Standard, controls: Iterable[Control]) -> Estate:
    """For every observed device and every control that concerns it: the standard's value, or why none is asked.

    A control that needs an attribute nobody has read (which board hangs on the PC) is left out: nothing can be asked yet, and
    the comparison calls it unknown. A doubt about an attribute is one about every value that is intended because of it.
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


def _attributes(observed: Estate) -> dict[str, dict[str, Setting]]:
    found: dict[str, dict[str, Setting]] = {}
    for setting in observed.settings:
        if setting.value is not None:
            found.setdefault(setting.device, {})[setting.item] = setting
    return found


def _intended(device: Device, control: Control, settings: Settings, attributes: Mapping[str, Setting]) -> Setting:
    values = {name: setting.value for name, setting in attributes.items() if setting.value is not None}
    doubts = (attributes[name].in_doubt for name in control.needs)
    try:
        value = control.intend(Host(settings=settings, attributes=values))
    except NotApplicable as reason:
        return Setting(device=device.id, item=control.id, because=str(reason))
    return Setting(device=device.id, item=control.id, value=value, in_doubt=next(filter(None, doubts), None))
