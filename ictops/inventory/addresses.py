"""Whether what an audit calls an address may be given to a client that connects to it."""

from __future__ import annotations

import ipaddress
import re

from ictops.estate import Untrusted
from ictops.inventory.values import Trusted

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label like this makes the resolver read the whole as a number: `127.1` and `0x7f000001` are this machine."""
LONGEST_NAME = 253
LONGEST_SHOWN = 60


class NotUsable(ValueError):
    """Why an address cannot be used, in words that follow "the address '…' is not usable:"."""


def usable_address(said: Untrusted) -> Trusted:
    """The address in its one spelling: an IP address, or a host name as RFC 1123 allows. Raises NotUsable.

    What passes is text of ours: it is made of letters, digits, dots, colons and inner hyphens, whoever wrote it.
    """
    text = said.text.strip(" ").lower()
    if text.startswith("-"):
        raise NotUsable("it begins like an option of a command")
    address = _ip_address(text)
    return Trusted(_host_name(text) if address is None else str(_one_machine(address)))


def shown(said: Untrusted) -> str:
    """Someone else's text for a sentence of ours: quoted, every unusual character as its escape, cut short."""
    cut = said.text[:LONGEST_SHOWN]
    return ascii(cut) + ("…" if len(said.text) > LONGEST_SHOWN else "")


def _ip_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if "%" in text:  # ipaddress takes any text at all as an IPv6 zone
        raise NotUsable("it names a network card of one machine")
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _one_machine(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    real = mapped or address
    if real.is_loopback:
        raise NotUsable("it is the machine that asks")
    if real.is_unspecified or real.is_multicast or real.is_reserved or real.is_link_local:
        raise NotUsable("it does not stand for one machine that can be reached")
    return real


def _host_name(text: str) -> str:
    labels = text.split(".")
    if len(text) > LONGEST_NAME or not all(LABEL.fullmatch(label) for label in labels):
        raise NotUsable("it is neither an IP address nor a host name")
    if NUMBER.fullmatch(labels[-1]):
        raise NotUsable("it is neither an IP address nor a name, but would be read as a number")
    if labels[-1] == "localhost" or labels[0] in {"localhost", "ip6-localhost", "ip6-loopback"}:
        raise NotUsable("it is the machine that asks")
    return text
