"""The rows of one device become facts; facts that agree settle an attribute, facts that disagree become a conflict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictops.audit.dates import iso_date
from ictops.audit.identity import Group, alias_of
from ictops.audit.kinds import kind_of, narrowest
from ictops.audit.records import Told
from ictops.audit.values import address, clean, comparable, macs, proper_form
from ictops.estate import Alias, Attribute, Conflict, Device, DeviceId, Fact, Kind, SchoolId, Untrusted

_SEVERAL = {Attribute.MAC: " ", Attribute.NOTES: "; "}
"""Attributes a device may have several of, and what stands between them."""

_CHANGING = frozenset({Attribute.LAST_SEEN, Attribute.STATE, Attribute.FIRMWARE, Attribute.CONNECTED, Attribute.DRIVER})
"""Attributes that change by themselves: what the newest source says holds, and an older one does not contradict it."""


def kind(group: Group) -> Kind | None:
    """The kind the rows agree on, the narrowest word winning; None when they contradict each other."""
    kinds = narrowest(frozenset(kind_of(told.text.text) or Kind.OTHER for told in _told(group, Attribute.KIND)))
    return next(iter(kinds)) if len(kinds) == 1 else (None if kinds else Kind.OTHER)


def facts(device: DeviceId, group: Group) -> tuple[Fact, ...]:
    """Everything the rows tell of the device, at its place; one label filled down over several rows is one fact."""
    found = {
        (told.attribute, told.text, told.place): _fact(device, told, record.as_of)
        for record in group.records
        for told in record.told
    }
    return tuple(sorted(found.values(), key=fact_order))


def _fact(device: DeviceId, told: Told, as_of: date) -> Fact:
    proper = proper_form(told.attribute, told.text.text)
    understood = Untrusted(proper) if proper is not None and proper != told.text.text else None
    return Fact(device=device, attribute=told.attribute, value=told.text, understood=understood, place=told.place, as_of=as_of)


def fact_order(fact: Fact) -> tuple[object, ...]:
    """Facts by device, attribute and place."""
    place = fact.place
    return fact.device, fact.attribute, place.source, place.sheet or Untrusted(""), place.row, place.cell or ""


def settle(
    school: SchoolId, device: DeviceId, group: Group, its_facts: tuple[Fact, ...]
) -> tuple[Device, tuple[Conflict, ...]]:
    """The device with its settled attributes, and a conflict for each attribute left open."""
    by_attribute: dict[Attribute, list[Fact]] = {}
    for fact in its_facts:
        by_attribute.setdefault(fact.attribute, []).append(fact)
    conflicts = tuple(
        Conflict(device=device, attribute=attribute, facts=tuple(those))
        for attribute, those in by_attribute.items()
        if _disagree(attribute, those, group)
    )
    open_ones = {conflict.attribute for conflict in conflicts}
    attributes = tuple((attribute, _settled(attribute, group)) for attribute in by_attribute if attribute not in open_ones)
    aliases: frozenset[Alias] = frozenset(alias_of(key) for record in group.records for key in record.aliases)
    return Device(id=device, school=school, kind=kind(group) or Kind.OTHER, aliases=aliases, attributes=attributes), conflicts


def _told(group: Group, attribute: Attribute) -> Iterable[Told]:
    """What the rows tell of an attribute, those of the newest file first."""
    newest_first = sorted(group.records, key=lambda record: record.as_of, reverse=True)
    return (told for record in newest_first for told in record.told if told.attribute is attribute)


def _disagree(attribute: Attribute, those: list[Fact], group: Group) -> bool:
    if attribute in _SEVERAL or attribute in _CHANGING:
        return False
    if attribute is Attribute.KIND:
        return kind(group) is None
    return len({comparable(attribute, fact.value.text) for fact in those}) > 1


def _settled(attribute: Attribute, group: Group) -> Untrusted:
    """The agreed value: in its proper form where the attribute has one, else as the newest file writes it."""
    texts = list(dict.fromkeys(clean(told.text.text) for told in _told(group, attribute)))
    match attribute:
        case Attribute.KIND:
            return Untrusted((kind(group) or Kind.OTHER).value)
        case Attribute.ADDRESS:
            return Untrusted(address(texts[0]) or texts[0])
        case Attribute.MAC:
            return Untrusted(_SEVERAL[attribute].join(sorted({mac for text in texts for mac in macs(text)})))
        case Attribute.NOTES:
            return Untrusted(_SEVERAL[attribute].join(texts))
        case Attribute.PURCHASED | Attribute.WARRANTY_END | Attribute.SUPPORT_END | Attribute.LAST_SEEN:
            return Untrusted(iso_date(texts[0]) or texts[0])
        case _:
            return Untrusted(texts[0])
