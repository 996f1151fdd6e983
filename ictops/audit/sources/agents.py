"""Inventories as XML: FusionInventory, the GLPI agent's older form, and the agent of OCS Inventory.

`<REQUEST>` with `<CONTENT>`, `<DEVICEID>` and `<QUERY>`: INVENTORY of the agent's own computer, SNMPQUERY or NETINVENTORY of
devices that it asked. Sections and fields are those of GLPI's JSON in capitals, but for a few older names (MACADDR, OSNAME);
seen in the tests of GLPI and of its converter from XML to JSON.
"""

from __future__ import annotations

from collections.abc import Mapping

from ictops.audit.sources.glpi import FURTHER, tables_of
from ictops.audit.sources.inventories import PROFILE
from ictops.audit.sources.nouns import Basis, Reader
from ictops.audit.sources.said import below, listed, text_at
from ictops.audit.tables import AuditFile, Node, Table, Value, Xml

_OF_ITSELF = frozenset({"INVENTORY"})
_BY_SNMP = frozenset({"SNMPQUERY", "SNMP", "NETINVENTORY"})


def _recognise(file: AuditFile) -> float:
    root = file.holds.root if isinstance(file.holds, Xml) else None
    return 1.0 if root and root.all("CONTENT") and root.told("QUERY").upper() in _OF_ITSELF | _BY_SNMP else 0.0


def _value(node: Node) -> Value:
    """An element as JSON would have it: names in small letters, what stands several times as a list."""
    if not node.children:
        return node.text.strip() or None
    found: dict[str, list[Value]] = {}
    for child in node.children:
        found.setdefault(child.name.casefold(), []).append(_value(child))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _inventories(root: Node) -> list[Value]:
    device: dict[str, Value] = {"deviceid": root.told("DEVICEID")}
    contents = [_value(content) for content in root.all("CONTENT")]
    if root.told("QUERY").upper() in _OF_ITSELF:
        return [device | {"content": _older_names(content)} for content in contents]
    return [device | {"content": _by_snmp(one)} for content in contents for one in listed(content, "device")]


def _older_names(content: Value) -> Value:
    """What older agents call otherwise: a network's `macaddr`, the day of an OCS inventory (`hardware.lastdate`)."""
    made: dict[str, Value] = dict(content) if isinstance(content, dict) else {}
    made["networks"] = [_renamed(one, {"macaddr": "mac"}) for one in listed(content, "networks")]
    day = text_at(content, "accesslog", "logdate") or text_at(content, "hardware", "lastdate")
    return made | ({"accesslog": {"logdate": day}} if day else {})


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    return {names.get(name, name): one for name, one in value.items()} if isinstance(value, dict) else value


def _by_snmp(device: Value) -> Value:
    """A device that was asked: `INFO` says what it is, `PORTS` what it has."""
    made = _renamed(below(device, "info"), {"comments": "description"})
    info: dict[str, Value] = dict(made) if isinstance(made, dict) else {}
    others = {name: one for name, one in device.items() if name not in {"info", "ports"}} if isinstance(device, dict) else {}
    return others | {
        "network_device": info | {"ips": listed(info.get("ips"), "ip")},
        "network_ports": listed(device, "ports", "port"),
    }


def _tables(file: AuditFile) -> tuple[Table, ...]:
    return tables_of(_inventories(file.holds.root) if isinstance(file.holds, Xml) else [])


READER = Reader(
    kind="agent-xml",
    title="FusionInventory, GLPI agent and OCS agent inventories (XML)",
    formats=("xml",),
    basis=Basis.PUBLISHED,
    recognise=_recognise,
    tables=_tables,
    profile=PROFILE,
    profiles=FURTHER,
)
