"""Entries of files that are not handed over any more: a contract does not end because its list was deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ictops.audit.editions import list_name
from ictops.audit.entries import FIELDS, NAMELESS, OF_A_SWITCH
from ictops.audit.nouns import About, Entry, Import
from ictops.audit.sources.choosing import REGISTER
from ictops.audit.values import name
from ictops.estate import DeviceId, Source, Untrusted


def with_papers(now: Import, before: Import, not_here: Collection[DeviceId]) -> Import:
    """The import with the entries of before whose file is not here today, but for those that something of today replaces, and
    for those of a switch that is gone or has moved (`not_here`)."""
    today = {source.id for source in now.sources}
    earlier = {source.id: source for source in before.sources if source.id not in today}
    spoken = _spoken(now)
    away = {alias.value.text for device in before.devices if device.id in not_here for alias in device.aliases}
    kept = tuple(
        entry
        for entry in before.entries
        if entry.place.source in earlier
        and not _is_replaced(entry, earlier[entry.place.source], spoken)
        and not ((switch := entry.get("switch")) and name(switch.text) in away)
    )
    cited = {entry.place.source for entry in kept}
    sources = tuple(source for source in before.sources if source.id in cited - today)
    return now.model_copy(update={"entries": (*now.entries, *kept), "sources": (*now.sources, *sources)}) if kept else now


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the files of today speak of: their lists and names, and by what their entries are known."""

    lists: frozenset[tuple[str, object]]
    names: frozenset[Untrusted]
    things: frozenset[object]


def _spoken(now: Import) -> _Spoken:
    sources = {source.id: source for source in now.sources}
    lists = {(_series(table.name), _series(table.sheet)) for table in now.chosen}
    subjects = {(_series(sources[entry.place.source].name), entry.about) for entry in now.entries}
    things = {thing for entry in now.entries for thing in _things(entry, sources[entry.place.source])}
    return _Spoken(frozenset(lists | subjects), frozenset(source.name for source in now.sources), frozenset(things))


def _series(called: Untrusted | None) -> str:
    return list_name(called.text) if called else ""


def _is_replaced(entry: Entry, source: Source, spoken: _Spoken) -> bool:
    """Whether a newer edition of its list is here, or another file tells of the same. A switch's ports are replaced by those of
    that switch, and an answer by one to its question, whatever their files are called: there is a file for each switch and
    visit."""
    if not spoken.things.isdisjoint(_things(entry, source)):
        return True
    if entry.about is About.ANSWER or entry.get("switch"):
        return False
    if entry.about in OF_A_SWITCH:
        return source.name in spoken.names
    series = _series(source.name)
    return not spoken.lists.isdisjoint({(series, _series(entry.place.sheet)), (series, entry.about)})


def _things(entry: Entry, source: Source) -> list[object]:
    """By what an entry of another file is known to tell of the same: all that it says, its switch, its question, or what it
    is about in an export of the same program."""
    if entry.about in OF_A_SWITCH:
        return [(entry.about, switch)] if (switch := entry.get("switch")) else []
    if entry.about is About.ANSWER:
        return [(entry.about, entry.get("question"))]
    of_a_program = source.kind != REGISTER.kind
    if entry.about in NAMELESS:
        return [(source.kind, entry.about)] if of_a_program else []
    named = entry.get(next(iter(FIELDS[entry.about]))) or entry.fields
    return [(entry.about, entry.fields), *([(source.kind, entry.about, named)] if of_a_program else [])]
