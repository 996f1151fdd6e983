"""Clients are told the room that is theirs only where the free room is true too, not the total alone."""

from __future__ import annotations

import re

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.room import told_otherwise
from tests.probe_cases import cases, sealed

CASES = {case.name: case.text.rpartition("ictops-sealed")[0] for case in cases() if case.probe == "storage"}
LIMITED = ("HandIn", "Office$", "PupilShared", "SLT$", "StaffShared")
TOLD = "told8: 65536 65520 1024"


def changed(*changes: tuple[str, str], name: str = "converged") -> object:
    text = CASES[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return told_otherwise(sealed("storage", text))


def test_no_room_at_all_is_not_what_empty_shares_have() -> None:
    text = re.sub(r"^(told\d+: \d+) \d+ 1024$", r"\1 0 1024", CASES["converged"], flags=re.MULTILINE)

    assert tuple(line.partition(":")[0] for line in told_otherwise(sealed("storage", text))) == LIMITED  # type: ignore[union-attr]


def test_free_room_is_what_the_limit_leaves() -> None:
    assert changed() == ()
    assert changed((TOLD, "told8: 65536 441344 1024")) == ("StaffShared: 441344 KiB free, there are 65520 KiB",)


@pytest.mark.parametrize("held", ["25149440", "67108864", "68000000"])
def test_a_table_that_nobody_writes_any_more_is_seen_once_people_have_stored(held: str) -> None:
    stored = ("0/263            16384", f"0/263            {held}")
    left = max(67108864 - int(held), 0) // 1024

    assert changed(stored) == (f"StaffShared: 65520 KiB free, there are {left} KiB",)
    assert changed(stored, (TOLD, f"told8: 65536 {left} 1024")) == ()


@pytest.mark.parametrize(("free", "fine"), [(64496, True), (64495, False), (66544, True), (66545, False)])
def test_within_a_minute_people_may_store_one_mib(free: int, fine: bool) -> None:
    assert (changed((TOLD, f"told8: 65536 {free} 1024")) == ()) is fine


@pytest.mark.parametrize(("free", "fine"), [(202736, True), (202735, False), (0, False)])
def test_or_a_hundredth_of_the_limit(free: int, fine: bool) -> None:
    found = changed(("told4: 204800 204784 1024", f"told4: 204800 {free} 1024"), name="homes")

    assert isinstance(found, tuple)
    assert any("PupilShared" in line for line in found) is not fine


def test_nobody_can_store_more_than_the_volume_has_left() -> None:
    full = ("441344       2%", "20000       96%")

    assert changed(full) == ("HandIn: 32752 KiB free, there are 20000 KiB", "PupilShared: 32752 KiB free, there are 20000 KiB",
                             "StaffShared: 65520 KiB free, there are 20000 KiB")  # fmt: skip
    assert changed(full, ("32752 1024", "20000 1024"), ("65520 1024", "20000 1024")) == ()


def test_projects_are_counted_as_subvolumes_are() -> None:
    assert changed(name="projects") == ("SLT$: no limit to tell of",)
    assert "StaffShared: 65520 KiB free, there are 60415 KiB" in changed(("65536 60415", "65536 65520"), name="projects")  # type: ignore[operator]


@pytest.mark.parametrize("change", [
    (TOLD, "told8: 65536 1024"),
    (TOLD, "told8: 65536 - 1024"),
    ("told8 = 0", "told8 = 124"),
    (TOLD + "\ntold8 = 0\n", ""),
    ("0/263            16384", "0/263            many"),
    ("df8: /dev/loop0          524288  6240    441344       2%", "df8: /dev/loop0          524288  6240    -       2%"),
])  # fmt: skip
def test_what_is_not_told_or_not_counted_is_no_answer(change: tuple[str, str]) -> None:
    with pytest.raises(CannotTell):
        changed(change)
