"""Proposed mappings are files that load, whatever headers say, and say nothing of what stands under them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictops.adapters.mapping_files import mapping_text, read_mappings
from ictops.audit import HowToRead, read_school
from ictops.audit.headers import key
from ictops.audit.proposing import Proposal, forms, propose
from ictops.audit.sources.nouns import Basis, Reader
from ictops.errors import BadInput
from ictops.estate import Attribute, Kind, Untrusted
from tests.unit.audit.tables import audit_file, table

HEADERS = st.lists(st.text(max_size=20).filter(key), min_size=1, max_size=6)


def written(folder: Path, proposal: Proposal, kind: str = "ours") -> Reader:
    """The reader that a proposed mapping makes, read from the disk."""
    (folder / "mappings").mkdir(exist_ok=True)
    (folder / "mappings" / "a.yml").write_text(mapping_text(proposal, kind=kind, source="a: b\n#\u202e\x07"), encoding="utf-8")
    (reader,) = read_mappings(folder, ())
    return reader


def proposed(*rows: list[str]) -> Proposal:
    found = propose(table(rows))
    assert found
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150, deadline=None)
@given(HEADERS)
def test_a_proposal_loads_whatever_the_headers_say(tmp_path: Path, headers: list[str]) -> None:
    found = propose(table([headers, ["x"] * len(headers)]))
    if found is None or not found.match:
        return

    assert written(tmp_path, found).profile.columns.keys() == {key(name) for name in headers if key(name)}


@pytest.mark.parametrize(
    "header", ['say "no"', "a: b", "# x", "{{ 1 }}", "- x", "yes", "null", "\u202eabc", "caf\u00e9 \U0001f600", "a\nb"]
)
def test_a_hostile_header_is_a_name_in_the_proposal_and_nothing_else(tmp_path: Path, header: str) -> None:
    found = proposed(["Serial", header], ["S-1", "x"])

    assert written(tmp_path, found).profile.columns == {"serial": Attribute.SERIAL, key(header): None}


def test_a_proposal_shows_forms_and_never_a_value() -> None:
    found = proposed(["Serial", "Assigned to", "Wer"], ["OAK-1234", "Ann Example", "Bo Specimen"], ["OAK-99", "", "Cy Muster"])
    text = mapping_text(found, kind="ours", source="x.csv")

    assert not [value for value in ("OAK", "Ann", "Example", "Specimen", "Muster", "1234") if value in text]
    assert '"Assigned to": ignored  # the column names a person: never read' in text
    assert '"Serial": serial  # 2 of 2 filled; like "A-99", "A-9999"' in text
    assert forms(["Ann Example", "Bo Specimen"]) == ("A A",)


def test_addresses_are_known_by_their_form_and_each_once() -> None:
    found = proposed(["Aa", "Bb", "Cc", "Dd"], ["02:00:00:00:00:01", "10.0.0.1", "10.0.0.2", "x"])

    assert [one.meaning for one in found.columns] == ["mac", "address", "ignored", "ignored"]


def test_secrets_and_pupils_are_in_no_proposed_match() -> None:
    found = proposed(["Wifi password", "Pupil name", "Thing", "Serial"], ["a", "b", "c", "d"])

    assert found.match == ("Serial", "Thing")
    assert [one.meaning for one in found.columns] == ["ignored", "ignored", "ignored", "serial"]


def mapping(folder: Path, name: str, text: str) -> None:
    (folder / "mappings").mkdir(exist_ok=True)
    (folder / "mappings" / name).write_text(text, encoding="utf-8")


KIT = """
kind: kit
title: Kit
match: [Tag, Wo|Ort]
lists: devices
device: Laptop
columns:
  Tag: serial
  Ort: room
  Qty: quantity
"""
PEOPLE = """
kind: staff-list
title: A
match: [Nachname]
lists: staff
columns: {Nachname: family_name, Kennung: username}
"""
DEALS = """
kind: deals
title: B
match: [Firma]
lists: contract
columns: {Firma: supplier, Bis: ends}
"""


def test_a_mapping_reads_its_table_before_any_reader_of_ours_and_nothing_that_it_does_not_name(tmp_path: Path) -> None:
    mapping(tmp_path, "kit.yml", KIT)
    rows = table([["Tag", "Ort", "Name", "Qty"], ["00123456", "12", "secret-name", ""], ["", "13", "", "30"]])
    found = read_school("oak", [audit_file(rows)], how=HowToRead(mappings=read_mappings(tmp_path, ())))
    (device,) = found.devices

    assert [(one.kind, one.confidence) for one in found.chosen] == [("kit", 1.0)]
    assert (device.kind, device.get(Attribute.SERIAL), device.get(Attribute.ROOM)) == (
        Kind.LAPTOP,
        Untrusted("00123456"),
        Untrusted("12"),
    )
    assert "secret-name" not in found.model_dump_json()
    assert [dict(entry.fields)["number"].text for entry in found.entries] == ["30"]


def test_staff_and_entries_are_mapped_too(tmp_path: Path) -> None:
    mapping(tmp_path, "a.yml", PEOPLE)
    mapping(tmp_path, "b.yml", DEALS)
    files = [
        audit_file(table([["Nachname", "Kennung"], ["Muster", "m1"]]), name="oak/a.csv"),
        audit_file(table([["Firma", "Bis"], ["Example Ltd", "2027-08-31"]]), name="oak/b.csv"),
    ]
    found = read_school("oak", files, how=HowToRead(mappings=read_mappings(tmp_path, ())))

    assert [one.kind for one in found.chosen] == ["staff-list", "deals"]
    assert found.staff_rows == 1
    assert dict(found.entries[0].fields)["supplier"].text == "Example Ltd"


def test_two_mappings_that_both_fit_are_a_question(tmp_path: Path) -> None:
    for name in ("a", "b"):
        mapping(tmp_path, f"{name}.yml", f"kind: kit-{name}\ntitle: Kit\nmatch: [Ort]\ncolumns:\n  Ort: room\n")
    found = read_school("oak", [audit_file(table([["Ort"], ["12"]]))], how=HowToRead(mappings=read_mappings(tmp_path, ())))

    assert "it may be kit-a (Kit) or kit-b (Kit): say which with --as KIND" in found.refused[0].reason


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("kind: A B\ntitle: x\nmatch: [a]\ncolumns: {a: room}\n", "line 1: kind"),
        ("kind: a\nmatch: [a]\ncolumns: {a: room}\n", "title is missing"),
        ("kind: a\ntitle: x\nmatch: []\ncolumns: {a: room}\n", "line 3: match"),
        ("kind: a\ntitle: x\nmatch: [b]\ncolumns: {a: room}\n", "none of its columns is among those that are read"),
        (
            "kind: a\ntitle: x\nmatch: [a]\nlists: things\ncolumns: {a: room}\n",
            "line 4: things is nothing that a table may list",
        ),
        ("kind: a\ntitle: x\nmatch: [a]\ncolums: {a: room}\n", "colums is not a key that is known here"),
        ("kind: a\ntitle: x\nmatch: [a]\ncolumns:\n  a: room\n  a: tag\n", "line 6: is not YAML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    mapping(tmp_path, "a.yml", text)

    with pytest.raises(BadInput, match=fault):
        read_mappings(tmp_path, ())


def test_a_mapping_rests_on_the_trust_that_wrote_it(tmp_path: Path) -> None:
    assert written(tmp_path, proposed(["Serial", "Zz"], ["S-1", "x"])).basis is Basis.MAPPED


DAYS = """kind: our-kit
title: kit
match: [Ref]
columns: {Ref: tag, Got: purchased, Seen: last_seen}
dates: %s
"""


def test_days_are_read_the_way_the_mapping_says_and_kept_as_written(tmp_path: Path) -> None:
    mapping(tmp_path, "kit.yml", DAYS % "month-first")
    rows = [["Ref", "Got", "Seen"], ["T-1", "03/04/2024", "12/31/2025"], ["T-2", "25/12/2019", ""], ["T-3", "2021", ""]]
    found = read_school("oak", [audit_file(table(rows))], how=HowToRead(mappings=read_mappings(tmp_path, ())))
    bought = {device.get(Attribute.TAG): device.get(Attribute.PURCHASED) for device in found.devices}
    fact = next(fact for fact in found.facts if fact.value.text == "03/04/2024")

    assert bought == {Untrusted("T-1"): Untrusted("2024-03-04"), Untrusted("T-2"): None, Untrusted("T-3"): Untrusted("2021")}
    assert (fact.understood, fact.place.cell) == (Untrusted("2024-03-04"), "B2")
    assert {fact.as_of.isoformat() for fact in found.facts if fact.place.row == 2} == {"2025-12-31"}
    assert [(d.place.cell, d.reason, d.kept) for d in found.doubts] == [("B3", "is no date in the way its mapping says", False)]


def test_days_of_two_lists_are_compared_by_what_each_means(tmp_path: Path) -> None:
    mapping(tmp_path, "kit.yml", DAYS % "month-first")
    theirs = audit_file(table([["Ref", "Got", "Seen"], ["T-1", "03/04/2024", ""], ["T-2", "03/04/2024", ""]]), name="oak/a.csv")
    rows = [["Asset tag", "Model", "Purchase date"], ["T-1", "Flex 5", "04/03/2024"], ["T-2", "Flex 5", "03/04/2024"]]
    ours = audit_file(table(rows), name="oak/b.csv")
    found = read_school("oak", [theirs, ours], how=HowToRead(mappings=read_mappings(tmp_path, ())))
    open_ones = {conflict.device: conflict.attribute for conflict in found.conflicts}

    assert [d.get(Attribute.TAG) for d in found.devices if d.id in open_ones] == [Untrusted("T-2")]
    assert set(open_ones.values()) == {Attribute.PURCHASED}


def test_the_days_of_contracts_are_read_the_way_the_mapping_says(tmp_path: Path) -> None:
    head = "kind: our-papers\ntitle: papers\nmatch: [Firm]\nlists: contract\n"
    mapping(tmp_path, "papers.yml", f"{head}columns: {{Firm: supplier, Till: ends}}\ndates: YYYY.DD.MM\n")
    rows = [["Firm", "Till"], ["Example Ltd", "2027.31.03"]]
    found = read_school("oak", [audit_file(table(rows))], how=HowToRead(mappings=read_mappings(tmp_path, ())))

    assert [entry.get("ends") for entry in found.entries] == [Untrusted("2027-03-31")]


def test_a_contract_keeps_its_days_as_written_and_none_that_its_list_does_not_write_so(tmp_path: Path) -> None:
    head = "kind: our-papers\ntitle: papers\nmatch: [Firm]\nlists: contract\n"
    mapping(tmp_path, "papers.yml", f"{head}columns: {{Firm: supplier, Thing: what, Till: ends}}\ndates: month-first\n")
    days = ["04/03/2027", "25/12/2027", "rolling", "2027-05-06"]
    rows = [["Firm", "Thing", "Till"], *(["Example Ltd", "Line", day] for day in days), ["Example Ltd", "", "26/12/2027"]]
    found = read_school("oak", [audit_file(table(rows))], how=HowToRead(mappings=read_mappings(tmp_path, ())))
    told = [(entry.get("ends"), dict(entry.written).get("ends")) for entry in found.entries]

    assert told == [
        (Untrusted("2027-04-03"), Untrusted("04/03/2027")),
        (None, None),
        (Untrusted("rolling"), None),
        (Untrusted("2027-05-06"), None),
    ]
    assert [(d.place.cell, d.kept) for d in found.doubts if "no date in the way" in d.reason] == [("C3", False), ("C6", False)]
    assert [(reject.place.row, reject.reason) for reject in found.rejects] == [(6, "says too little of the contract")]


def test_a_way_to_write_days_that_is_none_is_refused_with_what_to_write(tmp_path: Path) -> None:
    mapping(tmp_path, "kit.yml", DAYS % "american")

    with pytest.raises(BadInput, match="day-first, month-first, or a form"):
        read_mappings(tmp_path, ())


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (
            ["03/04/2024", "25/12/2019"],
            "dates: day-first  # day-first, month-first, or a form like YYYY.MM.DD; some values can",
        ),
        (
            ["03/04/2024", "12/25/2019"],
            "dates: month-first  # day-first, month-first, or a form like YYYY.MM.DD; some values can",
        ),
        (["03/04/2024"], "dates: day-first  # day-first, month-first, or a form like YYYY.MM.DD; no value tells which"),
    ],
)
def test_a_proposal_says_how_days_are_written_and_whether_a_value_tells(tmp_path: Path, days: list[str], line: str) -> None:
    found = proposed(["Ref", "Got"], *(["T-1", day] for day in days))
    text = mapping_text(found, kind="ours", source="x.csv")

    assert line in text
    assert written(tmp_path, found).profile.dates == (found.dates or ("",))[0]


def test_a_proposal_says_nothing_of_days_where_there_are_none() -> None:
    assert "dates:" not in mapping_text(proposed(["Ref", "Address"], ["T-1", "10.0.0.1"]), kind="ours", source="x.csv")
