"""What the process that reads a workbook says of a cell, for every kind of workbook: text, and the form it had."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2): XLS, DOC, and the envelope of an encrypted XLSX."""


class Unreadable(Exception):
    """Why the workbook is refused."""


def put(out: io.TextIOBase, said: dict[str, Any]) -> None:
    """One line of the answer."""
    out.write(json.dumps(said, separators=(",", ":")) + "\n")


def text_of(value: object, number_format: str = "") -> tuple[str, str]:
    """A cell's value as text and the form it had: dates as ISO 8601, whole numbers without a point, zeros that the
    cell's format shows put back."""
    match value:
        case bool():
            return str(value).upper(), "text"
        case int() | float():
            return number_text(value, number_format), "number"
        case datetime() if value.time() == time():
            return value.date().isoformat(), "date"
        case datetime() | date() | time():
            return value.isoformat(), "date"
        case timedelta():
            return str(value), "number"
    formula = getattr(value, "text", value)
    return ("=" if formula is None else str(formula)), "text"


def number_text(value: float, number_format: str) -> str:
    """1234567.0 is 1234567; 42 shown by the format 00000 is 00042."""
    whole = isinstance(value, int) or value.is_integer()
    if not whole:
        return repr(value)
    digits = str(int(value))
    return digits.zfill(len(number_format)) if re.fullmatch("0{2,30}", number_format) else digits


def take_row(left: dict[str, int]) -> None:
    """Count a row. Raises Unreadable when the school's rows are used up."""
    left["rows"] -= 1
    if left["rows"] < 0:
        raise Unreadable("it is over the limits: too many rows for one school")


def take_cell(column: int, text: str, left: dict[str, int]) -> None:
    """Count a filled cell, of a column counted from 1. Raises Unreadable when it is one too many, too far out or too long."""
    left["cells"] -= 1
    if left["cells"] < 0 or column > left["columns"]:
        raise Unreadable(f"it is over the limits: too many cells, or one beyond column {left['columns']}")
    if len(text) > left["characters"]:
        raise Unreadable(f"it is over the limits: a cell of {len(text):,} characters")
