"""GLPI: inventories of its agent as JSON, of computers and of what the agent asked by SNMP; whole and partial ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ictops.audit.sources.inventories import PROFILE, computer, members, network_device
from ictops.audit.sources.nouns import Basis, Reader
from ictops.audit.sources.said import Said, below, table_of_said, text_at, told
from ictops.audit.tables import AuditFile, Json, Table, Value


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


def items(inventories: Iterable[Value]) -> Iterator[tuple[Said, ...]]:
    """An item for each device that inventories speak of: the computer or device itself, and the others of its stack."""
    several = list(inventories)
    for number, one in enumerate(several):
        content, at = below(one, "content"), f"[{number}].content" if len(several) > 1 else "content"
        of_the_network = below(content, "network_device") is not None
        about = (*told(one, "partial", "partial"), *told(one, "agent tag", "tag"))
        yield (*(network_device if of_the_network else computer)(content, at), *about)
        yield from members(content, at)


def _tables(file: AuditFile) -> tuple[Table, ...]:
    return (table_of_said(items(_inventories(file)), columns=("name", "serial")),)


READER = Reader(
    kind="glpi",
    title="GLPI inventories: computers, printers, network equipment (JSON)",
    formats=("json",),
    basis=Basis.FILES,
    recognise=_recognise,
    tables=_tables,
    profile=PROFILE,
)
