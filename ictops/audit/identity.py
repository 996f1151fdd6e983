"""Which rows speak of one device. Serial, tag and MAC join rows; a name only when something else agrees; an address never.

An alias that clearly different devices carry joins nothing:

- a serial, tag or MAC under different names in one list;
- a tag with different serials, a MAC with different serials or tags, a name with different serials or tags;
- a name that stands twice in one list with nothing to tell the rows apart;

A name of rows that agree in nothing else (address, maker, model, system, room or kind) joins nothing either, unless the trust
says that names are unique in its schools (`names_join`): each such row is a device, and that they share the name is told.

What is left joins rows, across files too, and devices known from earlier imports keep their ids. How strongly a device's rows
hang together is its score: `SCORES` of the weakest alias it took to join them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ictops.audit.clashes import clashing, names_alone
from ictops.audit.records import AliasKey, Record
from ictops.estate import Alias, AliasKind, Device, DeviceId, Untrusted

STRENGTH = {kind: strength for strength, kind in enumerate(AliasKind)}
"""Serial 0, tag 1, MAC 2, name 3: the smaller the stronger."""


SCORES: Mapping[AliasKind, float] = {AliasKind.SERIAL: 1.0, AliasKind.MAC: 0.9, AliasKind.TAG: 0.8, AliasKind.NAME: 0.6}
"""How far an alias is to be trusted with joining rows: a serial is the maker's, a MAC can be a docking station's or a replaced
card's, a tag is a school's own, and a name, with something else that agrees, can have gone to the next machine."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one device in order, with their positions among all rows; the aliases that hold for it alone, strongest
    first; and the ids it has from earlier imports."""

    positions: tuple[int, ...]
    records: tuple[Record, ...]
    own: tuple[AliasKey, ...]
    known: tuple[DeviceId, ...]

    @property
    def joined_by(self) -> AliasKind | None:
        """The weakest alias that it took to bring the rows together, the strongest tried first; None for a single row."""
        by_alias = tuple(record for record in self.records if record.device is None)
        return None if len(by_alias) < 2 else _joined_by(by_alias)


@dataclass(frozen=True, slots=True)
class Identities:
    """Rows sorted into devices; positions of rows that could be any of several; the aliases that join nothing."""

    groups: tuple[Group, ...]
    undecided: tuple[int, ...]
    shared: frozenset[AliasKey]


def known_aliases(devices: Iterable[Device]) -> dict[Alias, DeviceId]:
    """What an earlier import knows its devices by; aliases that two of them carry are left out."""
    return {alias: those[0] for alias, those in known_by(devices).items() if len(those) == 1}


def known_by(devices: Iterable[Device]) -> dict[Alias, list[DeviceId]]:
    """Every alias, and the devices that carry it, each once."""
    carriers: dict[Alias, list[DeviceId]] = {}
    for device in devices:
        for alias in device.aliases:
            carriers.setdefault(alias, []).append(device.id)
    return carriers


def identify(records: tuple[Record, ...], known: Mapping[Alias, DeviceId], *, names_join: bool = False) -> Identities:
    """Sort the rows of a school into devices. `names_join`: whether the trust says that no two of its devices share a name."""
    holders: dict[AliasKey, list[Record]] = {}
    for record in records:
        for alias in record.aliases:
            holders.setdefault(alias, []).append(record)
    shared = clashing(holders)
    apart = frozenset() if names_join else names_alone(holders, shared)
    own = [tuple(sorted([a for a in record.aliases if a not in shared], key=_strength)) for record in records]
    links = [_links(aliases, apart) for aliases in own]
    ids = _known_ids(records, own, links, apart, known)
    held = [bool(ids[at] if record.device else own[at]) for at, record in enumerate(records)]
    groups = _groups(records, own, ids, links, held)
    return Identities(groups, tuple(at for at, known_by in enumerate(held) if not known_by), shared | apart)


def _known_ids(
    records: tuple[Record, ...],
    own: list[tuple[AliasKey, ...]],
    links: list[tuple[AliasKey, ...]],
    apart: frozenset[AliasKey],
    known: Mapping[Alias, DeviceId],
) -> list[DeviceId | None]:
    """The id that each row's device has from earlier imports. A row that has nothing but a name that does not join is not
    the device that other rows of today are, whichever came first: the same files give the same devices."""
    earlier, ours = _Earlier(known), frozenset(known.values())
    told = [record.device if record.device in ours else None for record in records]
    by_name = [
        record.device is None and bool(aliases) and apart.issuperset(aliases)
        for record, aliases in zip(records, own, strict=True)
    ]
    ids = [told[at] if record.device or by_name[at] else earlier.id_for(links[at]) for at, record in enumerate(records)]
    others = set(ids)
    for at, only_named in enumerate(by_name):
        if only_named and (device := earlier.id_for(own[at])) not in others:
            ids[at] = device
    return ids


def _links(own: tuple[AliasKey, ...], apart: frozenset[AliasKey]) -> tuple[AliasKey, ...]:
    """The aliases by which a row is joined to others. One that has nothing but its name is joined to its like by that."""
    return (tuple([alias for alias in own if alias not in apart]) or own) if apart else own


def alias_of(key: AliasKey) -> Alias:
    """The noun for a kind and value."""
    return Alias(kind=key[0], value=Untrusted(key[1]))


def alias_key(alias: Alias) -> AliasKey:
    """The kind and value of the noun."""
    return alias.kind, alias.value.text


def _joined_by(records: tuple[Record, ...]) -> AliasKind:
    for strong in range(1, len(SCORES)):
        kinds = tuple(SCORES)[:strong]
        if _all_one([{alias for alias in record.aliases if alias[0] in kinds} for record in records]):
            return kinds[-1]
    return AliasKind.NAME


def _all_one(rows: list[set[AliasKey]]) -> bool:
    reached, left = set(rows[0]), rows[1:]
    while touching := [row for row in left if row & reached]:
        reached |= set().union(*touching)
        left = [row for row in left if not row & reached]
    return not left


def _strength(alias: AliasKey) -> tuple[int, str]:
    return STRENGTH[alias[0]], alias[1]


class _Earlier:
    """Devices of earlier imports, by alias, and what else is known of them."""

    def __init__(self, known: Mapping[Alias, DeviceId]) -> None:
        self._ids = {(alias.kind, alias.value.text): device for alias, device in known.items()}
        self._kinds: dict[tuple[DeviceId, AliasKind], set[str]] = {}
        for (kind, value), device in self._ids.items():
            self._kinds.setdefault((device, kind), set()).add(value)

    def id_for(self, aliases: tuple[AliasKey, ...]) -> DeviceId | None:
        """The known device these aliases lead to, strongest first, unless a stronger one says it is another."""
        if not self._ids:
            return None
        for at, alias in enumerate(aliases):
            device = self._ids.get(alias)
            if device is not None and not any(self._contradicts(device, stronger) for stronger in aliases[:at]):
                return device
        return None

    def _contradicts(self, device: DeviceId, alias: AliasKey) -> bool:
        kind, value = alias
        return kind is not AliasKind.MAC and value not in self._kinds.get((device, kind), {value})


def _groups(
    records: tuple[Record, ...],
    own: list[tuple[AliasKey, ...]],
    ids: list[DeviceId | None],
    links: list[tuple[AliasKey, ...]],
    held: list[bool],
) -> tuple[Group, ...]:
    """Join rows that share one of their `links` or an earlier id: connected components, in near-linear time. `held`: the rows
    that something tells apart."""
    parent = list(range(len(records)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[object, int] = {}
    for at, aliases in enumerate(links):
        for link in (*aliases, ids[at]) if held[at] else ():
            if link is not None and (before := first.setdefault(link, at)) != at:
                one, other = sorted((root(at), root(before)))
                parent[other] = one
    members: dict[int, list[int]] = {}
    for at, is_held in enumerate(held):
        if is_held:
            members.setdefault(root(at), []).append(at)
    return tuple(_group(those, records, own, ids) for those in members.values())


def _group(those: list[int], records: tuple[Record, ...], own: list[tuple[AliasKey, ...]], ids: list[DeviceId | None]) -> Group:
    if len(those) == 1:
        only, device = those[0], ids[those[0]]
        return Group((only,), (records[only],), own[only], () if device is None else (device,))
    aliases = sorted({alias for at in those for alias in own[at]}, key=_strength)
    known = sorted({device for at in those if (device := ids[at]) is not None})
    return Group(tuple(those), tuple(records[at] for at in those), tuple(aliases), tuple(known))
