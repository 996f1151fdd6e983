"""CUPS: `/etc/cups/printers.conf` (printers.conf(5)) and what `lpstat -v` and `lpstat -p` print (CUPS' own lpstat.c).

A device URI may hold a user's name and password (`smb://user:password@server/queue`): of it only an IP address is taken.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ictops.audit.sources.items import LOOKED_AT, Item, filled_lines, table_of
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.tables import AuditFile, Table, Text
from ictops.estate import Attribute

_OPENS = re.compile(r"<(Default)?Printer\s+(?P<queue>[^>]+)>", re.IGNORECASE)
_CLOSES = re.compile(r"</(Default)?Printer>", re.IGNORECASE)
_DEVICE = re.compile(r"device for (?P<queue>.+?): (?P<uri>\S+)")
_STATE = re.compile(r"printer (?P<queue>\S+) (is )?(?P<state>idle|now printing|disabled|stopped)\b.*")
_ASIDE = re.compile(r"system default destination:.*|no system default destination|scheduler is (not )?running|\s+\S.*")
_NO_PRINTER = re.compile(r"(cups-pdf|file|nul|pdf):.*", re.IGNORECASE)
_COLUMNS: Mapping[str, Attribute] = {
    "queue": Attribute.NAME,
    "address": Attribute.ADDRESS,
    "make and model": Attribute.DRIVER,
    "location": Attribute.LOCATION,
    "info": Attribute.NOTES,
    "state": Attribute.STATE,
}
_DIRECTIVES = {"makemodel": "make and model", "location": "location", "info": "info", "state": "state", "deviceuri": "uri"}


def _is_configuration(file: AuditFile) -> float:
    lines = [line for _, line in filled_lines(file, LOOKED_AT) if not line.lstrip().startswith("#")]
    opens, closes = (sum(bool(form.fullmatch(line.strip())) for line in lines) for form in (_OPENS, _CLOSES))
    return 0.95 if opens and 0 <= opens - closes <= 1 else 0.0


def _is_status(file: AuditFile) -> float:
    lines = [line for _, line in filled_lines(file, LOOKED_AT)]
    told = sum(bool(_DEVICE.fullmatch(line) or _STATE.fullmatch(line)) for line in lines)
    return 0.95 if told and all(_DEVICE.fullmatch(x) or _STATE.fullmatch(x) or _ASIDE.fullmatch(x) for x in lines) else 0.0


def _configured(file: AuditFile) -> tuple[Table, ...]:
    return (_made(_printers(filled_lines(file))),) if isinstance(file.holds, Text) else file.tables


def _printers(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each block with the line it begins at. Directives are known without case, the first of a kind holds."""
    started, found = 0, dict[str, str]()
    for number, line in lines:
        if opens := _OPENS.fullmatch(line.strip()):
            started, found = number, {"queue": opens["queue"].strip()}
        elif _CLOSES.fullmatch(line.strip()):
            yield started, found
        elif started and not line.lstrip().startswith("#"):
            name, _, value = line.strip().partition(" ")
            found.setdefault(_DIRECTIVES.get(name.casefold(), name), value.strip())


def _reported(file: AuditFile) -> tuple[Table, ...]:
    return (_made(_queues(filled_lines(file))),) if isinstance(file.holds, Text) else file.tables


def _queues(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Queues by name: `-v` gives the device of each, `-p` its state, in either order."""
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for number, line in lines:
        if told := _DEVICE.fullmatch(line) or _STATE.fullmatch(line):
            _, queue = found.setdefault(told["queue"], (number, {}))
            queue.update(told.groupdict())
    return iter(sorted(found.values(), key=lambda one: one[0]))


def _made(printers: Iterable[tuple[int, dict[str, str]]]) -> Table:
    return table_of((Item(number, f"line {number}", _with_address(texts)) for number, texts in printers), tuple(_COLUMNS))


def _with_address(texts: Mapping[str, str]) -> dict[str, str]:
    """The device's URI as what may be known of it: an address, or a device with none; never its user and password."""
    uri = texts.get("uri", "")
    made = {name: text for name, text in texts.items() if name != "uri"}
    host, has_user = _host(uri)
    kinds = {"address": host, "no printer": uri.partition(":")[0] if _NO_PRINTER.match(uri) else ""}
    return made | kinds | {"device uri" + (" with its password" if has_user else ""): "…" if uri else ""}


def _host(uri: str) -> tuple[str, bool]:
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        return "", True
    try:
        return str(ipaddress.ip_address(host)), "@" in parts.netloc
    except ValueError:
        return "", "@" in parts.netloc


def _kept_out(row: RowTexts) -> str | None:
    return "a queue with no printer behind it" if row.get("noprinter") else None


_PROFILE = Profile(
    columns=columns_of(_COLUMNS), strict=True, mixes_people=True, lists=Attribute, device="Printer", kept_out=_kept_out
)

READER = Reader(
    kind="cups",
    title="CUPS, printers.conf",
    formats=("conf",),
    basis=Basis.PUBLISHED,
    recognise=_is_configuration,
    tables=_configured,
    profile=_PROFILE,
)
STATUS = Reader(
    kind="lpstat",
    title="CUPS, lpstat -v and -p (text)",
    formats=("txt",),
    basis=Basis.PUBLISHED,
    recognise=_is_status,
    tables=_reported,
    profile=_PROFILE,
)
"""`lpstat -p` may follow a queue with a line of its reason, indented: that is no queue."""
