"""Audit and standard in, inventory out: the same input gives the same inventory, whatever order it came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ictops.errors import Fault, InventoryRefused
from ictops.estate import Device, Kind, SchoolId
from ictops.inventory.connection import ADDRESS, Connection, WindowsConnection
from ictops.inventory.from_audit import audit_variables
from ictops.inventory.nouns import GROUP_OF_KIND, Group, Host, Inventory, LeftOut, SchoolAudit, school_group
from ictops.inventory.platforms import is_windows
from ictops.inventory.selection import select
from ictops.inventory.values import Leaf, Table, Trusted, from_standard, table
from ictops.standard.role_inputs import Path, RoleInputs, misfits, missing, spoken
from ictops.standard.standard import KINDS_OF_ROLE, Standard

type Declared = Mapping[str, RoleInputs]
"""Role to its inputs, as the roles' argument specs declare them."""


def generate(audited: SchoolAudit, standard: Standard, declared: Declared, connection: Connection) -> Inventory:
    """The school's inventory. Raises InventoryRefused with every fault: an undeclared variable, a device twice.

    A role that serves a host of the school must have been told everything it requires.
    """
    own = tuple(sorted((d for d in audited.devices if d.school == audited.school), key=lambda device: device.id))
    _check_each_once(own)
    groups = _groups(audited.school, standard, declared, connection)
    addresses, withheld = select(audited.model_copy(update={"devices": own}))
    found = [_host(device, addresses[device.id], declared) for device in own if device.id in addresses]
    _check_nothing_missing(audited.school, {device.kind for device in own if device.id in addresses}, standard, declared)
    return Inventory(
        school=audited.school,
        groups=groups,
        hosts=tuple(host for host, _ in found),
        withheld=withheld,
        left_out=tuple(one for _, left_out in found for one in left_out),
    )


def _host(device: Device, address: Trusted, declared: Declared) -> tuple[Host, tuple[LeftOut, ...]]:
    variables, left_out = audit_variables(device, declared)
    groups = (GROUP_OF_KIND[device.kind], school_group(device.school))
    connection = WindowsConnection().variables() if is_windows(device) else {}
    return Host(id=device.id, groups=groups, variables=table({ADDRESS: address, **connection, **variables})), left_out


def _groups(school: SchoolId, standard: Standard, declared: Declared, connection: Connection) -> tuple[Group, ...]:
    faults = [fault for kind in GROUP_OF_KIND for fault in _faults(school, kind, standard, declared)]
    if faults:
        raise InventoryRefused(sorted(set(faults)))
    of_kinds = [Group(name=name, variables=_settings(school, kind, standard)) for kind, name in GROUP_OF_KIND.items()]
    of_school = Group(name=school_group(school), variables=connection.variables())
    return tuple(sorted((*of_kinds, of_school), key=lambda group: group.name))


def _settings(school: SchoolId, kind: Kind, standard: Standard) -> Table:
    leaves: dict[str, Leaf] = {}
    for name, value in standard.settings_for(school, kind).items():
        leaves[name] = from_standard(value, f"{_file_of((name,), standard)}: {name}")
    return table(leaves)


def _faults(school: SchoolId, kind: Kind, standard: Standard, declared: Declared) -> Iterable[Fault]:
    """What the standard sets for this kind and no role serving it declares, or not so."""
    return misfits(standard.settings_for(school, kind), _serving(kind, declared), lambda at: _file_of(at, standard))


def _serving(kind: Kind, declared: Declared) -> tuple[RoleInputs, ...]:
    return tuple(declared[role] for role, kinds in KINDS_OF_ROLE.items() if kind in kinds and role in declared)


def _check_nothing_missing(school: SchoolId, kinds: Iterable[Kind], standard: Standard, declared: Declared) -> None:
    faults = [fault for kind in kinds for role in _serving(kind, declared) for fault in _missing(school, kind, role, standard)]
    if faults:
        raise InventoryRefused(sorted(faults))


def _missing(school: SchoolId, kind: Kind, role: RoleInputs, standard: Standard) -> tuple[Fault, ...]:
    file = next((one.file for one in standard.roles if one.role == role.role), "standard/")
    return missing(standard.settings_for(school, kind), (role,), lambda _: f"{file}, school {school}, kind {kind.value}")


def _file_of(at: Path, standard: Standard) -> str:
    """The standard's file that sets the variable at this path, found by who sets it, not by its name: names may be wrong."""
    for role in standard.roles:
        layers = (role.settings, *role.kinds.values(), *role.schools.values())
        if any(at[0] in layer for layer in layers):
            return role.file
    return f"the standard ({spoken(at)})"


def _check_each_once(devices: Iterable[Device]) -> None:
    twice = [id_ for id_, times in Counter(device.id for device in devices).items() if times > 1]
    if twice:
        raise InventoryRefused(
            Fault("inventory", f"the device id {id_} stands for two devices", "Report this: ids are made to be unique")
            for id_ in twice
        )
