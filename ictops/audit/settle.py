"""The rows of one device become facts; facts that agree settle an attribute, facts that disagree become a conflict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ictops.audit.decisions import Settled
from ictops.audit.identity import Group, alias_of
from ictops.audit.kinds import kind_of, narrowest
from ictops.audit.records import Edition, Record, Told
from ictops.audit.values import clean, comparable, macs, proper_form
from ictops.estate import Alias, Attribute, Conflict, Device, DeviceId, Fact, Kind, SchoolId, Untrusted

_SEVERAL = {Attribute.MAC: " ", Attribute.NOTES: "; "}
"""Attributes a device may have several of, and what stands between them."""

_CHANGING = frozenset({Attribute.LAST_SEEN, Attribute.STATE, Attribute.FIRMWARE, Attribute.CONNECTED, Attribute.DRIVER})
"""Attributes that change by themselves: what the newest source says holds, and an older one does not contradict it."""


_MORE_OR_LESS_EXACT = frozenset({Attribute.SYSTEM, Attribute.MODEL, Attribute.MAKER})
"""Attributes that one source gives more exactly than another, and no contradiction in that."""

type Judge = Callable[[Conflict], Settled | None]
"""What settles a contradiction: a person's decision or a stated precedence."""


def kind(group: Group) -> Kind | None:
    """The kind the rows agree on, the narrowest word winning; None when they contradict each other."""
    kinds = _kinds(told.text.text for told in _told(group, Attribute.KIND))
    return next(iter(kinds)) if len(kinds) == 1 else (None if kinds else Kind.OTHER)


def _kinds(texts: Iterable[str]) -> frozenset[Kind]:
    return narrowest(frozenset(kind_of(text) or Kind.OTHER for text in texts))


def facts(device: DeviceId, group: Group) -> tuple[Fact, ...]:
    """Everything the rows tell of the device, at its place; one label filled down over several rows is one fact."""
    told = [(record.as_of, one) for record in group.records for one in record.told]
    if len(group.records) > 1:
        told = list({(one.attribute, one.text, one.place): (as_of, one) for as_of, one in told}.values())
    found = [
        Fact(device=device, attribute=what, value=text, understood=understood, place=place, as_of=as_of)
        for as_of, (what, text, place, understood) in told
    ]
    return tuple(sorted(found, key=fact_order if len(group.records) > 1 else _order_in_a_row))


def fact_order(fact: Fact) -> tuple[object, ...]:
    """Facts by device, attribute and place."""
    place = fact.place
    return fact.device, fact.attribute, place.source, place.sheet or Untrusted(""), place.row, place.cell or ""


def _order_in_a_row(fact: Fact) -> tuple[object, ...]:
    """The order of facts where all are of one device, source and sheet."""
    return fact.attribute, fact.place.row, fact.place.cell or ""


def settle(
    school: SchoolId, device: DeviceId, group: Group, its_facts: tuple[Fact, ...], judge: Judge
) -> tuple[Device, tuple[Conflict, ...], tuple[Settled, ...]]:
    """The device with its settled attributes, a conflict for each attribute left open, and how the others were settled.
    `judge`: settles a contradiction, or gives None."""
    if len({fact.attribute for fact in its_facts}) == len(its_facts):
        return _unopposed(school, device, group, its_facts), (), ()
    by_attribute: dict[Attribute, list[Fact]] = {}
    for fact in its_facts:
        by_attribute.setdefault(fact.attribute, []).append(fact)
    in_force, said_of = _spoken(group, by_attribute)
    clashes = [
        Conflict(device=device, attribute=attribute, facts=tuple(those))
        for attribute, those in in_force.items()
        if disagree(attribute, those)
    ]
    judged = {clash.attribute: judge(clash) for clash in clashes}
    settled = {attribute: one for attribute, one in judged.items() if one is not None}
    conflicts = tuple(clash for clash in clashes if clash.attribute not in settled)
    open_ones = {conflict.attribute for conflict in conflicts}
    values = {
        attribute: _decided(attribute, settled[attribute].value) if attribute in settled else _settled(attribute, texts)
        for attribute, texts in said_of.items()
        if attribute not in open_ones
    }
    said = settled[Attribute.KIND].value.text if Attribute.KIND in settled else None
    kinds = _kinds([said] if said else [fact.value.text for fact in in_force.get(Attribute.KIND, ())])
    one = next(iter(kinds)) if len(kinds) == 1 else Kind.OTHER
    if Attribute.KIND in values:
        values[Attribute.KIND] = Untrusted(one.value)
    attributes = tuple((attribute, values[attribute]) for attribute in by_attribute if attribute in values)
    made = Device(id=device, school=school, kind=one, aliases=_aliases(group), attributes=attributes)
    return made, conflicts, tuple(settled.values())


def _unopposed(school: SchoolId, device: DeviceId, group: Group, its_facts: tuple[Fact, ...]) -> Device:
    """The device of which no two facts speak of one attribute, as most do: there is nothing to settle."""
    values = {fact.attribute: _settled(fact.attribute, [clean(fact.meant)]) for fact in its_facts}
    told = next((fact.value.text for fact in its_facts if fact.attribute is Attribute.KIND), None)
    one = (kind_of(told) if told else None) or Kind.OTHER
    if told is not None:
        values[Attribute.KIND] = Untrusted(one.value)
    return Device(id=device, school=school, kind=one, aliases=_aliases(group), attributes=tuple(values.items()))


def _aliases(group: Group) -> frozenset[Alias]:
    return frozenset([alias_of(key) for record in group.records for key in record.aliases])


def _spoken(
    group: Group, by_attribute: Mapping[Attribute, list[Fact]]
) -> tuple[Mapping[Attribute, list[Fact]], Mapping[Attribute, list[str]]]:
    """For each attribute the facts that speak, and the different texts of all, those of the newest file first."""
    lists = {(record.place.source, record.place.sheet): (record.series, record.edition) for record in group.records}
    return {attribute: _in_force(those, lists) for attribute, those in by_attribute.items()}, _said(group)


def _in_force(facts: list[Fact], lists: Mapping[tuple[str, Untrusted | None], tuple[str, Edition]]) -> list[Fact]:
    """Of lists that follow each other only the newest that tells of it speaks; a list that is silent takes nothing back."""
    if len(lists) == 1:
        return facts
    newest: dict[str, Edition] = {}
    for fact in facts:
        series, day = lists[fact.place.source, fact.place.sheet]
        newest[series] = max(day, newest.get(series, day))
    in_force = set(newest.items())
    return [fact for fact in facts if lists[fact.place.source, fact.place.sheet] in in_force]


def _decided(attribute: Attribute, value: Untrusted) -> Untrusted:
    return Untrusted(proper_form(attribute, value.text) or clean(value.text))


def as_decided(device: Device, attribute: Attribute, value: Untrusted | None) -> Device:
    """The device with the value that holds of a contradiction; without any while it is open."""
    kind_held = Kind.OTHER if value is None else next(iter(_kinds([value.text])))
    held = None if value is None else _decided(attribute, value)
    if attribute is Attribute.KIND:
        device = device.model_copy(update={"kind": kind_held})
        held = None if value is None else Untrusted(kind_held.value)
    others = tuple(pair for pair in device.attributes if pair[0] is not attribute)
    return device.model_copy(update={"attributes": others if held is None else (*others, (attribute, held))})


def _told(group: Group, attribute: Attribute) -> Iterable[Told]:
    """What the rows tell of an attribute, those of the newest file first."""
    return (told for record in _newest_first(group) for told in record.told if told.attribute is attribute)


def _newest_first(group: Group) -> Sequence[Record]:
    if len(group.records) == 1:
        return group.records
    return sorted(group.records, key=lambda record: (record.as_of, record.edition), reverse=True)


def _said(group: Group) -> dict[Attribute, list[str]]:
    """The different texts of each attribute, those of the newest file first."""
    said: dict[Attribute, dict[str, None]] = {}
    for record in _newest_first(group):
        for told in record.told:
            said.setdefault(told.attribute, {})[clean(told.meant)] = None
    return {attribute: list(texts) for attribute, texts in said.items()}


def disagree(attribute: Attribute, those: Sequence[Fact]) -> bool:
    """Whether facts about one attribute of one device contradict each other."""
    if len(those) < 2 or attribute in _SEVERAL or attribute in _CHANGING:
        return False
    if attribute is Attribute.KIND:
        return len(_kinds(fact.value.text for fact in those)) > 1
    said = {comparable(attribute, fact.meant) for fact in those}
    return len(_most_exact(said) if attribute in _MORE_OR_LESS_EXACT else said) > 1


def _most_exact(said: Collection[str]) -> frozenset[str]:
    """What is left when those are taken away whose words another has too: `windows` beside `windows 11 23h2`."""
    words = {text: frozenset(text.split()) for text in said}
    return frozenset(text for text in said if not any(words[text] < words[other] for other in said))


_IN_PROPER_FORM = frozenset(
    {Attribute.ADDRESS, Attribute.PURCHASED, Attribute.WARRANTY_END, Attribute.SUPPORT_END, Attribute.LAST_SEEN}
)


def _settled(attribute: Attribute, texts: list[str]) -> Untrusted:
    """The agreed value: in its proper form where the attribute has one, else as the newest file writes it."""
    match attribute:
        case _ if len(texts) == 1 and attribute not in _IN_PROPER_FORM and attribute is not Attribute.MAC:
            return Untrusted(texts[0])
        case _ if attribute in _IN_PROPER_FORM:
            return Untrusted(proper_form(attribute, texts[0]) or texts[0])
        case Attribute.MAC:
            return Untrusted(_SEVERAL[attribute].join(sorted({mac for text in texts for mac in macs(text)})))
        case Attribute.NOTES:
            return Untrusted(_SEVERAL[attribute].join(texts))
        case _ if attribute in _MORE_OR_LESS_EXACT and len(texts) > 1:
            exact = _most_exact({comparable(attribute, text) for text in texts})
            return Untrusted(next(text for text in texts if comparable(attribute, text) in exact))
        case _:
            return Untrusted(texts[0])
