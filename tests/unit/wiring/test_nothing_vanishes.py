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
    """Import these files, tables by their names without `.csv`, and no other."""
    folder = trust.root / "audits" / "mothwick"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / (name if "." in name else f"{name}.csv")).write_text(text, encoding="utf-8")
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


def test_a_contradiction_of_a_device_in_no_file_is_settled_as_any_other(trust: OpenTrust) -> None:
    read(trust, register=FULL, technician="Serial,Room\nSER-001,14\n")
    other = "Serial,Name,Type\nSER-003,mgs-pc-3,PC\n"
    open_still = read(trust, new=other)
    settle(trust, device(open_still).id, "room=14", WENT)
    held, once_more = read(trust, new=other), read(trust, new=other)

    assert (told(open_still, Attribute.ROOM), len(open_still.conflicts), open_still.settled) == ({}, 1, ())
    assert (told(held, Attribute.ROOM), held.conflicts, len(held.settled)) == ({Attribute.ROOM: "14"}, (), 1)
    assert (once_more, device(held).id in held.in_no_file) == (held, True)


def test_one_that_came_back_brings_nothing_from_before_it_was_gone(trust: OpenTrust) -> None:
    sold = device(read(trust, register=FULL)).id
    gone(trust, [sold], WENT)
    after = read(trust, datetime(2026, 10, 1, tzinfo=UTC), found="Serial,Type\nSER-001,PC\n")

    assert device(after).id == sold
    assert told(after, *LISTED) == {}


CONTRACTS = "Contract,Supplier,End date,Cost\nBroadband,Example Net,2027-03-31,4800\nCopiers,Example Print,2027-08-31,2100\n"
ONE_CONTRACT = "Contract,Supplier,End date,Cost\nBroadband,Example Net,2028-03-31,5000\n"
ANSWERS = "Question,Answer\nIs there a backup?,{}\n{},yes\n"


def texts(one: Import, field: str) -> list[str]:
    return sorted(value.text for entry in one.entries if (value := entry.get(field)))


def test_a_list_of_contracts_that_was_deleted_ends_no_contract(trust: OpenTrust) -> None:
    before = read(trust, register=FULL, contracts=CONTRACTS)
    after, once_more = read(trust, register=FULL), read(trust, register=FULL)

    assert after.entries == before.entries
    assert {entry.place.source for entry in after.entries} <= {source.id for source in after.sources}
    assert (after.total.rows, once_more) == (3, after)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_newer_edition_of_a_list_replaces_its_entries(trust: OpenTrust, one_by_one: bool) -> None:
    read(trust, contracts_2025=CONTRACTS, register=FULL)
    if one_by_one:
        read(trust, contracts_2025=CONTRACTS, contracts_2026=ONE_CONTRACT, register=FULL)
    after = read(trust, contracts_2026=ONE_CONTRACT, register=FULL)

    assert texts(after, "ends") == ["2028-03-31"]


def test_an_entry_that_another_list_tells_too_is_there_once(trust: OpenTrust) -> None:
    read(trust, contracts=CONTRACTS)
    after = read(trust, agreements=CONTRACTS + "Phones,Example Voice,2028-01-31,900\n")

    assert texts(after, "what") == ["Broadband", "Copiers", "Phones"]


def test_an_answer_holds_until_its_question_is_answered_anew(trust: OpenTrust) -> None:
    read(trust, visit1=ANSWERS.format("no", "Is there a spare switch?"))
    after = read(trust, visit2=ANSWERS.format("yes", "Is there a cabinet key?"))

    assert sorted((entry.fields[1][1].text, entry.fields[0][1].text) for entry in after.entries) == [
        ("Is there a backup?", "yes"),
        ("Is there a cabinet key?", "yes"),
        ("Is there a spare switch?", "yes"),
    ]


SWITCH = (
    "{name}#show version\n"
    "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)\n\n"
    "{name} uptime is 3 weeks, 2 days\n"
    "cisco WS-C2960X-24PS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.\n"
    "Processor board ID {serial}\n"
    "Model number                    : WS-C2960X-24PS-L\n"
    "System serial number            : {serial}\n"
    "{name}#show vlan brief\n"
    "VLAN Name                             Status    Ports\n"
    "---- -------------------------------- --------- -------------------------------\n"
    "10   STAFF                            active    Gi1/0/1\n"
    "{name}#exit\n"
)


def test_a_switch_keeps_its_vlans_until_it_is_gone_whatever_other_switches_tell(trust: OpenTrust) -> None:
    one, two = SWITCH.format(name="mgs-sw-1", serial="FOC0001MADE"), SWITCH.format(name="mgs-sw-2", serial="FOC0002MADE")
    before = read(trust, NOW, **{"sw1.txt": one, "sw2.txt": two})
    after = read(trust, NOW, **{"sw2.txt": two})
    newer = read(trust, NOW, **{"sw2.txt": two.replace("STAFF", "LINKS")})
    gone(trust, [device(newer, "FOC0001MADE").id], WENT)
    left = read(trust, NOW, **{"sw2.txt": two})

    assert texts(before, "switch") == texts(after, "switch") == texts(newer, "switch") == ["mgs-sw-1", "mgs-sw-2"]
    assert texts(newer, "called") == ["LINKS", "STAFF"]
    assert texts(left, "switch") == ["mgs-sw-2"]


ACCOUNTS = (
    "#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"
    '"DistinguishedName","Enabled","Name","ObjectGUID","SamAccountName","ServicePrincipalNames","SID","UserPrincipalName"\n'
    '"CN=svc-print,OU=Service Accounts,DC=oak,DC=example","True","svc-print","4","svc-print","MSSQLSvc/x","S-1-5-21-4",""\n'
)


def test_accounts_are_those_of_the_newer_export_whatever_its_file_is_called(trust: OpenTrust) -> None:
    before = read(trust, users=ACCOUNTS)
    newer = read(trust, everybody=ACCOUNTS.replace('"True"', '"False"'))
    after = read(trust, register=FULL)

    assert (texts(before, "state"), texts(newer, "state"), texts(after, "state")) == (["enabled"], ["disabled"], ["disabled"])
