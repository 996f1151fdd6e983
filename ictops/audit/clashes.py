"""Aliases that clearly different devices carry, and names that nothing else bears out: neither joins rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ictops.audit.kinds import kind_of
from ictops.audit.records import AliasKey, Record
from ictops.audit.values import comparable
from ictops.estate import AliasKind, Attribute, Kind

_AGREEING = (Attribute.ADDRESS, Attribute.MODEL, Attribute.MAKER, Attribute.SYSTEM, Attribute.ROOM, Attribute.KIND)


def clashing(holders: Mapping[AliasKey, list[Record]]) -> frozenset[AliasKey]:
    """The aliases that clearly different devices carry. `holders`: the rows of each alias."""
    return frozenset(alias for alias, those in holders.items() if len(those) > 1 and _CLASHES[alias[0]](those))


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


def names_alone(holders: Mapping[AliasKey, list[Record]], shared: frozenset[AliasKey]) -> frozenset[AliasKey]:
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
