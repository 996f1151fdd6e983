"""Plain columns for a terminal: what others wrote is made visible first, so no cell can move, colour or hide another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from ictops.estate import Untrusted
from ictops.report.visible import shortened, visible

GAP = "  "
LONGEST_CELL = 64


def columns(header: Sequence[str], rows: Iterable[Sequence[str | Untrusted]]) -> list[str]:
    """Lines of a table: the header, a rule, and a line a row, without spaces at the ends. No rows give no lines."""
    shown = [_bounded(row) for row in rows]
    if not shown:
        return []
    widths = [max(map(width, column)) for column in zip(header, *shown, strict=True)]
    rule = ["-" * wide for wide in widths]
    return [_line(row, widths) for row in (list(header), rule, *shown)]


def width(text: str) -> int:
    """The columns a terminal uses for the text: wide letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _bounded(row: Sequence[str | Untrusted]) -> list[str]:
    """Every cell made visible; all but the last cut early, so that the columns stay side by side."""
    *most, last = (visible(one) for one in row)
    return [*(shortened(one, LONGEST_CELL) for one in most), shortened(last)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(one + " " * (wide - width(one)) for one, wide in zip(row, widths, strict=True)).rstrip()
