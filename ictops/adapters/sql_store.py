"""The trust's record in SQL: SQLite by default (WAL, full sync), any other database by URL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from ictops.adapters import sql_tables as tables
from ictops.adapters.sql_engine import open_engine, upgrade
from ictops.adapters.sql_people import read_staff, wipe, write_staff
from ictops.adapters.sql_seals import faults_of, sealed, text_seal
from ictops.audit import Audited, Import, OnRecord
from ictops.compliance import Finding
from ictops.errors import Fault, StoreBroken
from ictops.estate import Alias, ControlId, DeviceId, SchoolId, Setting, Staff, Untrusted
from ictops.evidence import Entry, EntryKind, chained

HISTORY = 20
"""How many findings of one control are looked back on: enough to tell what flaps."""

MANY = 500
"""Devices named in one query; databases bound the number of parameters."""


class SqlStore:
    """Implements `ictops.evidence.Store`. Each write and its entry are one transaction."""

    def __init__(self, url: str) -> None:
        """Open the record at the URL, making or upgrading its tables. Raises StoreBroken when that cannot be done."""
        self._url = url
        self._engine = open_engine(url)
        with self._naming_faults("open or upgrade"):
            upgrade(self._engine)

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

    def newest(self, kind: EntryKind) -> Mapping[SchoolId, Entry]:
        """The newest entry of the kind of each school that has one, by school."""
        columns = tables.entry.c
        of_kind = select(func.max(columns.sequence)).where(columns.kind == kind, columns.school.is_not(None))
        query = select(tables.entry).where(columns.sequence.in_(of_kind.group_by(columns.school))).order_by(columns.school)
        with self._reading() as db:
            return {row.school: _entry(row) for row in db.execute(query)}

    def known_devices(self, school: SchoolId) -> Mapping[Alias, DeviceId]:
        """The school's device ids by every alias ever imported."""
        query = select(tables.alias).where(tables.alias.c.school == school)
        with self._reading() as db:
            return {Alias(kind=row.kind, value=Untrusted(row.value)): row.device for row in db.execute(query)}

    def keep_import(self, imported: OnRecord, *, at: datetime, body: dict[str, Any]) -> Entry:
        """Keep a school's import in place of the one before, its aliases for good, and the entry that says so."""
        with self._writing() as db:
            kept = _append(db, EntryKind.IMPORT, at, imported.school, {**body, "sha256": text_seal(imported.text)})
            db.execute(delete(tables.audit).where(tables.audit.c.school == imported.school))
            db.execute(insert(tables.audit), {"school": imported.school, "sequence": kept.sequence, "body": imported.text})
            _keep_aliases(db, imported)
            return kept

    def import_of(self, school: SchoolId) -> Import | None:
        """The school's newest import, None when there is none."""
        body = self._body_of(school)
        return Import.model_validate_json(body) if body else None

    def audited(self, school: SchoolId) -> Audited | None:
        """What the school's newest import came to, None when there is none."""
        body = self._body_of(school)
        return Audited.model_validate_json(body) if body else None

    def _body_of(self, school: SchoolId) -> str | None:
        with self._reading() as db:
            return db.scalar(select(tables.audit.c.body).where(tables.audit.c.school == school))

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
            rows = [_reading_row(setting) for setting in settings], [_finding_row(finding) for finding in findings]
            kept = _append(db, EntryKind.READING, at, None, {**body, "sha256": sealed(*rows)})
            for table, made in zip((tables.reading, tables.finding), rows, strict=True):
                if made:
                    db.execute(insert(table), [{**row, "sequence": kept.sequence} for row in made])
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

    def history(self, of: Iterable[tuple[DeviceId, ControlId]]) -> tuple[Finding, ...]:
        """The newest findings of these controls, at most `HISTORY` of each, oldest first."""
        wanted = set(of)
        devices = sorted({device for device, _ in wanted})
        with self._reading() as db:
            found = [
                row for start in range(0, len(devices), MANY) for row in _newest_findings(db, devices[start : start + MANY])
            ]
        found.sort(key=lambda row: (row.sequence, row.device, row.control))
        return tuple(Finding.model_validate_json(row.body) for row in found if (row.device, row.control) in wanted)

    def readings(self, item: str) -> tuple[Setting, ...]:
        """The newest settings of this item, at most `HISTORY` of each device, oldest first."""
        columns = tables.reading.c
        newest = func.row_number().over(partition_by=columns.device, order_by=columns.sequence.desc())
        ranked = (
            select(columns.sequence, columns.device, columns.body, newest.label("rank")).where(columns.item == item).subquery()
        )
        query = select(ranked.c.body).where(ranked.c.rank <= HISTORY).order_by(ranked.c.sequence, ranked.c.device)
        with self._reading() as db:
            return tuple(Setting.model_validate_json(row.body) for row in db.execute(query))

    def faults(self) -> tuple[Fault, ...]:
        """Everything in the record that was changed behind its back: entries, readings, findings, imports, staff."""
        with self._reading() as db:
            return faults_of(db, self.entries())

    def staff(self) -> Staff:
        """Everybody on the schools' staff lists."""
        with self._reading() as db:
            return read_staff(db)

    def keep_staff(self, staff: Staff, *, at: datetime, body: dict[str, Any]) -> Entry:
        """Keep the register in place of the one before, of which no trace is left, and the entry that says so."""
        with self._writing() as db:
            kept = _append(db, EntryKind.STAFF, at, None, {**body, "sha256": write_staff(db, staff)})
        wipe(self._engine)
        return kept

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


def _append(db: Connection, kind: EntryKind, at: datetime, school: SchoolId | None, body: dict[str, Any]) -> Entry:
    newest = db.execute(select(tables.entry).order_by(tables.entry.c.sequence.desc()).limit(1)).first()
    made = chained(_entry(newest) if newest else None, at=at, kind=kind, school=school, body=body)
    row = {**made.model_dump(mode="json"), "body": json.dumps(made.body, sort_keys=True)}
    db.execute(insert(tables.entry), row)
    return made


def _entry(row: Row[Any]) -> Entry:
    return Entry.model_validate({**row._asdict(), "body": json.loads(row.body)})


def _keep_aliases(db: Connection, imported: OnRecord) -> None:
    """What the school's devices are known by from now on: nothing that different devices carry, though it once was one's."""
    columns = tables.alias.c
    of_school = columns.school == imported.school
    for kind, value in imported.shared:
        db.execute(delete(tables.alias).where(of_school, columns.kind == kind.value, columns.value == value))
    known = {(row.kind, row.value) for row in db.execute(select(tables.alias).where(of_school))}
    _insert_many(
        db,
        tables.alias,
        [
            {"school": imported.school, "kind": kind.value, "value": value, "device": device}
            for (kind, value), device in imported.known_by
            if (kind, value) not in known
        ],
    )


def _insert_many(db: Connection, table: Table, rows: list[dict[str, str]]) -> None:
    """Rows of plain texts, handed to the driver as they are: SQLAlchemy would look at each value of each row, which takes
    three times as long as the database does."""
    statement = insert(table).compile(dialect=db.dialect)
    names = statement.positiontup
    if rows:
        db.exec_driver_sql(str(statement), [tuple(map(row.__getitem__, names)) for row in rows] if names else rows)


def _reading_row(setting: Setting) -> dict[str, Any]:
    return {"device": setting.device, "item": setting.item, "body": setting.model_dump_json()}


def _finding_row(finding: Finding) -> dict[str, Any]:
    return {"device": finding.device, "control": finding.control, "body": finding.model_dump_json()}


def _newest_findings(db: Connection, devices: list[DeviceId]) -> Iterable[Row[Any]]:
    columns = tables.finding.c
    newest = func.row_number().over(partition_by=(columns.device, columns.control), order_by=columns.sequence.desc())
    ranked = select(*columns, newest.label("rank")).where(columns.device.in_(devices)).subquery()
    return db.execute(select(ranked).where(ranked.c.rank <= HISTORY)).all()
