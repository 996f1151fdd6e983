"""LDIF (RFC 2849): a directory's entries in lines; computers become devices, accounts become counts without names.

A line that begins with a blank goes on with the line above; `attribute:: …` is in base 64; `#` begins a remark; an entry begins
with its name, `dn`. Records of changes are no entries: they are rejected by name.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ictops.audit.headers import key
from ictops.audit.sources.active_directory import ACCOUNTS, CALLED, COMPUTERS, KIND, about_account, about_computer
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.said import Derive, Said, table_of_said
from ictops.audit.tables import AuditFile, Table, Text

_COMPUTERS, _ACCOUNTS, _OTHERS = "computers", "accounts", "other entries"
_OF_ACCOUNTS = frozenset({"user", "person", "inetorgperson", "posixaccount", "account", "organizationalperson"})
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {_COMPUTERS: ("dn", CALLED), _ACCOUNTS: ("dn", KIND), _OTHERS: ("dn", "objectClass")}
)
"""Columns that each table has, whatever its entries hold: by one of them its header is known."""
_LOOKED_AT = 200
_NO_TEXT = "(no text)"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: the line of its name, and its attributes as written with all their values."""

    line: int
    attributes: Mapping[str, tuple[str, ...]]

    @property
    def sheet(self) -> str:
        """Which of the tables it belongs to."""
        classes = {name.casefold() for said, names in self.attributes.items() if key(said) == "objectclass" for name in names}
        if any(key(attribute) == "changetype" for attribute in self.attributes):
            return _OTHERS
        return _COMPUTERS if "computer" in classes else _ACCOUNTS if classes & _OF_ACCOUNTS else _OTHERS


def _recognise(file: AuditFile) -> float:
    if not isinstance(file.holds, Text):
        return 0.0
    lines = [line for line in file.holds.lines[:_LOOKED_AT] if line.strip() and not line.startswith("#")]
    begins = bool(lines) and lines[0].casefold().startswith(("version:", "dn:"))
    return 1.0 if begins and any(line.casefold().startswith("dn:") for line in lines) else 0.0


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those that go on put together; remarks left out, blank ones kept."""
    number, text = 0, None
    for at, line in enumerate(lines, start=1):
        if line.startswith(" ") and text is not None:
            text += line[1:]
            continue
        if text is not None and not text.startswith("#"):
            yield number, text
        number, text = at, line
    if text is not None and not text.startswith("#"):
        yield number, text


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """Every entry. One begins with its name (`dn`), so that a lost blank line loses nothing."""
    line, found = 0, dict[str, list[str]]()
    for number, text in _unfolded(lines):
        name, colon, value = text.partition(":")
        if name.strip().casefold() == "dn" and colon:
            if line:
                yield _Entry(line, {known: tuple(values) for known, values in found.items()})
            line, found = number, {}
        if line and colon:
            found.setdefault(name.strip().partition(";")[0], []).append(_value(value))
    if line:
        yield _Entry(line, {known: tuple(values) for known, values in found.items()})


def _value(text: str) -> str:
    if text.startswith(":"):
        try:
            return base64.b64decode(text[1:].strip(), validate=True).decode("utf-8")
        except ValueError:  # no base64, letters that it has not, or bytes that are no text
            return _NO_TEXT
    return text.strip()


def _said(entry: _Entry, derive: Derive) -> Iterator[Said]:
    texts = {key(name): "\n".join(values) for name, values in entry.attributes.items()}
    for name, values in entry.attributes.items():
        yield Said(name, "; ".join(values), name)
    for column, (text, on) in derive(texts).items():
        yield Said(column, text, on if on in texts else None)


def _tables(file: AuditFile) -> tuple[Table, ...]:
    entries = list(_entries(file.holds.lines)) if isinstance(file.holds, Text) else []
    derived: Mapping[str, Derive] = {_COMPUTERS: about_computer, _ACCOUNTS: about_account, _OTHERS: lambda _: {}}
    sorted_out = {sheet: [one for one in entries if one.sheet == sheet] for sheet in derived}
    return tuple(_table(those, sheet, derived[sheet]) for sheet, those in sorted_out.items() if those)


def _table(entries: list[_Entry], sheet: str, derive: Derive) -> Table:
    return table_of_said((_said(one, derive) for one in entries), sheet, [one.line for one in entries], _COLUMNS[sheet])


def _neither(row: RowTexts) -> str:
    return "a change, no entry" if row.get("changetype") else "neither a computer nor an account"


READER = Reader(
    kind="ldif",
    title="LDIF of a directory: computers, and accounts counted, never named",
    formats=("ldif",),
    basis=Basis.PUBLISHED,
    recognise=_recognise,
    tables=_tables,
    profile=Profile(columns=columns_of({"dn|objectClass": None}), strict=True, kept_out=_neither, mixes_people=True),
    profiles=MappingProxyType({_COMPUTERS: COMPUTERS, _ACCOUNTS: ACCOUNTS}),
)
