"""JSON and XML: parsed under limits, without entities, and handed on as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ictops.adapters.audit_csv import decoded
from ictops.adapters.audit_limits import LIMITS, Limits, Unreadable
from ictops.audit.tables import Json, Node, Value, Xml

DEEP = 60
"""How deep a document may nest: inventories and scans stay below twenty."""


def read_json(data: bytes, limits: Limits = LIMITS) -> Json:
    """A document in JSON, or in lines of JSON. Numbers stay the text they were written as. Raises Unreadable, saying why."""
    text, _ = decoded(data)
    try:
        value: Value = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_object)
    except json.JSONDecodeError as fault:
        value = _lines(text, fault)
    except RecursionError:
        raise Unreadable("it is over the limits: it nests too deep") from None
    _check(value, limits)
    return Json(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("one of its objects names a field twice, so nobody can say which holds")
    return found


def _lines(text: str, fault: json.JSONDecodeError) -> Value:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or fault.lineno < 2:
        raise Unreadable(f"it is broken JSON, line {fault.lineno}: {fault.msg}; export it again") from None
    try:
        return [json.loads(line, parse_int=str, parse_float=str, object_pairs_hook=_object) for line in lines]
    except (json.JSONDecodeError, RecursionError):
        raise Unreadable(f"it is broken JSON, line {fault.lineno}: {fault.msg}; export it again") from None


def _check(value: Value, limits: Limits) -> None:
    """How deep and how much; without recursion, since depth is what is asked about."""
    left, level, depth = limits.cells, [value], 0
    while level:
        left -= len(level)
        depth += 1
        if left < 0 or depth > DEEP:
            raise Unreadable("it is over the limits: it nests too deep or holds too much")
        level = [child for one in level for child in _children(one)]


def _children(value: Value) -> Iterable[Value]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def read_xml(data: bytes, limits: Limits = LIMITS) -> Xml:
    """A document in XML. Raises Unreadable, saying why: broken, with entities, too deep."""
    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Unreadable("its XML defines entities or points outside, which no inventory needs; export it again") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise Unreadable(f"it is broken XML: {fault}; export it again") from None
    left = [limits.cells]
    return Xml(_node(root, left, 0))


def _node(element: Element, left: list[int], depth: int) -> Node:
    left[0] -= 1
    if depth > DEEP or left[0] < 0:
        raise Unreadable("it is over the limits: it nests too deep or holds too much")
    children = tuple(_node(child, left, depth + 1) for child in element if isinstance(child.tag, str))
    attributes = {_local(name): value for name, value in element.attrib.items()}
    return Node(_local(element.tag), attributes, element.text or "", children)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
