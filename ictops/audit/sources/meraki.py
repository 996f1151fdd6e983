"""Cisco Meraki's Dashboard API v1: an organisation's devices (`/organizations/{id}/devices`) or inventory
(`/organizations/{id}/inventory/devices`), as JSON. Fields by Meraki's published API reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictops.audit.sources.items import Item, objects, table_of, texts_of
from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.audit.tables import AuditFile, Json, Table, Value
from ictops.estate import Attribute

_SIGNS = frozenset({"serial", "mac", "model", "networkId"})
_ONLY_HERE = frozenset({"productType", "orderNumber", "claimedAt", "lanIp", "wan1Ip", "firmware"})
_KINDS = {"wireless": "access point"}
"""Where the product's type is no kind of device in English. Others stand as they are: `switch`, `camera`, `appliance`."""


def _devices(file: AuditFile) -> tuple[dict[str, Value], ...]:
    return objects(file.holds.value) if isinstance(file.holds, Json) else ()


def _recognised(file: AuditFile) -> float:
    found = _devices(file)
    if not found or not all(one.keys() >= _SIGNS for one in found):
        return 0.0
    return 0.95 if all(one.keys() & _ONLY_HERE for one in found) else 0.5


def _tables(file: AuditFile) -> tuple[Table, ...]:
    return (table_of(_items(file), tuple(_COLUMNS)),) if isinstance(file.holds, Json) else file.tables


def _items(file: AuditFile) -> Iterator[Item]:
    for number, device in enumerate(_devices(file), start=1):
        texts = texts_of(device)
        product = texts.get("productType", "")
        yield Item(number, f"[{number - 1}]", texts | {"productType": _KINDS.get(product, product), "maker": "Cisco Meraki"})


_COLUMNS: Mapping[str, Attribute] = {
    "name": Attribute.NAME,
    "serial": Attribute.SERIAL,
    "mac": Attribute.MAC,
    "model": Attribute.MODEL,
    "maker": Attribute.MAKER,
    "productType": Attribute.KIND,
    "lanIp": Attribute.ADDRESS,
    "firmware": Attribute.FIRMWARE,
    "notes": Attribute.NOTES,
}

READER = Reader(
    kind="meraki",
    title="Cisco Meraki, devices or inventory (JSON)",
    formats=("json",),
    basis=Basis.PUBLISHED,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(columns=columns_of(_COLUMNS), strict=True, mixes_people=True, lists=Attribute),
)
"""A device's postal address and its place on the map are kept out: no question of ictops needs them."""
