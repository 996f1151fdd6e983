"""What people decide about audits: it holds until the sources say something else, and nothing vanishes in silence."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ictops.audit import Import
from ictops.errors import BadInput
from ictops.estate import Attribute, Device
from ictops.wiring.importing import import_audits, reviewed
from ictops.wiring.settling import Because, gone, moved, settle
from ictops.wiring.trust import OpenTrust, open_trust
from tests.unit.wiring.small_world import EXAMPLE

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
WENT = Because(by="A. Example", why="Went and looked", at=NOW)
OFFICE = "Serial,Name,Room,Type\nSER-001,qhs-pc-1,12,PC\nSER-002,qhs-pc-2,13,PC\n"
INTUNE = (
    "Device name,Last check-in,Azure AD Device ID,Serial number,Managed by,Compliance,OS,OS version,Manufacturer,Model\n"
    "{name},2026-08-0{day} 09:00:00.0000000,x,{serial},Intune,Compliant,Windows,10.0,Dell,{model}\n"
)


@pytest.fixture
def trust(tmp_path: Path) -> OpenTrust:
    """The example trust with two lists of one school that contradict each other in a room."""
    folder = tmp_path / "trust"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits"))
    put(folder, "quillford", "office.csv", OFFICE)
    put(folder, "quillford", "technician.csv", "Serial,Room,Type\nSER-001,14,PC\n")
    return open_trust(folder)


def put(folder: Path, school: str, name: str, text: str) -> None:
    (folder / "audits" / school).mkdir(parents=True, exist_ok=True)
    (folder / "audits" / school / name).write_text(text, encoding="utf-8")


def read(trust: OpenTrust, school: str = "quillford", at: datetime = NOW) -> Import:
    import_audits(trust, trust.schools((school,)), at)
    one = trust.store.import_of(school)
    assert one
    return one


def device(one: Import, serial: str) -> Device:
    (found,) = [each for each in one.devices if serial in {alias.value.text for alias in each.aliases}]
    return found


def told(one: Import, attribute: Attribute, serial: str = "SER-001") -> str | None:
    text = device(one, serial).get(attribute)
    return text.text if text else None


def test_a_contradiction_is_open_until_a_person_settles_it(trust: OpenTrust) -> None:
    before = read(trust)
    settle(trust, device(before, "SER-001").id, "room=14", WENT)
    after = read(trust)

    assert (told(before, Attribute.ROOM), len(before.conflicts)) == (None, 1)
    assert (told(after, Attribute.ROOM), after.conflicts) == ("14", ())
    assert [(one.how, one.value.text) for one in after.settled] == [
        ("settled by A. Example on 2026-09-01: Went and looked", "14")
    ]


def test_it_stays_settled_until_the_sources_say_something_else(trust: OpenTrust) -> None:
    settle(trust, device(read(trust), "SER-001").id, "room=14", WENT)
    again = read(trust)
    put(trust.root, "quillford", "technician.csv", "Serial,Room,Type\nSER-001,15,PC\n")
    other = read(trust)

    assert told(again, Attribute.ROOM) == "14"
    assert told(other, Attribute.ROOM) is None
    assert [sorted(fact.value.text for fact in one.facts) for one in other.conflicts] == [["12", "15"]]


def test_a_stated_precedence_settles_what_it_names(trust: OpenTrust) -> None:
    put(trust.root, "quillford", "devices.csv", INTUNE.format(name="qhs-pc-9", day=1, serial="SER-001", model="Latitude"))
    before = read(trust)
    (trust.root / "settled.yml").write_text("precedence: [intune]\n", encoding="utf-8")
    after = read(trust)

    assert {one.attribute for one in before.conflicts} == {Attribute.ROOM, Attribute.NAME}
    assert {one.attribute for one in after.conflicts} == {Attribute.ROOM}
    assert [one.how for one in after.settled] == ["intune goes first, by the trust's precedence"]
    assert told(after, Attribute.NAME) == "qhs-pc-9"


def test_a_newer_export_of_the_same_kind_updates_and_is_no_contradiction(trust: OpenTrust) -> None:
    put(trust.root, "quillford", "devices 2026-08-01.csv", INTUNE.format(name="pc", day=1, serial="SER-009", model="Old"))
    put(trust.root, "quillford", "devices 2026-08-09.csv", INTUNE.format(name="pc", day=9, serial="SER-009", model="New"))
    one = read(trust)

    assert told(one, Attribute.MODEL, "SER-009") == "New"
    assert [conflict.attribute for conflict in one.conflicts] == [Attribute.ROOM]
    assert {fact.value.text for fact in one.facts if fact.attribute is Attribute.MODEL} == {"Old", "New"}


def test_of_two_editions_of_a_list_handed_over_on_one_day_the_later_year_speaks(trust: OpenTrust) -> None:
    put(trust.root, "mothwick", "register-2025.csv", "Serial,Name,Room,Type\nSER-801,mgs-1,1,PC\n")
    put(trust.root, "mothwick", "register-2026.csv", "Serial,Name,Room,Type\nSER-801,mgs-1,2,PC\n")
    one = read(trust, "mothwick")

    assert (told(one, Attribute.ROOM, "SER-801"), one.conflicts) == ("2", ())


def test_a_partial_export_erases_nothing_and_the_devices_it_leaves_out_are_named(trust: OpenTrust) -> None:
    before = read(trust)
    put(trust.root, "quillford", "office.csv", "Serial,Name,Room,Type\nSER-001,qhs-pc-1,12,PC\n")
    after, once_more = read(trust), read(trust)

    assert after.in_no_file == once_more.in_no_file == (device(before, "SER-002").id,)
    assert told(after, Attribute.ROOM, "SER-002") == "13"
    assert after.devices == once_more.devices


def test_what_is_gone_is_gone_and_a_younger_file_brings_it_back(trust: OpenTrust) -> None:
    sold = device(read(trust), "SER-002").id
    gone(trust, [sold], WENT)
    after = read(trust)
    put(trust.root, "quillford", "found 2026-09-20.csv", "Serial,Name,Type\nSER-002,qhs-pc-2,PC\n")
    back = read(trust, at=datetime(2026, 10, 1, tzinfo=UTC))

    assert sold not in {one.id for one in after.devices}
    assert after.in_no_file == ()
    assert device(back, "SER-002").id == sold


def test_a_moved_device_keeps_its_id_and_is_told_at_one_school_only(trust: OpenTrust) -> None:
    lent = device(read(trust), "SER-002").id
    put(trust.root, "mothwick", "register.csv", "Serial,Name,Room,Type\nSER-002,mgs-pc-7,Library,PC\n")
    read(trust, "mothwick")
    (twice,) = reviewed(trust, trust.schools(()), NOW.date()).across
    schools = moved(trust, lent, "mothwick", WENT)
    import_audits(trust, trust.schools(schools), NOW)
    left, came = trust.store.import_of("quillford"), trust.store.import_of("mothwick")
    assert left
    assert came

    assert schools == ("quillford", "mothwick")
    assert lent in twice.devices
    assert lent not in {one.id for one in left.devices}
    assert (device(came, "SER-002").id, device(came, "SER-002").school) == (lent, "mothwick")
    assert {str(fact.value.text) for fact in came.facts if fact.device == lent} >= {
        "mgs-pc-7",
        "qhs-pc-2",
        "13",
    }
    assert reviewed(trust, trust.schools(()), NOW.date()).across == ()


REGISTER = "Device name,Serial Number,Asset Tag,Model\nmgs-pc1,SER-71,T71,ProDesk\nmgs-pc2,SER-72,T72,ProDesk\n"
DIRECTORY = "Name,IPv4Address,OperatingSystem\nMGS-PC1,10.99.13.71,Windows 11\nMGS-PC2,10.99.13.72,Windows 11\n"


def test_a_device_that_moved_to_a_school_whose_files_are_silent_is_there_with_all_that_was_known(trust: OpenTrust) -> None:
    lent = device(read(trust), "SER-002").id
    put(trust.root, "mothwick", "register.csv", "Serial,Name,Room,Type\nSER-900,mgs-pc-1,Library,PC\n")
    read(trust, "mothwick")
    moved(trust, lent, "mothwick", WENT)
    import_audits(trust, trust.schools(("quillford", "mothwick")), NOW)
    came = read(trust, "mothwick")

    assert lent not in {one.id for one in read(trust).devices}
    assert (device(came, "SER-002").id, told(came, Attribute.ROOM, "SER-002")) == (lent, "13")
    assert came.in_no_file == (lent,)
    assert gone(trust, [lent], WENT) == ("mothwick",)


def test_a_device_is_not_moved_to_a_school_that_nothing_is_known_of(trust: OpenTrust) -> None:
    lent = device(read(trust), "SER-002").id
    with pytest.raises(BadInput, match="mothwick: no audit of it was imported yet"):
        moved(trust, lent, "mothwick", WENT)


@pytest.mark.parametrize("order", [(REGISTER, DIRECTORY), (DIRECTORY, REGISTER)])
def test_a_name_alone_joins_nothing_and_takes_nothing_away_whichever_file_came_first(
    trust: OpenTrust, order: tuple[str, str]
) -> None:
    put(trust.root, "mothwick", "first.csv", order[0])
    first = read(trust, "mothwick")
    put(trust.root, "mothwick", "second.csv", order[1])
    both, again = read(trust, "mothwick"), read(trust, "mothwick")
    (trust.root / "settled.yml").write_text("names_join: true\n", encoding="utf-8")
    joined = read(trust, "mothwick")

    assert {one.id for one in first.devices} < {one.id for one in both.devices} == {one.id for one in again.devices}
    assert (len(first.devices), len(both.devices), both.rejects) == (2, 4, ())
    assert {one.alias.value.text: len(one.devices) for one in both.shared} == {"mgs-pc1": 2, "mgs-pc2": 2}
    assert (len(joined.devices), joined.shared, joined.in_no_file) == (2, (), ())


@pytest.mark.parametrize(
    ("of", "holds", "said"),
    [
        ("no-such-id", "room=1", "no device has this id"),
        (None, "colour=red", "is no attribute of a device"),
        (None, "serial=X", "nothing contradicts itself there"),
        (None, "room", "it names no value"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(
    trust: OpenTrust, of: str | None, holds: str, said: str
) -> None:
    known = device(read(trust), "SER-001").id
    with pytest.raises(BadInput, match=said):
        settle(trust, of or known, holds, WENT)

    assert not (trust.root / "settled.yml").exists()


def test_a_decision_without_a_reason_is_refused(trust: OpenTrust) -> None:
    known = device(read(trust), "SER-001").id
    with pytest.raises(BadInput, match="--why: it is empty"):
        gone(trust, [known], Because(by="A. Example", why=" ", at=NOW))


def test_comments_and_order_of_the_file_stay(trust: OpenTrust) -> None:
    (trust.root / "settled.yml").write_text("# ours\nprecedence: [intune]  # agreed in May\n", encoding="utf-8")
    gone(trust, [device(read(trust), "SER-002").id], WENT)
    text = (trust.root / "settled.yml").read_text(encoding="utf-8")

    assert text.startswith("# ours\nprecedence: [intune]  # agreed in May\ngone:\n")


def test_a_broken_file_is_refused_by_line(trust: OpenTrust) -> None:
    (trust.root / "settled.yml").write_text("settled:\n  - device: x\n    colour: red\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"settled\.yml, line 3: settled\.0\.colour is not a key"):
        read(trust)
