"""Nmap's XML (`nmap -oX`): hosts that answered, by hardware address or name. The layout is that of nmap.dtd, shipped with it.

A host that did not answer was not shown to be gone. A host with nothing but an address cannot be told apart: addresses are
handed out again. The hardware address gives the maker of the network card, which is that of the device unless it is one of
those that make cards for others.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ictops.audit.sources.items import Item, day_of, table_of
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.tables import AuditFile, Node, Table, Xml
from ictops.estate import Attribute

SURE_OF_SYSTEM = 90
"""Nmap's own accuracy of a guessed system, in percent, below which it is not taken."""

_MAKES_CARDS_FOR_OTHERS = (
    "intel", "realtek", "broadcom", "qualcomm", "atheros", "azurewave", "liteon", "lite-on", "hon hai", "foxconn", "mediatek",
    "marvell", "murata", "asix", "compal", "quanta", "wistron", "pegatron", "vmware", "xensource", "qemu", "unknown",
)  # fmt: skip
_COLUMNS = ("state", "host name", "mac address", "ip address", "maker", "operating system", "last seen")


def _recognised(file: AuditFile) -> float:
    return 1.0 if isinstance(file.holds, Xml) and file.holds.root.name == "nmaprun" else 0.0


def _tables(file: AuditFile) -> tuple[Table, ...]:
    if not isinstance(file.holds, Xml):
        return file.tables
    return (table_of(_items(file.holds.root), _COLUMNS),)


def _items(root: Node) -> Iterator[Item]:
    started = root.attributes.get("start", "")
    for number, host in enumerate(root.all("host"), start=1):
        yield Item(number, f"host[{number}]", _texts(host, started))


def _texts(host: Node, started: str) -> dict[str, str]:
    addresses = {one.attributes.get("addrtype", ""): one for one in host.all("address")}
    ip = _attribute(addresses.get("ipv4") or addresses.get("ipv6"), "addr")
    mac = addresses.get("mac")
    vendor = _attribute(mac, "vendor")
    states = host.all("status")
    return {
        "state": _attribute(states[0] if states else None, "state"),
        "host name": _name(host, ip),
        "mac address": _attribute(mac, "addr"),
        "ip address": ip,
        "maker": "" if vendor.casefold().startswith(_MAKES_CARDS_FOR_OTHERS) else vendor,
        "operating system": _system(host),
        "last seen": day_of(host.attributes.get("endtime") or host.attributes.get("starttime") or started),
        "open ports": " ".join(_open_ports(host)),
    }


def _attribute(node: Node | None, name: str) -> str:
    return node.attributes.get(name, "") if node else ""


def _name(host: Node, ip: str) -> str:
    """The name that the address is registered under, else the one that was scanned. What a machine calls itself (localhost) is
    nobody's name."""
    if _is_loopback(ip):
        return ""
    names = [one.attributes for one in host.all("hostnames", "hostname") if not _is_address(one.attributes.get("name", ""))]
    names.sort(key=lambda one: one.get("type") != "PTR")
    return next((one["name"] for one in names if one.get("name") and one["name"].casefold() != "localhost"), "")


def _is_loopback(text: str) -> bool:
    return _is_address(text) and ipaddress.ip_address(text).is_loopback


def _is_address(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _system(host: Node) -> str:
    """The best match, with nmap's accuracy in it; nothing where it is too low or several are as good."""
    matches = [(one.attributes.get("accuracy", ""), one.attributes.get("name", "")) for one in host.all("os", "osmatch")]
    told = ((sure, name) for sure, name in matches if sure.isascii() and sure.isdigit() and len(sure) <= len("100"))
    ranked = sorted(((int(sure), name) for sure, name in told), reverse=True)
    if not ranked or ranked[0][0] < SURE_OF_SYSTEM or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return f"{ranked[0][1]} ({ranked[0][0]}% by nmap)"


def _open_ports(host: Node) -> Iterator[str]:
    for port in host.all("ports", "port"):
        if any(state.attributes.get("state") == "open" for state in port.all("state")):
            yield f"{port.attributes.get('portid', '')}/{port.attributes.get('protocol', '')}"


def _kept_out(row: RowTexts) -> str | None:
    if row.get("state") != "up":
        return "it did not answer the scan, which does not show that it is gone"
    if not (row.get("macaddress") or row.get("hostname")):
        return "it has only an address, which tells no device from another"
    return None


READER = Reader(
    kind="nmap",
    title="Nmap scan (XML)",
    formats=("xml",),
    basis=Basis.FILES,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(
        columns=columns_of(
            {
                "host name": Attribute.NAME,
                "mac address": Attribute.MAC,
                "ip address": Attribute.ADDRESS,
                "maker": Attribute.MAKER,
                "operating system": Attribute.SYSTEM,
                "last seen": Attribute.LAST_SEEN,
            }
        ),
        strict=True,
        mixes_people=True,
        lists=Attribute,
        kept_out=_kept_out,
    ),
)
