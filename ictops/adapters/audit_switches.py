"""What switches print: a terminal's record of `show` commands, or one command's output, parsed by ntc-templates' templates.

The templates lie on the disk, which is why this stands here. Which template a text is read by is told by lines that only this
command of this make prints; a text that none or several of them fit is not read. Running configurations are read beside this,
by `audit_configurations.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ntc_templates
from ntc_templates.parse import ParsingException, parse_output
from textfsm import TextFSMError

from ictops.adapters.audit_configurations import read_configuration
from ictops.audit.tables import Json, Value

SIZE = 1024 * 1024
WIDTH = 500
BLANKS = " " * 160
"""Characters of a text, of a line of it, and blanks in a row, beyond which it is no terminal's record: templates are patterns,
and what is long keeps them busy (30 ms for a line of 900 blanks)."""

SIGNED_WITHIN = 12
"""So many lines of an output may go by until the one that tells whose it is."""

_TEMPLATES = str(Path(ntc_templates.__file__).with_name("templates"))
_ESCAPES = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|\x07|-{2} ?[Mm][Oo][Rr][Ee] ?-{2}[^\n]*?(?=\x08|\r|\n|$)|\x08+ *\x08*"
)
_PROMPT = re.compile(r"(?P<host>[A-Za-z0-9_][\w.-]{0,62})(\([\w.-]+\))?[#>] ?(?P<command>\S.*)?")


@dataclass(frozen=True, slots=True)
class Command:
    """A command that is read: of which make, what it is called, and the line by which its output is known."""

    platform: str
    name: str
    sign: re.Pattern[str]


COMMANDS: tuple[Command, ...] = tuple(
    Command(platform, name, re.compile(sign, re.MULTILINE))
    for platform, name, sign in (
        ("cisco_ios", "show version", r"\A(.*\n){0,3}Cisco IOS (XE )?Software"),
        ("cisco_ios", "show interfaces status", r"^Port +Name +Status +Vlan +Duplex +Speed +Type"),
        ("cisco_ios", "show vlan", r"^VLAN Name +Status +Ports"),
        ("cisco_ios", "show vlans", r"^(Virtual LAN|VLAN) ID: +\d+ \(IEEE 802\.1Q Encapsulation\)"),
        ("cisco_ios", "show lldp neighbors detail", r"^Chassis id: .*\n(.*\n)?Port id: "),
        ("cisco_ios", "show cdp neighbors detail", r"^Device ID: .*\n(.*\n){1,6}Platform: .*Capabilities: "),
        ("hp_procurve", "show system", r"^ Status and Counters - General System Information"),
        ("hp_procurve", "show version", r"\A(.*\n){0,2}ArubaOS \(MODEL: "),
        ("hp_procurve", "show vlans", r"^ Status and Counters - VLAN Information"),
        ("hp_procurve", "show interfaces brief", r"^ Status and Counters - Port Status"),
        ("hp_procurve", "show interfaces status", r"^ +Port +Name +Status +Config-mode +Speed +Type +Tagged +Untagged"),
        ("hp_procurve", "show trunks", r"^ Load Balancing Method: "),
        ("hp_procurve", "show lldp info remote-device detail", r"^ LLDP Remote Device Information Detail"),
        ("aruba_aoscx", "show system", r"^Hostname +: .*\n(.*\n){1,8}(A|Aruba)OS-CX Version +: "),
        ("aruba_aoscx", "show vlan", r"^VLAN +Name +Status +Reason +Type +Interfaces"),
        ("aruba_aoscx", "show lldp neighbors-info detail", r"^Neighbor +(Chassis|System)-Name *: "),
    )
)  # fmt: skip
"""By the templates' own samples and the makers' command references."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a record: who was asked, from which line, and what was said."""

    host: str
    line: int
    asked: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def read_switches(lines: Sequence[str]) -> Json | None:
    """A terminal's record as `{"sections": [{host, line, platform, command, rows}]}`; None where it is none.

    A section without a platform could not be read: nobody knows its command, or what is known of it does not fit. A record of
    which nothing is known at all is none.
    """
    if sum(map(len, lines)) > SIZE or any(len(line) > WIDTH or BLANKS in line for line in lines):
        return None
    clean = tuple(_ESCAPES.sub("", line) for line in lines)
    sections = [_read(section) for section in _sections(clean) if any(line.strip() for line in section.lines)]
    return Json({"sections": sections}) if any(_is_known(one) for one in sections) else None


def _is_known(section: Value) -> bool:
    return isinstance(section, dict) and bool(section["platform"] or section["command"])


def _sections(lines: Sequence[str]) -> Iterator[_Section]:
    """The record cut at its prompts. What stands before the first is a section of nobody we know."""
    host, asked, start, held = "", "", 1, list[str]()
    for number, line in enumerate(lines, start=1):
        prompt = _prompt(line, host)
        if prompt is None:
            held.append(line)
            continue
        yield _Section(host, start, asked, tuple(held))
        host, asked, start, held = prompt["host"], prompt["command"] or "", number + 1, []
    yield _Section(host, start, asked, tuple(held))


def _prompt(line: str, host: str) -> re.Match[str] | None:
    """A line that is a prompt: of a `show`, or, once the host is known, its bare one."""
    found = _PROMPT.fullmatch(line.strip())
    if found is None:
        return None
    asks = re.match(r"(sh|show|disp|display|term|terminal|no page|en|enable|exit|quit|conf)\b", found["command"] or "")
    return found if asks or (host and found["host"] == host) else None


def _read(section: _Section) -> Value:
    told: dict[str, Value] = {"host": section.host, "line": str(section.line), "lines": str(len(section.lines))}
    if configuration := read_configuration(section.text):
        return told | configuration
    first = "\n".join([line for line in section.lines if line.strip()][:SIGNED_WITHIN]) + "\n"
    fitting = [one for one in COMMANDS if one.sign.search(first)]
    rows = _parsed(fitting[0], section.text) if len(fitting) == 1 else None
    if not rows:
        return told | {"platform": "", "command": " or ".join(one.name for one in fitting), "rows": []}
    return told | {"platform": fitting[0].platform, "command": fitting[0].name, "rows": rows}


def _parsed(command: Command, text: str) -> list[Value] | None:
    """The rows that the template makes of an output; None where it does not fit."""
    try:
        rows: list[Value] = parse_output(command.platform, command.name, text, template_dir=_TEMPLATES)
    except (ParsingException, TextFSMError, ValueError, LookupError):
        return None
    return rows
