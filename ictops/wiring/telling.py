"""`ictops audit facts`: the devices that somebody means, with the imports they are in."""

from __future__ import annotations

from ictops.audit import Import
from ictops.audit.values import comparable
from ictops.errors import BadInput, Fault
from ictops.estate import Attribute, Device
from ictops.wiring.trust import OpenTrust


def known_as(trust: OpenTrust, text: str) -> tuple[tuple[Import, Device], ...]:
    """The devices of this id; else all of this serial, tag, MAC or name, at whatever school. Raises BadInput."""
    everything = tuple((one, device) for one in trust.store.imports() for device in one.devices)
    found = tuple(pair for pair in everything if pair[1].id == text)
    found = found or tuple(pair for pair in everything if _answers_to(pair[1], text))
    if not found:
        do = "ictops audit review names the devices; import the school's audit first"
        raise BadInput(Fault(text, "no device has this id, serial, tag, MAC or name", do))
    return found


def _answers_to(device: Device, text: str) -> bool:
    return any(
        comparable(attribute, alias.value.text) == comparable(attribute, text)
        for alias in device.aliases
        for attribute in (Attribute(alias.kind.value),)
    )
