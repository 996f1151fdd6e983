"""Which rows speak of one device. Serial, tag and MAC join rows; a name only when something else agrees; an address never.

An alias that clearly different devices carry joins nothing:

- a serial, tag or MAC under different names in one list;
- a tag with different serials, a MAC with different serials or tags, a name with different serials or tags;
- a name that stands twice in one list with nothing to tell the rows apart;
- a name of rows that agree in nothing else: address, maker, model, system, room or kind.

What is left joins rows, across files too, and devices known from earlier imports keep their ids. How strongly a device's rows
hang together is its score: `SCORES` of the weakest alias it took to join them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ictops.audit.kinds import kind_of
from ictops.audit.records import AliasKey, Record
from ictops.audit.values import comparable
from ictops.estate import Alias, AliasKind, Attribute, Device, DeviceId, Kind, Untrusted

STRENGTH = {kind: strength for strength, kind in enumerate(AliasKind)}
"""Serial 0, tag 1, MAC 2, name 3: the smaller the stronger."""


SCORES: Mapping[AliasKind, float] = {AliasKind.SERIAL: 1.0, AliasKind.MAC: 0.9, AliasKind.TAG: 0.8, AliasKind.NAME: 0.6}
"""How far an alias is to be trusted with joining rows: a serial is the maker's, a MAC can be a docking station's or a replaced
card's, a tag is a school's own, and a name, with something else that agrees, can have gone to the next machine."""

_AGREEING = (Attribute.ADDRESS, Attribute.MODEL, Attribute.MAKER, Attribute.SYSTEM, Attribute.ROOM, Attribute.KIND)


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
    """Rows sorted into devices; positions of rows that could be any of several; the aliases that cause it."""

    groups: tuple[Group, ...]
    undecided: tuple[int, ...]
    shared: frozenset[AliasKey]


def known_aliases(devices: Iterable[Device]) -> dict[Alias, DeviceId]:
    """What an earlier import knows its devices by; aliases that two of them carry are left out."""
    holders: dict[Alias, set[DeviceId]] = {}
    for device in devices:
        for alias in device.aliases:
            holders.setdefault(alias, set()).add(device.id)
    return {alias: min(ids) for alias, ids in holders.items() if len(ids) == 1}


def identify(records: tuple[Record, ...], known: Mapping[Alias, DeviceId]) -> Identities:
    """Sort the rows of a school into devices."""
    holders: dict[AliasKey, list[Record]] = {}
    for record in records:
        for alias in record.aliases:
            holders.setdefault(alias, []).append(record)
    shared = frozenset(alias for alias, those in holders.items() if len(those) > 1 and _CLASHES[alias[0]](those))
    shared |= _names_alone(holders, shared)
    own = [tuple(sorted((a for a in record.aliases if a not in shared), key=_strength)) for record in records]
    earlier, ours = _Earlier(known), frozenset(known.values())
    ids = [
        earlier.id_for(aliases) if record.device is None else record.device if record.device in ours else None
        for record, aliases in zip(records, own, strict=True)
    ]
    held = [bool(ids[at] if record.device else own[at]) for at, record in enumerate(records)]
    groups = _groups(records, own, ids, held)
    return Identities(groups, tuple(at for at, known_by in enumerate(held) if not known_by), shared)


def alias_of(key: AliasKey) -> Alias:
    """The noun for a kind and value."""
    return Alias(kind=key[0], value=Untrusted(key[1]))


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


def _differ(those: list[Record], kind: AliasKind) -> bool:
    return len({value for record in those if (value := record.first(kind)) is not None}) > 1


def _differ_in_a_list(those: list[Record], *by: AliasKind) -> bool:
    """Whether, within one list, the rows are called differently by the first of the aliases that each has."""
    calls: dict[object, set[str]] = {}
    for record in those:
        called = next((value for kind in by if (value := record.first(kind)) is not None), None)
        if called is not None:
            calls.setdefault(record.table, set()).add(called)
    return any(len(names) > 1 for names in calls.values())


def _serial_clashes(those: list[Record]) -> bool:
    return _differ_in_a_list(those, AliasKind.NAME, AliasKind.TAG, AliasKind.MAC)


def _tag_clashes(those: list[Record]) -> bool:
    return _differ(those, AliasKind.SERIAL) or _differ_in_a_list(those, AliasKind.NAME, AliasKind.MAC)


def _mac_clashes(those: list[Record]) -> bool:
    return _differ(those, AliasKind.SERIAL) or _differ(those, AliasKind.TAG) or _differ_in_a_list(those, AliasKind.NAME)


def _name_clashes(those: list[Record]) -> bool:
    if _differ(those, AliasKind.SERIAL) or _differ(those, AliasKind.TAG) or _differ_in_a_list(those, AliasKind.MAC):
        return True
    nameless: dict[object, set[object]] = {}
    for record in those:
        if all(kind is AliasKind.NAME for kind, _ in record.aliases):
            nameless.setdefault(record.table, set()).add(tuple((told.attribute, told.text) for told in record.told))
    return any(len(rows) > 1 for rows in nameless.values())


_CLASHES: Mapping[AliasKind, Callable[[list[Record]], bool]] = {
    AliasKind.SERIAL: _serial_clashes,
    AliasKind.TAG: _tag_clashes,
    AliasKind.MAC: _mac_clashes,
    AliasKind.NAME: _name_clashes,
}


def _names_alone(holders: Mapping[AliasKey, list[Record]], shared: frozenset[AliasKey]) -> frozenset[AliasKey]:
    """Names under which rows stand that nothing else brings together: neither an alias nor anything they agree in."""
    several = {alias: those for alias, those in holders.items() if alias[0] is AliasKind.NAME and len(those) > 1}
    return frozenset(
        alias
        for alias, those in several.items()
        if alias not in shared and not all(_alike(those[0], other, alias, shared) for other in those[1:])
    )


def _alike(one: Record, other: Record, name: AliasKey, shared: frozenset[AliasKey]) -> bool:
    mine, theirs = (frozenset(record.aliases) - shared - {name} for record in (one, other))
    return bool(mine & theirs) or not (mine or theirs) or bool(_said(one) & _said(other))


def _said(record: Record) -> frozenset[tuple[Attribute, str]]:
    """What a row says that another may agree with. To be of no kind we know is nothing to agree in."""
    return frozenset(
        (told.attribute, comparable(told.attribute, told.text.text))
        for told in record.told
        if told.attribute in _AGREEING and not (told.attribute is Attribute.KIND and kind_of(told.text.text) in _ANY_KIND)
    )


_ANY_KIND = (None, Kind.OTHER)


class _Earlier:
    """Devices of earlier imports, by alias, and what else is known of them."""

    def __init__(self, known: Mapping[Alias, DeviceId]) -> None:
        self._ids = {(alias.kind, alias.value.text): device for alias, device in known.items()}
        self._kinds: dict[tuple[DeviceId, AliasKind], set[str]] = {}
        for (kind, value), device in self._ids.items():
            self._kinds.setdefault((device, kind), set()).add(value)

    def id_for(self, aliases: tuple[AliasKey, ...]) -> DeviceId | None:
        """The known device these aliases lead to, strongest first, unless a stronger one says it is another."""
        for at, alias in enumerate(aliases):
            device = self._ids.get(alias)
            if device is not None and not any(self._contradicts(device, stronger) for stronger in aliases[:at]):
                return device
        return None

    def _contradicts(self, device: DeviceId, alias: AliasKey) -> bool:
        kind, value = alias
        return kind is not AliasKind.MAC and value not in self._kinds.get((device, kind), {value})


def _groups(
    records: tuple[Record, ...], own: list[tuple[AliasKey, ...]], ids: list[DeviceId | None], held: list[bool]
) -> tuple[Group, ...]:
    """Join rows that share an alias of their own or an earlier id: connected components, in near-linear time. `held`: the rows
    that something tells apart."""
    parent = list(range(len(records)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[object, int] = {}
    for at, aliases in enumerate(own):
        for link in (*aliases, ids[at]) if held[at] else ():
            if link is not None:
                one, other = sorted((root(at), root(first.setdefault(link, at))))
                parent[other] = one
    members: dict[int, list[int]] = {}
    for at, is_held in enumerate(held):
        if is_held:
            members.setdefault(root(at), []).append(at)
    return tuple(_group(those, records, own, ids) for those in members.values())


def _group(those: list[int], records: tuple[Record, ...], own: list[tuple[AliasKey, ...]], ids: list[DeviceId | None]) -> Group:
    aliases = sorted({alias for at in those for alias in own[at]}, key=_strength)
    known = sorted({device for at in those if (device := ids[at]) is not None})
    return Group(tuple(those), tuple(records[at] for at in those), tuple(aliases), tuple(known))
