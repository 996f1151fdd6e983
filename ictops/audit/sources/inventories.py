"""What an agent's inventory says of its computer, and what one says of a printer or switch that it asked by SNMP.

Fields: GLPI's `inventory.schema.json` (github.com/glpi-project/inventory_format). The XML of older agents has the same under
other names, which `agents.py` puts right. Monitors are not read; nor is the software.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ictops.audit.sources.inventory_ports import MANY, cabled
from ictops.audit.sources.nouns import Profile, RowTexts, columns_of
from ictops.audit.sources.said import Said, below, listed, rest, text_at, told
from ictops.audit.tables import Value
from ictops.audit.values import is_stand_in
from ictops.estate import Attribute

_USB_ID = re.compile(r"[0-9a-f]{4}")
_OF_A_DOCK = re.compile(r"r815\d|ax88\w*|asix|cdc_\w+|smsc\w*|lan78xx|usb\\.*", re.IGNORECASE | re.DOTALL)
"""Drivers and plug-and-play ids of network adapters on USB: docking stations and dongles, which go from desk to desk."""
_NOT_ITS_MAC = "mac of a dock or of software"
_NO_ADAPTERS = frozenset({"loopback", "bridge", "alias", "aggregate", "bluetooth", "dialup"})


def _nobodys(row: RowTexts) -> str | None:
    """Partial inventories tell what changed and of what only by the agent's number."""
    named = any(row.get(name, "").strip() for name in ("name", "serial", "assettag", "mac"))
    return None if named or row.get("partial") != "true" else "a partial inventory that does not say of which device"


PROFILE = Profile(
    columns=columns_of(
        {
            "name": Attribute.NAME,
            "serial": Attribute.SERIAL,
            "asset tag": Attribute.TAG,
            "mac": Attribute.MAC,
            "address": Attribute.ADDRESS,
            "type": Attribute.KIND,
            "manufacturer": Attribute.MAKER,
            "model": Attribute.MODEL,
            "operating system": Attribute.SYSTEM,
            "firmware": Attribute.FIRMWARE,
            "location": Attribute.LOCATION,
            "last contact": Attribute.LAST_SEEN,
            "usb devices": Attribute.CONNECTED,
        }
    ),
    kept_out=_nobodys,
    strict=True,
    lists=Attribute,
    device="Computer",
    mixes_people=True,
)


def computer(content: Value, at: str) -> Iterator[Said]:
    """What an inventory says of the computer that its agent runs on."""
    yield from told(content, "name", "hardware", "name", base=at)
    yield from told(content, "serial", "bios", "ssn", base=at)
    tag = "stand-in for a tag" if is_stand_in(text_at(content, "bios", "assettag")) else "asset tag"
    yield from told(content, tag, "bios", "assettag", base=at)
    yield from told(content, "manufacturer", "bios", "smanufacturer", base=at)
    yield from told(content, "model", "bios", "smodel", base=at)
    yield from told(content, "firmware", "bios", "bversion", base=at)
    yield from _system(content, at)
    yield from told(content, "last contact", "accesslog", "logdate", base=at)
    yield from _networks(content, at)
    yield from _plugged_in(content, at)
    yield from _not_read(content, at)


def _system(content: Value, at: str) -> Iterator[Said]:
    """The system; and by its name a server, else by its case what kind of computer it is."""
    paths = (("operatingsystem", "full_name"), ("operatingsystem", "name"), ("hardware", "osname"))
    path = next((path for path in paths if text_at(content, *path)), paths[0])
    yield from told(content, "operating system", *path, base=at)
    if "server" in text_at(content, *path).casefold():
        yield from told(content, "type", *path, base=at)
    else:
        cases = (("hardware", "chassis_type"), ("bios", "type"))
        yield from told(content, "type", *next((case for case in cases if text_at(content, *case)), cases[0]), base=at)


def _networks(content: Value, at: str) -> Iterator[Said]:
    """Each MAC once, the computer's own ones first, since a bridge of software borrows one; and the address that has a gateway,
    else the first."""
    adapters = [(one, f"{at}.networks[{number}]") for number, one in enumerate(listed(content, "networks"))]
    own = [(one, place) for one, place in adapters if not _virtual(one)]
    macs = dict[str, Said]()
    for column, those in (("mac", [pair for pair in own if not _of_a_dock(pair[0])]), (_NOT_ITS_MAC, adapters)):
        for said in (said for one, place in those for said in told(one, column, "mac", base=place)):
            macs.setdefault(said.text.casefold(), said)
    yield from macs.values()
    reached = sorted(own, key=lambda pair: not text_at(pair[0], "ipgateway"))
    yield from [said for one, place in reached for said in told(one, "address", "ipaddress", base=place)][:1]


def _of_a_dock(network: Value) -> bool:
    return any(_OF_A_DOCK.fullmatch(text_at(network, field)) for field in ("driver", "pnpdeviceid"))


def _virtual(network: Value) -> bool:
    kind, virtual = text_at(network, "type").casefold(), text_at(network, "virtualdev").casefold()
    return kind in _NO_ADAPTERS or virtual in {"true", "1", "yes"} or not text_at(network, "mac").strip("0:.- ")


def _plugged_in(content: Value, at: str) -> Iterator[Said]:
    """What is plugged in by USB, but for hubs (class 9), by vendor and product."""
    found = dict[str, None]()
    for one in listed(content, "usbdevices"):
        ids = [text_at(one, name).casefold().removeprefix("0x") for name in ("vendorid", "productid")]
        if all(map(_USB_ID.fullmatch, ids)) and text_at(one, "class") not in {"9", "09"}:
            found[":".join(ids)] = None
    if found:
        yield Said("usb devices", " ".join(found), f"{at}.usbdevices")


def _not_read(content: Value, at: str) -> Iterator[Said]:
    """Everything else, for the account of what was left out; licence keys by a name that says so."""
    read = {
        "hardware": {"name", "chassis_type", "osname"},
        "bios": {"ssn", "assettag", "smanufacturer", "smodel", "bversion", "type"},
        "operatingsystem": {"full_name", "name"},
        "accesslog": {"logdate"},
    }
    for section, fields in read.items():
        for said in rest(below(content, section), fields, f"{at}.{section}"):
            yield Said(f"{section}.{said.column}", said.text, said.at)
    if keys := sum(bool(text_at(licence, "key")) for licence in listed(content, "licenseinfos")):
        yield Said("licence keys", str(keys), f"{at}.licenseinfos")
    yield from rest(content, {*read, "networks", "usbdevices", "network_device", "network_components"}, at)


def network_device(content: Value, at: str) -> Iterator[Said]:
    """What an inventory by SNMP says of a switch, printer or other device of the network."""
    device, place = below(content, "network_device"), f"{at}.network_device"
    for column, field in (
        ("name", "name"), ("serial", "serial"), ("asset tag", "assettag"), ("manufacturer", "manufacturer"),
        ("model", "model"), ("firmware", "firmware"), ("location", "location"), ("mac", "mac"),
    ):  # fmt: skip
        yield from told(device, column, field, base=place)
    ips = [ip for ip in map(text_at, listed(device, "ips")) if not ip.startswith("127.")]
    if ips:
        yield Said("address", ips[0], f"{place}.ips[0]")
    yield from _kind(content, at)
    read = {"name", "serial", "assettag", "manufacturer", "model", "firmware", "location", "mac", "ips", "type"}
    for said in rest(device, read, place):
        yield Said(f"network_device.{said.column}", said.text, said.at)
    yield from rest(content, {"network_device", "network_components"}, at)


def _kind(content: Value, at: str) -> Iterator[Said]:
    kind = text_at(content, "network_device", "type")
    if kind.casefold() == "networking" and len(cabled(content, at)) >= MANY:
        yield Said("type", "Switch", f"{at}.network_ports")
    elif kind:
        yield Said("type", kind, f"{at}.network_device.type")


def members(content: Value, at: str) -> Iterator[tuple[Said, ...]]:
    """The switches of a stack beyond the one that answered: each has a serial of its own and no name."""
    own = text_at(content, "network_device", "serial")
    maker = tuple(told(content, "manufacturer", "network_device", "manufacturer", base=at))
    for number, one in enumerate(listed(content, "network_components")):
        if text_at(one, "type").casefold() == "chassis" and text_at(one, "serial") not in {"", own}:
            place = f"{at}.network_components[{number}]"
            parts = (said for field in ("serial", "model", "firmware", "mac") for said in told(one, field, field, base=place))
            yield (*parts, Said("type", "Switch", f"{place}.type"), *maker)
