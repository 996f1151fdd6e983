"""The ports of a switch that an inventory by SNMP lists, and what stands at their other ends.

Numbers mean what the MIBs say: `ifOperStatus` 1 up, 2 down (RFC 2863), `dot3StatsDuplexStatus` 2 half, 3 full (RFC 3635),
interface types 6 and 117 Ethernet, 161 several ports as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ictops.audit.sources.said import Said, listed, text_at, told
from ictops.audit.tables import Value

_CABLES = frozenset({"6", "117", "161"})
_STATES, _DUPLEX = {"1": "up", "2": "down"}, {"2": "half", "3": "full"}
MANY = 8
"""A networking device with as many ports is a switch; the schema has no word for one."""


def cabled(content: Value, at: str) -> list[tuple[Value, str]]:
    """The ports that a cable goes into, each with its place; the others are the switch's own inner interfaces."""
    every = [(port, f"{at}.network_ports[{number}]") for number, port in enumerate(listed(content, "network_ports"))]
    return [(port, place) for port, place in every if text_at(port, "iftype") in _CABLES]


def ports(content: Value, at: str) -> Iterator[tuple[Said, ...]]:
    """What is said of each port. Which of its VLANs are tagged the inventory does not tell."""
    for port, place in cabled(content, at):
        yield tuple(_port(content, port, place))


def _port(content: Value, port: Value, place: str) -> Iterator[Said]:
    yield from _where(content, port, place)
    yield from told(port, "called", "ifalias", base=place)
    yield from told(port, "speed", "ifspeed", base=place)
    for column, field, words in (("state", "ifstatus", _STATES), ("duplex", "ifportduplex", _DUPLEX)):
        if word := words.get(text_at(port, field)):
            yield Said(column, word, f"{place}.{field}")
    if text_at(port, "trunk") in {"true", "1"}:
        yield Said("trunk", "yes", f"{place}.trunk")
    vlans = [text_at(vlan, "number") or text_at(vlan, "id") for vlan in _those(port, "vlans", "vlan")]
    if any(vlans):
        yield Said("vlan", ", ".join(filter(None, vlans)), f"{place}.vlans")


def neighbours(content: Value, at: str) -> Iterator[tuple[Said, ...]]:
    """What told its own name or MAC at a port's other end (LLDP, CDP). A MAC that merely passed by is no neighbour."""
    for port, place in cabled(content, at):
        for one in _those(port, "connections", "connection"):
            if name := text_at(one, "sysname") or text_at(one, "sysmac"):
                end = (*told(one, "model", "model", base=place), *told(one, "address", "ip", base=place))
                theirs = told(one, "their port", "ifdescr", base=place)
                yield (*_where(content, port, place), Said("neighbour", name, f"{place}.connections"), *theirs, *end)


def _where(content: Value, port: Value, place: str) -> Iterator[Said]:
    if switch := text_at(content, "network_device", "name") or text_at(content, "network_device", "serial"):
        yield Said("switch", switch, place)
    name = next((name for name in ("ifname", "ifdescr") if text_at(port, name)), "ifnumber")
    yield from told(port, "port", name, base=place)


def _those(port: Value, several: str, one: str) -> list[Value]:
    """A list as JSON has it, or as XML has it, one level deeper."""
    return listed(port, several, one) or [found for found in listed(port, several) if found]
