"""Two audits of one school: what is new, what is not told any more, what changed. Noise is folded into numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ictops.audit.decisions import what_is_said
from ictops.audit.nouns import About, Entry, Import
from ictops.estate import Attribute, Conflict, Device, DeviceId, Frozen, Source, Untrusted

NOISE = frozenset({Attribute.LAST_SEEN, Attribute.FIRMWARE, Attribute.STATE, Attribute.NOTES, Attribute.CONNECTED})
"""Attributes that differ between any two audits: only how many changed is told."""

COUNTED_ONLY = frozenset({About.PORT, About.NEIGHBOUR, About.ACCOUNT})
"""Entries that come by the hundred and change by the hour."""


class Change(Frozen):
    """One attribute of a device told otherwise; None where one audit is silent, or contradicts itself: then it is said how."""

    device: DeviceId
    attribute: Attribute
    was: Untrusted | None
    now: Untrusted | None
    was_open: Conflict | None = None
    now_open: Conflict | None = None


class Folded(Frozen):
    """How many changes of a kind were not listed one by one."""

    what: str
    changes: int


class NotCompared(Frozen):
    """Rows of a file, or all of it, that neither side could be told by, and why. `later`: which audit it is of."""

    later: bool
    name: Untrusted
    reason: str
    rows: int | None = None
    """None: the whole file was not read"""
    passed_over: bool = False


class Difference(Frozen):
    """What the later audit says otherwise than the earlier."""

    school: str
    earlier: tuple[Source, ...]
    later: tuple[Source, ...]
    both: int
    """devices that both tell of"""
    new: tuple[Device, ...]
    not_told: tuple[Device, ...]
    changed: tuple[Change, ...]
    entries_new: tuple[Entry, ...]
    entries_not_told: tuple[Entry, ...]
    folded: tuple[Folded, ...]
    staff_rows: tuple[int, int]
    not_compared: tuple[NotCompared, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether anything but noise differs, or was not compared though somebody meant it to be."""
        return not self.is_empty or any(not one.passed_over for one in self.not_compared)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but noise differs."""
        return not (self.new or self.not_told or self.changed or self.entries_new or self.entries_not_told)


def differ(earlier: Import, later: Import) -> Difference:
    """Compare two readings of one school, whose devices have the same ids."""
    before, after = ({device.id: device for device in one.devices} for one in (earlier, later))
    both = sorted(before.keys() & after.keys())
    open_before, open_after = (_open(one) for one in (earlier, later))
    changes = [
        change
        for one in both
        for change in _changes(before[one], after[one], open_before.get(one, {}), open_after.get(one, {}))
    ]
    new, lost = _only(later, earlier), _only(earlier, later)
    folded = Counter(change.attribute.value for change in changes if change.attribute in NOISE)
    folded.update(entry.about.value for entry in (*new, *lost) if entry.about in COUNTED_ONLY)
    return Difference(
        school=later.school,
        earlier=earlier.sources,
        later=later.sources,
        both=len(both),
        new=tuple(after[one] for one in sorted(after.keys() - before.keys())),
        not_told=tuple(before[one] for one in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changes if change.attribute not in NOISE),
        entries_new=tuple(entry for entry in new if entry.about not in COUNTED_ONLY),
        entries_not_told=tuple(entry for entry in lost if entry.about not in COUNTED_ONLY),
        folded=tuple(Folded(what=what, changes=number) for what, number in sorted(folded.items())),
        staff_rows=(earlier.staff_rows, later.staff_rows),
        not_compared=(*_not_compared(earlier, later=False), *_not_compared(later, later=True)),
    )


def _not_compared(one: Import, *, later: bool) -> Iterable[NotCompared]:
    for file in one.refused:
        yield NotCompared(later=later, name=file.name, reason=file.reason, passed_over=file.passed_over)
    names = {source.id: source.name for source in one.sources}
    rejected = Counter[tuple[str, str]]()
    for reject in one.rejects:
        rejected[reject.place.source, reject.reason] += reject.rows
    for (source, reason), rows in rejected.items():
        if source in names:
            yield NotCompared(later=later, name=names[source], reason=reason, rows=rows)


type _Open = Mapping[Attribute, Conflict]


def _open(one: Import) -> dict[DeviceId, dict[Attribute, Conflict]]:
    """The contradictions that an audit leaves open, by device."""
    found: dict[DeviceId, dict[Attribute, Conflict]] = {}
    for conflict in one.conflicts:
        found.setdefault(conflict.device, {})[conflict.attribute] = conflict
    return found


def _changes(before: Device, after: Device, was_open: _Open, now_open: _Open) -> Iterable[Change]:
    was, now = dict(before.attributes), dict(after.attributes)
    for attribute in Attribute:
        then, since = was_open.get(attribute), now_open.get(attribute)
        if was.get(attribute) != now.get(attribute) or _said(then) != _said(since):
            yield Change(
                device=after.id, attribute=attribute, was=was.get(attribute), now=now.get(attribute),
                was_open=then, now_open=since,
            )  # fmt: skip


def _said(conflict: Conflict | None) -> tuple[str, ...]:
    return what_is_said(conflict) if conflict else ()


def _only(one: Import, other: Import) -> tuple[Entry, ...]:
    told = {(entry.about, entry.fields) for entry in other.entries}
    return tuple(entry for entry in one.entries if (entry.about, entry.fields) not in told)
