"""A Windows print server's queues: `Get-Printer | Export-Csv`. Columns: the properties of MSFT_Printer (root/StandardCimv2).

A queue stands for the printer behind its port. Where no printer is behind it (a file, a fax, a note book, the `nul:` port that
queues for follow-me printing wait on), or the queue is another server's, the row is no device.
"""

from __future__ import annotations

import re

from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.estate import Attribute

_NO_PRINTER_AT = re.compile(
    r"(portprompt|nul|xpsport|shrfax|file|msfax|documents|cutepdf|pdf\w*|redmon\w*|onenote|ad_port):?|microsoft\.office\.onenote.*"
    r"|[a-z]:\\.*",
    re.IGNORECASE,
)
_NO_PRINTER_BY = re.compile(
    r"microsoft print to pdf|microsoft xps document writer|microsoft shared fax|\bfax\b|onenote|adobe pdf converter|pdfcreator"
    r"|cutepdf|remote desktop easy print|microsoft software printer",
    re.IGNORECASE,
)


def _kept_out(row: RowTexts) -> str | None:
    port, driver = row.get("portname", "").strip(), row.get("drivername", "")
    if _NO_PRINTER_AT.fullmatch(port) or _NO_PRINTER_BY.search(driver):
        return "a queue with no printer behind it"
    if row.get("type", "").strip().casefold() in {"connection", "1"}:
        return "a connection to another server's queue, not a queue of its own"
    return None


READER = Reader(
    kind="windows-queues",
    title="Windows print queues, Get-Printer (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    marks=("MSFT_Printer",),
    signs=("Name", "DriverName", "PortName", "ShareName|Shared|Published", "PrinterStatus|JobCount|PrintProcessor|Type"),
    profile=Profile(
        columns=columns_of(
            {
                "Name": Attribute.NAME,
                "PortName": Attribute.ADDRESS,
                "DriverName": Attribute.DRIVER,
                "Location": Attribute.LOCATION,
                "Comment": Attribute.NOTES,
                "PrinterStatus": Attribute.STATE,
            }
        ),
        strict=True,
        mixes_people=True,
        lists=Attribute,
        device="Printer",
        kept_out=_kept_out,
    ),
)
"""MSFT_Printer's `Type` is Local (0) or Connection (1). A port's name is an address only where Windows named it by one
(`IP_10.20.30.40`, `10.20.30.40_1`)."""
