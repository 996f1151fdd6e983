"""Text files with separated columns: which encoding, which separator, which cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ictops.adapters.audit_limits import LIMITS, Limits, Unreadable
from ictops.audit import Cell, Row, Table
from ictops.audit.tables import EMPTY
from ictops.estate import Untrusted

SEPARATORS = ",;\t|"
_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 256 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class TextRead:
    """A table and how it was read."""

    table: Table
    notes: tuple[str, ...]


def read_csv(data: bytes, limits: Limits = LIMITS) -> TextRead:
    """The table in a text file. Raises Unreadable, saying why."""
    text, encoding = decoded(data)
    notes = [f"read as {encoding}"]
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("its NUL characters were left out")
    if not text.strip():
        raise Unreadable("it is empty")
    if "\ufffd" in text:
        notes.append("some of its letters were already lost when it came here; ask for it as CSV UTF-8")
    _check_text(text)
    separator, text = _announced(text)
    separator = separator or sniffed(text)
    if text.count(separator) + text.count("\n") + text.count("\r") > limits.cells:
        raise Unreadable(f"it is over the limits: more than {limits.cells:,} cells")
    records, mended = _records(text, separator)
    notes.append(f"separated by {_WORDS[separator]}")
    if mended:
        notes.append("its quotation marks do not always pair; they were read as they stand")
    return TextRead(_table(records, limits), tuple(notes))


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: what a byte-order mark says, else UTF-8 if it is that, else the Windows code page of
    British offices, else the likeliest. Raises Unreadable."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding.removesuffix("-sig")
    if wide := _utf_16_without_mark(data):
        return _strictly(data, wide), wide
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    guess = from_bytes(data[:_SAMPLE], cp_isolation=["cp850", "mac_roman", "latin_1", "cp1250"]).best()
    encoding = guess.encoding if guess else "latin_1"
    return _strictly(data, encoding), encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"it is not valid {encoding} text; export it again as CSV UTF-8") from None


def _utf_16_without_mark(data: bytes) -> str | None:
    """UTF-16 of Latin letters has a NUL in every other byte."""
    sample = data[:4096]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if len(sample) >= 8 and half.count(0) > 0.8 * len(half) and sample[1 - offset :: 2].count(0) == 0:
            return encoding
    return None


def _check_text(text: str) -> None:
    """Escapes in a cell are text; a file that is mostly control characters is not."""
    sample = text[:65536]
    odd = len(_CONTROL.findall(sample))
    if odd > max(8, len(sample) // 100):
        raise Unreadable("it is not text; hand over a CSV or XLSX export")


def _announced(text: str) -> tuple[str | None, str]:
    """Excel's own first line `sep=;`, kept as an empty line so that rows keep their numbers."""
    found = re.match(r"sep=([,;\t|])[ \t]*(?=\r|\n|$)", text)
    return (found.group(1), text[found.end() :]) if found else (None, text)


def sniffed(text: str) -> str:
    """The separator that gives the most lines the same number of columns, more than one; a comma when none does."""
    lines = text[:65536].splitlines()[:60]
    return max(SEPARATORS, key=lambda separator: (_evenness(lines, separator), -SEPARATORS.index(separator)))


def _evenness(lines: list[str], separator: str) -> int:
    widths: Counter[int] = Counter()
    for line in lines:
        widths[len(next(csv.reader([line], delimiter=separator), []))] += 1
    return max((often * min(width, 40) for width, often in widths.items() if width > 1), default=0)


def _records(text: str, separator: str) -> tuple[list[list[str]], bool]:
    """Every record, and whether its quotation marks had to be taken as they stand."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)), False
    except csv.Error as fault:
        if "field larger" in str(fault):
            raise Unreadable("it is over the limits: a cell of more than 131,072 characters") from None
        never_closed = "unexpected end" in str(fault)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if never_closed:
        raise Unreadable(f"a quotation mark in record {len(records)} never closes; mend it and hand it over again")
    return records, True


def _table(records: list[list[str]], limits: Limits) -> Table:
    rows, cells = list[Row](), _Cells()
    for number, record in enumerate(records, start=1):
        if any(cell.strip() for cell in record):
            rows.append(Row(number, tuple(map(cells.__getitem__, record))))
            _check_row(number, record, limits)
    if len(rows) > limits.rows:
        raise Unreadable("it is over the limits: too many rows for one school")
    return Table(None, tuple(rows), blank=len(records) - len(rows))


class _Cells(dict[str, Cell]):
    """The cell of each text, made when it is first met: most texts of a list stand in it again and again."""

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = Cell(Untrusted(text)) if text else EMPTY
        return cell


def _check_row(number: int, record: list[str], limits: Limits) -> None:
    if len(record) > limits.columns:
        raise Unreadable(f"it is over the limits: row {number} has {len(record):,} columns")
    if max(map(len, record)) > limits.characters:
        raise Unreadable(f"it is over the limits: row {number} has a cell of more than {limits.characters:,} characters")
