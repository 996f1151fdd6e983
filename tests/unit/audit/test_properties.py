"""What holds for any audit whatever: nothing lost, nothing made up, the same ids in any order, ids for life."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ictops.audit import AuditFile, FileCount, Import, Table, known_aliases, read_school
from ictops.audit.beside import apart
from ictops.audit.tables import letter
from ictops.audit.values import serial
from ictops.estate import Alias, AliasKind, Attribute, Untrusted
from ictops.estate.ids import own_id
from tests.unit.audit.tables import audit_file, table

_HEADERS = st.sampled_from(
    "Asset Tag|Serial|Name|MAC|IP|Type|Room|Location|Model|Password|"
    "Colour|Purchased|Notes|Forename|Surname|Username|Email|".split("|")
)
_FEW = st.sampled_from(
    "||A1|A2|a1 |S1|S2|pc1|PC1.oak.test|pc2|02:00:5e:00:00:01|02-00-5E-00-00-02|10.1.1.1|DHCP|as above|"
    '"|Laptop|Printer|n/a|Total|{{ x }}|=A1|-oX|2019|05/09/2019|127.0.0.1'.split("|")
)
_CELLS = st.one_of(_FEW, _FEW, _FEW, st.text(max_size=8))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 6))
    rows = [draw(st.lists(_HEADERS, min_size=width, max_size=width))]
    rows += draw(st.lists(st.lists(_CELLS, min_size=0, max_size=width), max_size=8))
    titles = draw(st.lists(st.lists(_CELLS, max_size=2), max_size=2))
    merged = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5), st.integers(1, 9), st.integers(0, 5)), max_size=2))
    return table([*titles, *rows], draw(st.sampled_from([None, "Printers", "Sheet1"])), merged)


@st.composite
def _files(draw: st.DrawFn) -> list[AuditFile]:
    many = draw(st.integers(1, 3))
    return [
        audit_file(*draw(st.lists(_tables(), min_size=1, max_size=2)), name=f"oak/{number} {draw(st.sampled_from('ab'))}.csv")
        for number in range(many)
    ]


@settings(max_examples=60, deadline=None)
@given(_files())
def test_every_row_is_accounted_for(files: list[AuditFile]) -> None:
    """Of tables side by side in a sheet each has rows of its own."""
    found = read_school("oak", files)

    rows_in = sum(table.blank + len(table.rows) for file in files for table in apart(file))
    assert found.total.rows == rows_in
    assert len(found.counts) == len(files)
    assert sum(reject.rows for reject in found.rejects) == found.total.rejected
    assert found.total.imported == len(found.devices) + len(found.staff)


def test_a_count_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValidationError, match="3 rows came in but 2 are accounted for"):
        FileCount(name=Untrusted("x"), rows=3, imported=1, rejected=1)


@settings(max_examples=60, deadline=None)
@given(_files())
def test_every_fact_stands_word_for_word_at_its_place(files: list[AuditFile]) -> None:
    found = read_school("oak", files)
    cells = _cells(files)

    for fact in found.facts:
        if fact.place.cell is None:
            assert fact.attribute is Attribute.KIND
            assert fact.value in {file.name for file in files} | {table.sheet for file in files for table in file.tables}
        else:
            assert fact.value.text in cells[fact.place.source, fact.place.sheet, fact.place.cell]


def _cells(files: list[AuditFile]) -> dict[tuple[str, Untrusted | None, str], set[str]]:
    """The texts at each place; a set, because two sheets of a file may bear one name here."""
    cells: dict[tuple[str, Untrusted | None, str], set[str]] = {}
    for file in files:
        for sheet in file.tables:
            for row in sheet.rows:
                for at, cell in enumerate(row.cells):
                    place = file.sha256[:16], sheet.sheet, f"{letter(at)}{row.number}"
                    cells.setdefault(place, set()).add(cell.text.text)
    return cells


@settings(max_examples=60, deadline=None)
@given(_files(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(files: list[AuditFile], random: Random) -> None:
    shuffled = list(files)
    random.shuffle(shuffled)

    assert read_school("oak", shuffled).model_dump_json() == read_school("oak", files).model_dump_json()


@settings(max_examples=60, deadline=None)
@given(_files())
def test_ids_are_ours_and_each_is_given_once(files: list[AuditFile]) -> None:
    ids = [device.id for device in read_school("oak", files).devices]

    assert [own_id(one) for one in ids] == ids
    assert len(set(ids)) == len(ids)


@settings(max_examples=60, deadline=None)
@given(_files(), _files())
def test_a_device_keeps_its_id_when_more_is_learnt(before: list[AuditFile], after: list[AuditFile]) -> None:
    """The same files again keep every id; with other files added, no known id is given to something else."""
    first = read_school("oak", before)
    known = known_aliases(first.devices)
    again = read_school("oak", before, known)
    both = read_school("oak", [*before, *after], known)

    assert [device.id for device in again.devices] == [device.id for device in first.devices]
    for device in both.devices:
        serials = {alias for alias in device.aliases if alias.kind is AliasKind.SERIAL}
        told = {known[alias] for alias in serials if alias in known}
        assert device.id in told or not told or len(told) > 1 or _shared_serial(both, serials)


def _shared_serial(found: Import, serials: set[Alias]) -> bool:
    return any(shared.alias in serials for shared in found.shared)


@settings(max_examples=60, deadline=None)
@given(_files())
def test_two_serials_on_one_device_are_never_silent(files: list[AuditFile]) -> None:
    found = read_school("oak", files)
    open_ones = {conflict.device for conflict in found.conflicts if conflict.attribute is Attribute.SERIAL}
    serials: dict[str, set[str]] = {}
    for fact in found.facts:
        if fact.attribute is Attribute.SERIAL:
            serials.setdefault(fact.device, set()).add(_plain(fact.value.text))

    assert {device for device, those in serials.items() if len(those) > 1} == open_ones


def _plain(text: str) -> str:
    try:
        return serial(text)
    except ValueError:
        return text


@settings(max_examples=60, deadline=None)
@given(_files())
def test_an_import_survives_being_written_and_read(files: list[AuditFile]) -> None:
    found = read_school("oak", files)

    assert Import.model_validate_json(found.model_dump_json()) == found
