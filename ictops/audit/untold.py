"""What the school had on record of a device that its files of today are silent on: silence takes nothing back."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ictops.audit.decisions import Decisions, Settled, settled_by
from ictops.audit.identity import known_by
from ictops.audit.nouns import Import
from ictops.audit.settle import as_decided
from ictops.estate import Attribute, Conflict, Device, DeviceId, Fact

type Told = tuple[DeviceId, Attribute]


@dataclass(frozen=True, slots=True)
class Untold:
    """Facts of before about what no file of today tells of their devices, and what they are about."""

    facts: tuple[Fact, ...]
    about: frozenset[Told]


def untold(now: Import, before: Import, decisions: Decisions) -> Untold:
    """The facts that only files of before tell, of devices that are still there.

    A file that is here today is read as it is read today: what another mapping once made of it is not kept. Neither is a
    serial, tag, MAC or name that another device answers to by now, nor what was known before a person said that it is gone.
    """
    today = {source.id for source in now.sources}
    told = {(fact.device, fact.attribute) for fact in now.facts}
    ids = {device.id for device in now.devices}
    gone = {one.device: one.on for one in decisions.gone}
    silent = [fact for fact in before.facts if fact.device in ids and (fact.device, fact.attribute) not in told]
    not_kept = {(fact.device, fact.attribute) for fact in silent if fact.place.source in today}
    not_kept |= _answered_by_others(now, (device for device in before.devices if device.id in ids))
    kept = tuple(
        fact
        for fact in silent
        if (fact.device, fact.attribute) not in not_kept and fact.as_of > gone.get(fact.device, date.min)
    )
    return Untold(kept, frozenset((fact.device, fact.attribute) for fact in kept))


def _answered_by_others(now: Import, before: Iterable[Device]) -> set[Told]:
    shared, held = {one.alias: one.devices for one in now.shared}, known_by(now.devices)
    return {
        (device.id, Attribute(alias.kind.value))
        for device in before
        for alias in device.aliases
        if {*shared.get(alias, ()), *held.get(alias, ())} - {device.id}
    }


def with_untold(device: Device, old: Device | None, about: Container[Told]) -> Device:
    """The device with the values it had of what is untold, and what it answered to by them."""
    if old is None:
        return device
    more = tuple(pair for pair in old.attributes if (device.id, pair[0]) in about)
    aliases = frozenset(alias for alias in old.aliases if (device.id, Attribute(alias.kind.value)) in about)
    return device.model_copy(
        update={
            "kind": old.kind if (device.id, Attribute.KIND) in about else device.kind,
            "aliases": device.aliases | aliases,
            "attributes": (*device.attributes, *more),
        }
    )


def clashes_of(one: Import) -> tuple[Conflict, ...]:
    """All the contradictions of an import, open and settled."""
    return *one.conflicts, *(settled.conflict for settled in one.settled)


def with_clashes(now: Import, before: Import, about: Container[Told], decisions: Decisions) -> Import:
    """The import with the contradictions of before about what is untold, judged by what people decided since."""
    clashes = [clash for clash in clashes_of(before) if (clash.device, clash.attribute) in about]
    if not clashes:
        return now
    kinds = {source.id: source.kind for source in (*before.sources, *now.sources)}
    judged = [(clash, settled_by(decisions, clash, kinds)) for clash in clashes]
    return now.model_copy(
        update={
            "devices": _as_judged(now.devices, judged),
            "conflicts": (*now.conflicts, *(clash for clash, how in judged if how is None)),
            "settled": (*now.settled, *(how for _, how in judged if how is not None)),
        }
    )


def _as_judged(devices: Iterable[Device], judged: Collection[tuple[Conflict, Settled | None]]) -> tuple[Device, ...]:
    of: dict[DeviceId, dict[Attribute, Settled | None]] = {}
    for clash, how in judged:
        of.setdefault(clash.device, {})[clash.attribute] = how
    return tuple(_judged(device, of[device.id]) if device.id in of else device for device in devices)


def _judged(device: Device, judged: Mapping[Attribute, Settled | None]) -> Device:
    for attribute, how in judged.items():
        device = as_decided(device, attribute, how.value if how else None)
    return device
