"""The record: whole writes or none, ids for life, nothing acknowledged is lost, two writers never chain to one entry."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ictops.adapters.sql_store import HISTORY, SqlStore
from ictops.adapters.sql_tables import REVISION, metadata
from ictops.audit import Import, on_record, read_school
from ictops.errors import BadInput, StoreBroken
from ictops.estate import Alias, AliasKind, Device, DeviceId, Kind, Untrusted
from ictops.evidence import EntryKind, first_broken
from tests.builders import NOON, finding, later, setting
from tests.unit.audit.tables import audit_file, table


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'estate.db'}"


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore(url(tmp_path))


def imported(device: str, *names: str) -> Import:
    aliases = frozenset(Alias(kind=AliasKind.NAME, value=Untrusted(name)) for name in names)
    return Import(school="elm", devices=(Device(id=device, school="elm", kind=Kind.PRINTER, aliases=aliases),))


def registered(*rows: Sequence[str], known: Mapping[Alias, DeviceId] | None = None) -> Import:
    return read_school("elm", [audit_file(table([["Tag", "Serial", "Type"], *rows]))], known)


def test_entries_come_back_as_they_were_chained(store: SqlStore) -> None:
    for number in range(5):
        store.append(EntryKind.PLAN, at=later(number), school="elm", body={"number": number, "text": "é\u202e\x00"})
    entries = store.entries()

    assert [entry.body["number"] for entry in entries] == [0, 1, 2, 3, 4]
    assert first_broken(entries) is None


def test_entries_can_be_asked_for_by_kind_and_school(store: SqlStore) -> None:
    store.append(EntryKind.PLAN, at=NOON, school="elm", body={})
    store.append(EntryKind.RUN, at=NOON, school="elm", body={})
    store.append(EntryKind.RUN, at=NOON, school="oak", body={})

    assert [(e.kind, e.school) for e in store.entries(EntryKind.RUN, "oak")] == [(EntryKind.RUN, "oak")]


def test_the_newest_entry_of_a_kind_is_told_for_each_school_that_has_one(store: SqlStore) -> None:
    for number, (kind, school) in enumerate(
        [
            (EntryKind.INVENTORY, "elm"),
            (EntryKind.INVENTORY, "oak"),
            (EntryKind.INVENTORY, "elm"),
            (EntryKind.RUN, "elm"),
            (EntryKind.RUN, "ash"),
            (EntryKind.INVENTORY, None),
        ],
        start=1,
    ):
        store.append(kind, at=NOON, school=school, body={"number": number})

    assert {school: entry.body["number"] for school, entry in store.newest(EntryKind.INVENTORY).items()} == {"elm": 3, "oak": 2}
    assert store.newest(EntryKind.PLAN) == {}


def test_a_change_made_behind_its_back_is_noticed(store: SqlStore, tmp_path: Path) -> None:
    for number in range(3):
        store.append(EntryKind.RUN, at=later(number), school="elm", body={"changed": number})
    with closing(sqlite3.connect(tmp_path / "estate.db", isolation_level=None)) as db:
        db.execute("update entry set body = replace(body, '1', '0') where sequence = 2")

    assert first_broken(store.entries()) == 2


def test_ids_are_for_life_also_when_a_later_audit_forgets_the_device(store: SqlStore) -> None:
    store.keep_import(on_record(imported("elm-printer-1", "old name", "tag 7")), at=NOON, body={})
    store.keep_import(on_record(imported("elm-printer-2", "tag 7", "new name")), at=NOON, body={})
    known = {alias.value.text: device for alias, device in store.known_devices("elm").items()}

    assert known == {"old name": "elm-printer-1", "tag 7": "elm-printer-1", "new name": "elm-printer-2"}
    assert [one.id for kept in store.imports() for one in kept.devices] == ["elm-printer-2"]


def test_an_alias_of_different_devices_is_kept_for_neither(store: SqlStore) -> None:
    store.keep_import(on_record(registered(["T1", "S1", "Laptop"], ["T1", "S2", "Server"])), at=NOON, body={})
    known = store.known_devices("elm")

    assert sorted(alias.value.text for alias in known) == ["S1", "S2"]
    assert registered(["T1", "", "Server"], known=known).devices[0].id not in known.values()


def test_an_alias_that_another_device_comes_to_carry_is_forgotten(store: SqlStore) -> None:
    first = registered(["T1", "S1", "Laptop"])
    store.keep_import(on_record(first), at=NOON, body={})
    both = registered(["T1", "S1", "Laptop"], ["T1", "S2", "Server"], known=store.known_devices("elm"))
    store.keep_import(on_record(both), at=NOON, body={})
    known = store.known_devices("elm")

    assert {alias.value.text for alias in known} == {"S1", "S2"}
    assert first.devices[0].id in {device.id for device in both.devices}
    assert registered(["T1", "", "Server"], known=known).devices[0].id not in known.values()


def test_the_newest_setting_wins_and_one_that_could_not_tell_is_the_newest_too(store: SqlStore) -> None:
    store.keep_readings([setting("NT1")], [finding()], at=NOON, body={})
    store.keep_readings([setting(None, because="cut off")], [], at=later(1), body={})

    assert store.latest_settings() == (setting(None, because="cut off"),)
    assert store.history([("elm-fs-1", "STO.SMB.1v1")]) == (finding(),)


def test_history_is_of_the_controls_asked_for_bounded_and_oldest_first(store: SqlStore) -> None:
    for minute in range(HISTORY + 5):
        found = [finding(measured_at=later(minute)), finding(control="STO.SIGN.1v1"), finding(device="elm-fs-2")]
        store.keep_readings([], found, at=later(minute), body={})
    history = store.history([("elm-fs-1", "STO.SMB.1v1")])

    assert [one.measured_at for one in history] == [later(minute) for minute in range(5, HISTORY + 5)]


FORGERIES = (
    "update reading set body = replace(body, 'NT1', 'SMB3')",
    "delete from finding",
    "update finding set body = '{}'",
    "update audit set body = replace(body, 'old name', 'new name')",
    "update entry set at = '2020-01-01T00:00:00Z' where sequence = 1",
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_whatever_is_changed_behind_its_back_is_named(store: SqlStore, tmp_path: Path, forgery: str) -> None:
    store.keep_import(on_record(imported("elm-printer-1", "old name")), at=NOON, body={})
    store.keep_readings([setting("NT1")], [finding()], at=NOON, body={})
    assert store.faults() == ()
    with closing(sqlite3.connect(tmp_path / "estate.db", isolation_level=None)) as db:
        db.execute(forgery)

    assert len(store.faults()) == 1


@pytest.mark.parametrize("url", ["nonsense", "nosuchdatabase://host/name"])
def test_a_url_that_names_no_database_is_told_with_its_place(url: str) -> None:
    with pytest.raises(BadInput, match=r"trust\.yml, record: no database can be opened"):
        SqlStore(url)


def test_a_write_that_fails_half_way_leaves_nothing(store: SqlStore) -> None:
    twice = [setting("NT1"), setting("SMB3")]

    with pytest.raises(StoreBroken, match="could not write the record"):
        store.keep_readings(twice, [], at=NOON, body={})
    assert (store.entries(), store.latest_settings()) == ((), ())


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "estate.db").mkdir()

    with pytest.raises(StoreBroken, match=r"could not open or upgrade the record.*run again"):
        SqlStore(url(tmp_path))


def test_what_was_acknowledged_is_on_disk_with_full_sync(store: SqlStore, tmp_path: Path) -> None:
    store.append(EntryKind.PLAN, at=NOON, school=None, body={})
    with store._engine.connect() as db:
        modes = [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert modes == ["wal", 2, 1]
    assert (tmp_path / "estate.db").exists()


def test_two_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    stores = [SqlStore(url(tmp_path)) for _ in range(4)]

    def write(one: SqlStore) -> None:
        for _ in range(25):
            one.append(EntryKind.READING, at=NOON, school=None, body={})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, stores))
    entries = stores[0].entries()

    assert len(entries) == 100
    assert first_broken(entries) is None


def test_a_writer_killed_at_work_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    script = (
        "import sys, itertools, datetime\nfrom ictops.adapters.sql_store import SqlStore\n"
        "from ictops.evidence import EntryKind\n"
        "store = SqlStore(sys.argv[1])\n"
        "for n in itertools.count(1):\n"
        "    entry = store.append(EntryKind.RUN, at=datetime.datetime.now(datetime.UTC), school='elm', body={'n': n})\n"
        "    print(entry.sequence, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, url(tmp_path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
    entries = SqlStore(url(tmp_path)).entries()

    assert {entry.sequence for entry in entries} >= set(acknowledged)
    assert first_broken(entries) is None


def test_a_record_is_opened_at_the_newest_migration_and_at_no_other() -> None:
    config = Config()
    config.set_main_option("script_location", "ictops.adapters:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_the_migrations_make_the_tables_the_code_expects(tmp_path: Path) -> None:
    SqlStore(url(tmp_path))
    with create_engine(url(tmp_path), poolclass=NullPool).connect() as db:
        differences = compare_metadata(MigrationContext.configure(db), metadata)

    assert differences == []


def test_the_readings_of_one_item_come_oldest_first_and_no_more_than_are_looked_back_on(store: SqlStore) -> None:
    for number in range(HISTORY + 2):
        read = [setting(number, item="space"), setting(number, item="other"), setting(-number, item="space", device="elm-fs-2")]
        store.keep_readings(read, [], at=later(number), body={})

    assert [one.value for one in store.readings("space") if one.device == "elm-fs-1"] == list(range(2, HISTORY + 2))
    assert len(store.readings("space")) == 2 * HISTORY
