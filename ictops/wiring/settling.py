"""`ictops audit settle`, `gone` and `moved`: a person decides, it is written down, and the audit is read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ictops.adapters.decisions_file import add_decisions
from ictops.audit import Import
from ictops.audit.decisions import what_is_said
from ictops.errors import BadInput, Fault
from ictops.estate import Attribute, Conflict, Device, DeviceId, SchoolId
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class Because:
    """Who decides, why, and when."""

    by: str
    why: str
    at: datetime

    def told(self) -> dict[str, Any]:
        """As it is written down. Raises BadInput when either is empty."""
        empty = [name for name, text in (("--by", self.by), ("--why", self.why)) if not text.strip()]
        if empty:
            raise BadInput(Fault(name, "it is empty", "Say who decides, and in a few words how it is known") for name in empty)
        return {"by": self.by.strip(), "on": self.at.date(), "because": self.why.strip()}


def settle(trust: OpenTrust, device: DeviceId, holds: str, because: Because) -> SchoolId:
    """Write down which value of a contradiction holds (`room=14`). Gives the school to read again. Raises BadInput."""
    attribute, equals, value = holds.partition("=")
    if not equals or not value.strip():
        raise BadInput(Fault(holds, "it names no value", "Write the attribute and what holds, such as room=14"))
    found = _device(trust, device)
    conflict = _conflict(trust.store.imports(), device, attribute)
    decided = {
        "device": device,
        "attribute": conflict.attribute.value,
        "value": value,
        "between": list(what_is_said(conflict)),
    }
    add_decisions(trust.root, "settled", [decided | because.told()])
    return found.school


def gone(trust: OpenTrust, devices: Sequence[DeviceId], because: Because) -> tuple[SchoolId, ...]:
    """Write down that devices are not there any more. Gives the schools to read again. Raises BadInput."""
    found = _devices(trust, devices)
    add_decisions(trust.root, "gone", [{"device": one.id} | because.told() for one in found])
    return tuple(dict.fromkeys(one.school for one in found))


def moved(trust: OpenTrust, device: DeviceId, to: str, because: Because) -> tuple[SchoolId, ...]:
    """Write down that another school has the device now. Gives both schools to read again. Raises BadInput."""
    found = _device(trust, device)
    school = trust.folder.file.school(to)
    if school.id == found.school:
        raise BadInput(Fault(device, f"it is at {school.id} already", "Name the school that has it now"))
    if trust.store.import_of(school.id) is None:
        raise BadInput(Fault(school.id, "no audit of it was imported yet", f"Run ictops audit import {school.id} first"))
    add_decisions(trust.root, "moved", [{"device": device, "to": school.id} | because.told()])
    return found.school, school.id


def _device(trust: OpenTrust, device: DeviceId) -> Device:
    (found,) = _devices(trust, [device])
    return found


def _devices(trust: OpenTrust, devices: Iterable[DeviceId]) -> tuple[Device, ...]:
    known = {device.id: device for one in trust.store.imports() for device in one.devices}
    if unknown := [one for one in devices if one not in known]:
        do = "ictops audit review names the devices; import the school's audit first"
        raise BadInput(Fault(one, "no device has this id", do) for one in unknown)
    return tuple(known[one] for one in devices)


def _conflict(imports: Iterable[Import], device: DeviceId, attribute: str) -> Conflict:
    every = [one for imported in imports for one in (*imported.conflicts, *(s.conflict for s in imported.settled))]
    found = [one for one in every if one.device == device]
    for one in found:
        if one.attribute.value == attribute:
            return one
    known = ", ".join(sorted({one.attribute.value for one in found})) or "nothing"
    if attribute not in set(Attribute):
        raise BadInput(Fault(attribute, "is no attribute of a device", f"What contradicts itself there: {known}"))
    raise BadInput(Fault(f"{device}, {attribute}", "nothing contradicts itself there", f"What does: {known}"))
