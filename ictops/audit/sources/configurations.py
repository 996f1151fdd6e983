"""Switches' running configurations as hier_config takes them apart: the switch, its VLANs and ports, and what is kept out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ictops.audit.headers import secret
from ictops.audit.sources.items import objects, text_of
from ictops.audit.sources.network import PORTS, VLANS
from ictops.audit.tables import Value

_SECRETS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (f"{name} (secret)", re.compile(words, re.IGNORECASE))
    for name, words in (
        ("enable", r"enable (algorithm-type \S+ )?(secret|password)\b"),
        ("user", r"(username|user|password (manager|operator|port-access)|aaa .*local-user)\b"),
        ("snmp community", r"snmp-server .*community|snmp-server host\b|community\b"),
        ("snmp user", r"snmp(v3|-server)? (user|enable traps .*key)\b|snmpv3 user\b"),
        ("radius or tacacs key", r"(radius|tacacs)\S* .*\bkey\b|(server-private|key) \S|server-key\b"),
        ("line password", r"password\b"),
        ("key", r".*(key-string|pre-shared-key|psk|passphrase|md5|authentication-key|encrypted-key|ciphertext|plaintext)\b"),
        (
            "certificate or ssh key",
            r"crypto |ip ssh pubkey|certificate|ssh-(rsa|dss|ed25519)|key-hash|[0-9A-F]{8} [0-9A-F]{8}\b",
        ),
    )
)
"""What a line begins with that may hold a secret, and what it is called in the result. In doubt it is one."""

_TOLD = re.compile(r"(hostname|vlan|interface)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"ip address (?P<address>\d+\.\d+\.\d+\.\d+)(?=[/ ]|$)")


def configured(
    rows: Sequence[Mapping[str, Value]], host: str, device: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """What a configuration says, each with the table that it belongs to; `device`: what its first lines said of the switch."""
    name = next((found for row in rows if (found := _after("hostname", _text(row))) and " " not in found), host)
    yield "", dict(device) | {"name": name, "kind": "switch", "address": _own_address(rows)} | _kept_out(rows)
    for row in rows:
        text = _text(row)
        if vlan := _after("vlan", text):
            yield VLANS, {"switch": name, "vlan": vlan, "called": _first("name", row)}
        elif port := _after("interface", text):
            yield PORTS, {"switch": name, "port": port} | _port(row)


def _text(row: Mapping[str, Value]) -> str:
    return text_of(row.get("text"))


def _under(row: Mapping[str, Value]) -> tuple[Mapping[str, Value], ...]:
    return objects(row.get("under"))


def _after(word: str, text: str) -> str:
    """What follows a word at the beginning of a line, without the quotation marks around it."""
    first, _, rest = text.partition(" ")
    return rest.strip().strip('"') if first.casefold() == word else ""


def _first(word: str, row: Mapping[str, Value]) -> str:
    return next((found for one in _under(row) if (found := _after(word, _text(one)))), "")


def _port(row: Mapping[str, Value]) -> dict[str, str]:
    lines = [_text(one) for one in _under(row)]
    return {
        "called": _first("description", row) or _first("name", row),
        "state": next((line for line in lines if line in {"shutdown", "no shutdown", "disable"}), ""),
        "vlan": _told(lines, r"(switchport access vlan|untagged vlan|vlan access) (?P<told>\S+)"),
        "tagged": _told(lines, r"(switchport trunk allowed vlan( add)?|tagged vlan|vlan trunk allowed) (?P<told>\S+)"),
        "speed": _first("speed", row),
        "duplex": _first("duplex", row),
    }


def _told(lines: Sequence[str], form: str) -> str:
    return " ".join(found["told"] for line in lines if (found := re.fullmatch(form, line)))


def _own_address(rows: Sequence[Mapping[str, Value]]) -> str:
    """The switch's address where it has only one; which of several it is reached at, a configuration does not say."""
    found = {told["address"] for line in _all_lines(rows) if (told := _ADDRESS.match(line))}
    return found.pop() if len(found) == 1 else ""


def _all_lines(rows: Sequence[Mapping[str, Value]]) -> Iterator[str]:
    for row in rows:
        yield _text(row)
        yield from _all_lines(_under(row))


def _kept_out(rows: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    """Columns for the lines that are not read: one for each with a secret, one for all others. Their text is not in it."""
    counted = Counter(_called(line) for line in _all_lines(rows) if not _TOLD.match(line))
    found = {f"{name} {at}": "…" for name, often in counted.items() if secret(name) for at in range(1, often + 1)}
    return found | ({"other lines of the configuration": "…"} if len(counted) > len({n for n in counted if secret(n)}) else {})


def _called(line: str) -> str:
    return next((name for name, words in _SECRETS if words.match(line)), "other")
