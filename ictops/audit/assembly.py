"""Files read apart are put together: rows into devices, and every row counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ictops.audit.decisions import Decisions, Settled, settled_by
from ictops.audit.entries import NAMELESS, OF_A_SWITCH
from ictops.audit.identity import SCORES, Group, Identities, alias_of, identify
from ictops.audit.mint import mint
from ictops.audit.nouns import Doubt, Entry, FileCount, Import, Joined, Reject, Shared, StaffMember
from ictops.audit.people import once_each
from ictops.audit.reading import Reading, TakenBeside
from ictops.audit.records import AliasKey, Record
from ictops.audit.settle import Judge, facts, kind, settle
from ictops.estate import Alias, AliasKind, Attribute, Conflict, Device, DeviceId, Fact, Kind, SchoolId

_UNDECIDED = "every serial, tag, MAC or name it has is carried by different devices too: nothing tells it apart"
_NOT_OURS = "names a device by an id that this school has given to none"


def assemble(school: SchoolId, readings: Sequence[Reading], known: Mapping[Alias, DeviceId], decisions: Decisions) -> Import:
    """The import of a school from the readings of its files. Files refused beforehand are the caller's to add."""
    records = tuple(row for reading in readings for row in reading.rows if isinstance(row, Record))
    known = _with_new(school, records, known)
    identities = identify(records, known, names_join=decisions.names_join)
    ids = _ids(school, identities.groups, known)
    kinds = {reading.source.id: reading.source.kind for reading in readings}
    devices, found, conflicts, settled = _settled(school, identities.groups, ids, lambda one: settled_by(decisions, one, kinds))
    staff, again = once_each(row for reading in readings for row in reading.rows if isinstance(row, StaffMember))
    entries, _ = _entries_once(readings)
    undecided = [
        Reject(place=records[at].place, reason=_NOT_OURS if records[at].device else _UNDECIDED) for at in identities.undecided
    ]
    doubts = (*(doubt for reading in readings for doubt in reading.doubts), *_known_apart(identities.groups, ids))
    return Import(
        school=school,
        sources=tuple(reading.source for reading in readings),
        devices=tuple(sorted(devices, key=lambda device: device.id)),
        facts=found,
        conflicts=conflicts,
        settled=settled,
        shared=_shared(records, identities, ids),
        joined=tuple(_joined(identities.groups, ids)),
        staff=staff,
        staff_rows=len(staff),
        entries=entries,
        chosen=tuple(one for reading in readings for one in reading.chosen),
        rejects=(*(row for reading in readings for row in reading.rows if isinstance(row, Reject)), *undecided),
        doubts=tuple(dict.fromkeys(doubts)),
        left_out=tuple(column for reading in readings for column in reading.left_out),
        counts=tuple(_counts(readings, identities, again)),
    )


def _entries_once(readings: Sequence[Reading]) -> tuple[tuple[Entry, ...], frozenset[int]]:
    """The entries, and the identities of those that only say again what another file's row says. Accounts and counts have no
    name: the second like it in a file is another one, and says again what the second like it in another file says. What a
    file tells of a switch without its name, it tells of that switch alone."""
    kept, again = dict[object, Entry](), set[int]()
    for reading in readings:
        like: Counter[object] = Counter()
        for row in (row for row in reading.rows if isinstance(row, Entry)):
            says = (row.about, row.fields, _unnamed_switch(row))
            like[says] += row.about in NAMELESS
            if kept.setdefault((says, like[says]), row) is not row:
                again.add(id(row))
    return tuple(kept.values()), frozenset(again)


def _unnamed_switch(entry: Entry) -> str | None:
    """The file that tells of a switch and does not say which."""
    return entry.place.source if entry.about in OF_A_SWITCH and not entry.get("switch") else None


def _with_new(school: SchoolId, records: tuple[Record, ...], known: Mapping[Alias, DeviceId]) -> Mapping[Alias, DeviceId]:
    """The known devices and, where rows name devices by our ids, those that the other rows make new: the same files give the
    same import, whether an earlier one is on record or not."""
    others = tuple(record for record in records if record.device is None)
    if len(others) == len(records):
        return known
    groups = identify(others, known).groups
    new = zip(_ids(school, groups, known), groups, strict=True)
    return {alias_of(alias): device for device, group in new for alias in group.own} | dict(known)


def _ids(school: SchoolId, groups: Sequence[Group], known: Mapping[Alias, DeviceId]) -> list[DeviceId]:
    """An id for each group: the one it has, or one made of the strongest alias that no other new group has. A name that joins
    nothing may be that of several."""
    new = [group for group in groups if not group.known]
    carriers = Counter(alias for group in new for alias in group.own)
    by = [next((alias for alias in group.own if carriers[alias] == 1), group.own[0]) for group in new]
    wanted = [(kind(group) or Kind.OTHER, alias) for group, alias in zip(new, by, strict=True)]
    minted = iter(mint(school, wanted, set(known.values())))
    return [group.known[0] if group.known else next(minted) for group in groups]


def _settled(
    school: SchoolId, groups: Sequence[Group], ids: Sequence[DeviceId], judge: Judge
) -> tuple[list[Device], tuple[Fact, ...], tuple[Conflict, ...], tuple[Settled, ...]]:
    devices, found, conflicts, settled = list[Device](), list[Fact](), list[Conflict](), list[Settled]()
    for device, group in sorted(zip(ids, groups, strict=True), key=lambda pair: pair[0]):
        its_facts = facts(device, group)
        one, its_conflicts, its_settled = settle(school, device, group, its_facts, judge)
        devices.append(one)
        found += its_facts
        conflicts += its_conflicts
        settled += its_settled
    return devices, tuple(found), tuple(conflicts), tuple(settled)


def _joined(groups: Sequence[Group], ids: Sequence[DeviceId]) -> Iterator[Joined]:
    for device, group in sorted(zip(ids, groups, strict=True), key=lambda pair: pair[0]):
        if (by := group.joined_by) is not None:
            yield Joined(device=device, rows=len(group.records), by=by, score=SCORES[by])


def _shared(records: Sequence[Record], identities: Identities, ids: Sequence[DeviceId]) -> tuple[Shared, ...]:
    device_at = {at: device for device, group in zip(ids, identities.groups, strict=True) for at in group.positions}
    holders: dict[AliasKey, list[int]] = {alias: [] for alias in sorted(identities.shared)}
    for at, record in enumerate(records):
        for alias in record.aliases:
            if alias in holders:
                holders[alias].append(at)
    return tuple(
        Shared(
            alias=alias_of(alias),
            devices=tuple(sorted({device_at[at] for at in those if at in device_at})),
            places=tuple(records[at].place for at in those),
        )
        for alias, those in holders.items()
    )


_ATTRIBUTE_OF = {
    AliasKind.SERIAL: Attribute.SERIAL,
    AliasKind.TAG: Attribute.TAG,
    AliasKind.MAC: Attribute.MAC,
    AliasKind.NAME: Attribute.NAME,
}


def _known_apart(groups: Sequence[Group], ids: Sequence[DeviceId]) -> Iterator[Doubt]:
    """Devices that earlier imports took for several."""
    for device, group in zip(ids, groups, strict=True):
        if len(group.known) > 1:
            others = ", ".join(other for other in group.known if other != device)
            reason = f"earlier imports took {device} and {others} for different devices; {device} is kept"
            place, attribute = group.records[0].place, _ATTRIBUTE_OF[group.own[0][0]]
            yield Doubt(place=place, attribute=attribute, reason=reason, kept=True)


def _counts(readings: Sequence[Reading], identities: Identities, again: Sequence[StaffMember]) -> Iterator[FileCount]:
    """Where each file's rows went: the first row of a device or person is imported, the others of it are merged."""
    merged = {at for group in identities.groups for at in group.positions[1:]}
    undecided = set(identities.undecided)
    repeated = {id(person) for person in again} | _entries_once(readings)[1]
    position = 0
    for reading in readings:
        tally: Counter[str] = Counter()
        for row in reading.rows:
            match row:
                case Record():
                    fate = "merged" if position in merged else "rejected" if position in undecided else "imported"
                    tally[fate] += 1
                    position += 1
                case StaffMember() | Entry():
                    tally["merged" if id(row) in repeated else "imported"] += 1
                case TakenBeside():
                    tally["merged"] += 1
                case Reject():
                    tally["rejected"] += row.rows
                case None:
                    tally["titles"] += 1
        tally.update(titles=reading.titles, headers=reading.headers, blank=reading.blank)
        yield FileCount(name=reading.source.name, rows=reading.rows_in, **tally)
