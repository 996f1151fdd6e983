"""Ubiquiti UniFi's controller: what it manages, as its API answers `stat/device` in JSON (`{"meta": …, "data": [...]}`).

The API has no reference of its maker's; fields are those that its clients read (Art-of-WiFi's UniFi-API-client, unpoller). Keys
and passwords (`x_authkey`, `x_vwirekey`, `x_ssh_hostkey` …) stand among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictops.audit.sources.items import Item, day_of, objects, table_of, text_of, texts_of
from ictops.audit.sources.network import NETWORK, PORTS, columns_in, yes_or_no
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
    ports = tuple(_ports(file))
    return (table_of(_items(file), tuple(_COLUMNS)), *([table_of(ports, columns_in(PORTS), PORTS)] if ports else []))


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


def _ports(file: AuditFile) -> Iterator[Item]:
    number = 0
    for at, device in enumerate(_devices(file)):
        for port_at, port in enumerate(objects(device.get("port_table"))):
            number += 1
            yield Item(number, f"data[{at}].port_table[{port_at}]", _port(text_of(device.get("name")), port))


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


READER = Reader(
    kind="unifi",
    title="Ubiquiti UniFi, stat/device (JSON)",
    formats=("json",),
    basis=Basis.PUBLISHED,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(columns=columns_of(_COLUMNS), strict=True, mixes_people=True, lists=Attribute),
    profiles=NETWORK,
)
