"""Whether the record is what was written: its entries follow from each other, and what they seal is unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from ictops.adapters import sql_tables as tables
from ictops.adapters.sql_people import staff_is_as_sealed
from ictops.errors import Fault
from ictops.evidence import Entry, EntryKind, first_broken


def faults_of(db: Connection, entries: tuple[Entry, ...]) -> tuple[Fault, ...]:
    """Everything that was changed behind the record's back."""
    broken = first_broken(entries)
    if broken is not None:
        return (_changed(f"entry {broken}", "does not follow from the one before"),)
    found = [_changed(f"entry {e.sequence}", "is not what was read then") for e in entries if not _readings_match(db, e)]
    if not staff_is_as_sealed(db, entries):
        found.append(_changed("the staff register", "is not what was kept"))
    return (*found, *_changed_imports(db, entries))


def sealed(readings: list[dict[str, Any]], findings: list[dict[str, Any]]) -> str:
    """SHA-256 over the rows of one sweep, in whatever order they come."""
    bodies = [*sorted(row["body"] for row in readings), "", *sorted(row["body"] for row in findings)]
    return hashlib.sha256("\n".join(bodies).encode()).hexdigest()


def text_seal(body: str) -> str:
    """SHA-256 of an import as it is kept."""
    return hashlib.sha256(body.encode()).hexdigest()


def _readings_match(db: Connection, entry: Entry) -> bool:
    if entry.kind is not EntryKind.READING:
        return True
    readings, findings = (
        [dict(row._mapping) for row in db.execute(select(table.c.body).where(table.c.sequence == entry.sequence))]
        for table in (tables.reading, tables.finding)
    )
    return entry.body.get("sha256") == sealed(readings, findings)


def _changed_imports(db: Connection, entries: Iterable[Entry]) -> Iterator[Fault]:
    sealed = {entry.sequence: entry.body.get("sha256") for entry in entries if entry.kind is EntryKind.IMPORT}
    for row in db.execute(select(tables.audit)):
        if sealed.get(row.sequence) != text_seal(row.body):
            yield _changed(f"the import of {row.school}", "is not what was imported")


def _changed(what: str, how: str) -> Fault:
    return Fault(f"record, {what}", how, "It was changed or lost: compare with a backup, and find out who can write the file")
