"""The staff register in SQL: rows that can be taken out again, sealed by a hash in the record's entry of each change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Connection, Engine, delete, insert, select

from ictops.adapters import sql_tables as tables
from ictops.estate import Listed, Staff, StaffList
from ictops.evidence import Entry, EntryKind

GONE = "gone"
"""Stands before the school of somebody who is on no list: no id of a school has a blank in it."""


def read_staff(db: Connection) -> Staff:
    """The register as it is."""
    lists = [StaffList.model_validate_json(row.body) for row in db.execute(select(tables.staff_list).order_by("school"))]
    people = [
        (row.school.startswith(f"{GONE} "), Listed.model_validate_json(row.body))
        for row in db.execute(select(tables.staff).order_by("key", "school"))
    ]
    return Staff(
        lists=tuple(lists),
        listed=tuple(one for is_gone, one in people if not is_gone),
        gone=tuple(one for is_gone, one in people if is_gone),
    )


def write_staff(db: Connection, staff: Staff) -> str:
    """Put the register in place of the one before. Gives the hash that seals it."""
    lists = [{"school": one.school, "body": one.model_dump_json()} for one in staff.lists]
    people = [
        *({"key": one.key, "school": one.school, "body": one.model_dump_json()} for one in staff.listed),
        *({"key": one.key, "school": f"{GONE} {one.school}", "body": one.model_dump_json()} for one in staff.gone),
    ]
    for table, rows in ((tables.staff_list, lists), (tables.staff, people)):
        db.execute(delete(table))
        if rows:
            db.execute(insert(table), rows)
    return _sealed(db)


def staff_is_as_sealed(db: Connection, entries: Iterable[Entry]) -> bool:
    """Whether the register is what the newest entry about it says."""
    seals = [entry.body["sha256"] for entry in entries if entry.kind is EntryKind.STAFF]
    return _sealed(db) == (seals[-1] if seals else _hash([]))


def wipe(engine: Engine) -> None:
    """Take what was replaced or deleted off the disk, too, where the database is a file of ours (SQLite).

    Deleted rows are overwritten (`secure_delete`, set on every connection), but stay in the log of writes until it is emptied.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sealed(db: Connection) -> str:
    return _hash([
        *(row.body for row in db.execute(select(tables.staff_list.c.body).order_by("school"))),
        *(row.body for row in db.execute(select(tables.staff.c.body).order_by("key", "school"))),
    ])  # fmt: skip


def _hash(bodies: list[str]) -> str:
    return hashlib.sha256("\n".join(bodies).encode()).hexdigest()
