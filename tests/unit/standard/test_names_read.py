"""An old name holds until its last day and not a day longer; a bin that leaves anything out is none."""

from __future__ import annotations

import pytest

from ictops.standard import CannotTell, Host, NotApplicable
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.names import kept_when_deleted, old_names
from ictops.standard.catalogue.storage_probe import PROBE
from tests.probe_cases import cases, sealed

CONVERGED = next(case.text for case in cases() if str(case) == "storage/converged").rpartition("ictops-sealed")[0]
BIN = "samba: \trecycle:repository = .recycle/%U\n"


def changed(*changes: tuple[str, str]) -> str:
    text = CONVERGED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sealed("storage", text)


def on(day: str) -> tuple[str, str]:
    return "today: 2026-11-22", f"today: {day}"


SHUT = ("[Staff Files]", "[Staff Files]\nsamba: \tavailable = No")
MISSING, STILL = "is not served, its last day is", "is still served, its last day was"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param([], (), id="as dated"),
        pytest.param([on("2027-02-12")], (), id="last day"),
        pytest.param([on("2027-02-13")], (f"Staff Files: {STILL} 2027-02-12",), id="day after"),
        pytest.param([on("2026-09-01")], (f"T Drive: {MISSING} 2026-09-01",), id="missing"),
        pytest.param([("[Staff Files]", "[STAFF FILES]")], (), id="capitals"),
        pytest.param([("Files/StaffShared", "Files/PupilShared")], ("Staff Files: does not lead to PupilShared",), id="astray"),
        pytest.param([("Files/StaffShared", "Files/PupilShared"), on("2027-02-13")], (), id="another's by then"),
        pytest.param([("s/StaffShared", "s/Gone"), on("2027-02-13")], (f"Staff Files: {STILL} 2027-02-12",), id="share gone"),
        pytest.param([SHUT], (f"Staff Files: {MISSING} 2027-02-12",), id="shut"),
        pytest.param([("[Teachers]", "[T Drive]")], (), id="taken over"),
    ],
)  # fmt: skip
def test_an_old_name_opens_its_share_until_its_last_day(changes: list[tuple[str, str]], said: tuple[str, ...]) -> None:
    assert old_names(changed(*changes)) == said


@pytest.mark.parametrize(
    "change",
    [
        ("today: 2026-11-22", "today: 22/11/2026"),
        ("today: 2026-11-22\n", ""),
        ("today = 0", "today = 127"),
        ("oldnames: 2027-02-12 Staff Files/StaffShared", "oldnames: Staff Files"),
    ],
)
def test_without_the_day_or_the_standards_words_nothing_is_said_of_old_names(change: tuple[str, str]) -> None:
    with pytest.raises(CannotTell):
        old_names(changed(change))


def test_a_server_that_was_asked_about_no_old_names_is_not_asked_for_any() -> None:
    """Sealed answers are whole, so a part that is missing was not asked for; and then the control does not apply."""
    lines = [line for line in CONVERGED.splitlines(keepends=True) if not line.startswith("oldnames")]
    nothing_kept = Host(settings={"network_storage_shares": [{"name": "StaffShared"}]}, attributes={})

    assert old_names(sealed("storage", "".join(lines))) == ()
    with pytest.raises(NotApplicable, match="keeps no old names"):
        CONTROLS["STO.ALIAS.1v1"].intend(nothing_kept)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ((BIN, BIN + "samba: \trecycle:exclude = \nsamba: \trecycle:maxsize = 0\n"), True),
        ((BIN, BIN + "samba: \trecycle:exclude = *.tmp\n"), False),
        ((BIN, BIN + "samba: \trecycle:exclude_dir = /tmp\n"), False),
        ((BIN, BIN + "samba: \trecycle:maxsize = 1000\n"), False),
        ((BIN, BIN + "samba: \trecycle:minsize = 1\n"), False),
        (("samba: [global]\n", "samba: [global]\nsamba: \trecycle:exclude = *\n"), False),
        ((BIN, ""), False),
        ((BIN, "samba: \trecycle:repository = .recycle\n"), False),
        (("samba: \trecycle:versions = yes\n", ""), False),
        (("vfs objects = recycle acl_xattr", "vfs objects = acl_xattr"), False),
        (("vfs objects = recycle acl_xattr", "vfs objects = acl_xattr, recycle"), True),
    ],
)
def test_a_share_keeps_what_is_deleted_only_where_its_bin_leaves_nothing_out(change: tuple[str, str], kept: bool) -> None:
    assert kept_when_deleted(changed(change)) == (("Staff Files", "StaffShared") if kept else ())


@pytest.mark.parametrize("control", ["STO.ALIAS.1v1", "STO.RECYCLE.1v1"])
def test_a_standard_without_old_names_or_bins_is_not_asked_for_them(control: str) -> None:
    with pytest.raises(NotApplicable):
        CONTROLS[control].intend(Host(settings={"network_storage_shares": [{"name": "A", "read_write": "G"}]}, attributes={}))


def test_the_probe_carries_the_standards_old_names_whatever_letters_they_hold() -> None:
    shares = [{"name": "A", "aliases": [{"alias": "Head's $(id)", "until": "2027-02-12"}]}]

    assert """'2027-02-12 Head'"'"'s $(id)/A'""" in PROBE.command({"network_storage_shares": shares})
