"""What the files of a school do not tell any more stays known, however often they are imported."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ictops.audit import Import
from ictops.estate import AliasKind, Attribute, Device, Kind
from ictops.wiring.importing import import_audits
from ictops.wiring.settling import Because, gone, settle
from ictops.wiring.trust import OpenTrust, open_trust
from tests.unit.wiring.small_world import EXAMPLE

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
WENT = Because(by="A. Example", why="Went and looked", at=NOW)
FULL = (
    "Serial,Name,Type,Room,Purchased,Warranty end,MAC\n"
    "SER-001,mgs-pc-1,PC,12,2023-04-05,2027-04-05,02:00:5e:00:00:01\n"
    "SER-002,mgs-lap-2,Laptop,13,2024-04-05,2028-04-05,02:00:5e:00:00:02\n"
)
PARTIAL = "Serial,Name,Type\nSER-001,mgs-pc-1,PC\nSER-002,mgs-lap-2,Laptop\n"
LISTED = {Attribute.ROOM: "12", Attribute.PURCHASED: "2023-04-05", Attribute.WARRANTY_END: "2027-04-05"}


@pytest.fixture
def trust(tmp_path: Path) -> OpenTrust:
    """The example trust, none of whose schools handed anything over."""
    folder = tmp_path / "trust"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits"))
    return open_trust(folder)


def read(trust: OpenTrust, at: datetime = NOW, **files: str) -> Import:
    """Import these files, by their names without `.csv`, and no other."""
    folder = trust.root / "audits" / "mothwick"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    import_audits(trust, trust.schools(("mothwick",)), at)
    one = trust.store.import_of("mothwick")
    assert one
    return one


def device(one: Import, serial: str = "SER-001") -> Device:
    (found,) = [each for each in one.devices if serial in {alias.value.text for alias in each.aliases}]
    return found


def told(one: Import, *asked: Attribute) -> dict[Attribute, str]:
    return {what: value.text for what, value in device(one).attributes if what in asked}


def answers_to(one: Import, kind: AliasKind, serial: str = "SER-001") -> set[str]:
    return {alias.value.text for alias in device(one, serial).aliases if alias.kind is kind}


def test_a_list_that_lost_columns_erases_nothing(trust: OpenTrust) -> None:
    before = read(trust, register=FULL)
    after, once_more = read(trust, register=PARTIAL), read(trust, register=PARTIAL)

    assert told(after, *LISTED) == LISTED
    assert told(after, Attribute.MAC) == told(before, Attribute.MAC)
    assert answers_to(after, AliasKind.MAC) == {"02:00:5e:00:00:01"}
    assert {fact.as_of for fact in after.facts if fact.attribute is Attribute.ROOM} == {NOW.date()}
    assert {fact.place.source for fact in after.facts} <= {source.id for source in after.sources}
    assert (after.total.rows, after.in_no_file) == (3, ())
    assert once_more == after


def test_what_todays_files_tell_is_todays(trust: OpenTrust) -> None:
    read(trust, register=FULL)
    after = read(trust, register="Serial,Name,Type,Room,MAC\nSER-001,mgs-pc-1,PC,20,02:00:5e:00:00:91\n")

    assert told(after, *LISTED) == LISTED | {Attribute.ROOM: "20"}
    assert answers_to(after, AliasKind.MAC) == {"02:00:5e:00:00:91"}
    assert [fact.value.text for fact in after.facts if fact.attribute is Attribute.ROOM] == ["20", "13"]


def test_a_device_whose_kind_is_not_told_any_more_is_what_it_was(trust: OpenTrust) -> None:
    read(trust, list=FULL)

    assert device(read(trust, list="Serial,Name\nSER-002,mgs-lap-2\n"), "SER-002").kind is Kind.LAPTOP


def test_a_mac_that_another_device_answers_to_by_now_does_not_come_back(trust: OpenTrust) -> None:
    read(trust, register=FULL)
    after = read(trust, register=PARTIAL, new="Serial,Name,Type,MAC\nSER-003,mgs-pc-3,PC,02:00:5e:00:00:01\n")

    assert answers_to(after, AliasKind.MAC) == set()
    assert answers_to(after, AliasKind.MAC, "SER-003") == {"02:00:5e:00:00:01"}
    assert told(after, *LISTED, Attribute.MAC) == LISTED


def test_a_file_that_is_read_otherwise_today_is_not_believed_for_what_it_was_read_as(trust: OpenTrust) -> None:
    before = read(trust, register=FULL)
    mapping = "kind: ours\ntitle: Ours\nmatch: [Serial, Warranty end]\ncolumns: {Serial: serial, Name: name, Type: kind}\n"
    (trust.root / "mappings").mkdir(exist_ok=True)
    (trust.root / "mappings" / "ours.yml").write_text(mapping, encoding="utf-8")
    after = read(trust, register=FULL)

    assert told(before, *LISTED) == LISTED
    assert told(after, *LISTED) == {}


def test_a_contradiction_of_lost_columns_stays_open_until_a_person_settles_it(trust: OpenTrust) -> None:
    read(trust, register=FULL, technician="Serial,Room\nSER-001,14\n")
    after = read(trust, register=PARTIAL)
    settle(trust, device(after).id, "room=14", WENT)
    held, once_more = read(trust, register=PARTIAL), read(trust, register=PARTIAL)

    assert (told(after, Attribute.ROOM), len(after.conflicts), after.settled) == ({}, 1, ())
    assert (told(held, Attribute.ROOM), held.conflicts, len(held.settled)) == ({Attribute.ROOM: "14"}, (), 1)
    assert once_more == held


def test_one_that_came_back_brings_nothing_from_before_it_was_gone(trust: OpenTrust) -> None:
    sold = device(read(trust, register=FULL)).id
    gone(trust, [sold], WENT)
    after = read(trust, datetime(2026, 10, 1, tzinfo=UTC), found="Serial,Type\nSER-001,PC\n")

    assert device(after).id == sold
    assert told(after, *LISTED) == {}
