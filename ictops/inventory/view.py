"""What a loader makes of an inventory: hosts, their groups and variables. Three loaders and we must see the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ictops.errors import Fault, InventoryRefused
from ictops.inventory.encode import HOSTS, MARK, Files
from ictops.inventory.nouns import Inventory
from ictops.inventory.values import Table, plain

type Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostView:
    """One host as loaded: the groups it is in, and its variables with those of its groups."""

    groups: frozenset[str]
    variables: Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One group as loaded."""

    hosts: frozenset[str]
    variables: Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A school's inventory as loaded, by host id and by group name."""

    hosts: Mapping[str, HostView]
    groups: Mapping[str, GroupView]


def intended_view(inventory: Inventory) -> View:
    """What every loader has to report."""
    members = {group.name: {host.id for host in inventory.hosts if group.name in host.groups} for group in inventory.groups}
    return _view(
        members,
        {group.name: _plain(group.variables) for group in inventory.groups},
        {host.id: _plain(host.variables) for host in inventory.hosts},
    )


def loaded_view(files: Files) -> View:
    """What our own files say. Raises InventoryRefused when they do not have the form in which we write them."""
    try:
        children = json.loads(files[HOSTS])["all"]["children"]
        members = {group: set(body["hosts"]) for group, body in children.items()}
        hosts = sorted(set().union(*members.values()))
        groups = {group: _unmarked(json.loads(files[f"group_vars/{group}.json"])) for group in members}
        own = {host: _unmarked(json.loads(files[f"host_vars/{host}.json"])) for host in hosts}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        what = f"the inventory does not have the form ictops writes ({type(error).__name__}: {error})"
        raise InventoryRefused(Fault("inventory", what, "Generate it again with ictops inventory")) from error
    return _view(members, groups, own)


def differences(intended: View, loaded: View) -> tuple[str, ...]:
    """What a loader sees otherwise than intended, a sentence each. Values are not repeated, only named."""
    return (
        *(f"{group}: group is {how}" for group, how in _one_sided(_inhabited(intended), _inhabited(loaded))),
        *(f"{host}: host is {how}" for host, how in _one_sided(intended.hosts, loaded.hosts)),
        *(
            sentence
            for host in sorted(intended.hosts.keys() & loaded.hosts.keys())
            for sentence in _host_differences(host, intended.hosts[host], loaded.hosts[host])
        ),
    )


def _host_differences(host: str, intended: HostView, loaded: HostView) -> Iterator[str]:
    for group, how in _one_sided(intended.groups, loaded.groups):
        yield f"{host}: membership of {group} is {how}"
    for name, how in _one_sided(intended.variables, loaded.variables):
        yield f"{host}: variable {name} is {how}"
    for name in sorted(intended.variables.keys() & loaded.variables.keys()):
        if not _same(intended.variables[name], loaded.variables[name]):
            yield f"{host}: variable {name} has another value"


def _inhabited(view: View) -> set[str]:
    """The groups with hosts: not every loader speaks of empty ones."""
    return {name for name, group in view.groups.items() if group.hosts}


def _one_sided(intended: Iterable[str], loaded: Iterable[str]) -> Iterator[tuple[str, str]]:
    intended, loaded = set(intended), set(loaded)
    yield from ((name, "missing") for name in sorted(intended - loaded))
    yield from ((name, "not intended") for name in sorted(loaded - intended))


def _same(one: Any, other: Any) -> bool:
    """Equal and of the same type all the way down: to Python, 1 and true are equal."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _view(members: Mapping[str, set[str]], groups: Mapping[str, Variables], own: Mapping[str, Variables]) -> View:
    return View(
        hosts={host: _host_view(host, members, groups, variables) for host, variables in own.items()},
        groups={name: GroupView(hosts=frozenset(hosts), variables=groups[name]) for name, hosts in members.items()},
    )


def _host_view(host: str, members: Mapping[str, set[str]], groups: Mapping[str, Variables], own: Variables) -> HostView:
    mine = frozenset(name for name, hosts in members.items() if host in hosts)
    inherited = {name: value for group in sorted(mine) for name, value in groups[group].items()}
    return HostView(groups=mine, variables={**inherited, **own})


def _plain(variables: Table) -> dict[str, Any]:
    return {name: plain(leaf) for name, leaf in variables.rows}


def _unmarked(value: Any) -> Any:
    match value:
        case {"__ansible_unsafe": str(text)} if len(value) == 1:
            return text
        case dict():
            return {name: _unmarked(item) for name, item in value.items() if _is_name(name)}
        case list():
            return [_unmarked(item) for item in value]
        case bool() | int():
            return value
        case _:
            raise ValueError(f"a value of the kind {type(value).__name__} without the mark {MARK}")


def _is_name(name: str) -> bool:
    if name.startswith("_"):
        raise ValueError(f"the key {name!r}")
    return True
