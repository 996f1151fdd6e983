"""What devices say of themselves by SNMP: a list `address,sysDescr` (CSV), or what `snmpwalk` prints of the system group.

sysDescr, sysName and sysLocation are those of RFC 3418 (1.3.6.1.2.1.1: .1 description, .2 object id, .3 up time, .4 contact,
.5 name, .6 location). The kind is told by words of the description alone, by the table below; what is not there is unknown.
An address tells no device from another: a row without a name, serial number or MAC is rejected, with the kind that its
description tells, so that the kinds are counted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping

from ictops.audit.headers import key
from ictops.audit.sources.items import LOOKED_AT, Item, filled_lines, table_of
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.tables import AuditFile, Table, Text
from ictops.estate import Attribute

KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"jetdirect|laserjet|officejet pro|pagewide|hp ethernet multi-environment", "printer"),
        (r"\b(printer|printing system|multifunction|mfp|copier|print server card)\b", "printer"),
        (
            r"\b(bizhub|taskalfa|ecosys|imagerunner|ir-adv|workcentre|versalink|altalink|phaser|aficio|workforce pro)\b",
            "printer",
        ),
        (
            r"\b(arubaos \(model: ?(ap-)?\d{3}\w*\)|access point|wireless ap|aironet|uap-|unifi ap|ruckus wireless)",
            "access point",
        ),
        (r"\b(procurve|officeconnect|aruba \w+ (\d{4}\w* )?.*switch|arubaos-cx|comware|powerconnect)\b", "switch"),
        (r"\bcisco ios software,.*\bc(9[23]00|2[39]\d\d|3[5678]50|1000)\w*\b|catalyst l[23] switch", "switch"),
        (r"\bj[\dl]\d{3}[a-z]\b.*\bswitch\b", "switch"),
        (r"\b(ethernet|gigabit|managed|stackable|smart|l[23]) switch\b|\bedgeswitch\b|\bicx ?\d{4}\b", "switch"),
        (r"\b(synology|qnap|readynas|truenas|data ontap)\b", "nas"),
        (r"\bvmware esxi\b", "server"),
    )
)
"""Words of a description and the kind they tell; the first that fits. `Linux …` and `Windows …` run on anything: unknown."""

UNKNOWN = "unknown"
_OIDS = {"1": "sysDescr", "2": "sysObjectID", "3": "sysUpTime", "4": "sysContact", "5": "sysName", "6": "sysLocation"}
_WALKED = re.compile(
    r"(?:(?P<address>[\w.:-]+)[ \t]+)?"
    r"(?:SNMPv2-MIB::(?P<name>sys\w+)|(?:iso|\.?1)(?:\.org)?\.3\.6\.1\.2\.1\.1\.(?P<oid>[1-6]))\.0 = (?:[\w-]+: )?(?P<value>.*)"
)
_COLUMNS: Mapping[str, Attribute] = {
    "sysName": Attribute.NAME,
    "address": Attribute.ADDRESS,
    "serial number": Attribute.SERIAL,
    "mac address": Attribute.MAC,
    "kind by sysDescr": Attribute.KIND,
    "sysDescr": Attribute.NOTES,
    "sysLocation": Attribute.LOCATION,
}
_NAMES = {
    key(name): column
    for column, names in {
        "sysName": "sysname|name|host name|hostname",
        "address": "address|ip|ip address|host|agent",
        "serial number": "serial number|serial|serial no",
        "mac address": "mac|mac address",
        "sysDescr": "sysdescr|sysdescr.0|sys descr|system description",
        "sysLocation": "syslocation|location|system location",
    }.items()
    for name in names.split("|")
}


def kind_by(description: str) -> str:
    """The kind of device that a sysDescr tells of, in words; `unknown` where the table has none of its words."""
    return next((kind for words, kind in KINDS if words.search(description[:1000])), UNKNOWN)


def _recognised(file: AuditFile) -> float:
    lines = filled_lines(file, LOOKED_AT)
    if not lines:
        return 0.0
    if _listed_columns(lines[0][1]):
        return 0.95
    walked = sum(bool(_WALKED.fullmatch(line.strip())) for _, line in lines)
    return 0.9 if walked and walked * 10 >= len(lines) * 8 else 0.0


def _listed_columns(header: str) -> tuple[str, ...]:
    """The columns of a list, by our names; none unless it has an address or a name, and a description."""
    columns = tuple(_NAMES.get(key(name), name.strip()) for name in _cells(header))
    return columns if "sysDescr" in columns and {"address", "sysName"} & set(columns) else ()


def _cells(line: str) -> list[str]:
    separator = next((one for one in ",;\t" if one in line), ",")
    return next(csv.reader([line], delimiter=separator), [])


def _tables(file: AuditFile) -> tuple[Table, ...]:
    lines = filled_lines(file)
    if not isinstance(file.holds, Text):
        return file.tables
    listed = _listed_columns(lines[0][1]) if lines else ()
    items = _listed(listed, lines[1:]) if listed else _walked(lines)
    return (table_of((Item(number, f"line {number}", _with_kind(texts)) for number, texts in items), tuple(_COLUMNS)),)


def _listed(columns: tuple[str, ...], lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in lines:
        yield number, dict(zip(columns, _cells(line), strict=False))


def _walked(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Devices one after another: each begins with its description. Further lines of a description go with it."""
    started, found, last = 0, dict[str, str](), "sysDescr"
    for number, line in lines:
        told = _WALKED.fullmatch(line.strip())
        if told is None:
            found[last] = f"{found.get(last, '')} {line.strip()}".strip()
            started = started or number
            continue
        name = told["name"] or _OIDS[told["oid"]]
        if name == "sysDescr" and found:
            yield started, found
            started, found = 0, {}
        started, last = started or number, name
        found[name] = told["value"].strip().strip('"')
        if told["address"]:
            found["address"] = told["address"]
    if found:
        yield started, found


def _with_kind(texts: Mapping[str, str]) -> dict[str, str]:
    return dict(texts) | {"kind by sysDescr": kind_by(texts.get("sysDescr", ""))}


def _kept_out(row: RowTexts) -> str | None:
    if any(row.get(key(column), "").strip() for column in ("sysName", "serial number", "mac address")):
        return None
    kind = row.get(key("kind by sysDescr"), UNKNOWN)
    return f"kind by its description: {kind}; it has an address alone, which tells no device from another: add sysName"


READER = Reader(
    kind="snmp",
    title="SNMP descriptions: address,sysName,sysDescr (CSV) or snmpwalk of the system group; without names only kinds",
    formats=("csv", "txt"),
    basis=Basis.PUBLISHED,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(columns=columns_of(_COLUMNS), strict=True, mixes_people=True, lists=Attribute, kept_out=_kept_out),
)
