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
