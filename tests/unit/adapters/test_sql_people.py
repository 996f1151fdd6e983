"""The staff register in the store: it comes back as it was, leaves no trace of what was taken out, and is sealed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ictops.adapters.sql_store import SqlStore
from ictops.audit import take
from ictops.estate import Staff
from ictops.evidence import EntryKind
from tests.builders import NOON, later
from tests.staff_builders import AUTUMN, keys, staff_list

MINT = keys()


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore(f"sqlite:///{tmp_path / 'estate.db'}")


def register(*rows: str, staff: Staff | None = None) -> Staff:
    return take(staff or Staff(), [staff_list("elm", *rows, as_of=AUTUMN)], mint=MINT, limit={"elm": 100}).staff


def test_nobody_is_on_a_new_register(store: SqlStore) -> None:
    assert (store.staff(), store.faults()) == (Staff(), ())


def test_the_register_comes_back_as_it_was_kept_leavers_and_questions_too(store: SqlStore) -> None:
    staff = register("Ann Bell|71|a.bell@elm.test", "Bob Birch|72", "Cyd")
    staff = register("Ann Bell|71", staff=staff.model_copy(update={"lists": ()}))
    store.keep_staff(staff, at=NOON, body={})

    assert store.staff() == staff
    assert [one.family_name.text for one in staff.gone] == ["Birch"]


def test_whoever_is_taken_out_is_on_no_page_of_the_disk(store: SqlStore, tmp_path: Path) -> None:
    both = register("Ann Bellcanary|71|a.bellcanary@elm.test", *(f"Pat Filler|{n}" for n in range(100, 200)))
    store.keep_staff(both, at=NOON, body={})
    before = _where(tmp_path, b"ellcanary")
    without = both.model_copy(update={"listed": tuple(one for one in both.listed if one.family_name.text == "Filler")})
    store.keep_staff(without, at=later(1), body={})

    assert before
    assert _where(tmp_path, b"ellcanary") == []
    assert store.staff() == without


def test_the_entry_holds_no_name_and_seals_the_rows(store: SqlStore, tmp_path: Path) -> None:
    store.keep_staff(register("Ann Bellcanary|71"), at=NOON, body={"people": 1})
    (entry,) = store.entries(EntryKind.STAFF)
    intact = store.faults()
    with closing(sqlite3.connect(tmp_path / "estate.db", isolation_level=None)) as db:
        db.execute("update staff set body = replace(body, '71', '72')")

    assert "anary" not in json.dumps(entry.body)
    assert intact == ()
    assert [fault.where for fault in store.faults()] == ["record, the staff register"]


def _where(folder: Path, name: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if name in path.read_bytes()]
