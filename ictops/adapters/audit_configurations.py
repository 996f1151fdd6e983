"""Switches' running configurations, taken apart by hier_config: which make wrote one is told by its own first lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hier_config import HConfig, HConfigChild, Platform, get_hconfig
from hier_config.exceptions import DuplicateChildError

from ictops.audit.tables import Value

COMMAND = "show running-config"
LINES = 20_000
SPANS = 20_000
"""hier_config writes `untagged 1-24` out as 24 ports: so many ports and VLANs in ranges are no switch's."""

_FIRST = 15
_RANGE = re.compile(r"^\s*(?:no )?(?:vlan|untagged|tagged|interface|forbid|trunk)\b")
_SPAN = re.compile(r"(?<![\w.:])(?:[A-Za-z]|\d{1,2}/)?(\d+)-(?:[A-Za-z]|\d{1,2}/)?(\d+)")


@dataclass(frozen=True, slots=True)
class _Make:
    """How a make's configuration begins, and where in that it says model and firmware."""

    platform: str
    parsed_as: Platform
    begins: re.Pattern[str]


_MAKES: tuple[_Make, ...] = tuple(
    _Make(platform, parsed_as, re.compile(begins, re.MULTILINE))
    for platform, parsed_as, begins in (
        ("cisco_ios", Platform.CISCO_IOS, r"^Current configuration ?: \d+ bytes|^version (?P<firmware>1[0-9]\.\d\S*)$"),
        (
            "hp_procurve",
            Platform.HP_PROCURVE,
            r"^; (?P<model>J[\w-]+|hpStack\w*) Configuration Editor; Created on release #\S+",
        ),
        ("aruba_aoscx", Platform.ARUBA_AOSCX, r"^!Version (?:Aruba|A)OS-CX (?P<firmware>\S+)"),
    )
)
"""The first lines of `show running-config`, by the makers' configuration guides and the tests of ntc-templates and netmiko."""


def read_configuration(text: str) -> dict[str, Value] | None:
    """A running configuration as `{platform, command, model, firmware, rows}`, each row a line with the lines under it; None
    where it is none. One that cannot be taken apart has no platform."""
    first = "\n".join(text.splitlines()[:_FIRST])
    make = next((one for one in _MAKES if one.begins.search(first)), None)
    if make is None or not re.search(r"^(hostname|interface|vlan) ", text, re.MULTILINE):
        return None
    try:
        tree = get_hconfig(make.parsed_as, text) if _is_small(text) else None
    except (DuplicateChildError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        tree = None
    if tree is None:
        return {"platform": "", "command": COMMAND, "rows": []}
    said = {name: value for found in make.begins.finditer(first) for name, value in found.groupdict().items() if value}
    return {
        "platform": make.platform,
        "command": COMMAND,
        "model": said.get("model", ""),
        "firmware": said.get("firmware", ""),
        "rows": _lines_of(tree),
    }


def _is_small(text: str) -> bool:
    lines = text.splitlines()
    spans = (found for line in lines if _RANGE.match(line) for found in _SPAN.finditer(line))
    return len(lines) <= LINES and sum(max(0, int(found[2]) - int(found[1])) for found in spans) <= SPANS


def _lines_of(node: HConfig | HConfigChild) -> list[Value]:
    children: Iterable[HConfigChild] = node.children
    return [{"text": child.text, "under": _lines_of(child)} for child in children]
