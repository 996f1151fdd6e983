"""Writing the example audits so that the same data gives the same bytes on any machine, in any year."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

LONG_AGO = (2024, 7, 12, 9, 0, 0)
"""The date every part of a workbook carries; openpyxl would write the present moment."""


def separated(rows: Iterable[Sequence[str]], *, encoding: str, separator: str = ",") -> bytes:
    """A CSV with the line ends that Windows programs write."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook, unpacked and packed again without anything that depends on the clock or on zlib's version."""
    first, last = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_STORED) as again:
        for name in sorted(made.namelist()):
            info = zipfile.ZipInfo(name, LONG_AGO)
            again.writestr(info, _timeless(made.read(name)))
    return last.getvalue()


def _timeless(part: bytes) -> bytes:
    stamp = rb"\g<1>2024-07-12T09:00:00Z\g<2>"
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)", stamp, part)
