"""Devices of the import before that turn out to be one of today's: what was known of them is known of that one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ictops.audit.identity import STRENGTH, known_by
from ictops.audit.nouns import Doubt, Import
from ictops.audit.settle import disagree
from ictops.estate import Alias, AliasKind, Attribute, Conflict, Device, DeviceId, Fact, Kind

_ONE_EACH = (AliasKind.SERIAL, AliasKind.TAG)
"""What a device has one of: two different ones are two devices"""


def strongest(device: Device) -> Alias | None:
    """The alias a device is best known by."""
    order = ("serial", "mac", "tag", "name")
    return min(device.aliases, key=lambda alias: (order.index(alias.kind.value), alias.value), default=None)


def became(before: Import, now: Import, apart: Collection[DeviceId]) -> dict[DeviceId, DeviceId]:
    """The devices of before that no file tells of by their id, each with the one of today that alone answers to its serial,
    MAC or tag. A name alone says nothing. `apart`: those that are gone, or elsewhere."""
    today, held = {device.id: device for device in now.devices}, known_by(now.devices)
    found = dict[DeviceId, DeviceId]()
    for old in before.devices:
        alias = None if old.id in today or old.id in apart else strongest(old)
        holders = held.get(alias, []) if alias is not None and alias.kind is not AliasKind.NAME else []
        if len(holders) == 1 and not are_apart(old, today[holders[0]]):
            found[old.id] = holders[0]
    return found


def are_apart(one: Device, other: Device) -> bool:
    """Whether both have a serial, or both a tag, and not the same."""
    return any(mine and theirs and not mine & theirs for mine, theirs in ((_of(one, k), _of(other, k)) for k in _ONE_EACH))


def _of(device: Device, kind: AliasKind) -> set[str]:
    return {alias.value.text for alias in device.aliases if alias.kind is kind}


def folded(before: Import, into: Mapping[DeviceId, DeviceId]) -> Import:
    """The import before as if it had known that those devices are one. Where they were told different things, that is a
    contradiction."""
    old = {device.id: device for device in before.devices}
    newest = _newest(before, {*into, *into.values()})
    facts = tuple(replace(fact, device=into[fact.device]) if fact.device in into else fact for fact in before.facts)
    conflicts = [_renamed(clash, into) for clash in before.conflicts]
    for other, one in into.items():
        conflicts += _between(newest[one], newest[other], one)
        old[one] = _together(old[one], old[other]) if one in old else old[other].model_copy(update={"id": one})
        del old[other]
    settled = tuple(one.model_copy(update={"conflict": _renamed(one.conflict, into)}) for one in before.settled)
    found = {"devices": tuple(old.values()), "facts": facts, "conflicts": tuple(conflicts), "settled": settled}
    return before.model_copy(update=found)


def _together(one: Device, other: Device) -> Device:
    told = {attribute for attribute, _ in one.attributes}
    more = tuple(pair for pair in other.attributes if pair[0] not in told)
    kind = other.kind if one.kind is Kind.OTHER else one.kind
    return one.model_copy(update={"kind": kind, "aliases": one.aliases | other.aliases, "attributes": (*one.attributes, *more)})


def _between(mine: Mapping[Attribute, Fact], theirs: Mapping[Attribute, Fact], one: DeviceId) -> Iterator[Conflict]:
    for attribute in sorted(mine.keys() & theirs.keys()):
        those = [replace(fact, device=one) for fact in (mine[attribute], theirs[attribute])]
        if disagree(attribute, those):
            yield Conflict(device=one, attribute=attribute, facts=tuple(those))


def _newest(before: Import, devices: Collection[DeviceId]) -> Mapping[DeviceId, Mapping[Attribute, Fact]]:
    """The newest fact of each attribute of some devices."""
    found: dict[DeviceId, dict[Attribute, Fact]] = {device: {} for device in devices}
    for fact in sorted(before.facts, key=lambda fact: fact.as_of):
        if fact.device in found:
            found[fact.device][fact.attribute] = fact
    return found


def _renamed(clash: Conflict, into: Mapping[DeviceId, DeviceId]) -> Conflict:
    if clash.device not in into:
        return clash
    device = into[clash.device]
    return Conflict(device=device, attribute=clash.attribute, facts=tuple(replace(fact, device=device) for fact in clash.facts))


def told_as_one(now: Import, into: Mapping[DeviceId, DeviceId]) -> tuple[Doubt, ...]:
    """What is said of devices that turned out to be one, unless today's rows said it already."""
    said = " ".join(doubt.reason for doubt in now.doubts)
    places = {fact.device: fact for fact in sorted(now.facts, key=_by_strength, reverse=True)}
    return tuple(
        Doubt(
            place=places[one].place,
            attribute=places[one].attribute,
            reason=f"earlier imports took {one} and {other} for different devices; {one} is kept, with what was known of both",
            kept=True,
        )
        for other, one in sorted(into.items())
        if one in places and other not in said
    )


def _by_strength(fact: Fact) -> int:
    kinds = {kind.value: strength for kind, strength in STRENGTH.items()}
    return kinds.get(fact.attribute.value, len(kinds))
