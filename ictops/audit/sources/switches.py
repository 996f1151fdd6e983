"""Switches: what their `show` commands print and their running configurations say, parsed into rows by the adapters.

Fields are those of ntc-templates' templates. A stack is as many devices as it has members; the name is the first one's. What a
file says of ports, VLANs and neighbours becomes entries. Lines of a configuration that hold secrets are counted by what they
are, and nothing of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ictops.audit.sources.configurations import configured
from ictops.audit.sources.items import Item, objects, table_of, text_of
from ictops.audit.sources.network import NEIGHBOURS, NETWORK, PORTS, VLANS, columns_in
from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.audit.tables import AuditFile, Json, Table, Value
from ictops.estate import Attribute

UNREAD = "unread"
_MAKERS = {"cisco_ios": "Cisco", "hp_procurve": "HPE", "aruba_aoscx": "Aruba"}
_SWITCH = re.compile(r"(WS-C|C9[2-6]\d\d|C1[0-3]00|CBS|SG\d|IE-|ME-3)", re.IGNORECASE)
"""Cisco's switches by their model numbers: the same command is answered by routers, of which nothing is said."""

type Texts = dict[str, str]
type Row = Mapping[str, Value]

_DEVICE: Mapping[str, Attribute] = {
    "name": Attribute.NAME,
    "serial": Attribute.SERIAL,
    "mac": Attribute.MAC,
    "kind": Attribute.KIND,
    "maker": Attribute.MAKER,
    "model": Attribute.MODEL,
    "firmware": Attribute.FIRMWARE,
    "address": Attribute.ADDRESS,
    "location": Attribute.LOCATION,
    "notes": Attribute.NOTES,
}


@dataclass(frozen=True, slots=True)
class _Section:
    """One command's answer."""

    platform: str
    command: str
    host: str
    line: int
    rows: tuple[Row, ...]
    said: Row


def _sections(file: AuditFile) -> tuple[_Section, ...]:
    value = file.holds.value if isinstance(file.holds, Json) else None
    told = objects(value["sections"]) if isinstance(value, dict) and value.keys() == {"sections"} else ()
    return tuple(_section(one) for one in told)


def _section(one: Row) -> _Section:
    said = {name: text_of(one.get(name)) for name in ("platform", "command", "host", "line")}
    line = int(said["line"]) if said["line"].isascii() and said["line"].isdigit() and len(said["line"]) < 9 else 0
    return _Section(said["platform"], said["command"], said["host"], line, objects(one.get("rows")), one)


def _recognised(file: AuditFile) -> float:
    """Sure where some section was read: each was told by lines of its own. What nobody could read is asked about."""
    sections = _sections(file)
    if any(one.platform in _MAKERS for one in sections):
        return 0.95
    return 0.5 if any(one.command for one in sections) else 0.0


def _tables(file: AuditFile) -> tuple[Table, ...]:
    if not isinstance(file.holds, Json):
        return file.tables
    sections = _sections(file)
    found: dict[str, list[Texts]] = {name: [] for name in ("", PORTS, VLANS, NEIGHBOURS, UNREAD)}
    for section in sections:
        for sheet, texts in _said(section):
            found[sheet].append(texts | ({"line": str(section.line)}))
    found[""] += _hosts_alone(sections, found[""])
    return tuple(_table(sheet, those) for sheet, those in found.items() if those)


def _table(sheet: str, those: Sequence[Texts]) -> Table:
    columns = tuple(_DEVICE) if not sheet else ("command",) if sheet == UNREAD else columns_in(sheet)
    items = (_item(number, texts) for number, texts in enumerate(those, start=1))
    return table_of(items, columns, sheet)


def _item(number: int, texts: Texts) -> Item:
    line = texts.pop("line")
    return Item(number, f"line {line}, row {number}", texts)


def _said(section: _Section) -> Iterator[tuple[str, Texts]]:
    """What a section says, each row with the table that it belongs to."""
    if section.command == "show running-config" and section.platform in _MAKERS:
        device = {"maker": _MAKERS[section.platform]} | _fields(section.said, {"model": "model", "firmware": "firmware"})
        yield from configured(section.rows, section.host, device)
        return
    reads = _READ.get((section.platform, section.command))
    if reads is None:
        yield UNREAD, {"command": "…"}
        return
    sheet, read = reads
    for row in section.rows:
        yield from ((sheet, texts) for texts in read(row, section))


def _hosts_alone(sections: Sequence[_Section], devices: Sequence[Texts]) -> Iterator[Texts]:
    """Hosts that answered at a prompt and of which no command told more."""
    named = {one.get("name", "").casefold() for one in devices}
    for section in sections:
        if section.host and section.platform and section.host.casefold() not in named:
            named.add(section.host.casefold())
            yield {"name": section.host, "maker": _MAKERS.get(section.platform, ""), "line": str(section.line)}


def _fields(row: Row, fields: Mapping[str, str]) -> Texts:
    """Fields of a row under our own names; a list's members stand side by side."""
    return {ours: _side_by_side(row.get(theirs)) for ours, theirs in fields.items()}


def _side_by_side(value: Value) -> str:
    return " ".join(text_of(one) for one in value) if isinstance(value, list) else text_of(value)


def _list(row: Row, field: str) -> list[str]:
    value = row.get(field)
    return [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]


def _cisco_version(row: Row, section: _Section) -> Iterator[Texts]:
    serials, models, macs = (_list(row, field) or [""] for field in ("serial", "hardware", "mac_address"))
    for at, serial in enumerate(serials):
        model = models[at] if len(models) == len(serials) else models[0] if len(set(models)) == 1 else ""
        yield {
            "name": text_of(row.get("hostname")) or section.host if at == 0 else "",
            "serial": serial,
            "mac": macs[at] if len(macs) == len(serials) else macs[0] if at == 0 else "",
            "kind": "switch" if _SWITCH.match(model) else "",
            "maker": "Cisco",
            "model": model,
            "firmware": text_of(row.get("version")),
            "notes": f"stack member {at + 1}" if len(serials) > 1 else "",
        }


def _hp_system(row: Row, section: _Section) -> Iterator[Texts]:
    fields = {"serial": "serial", "mac": "mac_address", "firmware": "software_version", "location": "location"}
    member = text_of(row.get("member_id"))
    told = _fields(row, fields) | {"kind": "switch", "maker": "HPE", "contact": text_of(row.get("contact"))}
    name = text_of(row.get("name")) or section.host
    yield told | {"name": name if member in {"", "1"} else "", "notes": f"stack member {member}" if member else ""}


def _hp_version(row: Row, section: _Section) -> Iterator[Texts]:
    """The one version that these templates read is an access point's."""
    yield _fields(row, {"model": "model", "firmware": "version"}) | {
        "name": section.host,
        "kind": "access point",
        "maker": "Aruba",
    }


def _cx_system(row: Row, _: _Section) -> Iterator[Texts]:
    fields = {"name": "hostname", "serial": "serial", "mac": "base_mac", "model": "product", "firmware": "version"}
    told = {"location": "location", "contact": "contact"}
    yield _fields(row, fields | told) | {"kind": "switch", "maker": "Aruba"}


def _entries(**fields: str) -> Callable[[Row, _Section], Iterator[Texts]]:
    def read(row: Row, section: _Section) -> Iterator[Texts]:
        yield {"switch": section.host} | _fields(row, fields)

    return read


def _neighbours(port: str, name: str, their_port: str, model: str) -> Callable[[Row, _Section], Iterator[Texts]]:
    """A neighbour by its name, else by the address of its chassis."""

    def read(row: Row, section: _Section) -> Iterator[Texts]:
        fields = {"port": port, "neighbour": name, "their port": their_port, "model": model, "address": "mgmt_address"}
        told = {"switch": section.host} | _fields(row, fields)
        yield told | {"neighbour": told["neighbour"] or text_of(row.get("chassis_id"))}

    return read


_READ: Mapping[tuple[str, str], tuple[str, Callable[[Row, _Section], Iterator[Texts]]]] = {
    ("cisco_ios", "show version"): ("", _cisco_version),
    ("hp_procurve", "show system"): ("", _hp_system),
    ("hp_procurve", "show version"): ("", _hp_version),
    ("aruba_aoscx", "show system"): ("", _cx_system),
    ("cisco_ios", "show interfaces status"): (
        PORTS,
        _entries(port="port", called="name", state="status", vlan="vlan_id", speed="speed", duplex="duplex", media="type"),
    ),
    ("hp_procurve", "show interfaces brief"): (PORTS, _entries(port="port", state="status", speed="mode", media="type")),
    ("hp_procurve", "show interfaces status"): (
        PORTS,
        _entries(
            port="port", called="name", state="status", vlan="vlan_untagged", tagged="vlan_tagged", speed="speed", media="type"
        ),
    ),
    ("hp_procurve", "show trunks"): (PORTS, _entries(port="local_port", called="int_name", media="int_type", trunk="trunk")),
    ("cisco_ios", "show vlan"): (VLANS, _entries(vlan="vlan_id", called="vlan_name", state="status", ports="interfaces")),
    ("cisco_ios", "show vlans"): (VLANS, _entries(vlan="vlan_id", ports="interfaces")),
    ("hp_procurve", "show vlans"): (VLANS, _entries(vlan="vlan_id", called="vlan_name", state="status")),
    ("aruba_aoscx", "show vlan"): (VLANS, _entries(vlan="vlan_id", called="vlan_name", state="status", ports="interfaces")),
    ("cisco_ios", "show lldp neighbors detail"): (
        NEIGHBOURS,
        _neighbours("local_interface", "neighbor_name", "neighbor_port_id", "platform"),
    ),
    ("cisco_ios", "show cdp neighbors detail"): (
        NEIGHBOURS,
        _neighbours("local_interface", "neighbor_name", "neighbor_interface", "platform"),
    ),
    ("hp_procurve", "show lldp info remote-device detail"): (
        NEIGHBOURS,
        _neighbours("local_interface", "neighbor_name", "neighbor_interface", "neighbor_description"),
    ),
    ("aruba_aoscx", "show lldp neighbors-info detail"): (
        NEIGHBOURS,
        _neighbours("local_interface", "neighbor_name", "neighbor_port_id", "neighbor_description"),
    ),
}
"""For each command that is read: the table its rows go to, and how a row becomes a row of that table."""


def _not_read(_: Mapping[str, str]) -> str | None:
    return "the answer to a command that is not read here, or that its template does not fit"


_UNREAD = Profile(columns=columns_of({"command": Attribute.NOTES}), strict=True, lists=Attribute, kept_out=_not_read)

READER = Reader(
    kind="switch",
    title="Switches: show commands and running configurations (Cisco IOS, HPE ProCurve/AOS-S, Aruba AOS-CX)",
    formats=("txt", "conf"),
    basis=Basis.FILES,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(columns=columns_of(_DEVICE), strict=True, mixes_people=True, lists=Attribute),
    profiles=MappingProxyType({**NETWORK, UNREAD: _UNREAD}),
)
