"""JSON and XML that were made to break their reader. Each is made when a test asks for it, never stored."""

from __future__ import annotations

from collections.abc import Callable

_LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
_EXPANDING = f'<!DOCTYPE x [<!ENTITY a "AAAAAAAAAA">{_LAUGHS}]><x>&j;</x>'.encode()
_DEEP = 1_000_000

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "XML with entities within entities": lambda: _EXPANDING,
    "XML with an entity from outside": lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "XML with a parameter entity from outside": lambda: b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x.test/a"> %a;]><x/>',
    "XML that nests a million deep": lambda: b"<?xml version='1.0'?>" + b"<a>" * _DEEP + b"</a>" * _DEEP,
    "XML that never closes": lambda: b"<?xml version='1.0'?>" + b"<a>" * _DEEP,
    "XML of a million attributes": lambda: b"<a " + b" ".join(b'a%d=""' % n for n in range(1_000_000)) + b"/>",
    "XML of a million elements": lambda: b"<?xml version='1.0'?><a>" + b"<b/>" * 1_200_000 + b"</a>",
    "JSON that nests a million deep": lambda: b"[" * _DEEP + b"]" * _DEEP,
    "JSON objects that nest a million deep": lambda: b'{"a":' * _DEEP + b"1" + b"}" * _DEEP,
    "JSON that never closes": lambda: b'{"devices": [' + b'{"a": [' * 1_000_000,
    "JSON of six million values": lambda: b"[[" + b"0," * 6_000_000 + b"0]]",
    "JSON whose number has a million digits": lambda: b'{"devices": [' + b"9" * 1_000_000 + b"]}",
    "JSON whose number is beyond all numbers": lambda: b'{"devices": [1e999999999, -1e999999999, NaN, Infinity]}',
    "JSON of one key a hundred thousand times": lambda: b'{"a": [], ' + b", ".join([b'"a": 1'] * 100_000) + b"}",
    "JSON with half a letter": lambda: b'{"devices": [{"serial": "\\ud800"}]}',
}
"""None of them is of a kind we know, so each is refused for that where for nothing else."""
