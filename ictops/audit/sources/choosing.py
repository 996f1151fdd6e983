"""Which reader reads a table or a document: chosen by content, shown with its confidence, and asked for below a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ictops.audit.beside import apart
from ictops.audit.entries import NAMES, about
from ictops.audit.headers import key
from ictops.audit.layout import LOOKED_AT, Layout, header_of, lay_out, meanings
from ictops.audit.nouns import Chosen
from ictops.audit.sources.nouns import Basis, Profile, Reader
from ictops.audit.tables import AuditFile, Row, Table
from ictops.estate import Attribute

SURE = 0.6
"""From here on a reader that knows its source is taken."""
CLOSE = 0.1
"""Two readers that are as near as this to each other are a question for a person."""

REGISTER = Reader(
    kind="register",
    title="Register by hand",
    formats=("csv", "xlsx", "xls", "xlsb", "ods"),
    basis=Basis.OPEN,
    tables=apart,
    profile=Profile(is_export=False),
)
"""The reader of tables that no other knows: the general catalogue of columns, block by block."""


LITTLE = 0.25
"""Below this share of known columns a table is none we know, unless it has serials, tags or MACs."""
_SINGLES_OUT = frozenset({Attribute.SERIAL, Attribute.TAG, Attribute.MAC})

UNKNOWN = Reader(
    kind="unknown",
    title="Not a table I know",
    formats=REGISTER.formats,
    basis=Basis.OPEN,
    profile=Profile(kept_out=lambda _: "not a table I know: skipped, needs a mapping (ictops audit map)", is_export=False),
)
"""What reads a table of which too little is known: it keeps every row out, by name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table with the reader that reads it. `layout`: where its header is for that reader; `at_sight`: where headers are for
    whoever knows nothing of its kind."""

    table: Table
    reader: Reader
    chosen: Chosen
    layout: Layout
    at_sight: Layout


@dataclass(frozen=True, slots=True)
class Choice:
    """The parts of a file, or the question that nobody but a person can answer."""

    parts: tuple[Part, ...] = ()
    question: str | None = None


def choose(file: AuditFile, readers: Sequence[Reader], named: str | None = None) -> Choice:
    """Choose how a file is read. `named`: the kind that a person gave it (`--as`); it holds for every table of the file."""
    if named is not None:
        reader = next((one for one in (*readers, REGISTER) if one.kind == named), None)
        if reader is None:
            return Choice(question=f"{named} is no kind of source; ictops audit kinds lists them")
        why = unfit(file, reader)
        return Choice(question=f"{why}. Name another kind with --as") if why else _parts(file, reader, 1.0, by_person=True)
    if file.holds is not None:
        return _document(file, readers)
    chosen = [_table(file, table, readers) for table in file.tables]
    questions = [question for _, _, question in chosen if question]
    if questions:
        return Choice(question=questions[0])
    each = zip((replace(file, tables=(table,)) for table in file.tables), chosen, strict=True)
    return Choice(tuple(part for one, (reader, sure, _) in each for part in _parts(one, reader, sure).parts))


def unfit(file: AuditFile, reader: Reader) -> str | None:
    """Why a file cannot be of the kind that a person named; None where it can."""
    reads = f"{reader.kind} reads {' or '.join(one.upper() for one in reader.formats)}"
    if file.holds is None:
        headers = [frozenset(key(cell.text.text) for cell in row.cells) for table in file.tables for row in _first_rows(table)]
        if not reader.signs and reader.recognise is not None:
            return f"it is a table, and {reads} of its own make"
        if reader.signs and not _confidence(reader, headers) and not any(_marked(reader, table) for table in file.tables):
            known_by = ", ".join(reader.signs)
            return f"it has none of the columns that {reader.kind} is known by ({known_by})"
        return None
    if reader.recognise is None:
        return f"it is {file.kind.upper()}, and {reads}"
    if not any(len(table.rows) > 1 for table in reader.tables(file)):
        return f"read as {reader.kind} there is nothing in it"
    return None


def is_document(file: AuditFile, readers: Sequence[Reader]) -> bool:
    """Whether some reader knows these lines for its own, so that nobody should look for separated columns in them."""
    return any(one.recognise is not None and one.recognise(file) >= SURE for one in readers)


def _document(file: AuditFile, readers: Sequence[Reader]) -> Choice:
    sure = sorted(((one.recognise(file), one) for one in readers if one.recognise), key=lambda pair: -pair[0])
    best, reader = sure[0] if sure else (0.0, REGISTER)
    if best < SURE:
        guess = f"; the nearest is {reader.kind} ({best:.0%})" if best > 0 else ""
        return Choice(
            question=f"it is {file.kind.upper()} of no kind we know{guess}. Say which with --as KIND, or export it as CSV"
        )
    if len(sure) > 1 and best - sure[1][0] < CLOSE:
        return Choice(question=_either(reader, sure[1][1]))
    return _parts(file, reader, best)


def _table(file: AuditFile, table: Table, readers: Sequence[Reader]) -> tuple[Reader, float, str | None]:
    marked = next((one for one in readers if _marked(one, table)), None)
    if marked is not None:
        return marked, 1.0, None
    headers = [frozenset(key(cell.text.text) for cell in row.cells) for row in _first_rows(table)]
    mapped = [one for one in readers if one.basis is Basis.MAPPED and _confidence(one, headers) == 1.0]
    if mapped:
        return mapped[0], 1.0, _either(*mapped[:2]) if len(mapped) > 1 else None
    rated = ((_confidence(one, headers), one) for one in readers if one.signs and one.basis is not Basis.MAPPED)
    sure = sorted(rated, key=lambda pair: -pair[0])
    if not sure or sure[0][0] < SURE:
        return _register(table)
    near = [(found, one) for found, one in sure if sure[0][0] - found < CLOSE]
    if len(near) > 1:
        near = [(found, one) for found, one in near if one.is_called(file.name.text)] or near
    if len(near) > 1:
        return REGISTER, 0.0, _either(near[0][1], near[1][1])
    return near[0][1], near[0][0], None


def _first_rows(table: Table) -> tuple[Row, ...]:
    return table.rows[:LOOKED_AT]


def _register(table: Table) -> tuple[Reader, float, str | None]:
    """A table that none of the readers knows: a register by hand, if enough of its header is known, or one that singles out."""
    header = header_of(table)
    if header is None:
        return UNKNOWN, 0.0, None
    share = _known_share(header)
    return (REGISTER if share >= LITTLE or meanings(header) & _SINGLES_OUT else UNKNOWN), share, None


def _marked(reader: Reader, table: Table) -> bool:
    first = table.rows[0].cell(0).text.text if table.rows else ""
    return any(mark.casefold() in first.casefold() for mark in reader.marks)


def _confidence(reader: Reader, headers: Sequence[frozenset[str]]) -> float:
    signs = [frozenset(map(key, sign.split("|"))) for sign in reader.signs]
    return max((_met(signs, header) / len(signs) for header in headers), default=0.0)


def _met(signs: Sequence[frozenset[str]], header: frozenset[str]) -> int:
    """How many signs a header meets, each with a column of its own: `type` cannot stand for two of them."""
    taken = set[str]()
    for sign in sorted(signs, key=len):
        free = (sign & header) - taken
        taken |= {min(free)} if free else set()
    return len(taken)


def _known_share(header: Row) -> float:
    """How much of a header the general catalogue knows."""
    names = frozenset(key(cell.text.text) for cell in header.cells)
    subject = about(names)
    known = len(names & NAMES[subject].keys()) if subject else len(meanings(header))
    return min(1.0, known / max(1, header.filled))


def _either(one: Reader, other: Reader) -> str:
    return f"it may be {one.kind} ({one.title}) or {other.kind} ({other.title}): say which with --as KIND"


def _parts(file: AuditFile, reader: Reader, sure: float, *, by_person: bool = False) -> Choice:
    return Choice(tuple(_part(file, table, reader, sure, by_person=by_person) for table in reader.tables(file)))


def _part(file: AuditFile, table: Table, reader: Reader, sure: float, *, by_person: bool = False) -> Part:
    chosen = Chosen(
        name=file.name, sheet=table.sheet, kind=reader.kind, title=reader.title, confidence=round(sure, 2), by_person=by_person
    )
    return laid_out(table, reader.for_table(table), chosen)


def laid_out(table: Table, reader: Reader, chosen: Chosen) -> Part:
    """A table as its reader reads it."""
    at_sight = lay_out(table)
    known = reader.known_columns
    return Part(table, reader, chosen, lay_out(table, known) if known else at_sight, at_sight)
