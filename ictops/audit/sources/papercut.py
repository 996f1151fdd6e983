"""PaperCut NG and MF: `server-command list-printers`, one `server\\queue` a line, and the CSVs that a fleet is set up by.

By PaperCut's manual of server commands and its published examples (github.com/PaperCutSoftware/PaperCutExamples): `device\\…`
are copiers with PaperCut on them, and `!!template printer!!` is the pattern that new queues are made by, no printer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ictops.audit.sources.items import LOOKED_AT, Item, filled_lines, table_of
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.said import beside
from ictops.audit.tables import AuditFile, Table, Text
from ictops.estate import Attribute

TEMPLATE = "!!template printer!!"
_LINE = re.compile(r"[^\\/:*?\"<>|,;\t]+\\[^\\\t,;]+")


def _recognised(file: AuditFile) -> float:
    """Every line is a queue of a server, and a word of PaperCut's own stands among them; without one, half sure."""
    lines = [line.strip() for _, line in filled_lines(file, LOOKED_AT)]
    if not lines or not all(TEMPLATE in line or _LINE.fullmatch(line) for line in lines):
        return 0.0
    return 0.9 if any(TEMPLATE in line or line.casefold().startswith("device\\") for line in lines) else 0.65


def _tables(file: AuditFile) -> tuple[Table, ...]:
    return (table_of(_items(file), ("server", "queue")),) if isinstance(file.holds, Text) else file.tables


def _items(file: AuditFile) -> Iterator[Item]:
    for number, line in filled_lines(file):
        server, _, queue = line.strip().partition("\\")
        yield Item(number, f"line {number}", {"server": server, "queue": queue})


def _kept_out(row: RowTexts) -> str | None:
    if TEMPLATE in (row.get("server"), row.get("queue")):
        return "PaperCut's pattern for new queues, no printer"
    return None


READER = Reader(
    kind="papercut-list",
    title="PaperCut, server-command list-printers (text)",
    formats=("txt",),
    basis=Basis.PUBLISHED,
    recognise=_recognised,
    tables=_tables,
    profile=Profile(
        columns=columns_of({"queue": Attribute.NAME}),
        strict=True,
        mixes_people=True,
        lists=Attribute,
        device="Printer",
        kept_out=_kept_out,
    ),
)
"""Virtual queues stand among the others: the list does not say which they are."""

DEVICES = Reader(
    kind="papercut-devices",
    title="PaperCut MF, list of devices (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("deviceType", "deviceName", "deviceHostnameOrIp", "deviceAdminUser|deviceAdminPass", "siteServerName|printQueues"),
    profile=Profile(
        columns=columns_of(
            {
                "deviceName": Attribute.NAME,
                "deviceHostnameOrIp": Attribute.ADDRESS,
                "location": Attribute.LOCATION,
            }
        ),
        strict=True,
        mixes_people=True,
        lists=Attribute,
        device="Printer",
    ),
)
"""The administrator's name and password of each copier stand in it."""


def _queue_of(row: RowTexts) -> dict[str, tuple[str, str]]:
    """The queue's own name, without its server's."""
    return {"queue": (row.get("printqueue", "").rpartition("\\")[2], "printqueue")}


def _with_queues(file: AuditFile) -> tuple[Table, ...]:
    return tuple(beside(one, QUEUES.known_columns, ("queue",), _queue_of) for one in file.tables)


QUEUES = Reader(
    kind="papercut-queues",
    title="PaperCut, queues with their page costs (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(
        "printQueue",
        "page-cost:default.color.duplex",
        "page-cost:default.color.simplex",
        "page-cost:default.grayscale.duplex",
        "page-cost:default.grayscale.simplex",
    ),
    tables=_with_queues,
    profile=Profile(
        columns=columns_of({"queue": Attribute.NAME, "printQueue": None}),
        strict=True,
        mixes_people=True,
        lists=Attribute,
        device="Printer",
        kept_out=_kept_out,
    ),
)
