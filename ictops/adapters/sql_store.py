"""The trust's record in SQL: SQLite by default (WAL, full sync), any other database by URL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, create_engine, delete, event, func, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from ictops.adapters import sql_tables as tables
from ictops.audit import Import
from ictops.compliance import Finding
from ictops.errors import Fault, StoreBroken
from ictops.estate import Alias, DeviceId, SchoolId, Setting, Untrusted
from ictops.evidence import Entry, EntryKind, chained


class SqlStore:
    """Implements `ictops.evidence.Store`. Each write and its entry are one transaction."""

    def __init__(self, url: str) -> None:
        """Open the record at the URL, making or upgrading its tables. Raises StoreBroken when that cannot be done."""
        self._url = url
        self._engine = _engine(url)
        with self._naming_faults("open or upgrade"):
            _upgrade(self._engine)

    def append(self, kind: EntryKind, *, at: datetime, school: SchoolId | None, body: dict[str, Any]) -> Entry:
        """Write one entry, durably, and return it."""
        with self._writing() as db:
            return _append(db, kind, at, school, body)

    def entries(self, kind: EntryKind | None = None, school: SchoolId | None = None) -> tuple[Entry, ...]:
        """The entries of the kind and school (None: all), oldest first."""
        query = select(tables.entry).order_by(tables.entry.c.sequence)
        if kind is not None:
            query = query.where(tables.entry.c.kind == kind)
        if school is not None:
            query = query.where(tables.entry.c.school == school)
        with self._reading() as db:
            return tuple(_entry(row) for row in db.execute(query))

    def known_devices(self, school: SchoolId) -> Mapping[Alias, DeviceId]:
        """The school's device ids by every alias ever imported."""
        query = select(tables.alias).where(tables.alias.c.school == school)
        with self._reading() as db:
            return {Alias(kind=row.kind, value=Untrusted(row.value)): row.device for row in db.execute(query)}

    def keep_import(self, imported: Import, *, at: datetime, body: dict[str, Any]) -> Entry:
        """Keep a school's import in place of the one before, its aliases for good, and the entry that says so."""
        with self._writing() as db:
            kept = _append(db, EntryKind.IMPORT, at, imported.school, body)
            db.execute(delete(tables.audit).where(tables.audit.c.school == imported.school))
            db.execute(
                insert(tables.audit),
                {"school": imported.school, "sequence": kept.sequence, "body": imported.model_dump_json()},
            )
            _keep_aliases(db, imported)
            return kept

    def imports(self) -> tuple[Import, ...]:
        """The newest import of each school, by school."""
        with self._reading() as db:
            rows = db.execute(select(tables.audit.c.body).order_by(tables.audit.c.school))
            return tuple(Import.model_validate_json(row.body) for row in rows)

    def keep_readings(
        self, settings: Iterable[Setting], findings: Iterable[Finding], *, at: datetime, body: dict[str, Any]
    ) -> Entry:
        """Keep what a sweep read and what was found in it, with the entry that says so."""
        settings, findings = tuple(settings), tuple(findings)
        with self._writing() as db:
            kept = _append(db, EntryKind.READING, at, None, body)
            if settings:
                db.execute(insert(tables.reading), [_reading_row(kept.sequence, setting) for setting in settings])
            if findings:
                db.execute(insert(tables.finding), [_finding_row(kept.sequence, finding) for finding in findings])
            return kept

    def latest_settings(self) -> tuple[Setting, ...]:
        """The newest setting of each device and item, by device and item."""
        newest = (
            select(tables.reading.c.device, tables.reading.c.item, func.max(tables.reading.c.sequence).label("sequence"))
            .group_by(tables.reading.c.device, tables.reading.c.item)
            .subquery()
        )
        query = (
            select(tables.reading.c.body)
            .join(
                newest,
                (tables.reading.c.device == newest.c.device)
                & (tables.reading.c.item == newest.c.item)
                & (tables.reading.c.sequence == newest.c.sequence),
            )
            .order_by(tables.reading.c.device, tables.reading.c.item)
        )
        with self._reading() as db:
            return tuple(Setting.model_validate_json(row.body) for row in db.execute(query))

    def findings(self) -> tuple[Finding, ...]:
        """What every sweep found, oldest first."""
        columns = tables.finding.c
        with self._reading() as db:
            rows = db.execute(select(columns.body).order_by(columns.sequence, columns.device, columns.control))
            return tuple(Finding.model_validate_json(row.body) for row in rows)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._naming_faults("write"), self._engine.begin() as db:
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._naming_faults("read"), self._engine.connect().execution_options(only_reads=True) as db:
            yield db

    @contextmanager
    def _naming_faults(self, what: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            where = make_url(self._url).render_as_string(hide_password=True)
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            do = "Nothing was changed after this. See that the disk has room and the file can be written, then run again"
            raise StoreBroken(Fault(where, f"could not {what} the record: {reason}", do)) from error


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, poolclass=NullPool)  # a file: nothing is gained by keeping it open between writes
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin)
    return engine


def _durable(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 would otherwise begin transactions by itself, too late for the write lock
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the write lock at once: two that both read the head first would otherwise chain to the same entry."""
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _upgrade(engine: Engine) -> None:
    with engine.connect().execution_options(only_reads=True) as db:
        if inspect(db).has_table(tables.version.name) and db.scalar(select(tables.version)) == tables.REVISION:
            return
    from alembic import command  # noqa: PLC0415 - a quarter of a second, only needed when the record is new or old
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "ictops.adapters:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _append(db: Connection, kind: EntryKind, at: datetime, school: SchoolId | None, body: dict[str, Any]) -> Entry:
    newest = db.execute(select(tables.entry).order_by(tables.entry.c.sequence.desc()).limit(1)).first()
    made = chained(_entry(newest) if newest else None, at=at, kind=kind, school=school, body=body)
    row = {**made.model_dump(mode="json"), "body": json.dumps(made.body, sort_keys=True)}
    db.execute(insert(tables.entry), row)
    return made


def _entry(row: Row[Any]) -> Entry:
    return Entry.model_validate({**row._asdict(), "body": json.loads(row.body)})


def _keep_aliases(db: Connection, imported: Import) -> None:
    columns = tables.alias.c
    known = {(row.kind, row.value) for row in db.execute(select(tables.alias).where(columns.school == imported.school))}
    new = {
        (alias.kind.value, alias.value.text): device.id
        for device in imported.devices
        for alias in device.aliases
        if (alias.kind.value, alias.value.text) not in known
    }
    rows = [
        {"school": imported.school, "kind": kind, "value": value, "device": device} for (kind, value), device in new.items()
    ]
    if rows:
        db.execute(insert(tables.alias), rows)


def _reading_row(sequence: int, setting: Setting) -> dict[str, Any]:
    return {"sequence": sequence, "device": setting.device, "item": setting.item, "body": setting.model_dump_json()}


def _finding_row(sequence: int, finding: Finding) -> dict[str, Any]:
    return {"sequence": sequence, "device": finding.device, "control": finding.control, "body": finding.model_dump_json()}
