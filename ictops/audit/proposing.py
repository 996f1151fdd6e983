"""What a table that nobody knows may be: each column with our best guess, how full it is, and the forms of its values.

Never a value: a form has `A` for letters and `9` for each digit, so a register of people can be mapped without being read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictops.audit.columns import Columns, Lists, columns
from ictops.audit.dates import DAY_FIRST, MONTH_FIRST
from ictops.audit.headers import key
from ictops.audit.layout import LOOKED_AT, header_of
from ictops.audit.sources.mapping import DEVICES, IGNORED, QUANTITY, STAFF, never_read
from ictops.audit.tables import Row, Table
from ictops.estate import Attribute

_SHAPES = (
    (Attribute.MAC, re.compile(r"([0-9a-f]{2}[:-]){5}[0-9a-f]{2}|([0-9a-f]{4}\.){2}[0-9a-f]{4}", re.IGNORECASE)),
    (Attribute.ADDRESS, re.compile(r"(\d{1,3}\.){3}\d{1,3}")),
)
_DAY = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](?:\d\d|(?:19|20)\d\d)(?!\d)(?![.]\d)")
_MATCHED_BY = 8
"""How many columns a proposed mapping is recognised by."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A column: its header, what it may be, why we do not read it, how many of its cells are filled, and their forms."""

    header: str
    meaning: str
    why: str | None
    filled: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to begin from. `rows`: how many stand under the header. `dates`: how days in digits are written, and whether a
    value tells; None where no column has any."""

    lists: str
    match: tuple[str, ...]
    columns: tuple[Guess, ...]
    rows: int
    dates: tuple[str, bool] | None = None


def propose(table: Table) -> Proposal | None:
    """The mapping that may fit a table; None for a table without a header."""
    header = _header(table)
    if header is None:
        return None
    under = tuple(row for row in table.rows if row.number > header.number)
    read = columns(header)
    lists = _lists(read)
    guessed = _by_name(read)
    taken = set(guessed.values())
    found = list[Guess]()
    for at, cell in enumerate(header.cells):
        name = cell.text.text
        if key(name) and key(name) not in {key(one.header) for one in found}:
            texts = [text for row in under if (text := row.cell(at).text.text.strip())]
            why = never_read(name, lists)
            meaning = IGNORED if why else guessed.get(at) or _by_shape(texts, lists, taken)
            found.append(Guess(name, meaning, why, len(texts), forms(texts)))
    return Proposal(lists, _match(found), tuple(found), len(under), _dates(under))


def _dates(rows: Sequence[Row]) -> tuple[str, bool] | None:
    """Whether days in digits have the day or the month first: told only by those of which one number is no month."""
    found = [day for row in rows for cell in row.cells if (day := _DAY.match(cell.text.text.strip()))]
    if not found:
        return None
    days, months = (sum(int(day[at]) > 12 for day in found) for at in (1, 2))
    return (MONTH_FIRST if months > days else DAY_FIRST), (days == 0) != (months == 0)


def forms(texts: Sequence[str]) -> tuple[str, ...]:
    """The commonest two forms of some texts, and never a text: `A-9999` for OAK-1234."""
    made = Counter(re.sub(r"\d", "9", re.sub(r"[^\W\d_]+", "A", text[:60]))[:24] for text in texts)
    return tuple(form for form, _ in sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:2])


def _header(table: Table) -> Row | None:
    """The header by the columns we know; failing that, the fullest of the first rows."""
    if (known := header_of(table)) is not None:
        return known
    first = table.rows[:LOOKED_AT]
    return max(first, key=lambda row: (row.filled, -row.number), default=None)


def _lists(read: Columns) -> str:
    if read.about is not None:
        return read.about.value
    return STAFF if read.lists is Lists.STAFF else DEVICES


def _by_name(read: Columns) -> dict[int, str]:
    told: Mapping[int, str] = read.attributes or read.fields or read.entries
    return {at: str(meaning) for at, meaning in told.items()} | ({read.quantity: QUANTITY} if read.quantity is not None else {})


def _by_shape(texts: Sequence[str], lists: str, taken: set[str]) -> str:
    """What the values alone show: addresses are known by their form."""
    for attribute, shape in _SHAPES if lists == DEVICES else ():
        if texts and attribute.value not in taken and sum(bool(shape.fullmatch(text)) for text in texts) * 2 > len(texts):
            taken.add(attribute.value)
            return attribute.value
    return IGNORED


def _match(found: Sequence[Guess]) -> tuple[str, ...]:
    """The columns to recognise it by: those that are read first, then those that are not, never one of secrets, nor one whose
    name has the bar that parts alternatives."""
    ranked = sorted((one for one in found if one.why is None and "|" not in one.header), key=lambda one: one.meaning == IGNORED)
    return tuple(one.header for one in ranked[:_MATCHED_BY])
