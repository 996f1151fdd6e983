"""What the files of today do not tell any more: nothing vanishes because a file did, or because an export was partial."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ictops.audit.decisions import Decisions, Gone, Moved
from ictops.audit.folding import are_apart, became, folded, strongest, told_as_one
from ictops.audit.nouns import Import
from ictops.audit.papers_kept import with_papers
from ictops.audit.untold import clashes_of, untold, with_clashes, with_untold
from ictops.estate import Alias, Device, DeviceId, SchoolId, Source


def carried(before: Import | None, now: Import, decisions: Decisions) -> Import:
    """The import with what no file of today tells any more, and without the devices that are gone or have moved.

    A device that files still speak of keeps what none of them tells. One that none speaks of is kept with its old facts and
    their days, and named in `in_no_file`, unless another device now answers to its strongest alias: by a serial, MAC or tag
    they are one, and what was known of it is known of that one. One that is gone comes back by a fact younger than the
    decision.
    """
    away = {one.device for one in decisions.moved if one.to != now.school}
    now = without(now, away | _still_gone(now, decisions.gone))
    if before is None:
        return now
    ids = {device.id for device in now.devices}
    not_wanted = away | {one.device for one in decisions.gone}
    if into := became(before, now, not_wanted):
        before = folded(before, into)
        now = now.model_copy(update={"doubts": (*now.doubts, *told_as_one(now, into))})
    now = with_papers(now, before, not_wanted - ids)
    now = _with_history(now, before, arrived(decisions.moved, now.school), decisions)
    answers = _answering(now)
    kept = tuple(one for one in before.devices if one.id not in ids | not_wanted and not answers(one))
    return _judged_anew(_with(now, before, kept), kept, decisions) if kept else now


def _answering(now: Import) -> Callable[[Device], bool]:
    """Whether a device of today answers to what one of before is best known by, and nothing else tells the two apart."""
    held = dict[Alias, list[Device]]()
    for device in now.devices:
        for alias in device.aliases:
            held.setdefault(alias, []).append(device)

    def answers(old: Device) -> bool:
        alias = strongest(old)
        return alias is not None and any(not are_apart(old, device) for device in held.get(alias, ()))

    return answers


def _judged_anew(one: Import, kept: Iterable[Device], decisions: Decisions) -> Import:
    """The import with the contradictions of devices that are in no file judged by what people decided since."""
    ids = {device.id for device in kept}
    of_today = {
        "conflicts": tuple(conflict for conflict in one.conflicts if conflict.device not in ids),
        "settled": tuple(settled for settled in one.settled if settled.conflict.device not in ids),
    }
    about = {(clash.device, clash.attribute) for clash in clashes_of(one) if clash.device in ids}
    return with_clashes(one.model_copy(update=of_today), one, about, decisions)


def welcomed(before: Import | None, others: Iterable[Import], school: SchoolId, came: frozenset[DeviceId]) -> Import | None:
    """The import before, and in it the devices that came to this school, with all that the schools they left knew of them."""
    came -= {device.id for device in before.devices} if before else set()
    arrivals = [without(one, {device.id for device in one.devices} - came) for one in others if one.school != school]
    arrivals = [one for one in arrivals if one.devices]
    if not arrivals:
        return before
    made = before or Import(school=school)
    for one in arrivals:
        ours = tuple(device.model_copy(update={"school": school}) for device in one.devices)
        made = _with(made, one, ours)
    return made.model_copy(update={"in_no_file": ()})


def _with_history(now: Import, before: Import, came: frozenset[DeviceId], decisions: Decisions) -> Import:
    """What was known of a device that is still there and no file of today tells; of one that came from another school, beside
    what they tell, all that the school that had it knew."""
    old = {device.id: device for device in before.devices}
    found = untold(now, before, decisions)
    came &= old.keys() & {device.id for device in now.devices}
    if not (found.facts or came):
        return now
    facts = dict.fromkeys((*now.facts, *(fact for fact in before.facts if fact.device in came), *found.facts))
    cited = {fact.place.source for fact in facts} - {source.id for source in now.sources}
    devices = (with_untold(device, old.get(device.id), found.about) for device in now.devices)
    history = {
        "devices": tuple(_known_as(one, old[one.id]) if one.id in came else one for one in devices),
        "facts": tuple(facts),
        "sources": (*now.sources, *(source for source in before.sources if source.id in cited)),
    }
    return with_clashes(now.model_copy(update=history), before, found.about, decisions)


def _known_as(device: Device, old: Device) -> Device:
    return device.model_copy(update={"aliases": device.aliases | old.aliases})


def arrived(moved: Iterable[Moved], school: SchoolId) -> frozenset[DeviceId]:
    """The devices of other schools that came to this one."""
    return frozenset(one.device for one in moved if one.to == school)


def _still_gone(now: Import, gone: Iterable[Gone]) -> set[DeviceId]:
    seen: dict[DeviceId, list[date]] = {}
    for fact in now.facts:
        seen.setdefault(fact.device, []).append(fact.as_of)
    return {one.device for one in gone if not any(day > one.on for day in seen.get(one.device, ()))}


def without(one: Import, devices: set[DeviceId]) -> Import:
    """The import without some devices; what became of their rows stays counted."""
    if not devices:
        return one
    return one.model_copy(
        update={
            "devices": tuple(device for device in one.devices if device.id not in devices),
            "facts": tuple(fact for fact in one.facts if fact.device not in devices),
            "conflicts": tuple(conflict for conflict in one.conflicts if conflict.device not in devices),
            "settled": tuple(settled for settled in one.settled if settled.conflict.device not in devices),
            "joined": tuple(joined for joined in one.joined if joined.device not in devices),
        }
    )


def _with(now: Import, before: Import, kept: tuple[Device, ...]) -> Import:
    ids = {device.id for device in kept}
    old = without(before, {device.id for device in before.devices} - ids)
    cited = {fact.place.source for fact in old.facts} - {source.id for source in now.sources}
    sources: tuple[Source, ...] = tuple(source for source in before.sources if source.id in cited)
    return now.model_copy(
        update={
            "devices": tuple(sorted((*now.devices, *kept), key=lambda device: device.id)),
            "facts": (*now.facts, *old.facts),
            "conflicts": (*now.conflicts, *old.conflicts),
            "settled": (*now.settled, *old.settled),
            "joined": (*now.joined, *old.joined),
            "sources": (*now.sources, *sources),
            "in_no_file": tuple(sorted(ids)),
        }
    )
