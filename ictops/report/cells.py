"""Cells of CSV files, written so that no spreadsheet takes one for a formula, however it splits the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ictops.estate import Untrusted
from ictops.report.visible import is_unseen, visible

FORMULA = re.compile(r"""(^|[;,|])(["'\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])""")
"""A formula's first character, at the start of a cell or where a spreadsheet set to another separator would start one.
The full-width and small forms count too: some spreadsheets and some keyboards' locales fold them."""


def cell(text: str | Untrusted) -> str:
    """The text as a cell that stays text: unseen characters made visible, an apostrophe before what would be a formula.

    A cell beginning with a tab, a carriage return or any other unseen character gets the apostrophe as well.
    """
    raw = text.text if isinstance(text, Untrusted) else text
    guarded = FORMULA.sub(r"\1'\2", visible(raw))
    return f"'{guarded}" if raw and is_unseen(raw[0]) else guarded


def table(header: Sequence[str], rows: Iterable[Sequence[str | Untrusted]]) -> str:
    """A CSV file: every cell quoted and guarded, lines ended as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(one) for one in row] for row in rows)
    return out.getvalue()
