"""Ubiquiti UniFi's controller: what it manages, as its API answers `stat/device` in JSON (`{"meta": …, "data": [...]}`).

The API has no reference of its maker's; fields are those that its clients read (Art-of-WiFi's UniFi-API-client, unpoller). Keys
and passwords (`x_authkey`, `x_vwirekey`, `x_ssh_hostkey` …) stand among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ictops.audit.sources.items import Item, day_of, objects, table_of, text_of, texts_of
from ictops.audit.sources.network import NEIGHBOURS, NETWORK, PORTS, columns_in, yes_or_no
from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.audit.tables import AuditFile, Json, Table, Value
from ictops.estate import Attribute

_KINDS = {"uap": "access point", "usw": "switch"}
"""What the controller's types are. Gateways (`ugw`, `udm`, `uxg`) and the rest are no kind of ours and stand as they are."""

_COLUMNS: Mapping[str, Attribute] = {
    "name": Attribute.NAME,
    "serial": Attribute.SERIAL,
    "mac": Attribute.MAC,
    "ip": Attribute.ADDRESS,
    "model": Attribute.MODEL,
    "maker": Attribute.MAKER,
    "type": Attribute.KIND,
    "version": Attribute.FIRMWARE,
    "last_seen": Attribute.LAST_SEEN,
}


def _devices(file: AuditFile) -> tuple[dict[str, Value], ...]:
    if not isinstance(file.holds, Json):
        return ()
    value = file.holds.value
    return objects(value.get("data")) if isinstance(value, dict) else objects(value)


def _recognised(file: AuditFile) -> float:
    found = _devices(file)
    return 0.95 if found and all(one.keys() >= {"mac", "model", "type", "adopted"} for one in found) else 0.0


def _tables(file: AuditFile) -> tuple[Table, ...]:
    if not isinstance(file.holds, Json):
        return file.tables
    parts = ((PORTS, "port_table", _port), (NEIGHBOURS, "lldp_table", _neighbour))
    found = ((sheet, tuple(_parts(file, field, read))) for sheet, field, read in parts)
    further = (table_of(items, columns_in(sheet), sheet) for sheet, items in found if items)
    return (table_of(_items(file), tuple(_COLUMNS)), *further)


def _items(file: AuditFile) -> Iterator[Item]:
    for number, device in enumerate(_devices(file), start=1):
        texts = texts_of(device)
        kind = texts.get("type", "")
        made = {
            "type": _KINDS.get(kind, kind),
            "maker": "Ubiquiti",
            "last_seen": day_of(texts.get("last_seen", "")),
        }
        yield Item(number, f"data[{number - 1}]", texts | made)


def _parts(file: AuditFile, field: str, read: Callable[[str, Mapping[str, Value]], dict[str, str]]) -> Iterator[Item]:
    """The members of one of the lists that each device has, numbered throughout."""
    number = 0
    for at, device in enumerate(_devices(file)):
        for part_at, part in enumerate(objects(device.get(field))):
            number += 1
            yield Item(number, f"data[{at}].{field}[{part_at}]", read(text_of(device.get("name")), part))


def _port(switch: str, port: Mapping[str, Value]) -> dict[str, str]:
    return {
        "switch": switch,
        "port": text_of(port.get("port_idx")),
        "called": text_of(port.get("name")),
        "state": yes_or_no(text_of(port.get("up")), "up", "down"),
        "speed": text_of(port.get("speed")),
        "duplex": yes_or_no(text_of(port.get("full_duplex")), "full", "half"),
        "media": text_of(port.get("media")),
    }


def _neighbour(switch: str, told: Mapping[str, Value]) -> dict[str, str]:
    return {
        "switch": switch,
        "port": text_of(told.get("local_port_idx")),
        "neighbour": text_of(told.get("chassis_id")),
        "their port": text_of(told.get("port_id")),
        "model": text_of(told.get("chassis_descr")),
    }


READER = Reader(
    kind="unifi",
    title="Ubiquiti UniFi, stat/device (JSON)",
    formats=("json",),
    basis=Basis.ASSUMED,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(columns=columns_of(_COLUMNS), strict=True, mixes_people=True, lists=Attribute),
    profiles=NETWORK,
)
