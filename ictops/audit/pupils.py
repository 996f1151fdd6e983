"""Pupils are not in the model: a file that lists them is refused whole, before anything of it is kept."""

from __future__ import annotations

import re

from ictops.audit.columns import Lists, columns
from ictops.audit.headers import (
    PUPIL_HEADERS,
    PUPIL_HEADERS_BESIDE_NAMES,
    ROLE_HEADERS,
    UNIT_HEADERS,
    key,
)
from ictops.audit.layout import LOOKED_AT, lay_out
from ictops.audit.tables import AuditFile, Row, Table

_PUPILS = re.compile(r"(?<![a-z])(pupils?|students?|learners?|class ?lists?)(?![a-z])")
_UNIT_OF_PUPILS = re.compile(r"(^|[/,=\\])\s*(pupils?|students?|learners?)\s*($|[/,\\])")
_NAMES = frozenset(key(name) for name in "first name|forename|given name|surname|last name|family name|username".split("|"))


def lists_pupils(file: AuditFile) -> str | None:
    """Why the file is taken for a list of pupils, or None."""
    return next((why for table in file.tables if (why := _in_table(table, file.name.text))), None)


def _in_table(table: Table, file: str) -> str | None:
    layout = lay_out(table)
    heads = (*table.rows[:LOOKED_AT], *(block.header for block in layout.blocks))
    for head in heads:
        if why := _in_header(head, table):
            return why
    if any(columns(block.header).lists is Lists.DEVICES for block in layout.blocks):
        return None
    title = f"{table.sheet.text if table.sheet else ''} {file.rpartition('/')[2]}".casefold().replace("_", " ")
    return "its name says that it lists pupils" if table.rows and _PUPILS.search(title) else None


def _in_header(head: Row, table: Table) -> str | None:
    names = {at: key(cell.text.text) for at, cell in enumerate(head.cells) if 0 < len(cell.text.text) <= 60}
    if len({name for name in names.values() if name}) < 2:
        return None
    for at, name in names.items():
        if name in PUPIL_HEADERS and not (name == "upn" and _user_principals(at, head, table)):
            return "it has a column of pupils' data"
        if name in PUPIL_HEADERS_BESIDE_NAMES and _NAMES & set(names.values()):
            return "it has a column of pupils' data beside people's names"
        if name in ROLE_HEADERS | UNIT_HEADERS and _NAMES & set(names.values()) and _tells_of_pupils(at, name, head, table):
            return "it has rows of pupils"
    return None


def _below(at: int, head: Row, table: Table) -> tuple[str, ...]:
    texts = (row.cell(at).text.text.strip().casefold() for row in table.rows if row.number > head.number)
    return tuple(text for text in texts if text)


def _user_principals(at: int, head: Row, table: Table) -> bool:
    """Whether a UPN column holds user principal names (they have an @) instead of unique pupil numbers."""
    texts = _below(at, head, table)
    return bool(texts) and all("@" in text for text in texts)


def _tells_of_pupils(at: int, name: str, head: Row, table: Table) -> bool:
    if name in UNIT_HEADERS:
        return any(_UNIT_OF_PUPILS.search(text) for text in _below(at, head, table))
    return any(_PUPILS.fullmatch(text) for text in _below(at, head, table))
