"""GLPI: inventories of its agent as JSON, of computers and of what the agent asked by SNMP; whole and partial ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from ictops.audit.sources.inventories import PROFILE, computer, members, network_device
from ictops.audit.sources.inventory_ports import MANY, cabled, neighbours, ports
from ictops.audit.sources.network import NEIGHBOURS, NETWORK, PORTS, columns_in
from ictops.audit.sources.nouns import Basis, Reader
from ictops.audit.sources.said import Said, below, table_of_said, text_at, told
from ictops.audit.tables import AuditFile, Json, Table, Value

FURTHER = MappingProxyType({sheet: NETWORK[sheet] for sheet in (PORTS, NEIGHBOURS)})
"""How the further tables of a switch are read."""


def _recognise(file: AuditFile) -> float:
    found = _inventories(file)
    return 1.0 if found and all(map(_is_one, found)) else 0.0


def _inventories(file: AuditFile) -> list[Value]:
    """One inventory, or several in a list or one a line."""
    value = file.holds.value if isinstance(file.holds, Json) else None
    return value if isinstance(value, list) else [value]


def _is_one(value: Value) -> bool:
    """A `deviceid` and a `content` are required; what it is an inventory of tells it from other documents with these two."""
    says_what = bool({"action", "itemtype", "partial"} & value.keys()) if isinstance(value, dict) else False
    content = below(value, "content")
    return isinstance(content, dict) and bool(text_at(value, "deviceid")) and (says_what or "versionclient" in content)


def _placed(inventories: Iterable[Value]) -> list[tuple[Value, Value, str]]:
    """Each inventory with its content and where that stands."""
    several = list(inventories)
    places = ("content",) if len(several) == 1 else (f"[{number}].content" for number in range(len(several)))
    return [(one, below(one, "content"), at) for one, at in zip(several, places, strict=True)]


def _devices(inventory: Value, content: Value, at: str) -> Iterator[tuple[Said, ...]]:
    """The computer or device that an inventory speaks of, and the others of its stack."""
    of_the_network = below(content, "network_device") is not None
    about = (*told(inventory, "partial", "partial"), *told(inventory, "agent tag", "tag"))
    yield (*(network_device if of_the_network else computer)(content, at), *about)
    yield from members(content, at)


def tables_of(inventories: Iterable[Value]) -> tuple[Table, ...]:
    """The devices; and of switches their ports and neighbours, which are tables of their own where there are any."""
    placed = _placed(inventories)
    switches = [(content, at) for _, content, at in placed if len(cabled(content, at)) >= MANY]
    further = {
        PORTS: [port for content, at in switches for port in ports(content, at)],
        NEIGHBOURS: [one for content, at in switches for one in neighbours(content, at)],
    }
    made = (table_of_said(those, sheet, columns=columns_in(sheet)) for sheet, those in further.items() if those)
    devices = (device for inventory, content, at in placed for device in _devices(inventory, content, at))
    return (table_of_said(devices, columns=("name", "serial")), *made)


READER = Reader(
    kind="glpi",
    title="GLPI inventories: computers, printers, network equipment (JSON)",
    formats=("json",),
    basis=Basis.FILES,
    recognise=_recognise,
    tables=lambda file: tables_of(_inventories(file)),
    profile=PROFILE,
    profiles=FURTHER,
)
