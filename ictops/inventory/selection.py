"""Which devices become hosts, and for each of the others the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ictops.estate import Attribute, Device, DeviceId
from ictops.inventory.addresses import NotUsable, shown, usable_address
from ictops.inventory.nouns import GROUP_OF_KIND, SchoolAudit, Withheld
from ictops.inventory.platforms import NotManaged, platform_of
from ictops.inventory.values import Trusted


class _Withhold(Exception):
    """Carries the reason out of a check."""


def select(audited: SchoolAudit) -> tuple[dict[DeviceId, Trusted], tuple[Withheld, ...]]:
    """The address of every device that can be managed, and the devices withheld, each with its reason."""
    addresses: dict[DeviceId, Trusted] = {}
    withheld: dict[DeviceId, str] = {}
    claims = _claims(audited)
    for device in audited.devices:
        try:
            addresses[device.id] = _address_of(device, audited, claims)
        except _Withhold as reason:
            withheld[device.id] = str(reason)
    return addresses, tuple(Withheld(device=id_, because=because) for id_, because in sorted(withheld.items()))


def _address_of(device: Device, audited: SchoolAudit, claims: Mapping[Trusted, list[DeviceId]]) -> Trusted:
    if device.kind not in GROUP_OF_KIND:
        raise _Withhold(f"its kind ({device.kind.replace('_', ' ')}) is not managed as a host")
    _check_system(device, audited)
    said = device.get(Attribute.ADDRESS)
    if said is None or not said.text.strip():
        raise _Withhold(_silent(device, Attribute.ADDRESS, audited))
    try:
        address = usable_address(said)
    except NotUsable as reason:
        raise _Withhold(f"the address {shown(said)} is not usable: {reason}") from None
    others = [other for other in claims[address] if other != device.id]
    if others:
        raise _Withhold(f"the address {address.text} is also that of {', '.join(others)}; correct one of them")
    return address


def _check_system(device: Device, audited: SchoolAudit) -> None:
    said = device.get(Attribute.SYSTEM)
    if said is None or not said.text.strip():
        raise _Withhold(_silent(device, Attribute.SYSTEM, audited))
    try:
        platform_of(said.text)
    except NotManaged as reason:
        raise _Withhold(f"the system {shown(said)} {reason}") from None


def _silent(device: Device, attribute: Attribute, audited: SchoolAudit) -> str:
    in_conflict = any(c.device == device.id and c.attribute == attribute for c in audited.conflicts)
    return f"the audit contradicts itself about its {attribute}" if in_conflict else f"the audit gives no {attribute}"


def _claims(audited: SchoolAudit) -> Mapping[Trusted, list[DeviceId]]:
    """Who claims each address, among the kinds that are managed (a printer may well stand behind its server's)."""
    claims: dict[Trusted, list[DeviceId]] = {}
    for address, device in _usable(audited.devices):
        claims.setdefault(address, []).append(device)
    return claims


def _usable(devices: Iterable[Device]) -> Iterator[tuple[Trusted, DeviceId]]:
    for device in devices:
        said = device.get(Attribute.ADDRESS)
        if device.kind in GROUP_OF_KIND and said is not None:
            try:
                yield usable_address(said), device.id
            except NotUsable:
                continue
