"""Which rows speak of one device. Serial, tag, MAC and name join rows; an address alone never does.

An alias that clearly different devices carry joins nothing:

- a serial, tag or MAC under different names in one list;
- a tag with different serials, a MAC with different serials or tags, a name with different serials or tags;
- a name that stands twice in one list with nothing to tell the rows apart.

What is left joins rows, across files too, and devices known from earlier imports keep their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ictops.audit.records import AliasKey, Record
from ictops.estate import Alias, AliasKind, Device, DeviceId, Untrusted

STRENGTH = {kind: strength for strength, kind in enumerate(AliasKind)}
"""Serial 0, tag 1, MAC 2, name 3: the smaller the stronger."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one device in order, with their positions among all rows; the aliases that hold for it alone, strongest
    first; and the ids it has from earlier imports."""

    positions: tuple[int, ...]
    records: tuple[Record, ...]
    own: tuple[AliasKey, ...]
    known: tuple[DeviceId, ...]


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
    own = [tuple(sorted((a for a in record.aliases if a not in shared), key=_strength)) for record in records]
    earlier = _Earlier(known)
    ids = [earlier.id_for(aliases) for aliases in own]
    groups = _groups(records, own, ids)
    return Identities(groups, tuple(at for at, aliases in enumerate(own) if not aliases), shared)


def alias_of(key: AliasKey) -> Alias:
    """The noun for a kind and value."""
    return Alias(kind=key[0], value=Untrusted(key[1]))


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


def _groups(records: tuple[Record, ...], own: list[tuple[AliasKey, ...]], ids: list[DeviceId | None]) -> tuple[Group, ...]:
    """Join rows that share an alias of their own or an earlier id: connected components, in near-linear time."""
    parent = list(range(len(records)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[object, int] = {}
    for at, aliases in enumerate(own):
        for link in (*aliases, ids[at]) if aliases else ():
            if link is not None:
                one, other = sorted((root(at), root(first.setdefault(link, at))))
                parent[other] = one
    members: dict[int, list[int]] = {}
    for at, aliases in enumerate(own):
        if aliases:
            members.setdefault(root(at), []).append(at)
    return tuple(_group(those, records, own, ids) for those in members.values())


def _group(those: list[int], records: tuple[Record, ...], own: list[tuple[AliasKey, ...]], ids: list[DeviceId | None]) -> Group:
    aliases = sorted({alias for at in those for alias in own[at]}, key=_strength)
    known = sorted({device for at in those if (device := ids[at]) is not None})
    return Group(tuple(those), tuple(records[at] for at in those), tuple(aliases), tuple(known))
