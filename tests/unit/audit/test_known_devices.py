"""Ids are for life: what earlier imports gave is kept, and what they took apart is told."""

from __future__ import annotations

from collections.abc import Sequence

from ictops.audit import Import, known_aliases, read_school
from ictops.audit.kinds import WORDS_IN_IDS
from ictops.audit.mint import mint
from ictops.estate import Alias, AliasKind, DeviceId, Kind, Untrusted
from ictops.estate.ids import own_id
from tests.unit.audit.tables import audit_file, table


def read(*rows: Sequence[str], known: dict[Alias, DeviceId] | None = None) -> Import:
    return read_school("oak", [audit_file(table([["Tag", "Serial", "Name", "Type"], *rows]))], known)


def ids(found: Import) -> list[DeviceId]:
    return [device.id for device in found.devices]


def test_an_id_outlives_its_tag_name_and_kind() -> None:
    first = read(["T1", "S1", "oak-1", "Desktop PC"])
    later = read(["T9", "S1", "oak-9", "Classroom PC"], known=known_aliases(first.devices))

    assert ids(later) == ids(first)
    assert later.devices[0].kind is Kind.CLASSROOM_PC


def test_a_serial_learnt_later_does_not_change_the_id() -> None:
    first = read(["T1", "", "oak-1", "Laptop"])
    later = read(["T1", "S1", "oak-1", "Laptop"], known=known_aliases(first.devices))

    assert ids(later) == ids(first)


def test_a_sticker_put_on_another_machine_does_not_carry_the_id_along() -> None:
    first = read(["T1", "S1", "oak-1", "Laptop"])
    later = read(["T1", "S2", "oak-2", "Laptop"], known=known_aliases(first.devices))

    assert ids(later) != ids(first)


def test_rows_that_only_an_earlier_import_ties_together_are_one_device() -> None:
    first = read(["T1", "S1", "oak-1", "Laptop"])
    later = read(["T1", "", "", "Laptop"], ["", "S1", "", "Laptop"], known=known_aliases(first.devices))

    assert ids(later) == ids(first)
    assert (later.total.imported, later.total.merged) == (1, 1)


def test_two_known_devices_that_turn_out_to_be_one_are_told() -> None:
    first = read(["T1", "", "", "Laptop"], ["", "S2", "", "Laptop"])
    later = read(["T1", "", "oak-1", "Laptop"], ["", "S2", "oak-1", "Laptop"], known=known_aliases(first.devices))

    assert len(later.devices) == 1
    assert later.devices[0].id in ids(first)
    assert any("different devices" in doubt.reason for doubt in later.doubts)


def test_an_alias_of_two_known_devices_leads_to_neither() -> None:
    first = read(["T1", "S1", "oak-1", "Laptop"], ["T1", "S2", "oak-2", "Laptop"])

    assert Alias(kind=AliasKind.TAG, value=Untrusted("T1")) not in known_aliases(first.devices)


def test_devices_that_would_share_an_id_get_longer_ones() -> None:
    one, other = (Kind.LAPTOP, (AliasKind.TAG, "T1")), (Kind.LAPTOP, (AliasKind.TAG, "T2"))
    short = mint("oak", [one, other], set())
    twice = mint("oak", [one, one], set())
    beside = mint("oak", [one], {short[0]})

    assert [len(device) for device in short] == [len("oak-laptop-") + 6] * 2
    assert len(twice[0]) == len("oak-laptop-") + 16
    assert beside[0] not in short


def test_every_kind_of_every_school_makes_an_id() -> None:
    for school in ("a", "a-" * 31 + "a"):
        made = mint(own_id(school), [(kind, (AliasKind.NAME, "x")) for kind in Kind], set())
        doubled = mint(own_id(school), [(kind, (AliasKind.NAME, "x")) for kind in Kind], set(made))

        assert [own_id(device) for device in (*made, *doubled)]
    assert set(WORDS_IN_IDS) == set(Kind)


def test_the_same_serial_at_two_schools_is_two_devices() -> None:
    rows = table([["Tag", "Serial"], ["T1", "S1"]])
    oak, elm = (read_school(school, [audit_file(rows)]) for school in ("oak", "elm"))

    assert ids(oak) != ids(elm)


def test_devices_that_share_a_name_of_theirs_have_ids_of_their_own() -> None:
    one = audit_file(table([["Asset Tag", "Name"], ["", "0"]]), name="oak/one.csv")
    two = audit_file(table([["Name", "Name", "Asset Tag"], ["A1", "0"]]), name="oak/two.csv")
    found = read_school("oak", [one, two])

    assert len(found.devices) == len({device.id for device in found.devices}) == 2
