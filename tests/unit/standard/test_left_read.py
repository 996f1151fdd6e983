"""What the role leaves as it is stays a gap, and says why it does and what a person does about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ictops.standard.catalogue import CONTROLS, left
from ictops.standard.catalogue.left import Why
from ictops.standard.catalogue.reach import open_to_pupils, showing_all_names
from ictops.standard.catalogue.shares import changeable_by_everyone, guest_shares
from ictops.standard.catalogue.storage_probe import PROBE
from ictops.standard.control import BY_HAND
from tests.probe_cases import cases, sealed

CONVERGED = next(case.text for case in cases() if str(case) == "storage/converged").rpartition("ictops-sealed")[0]
VARS = Path(__file__).parents[3] / "roles/network_storage/vars/main.yml"
NUMBER = next(
    line[6:].split(":")[0] for line in CONVERGED.splitlines() if line.startswith("folder") and line.endswith("Teachers")
)
OPEN = (f"acl{NUMBER}: other::---\n", f"acl{NUMBER}: other::rwx\n")
GIVEN = ("HandIn", "PupilHomes", "PupilShared")


def text(*changes: tuple[str, str]) -> str:
    """The reading after the role, with the folder of the inherited share Teachers open to all once more."""
    found = CONVERGED
    for old, new in (OPEN, *changes):
        assert old in found, old
        found = found.replace(old, new)
    return sealed("storage", found)


def real(path: str) -> tuple[str, str]:
    return (f"real{NUMBER}: /srv/shares/Teachers\n", f"real{NUMBER}: {path}\n")


KEPT = ("standard: StaffShared\n", "kept: TEACHERS\nkept = 0\nstandard: StaffShared\n")
ALONE = ("samba: [Teachers]\n", "samba: [Teachers]\nsamba: \tacl_xattr:ignore system acls = yes\n")
LENT = ("samba: [Teachers]\n", "samba: [Teachers]\nsamba: \tforce user = root\nsamba: \tvalid users = @heads\n")
STORED = (f"nt{NUMBER}: none\n", f"nt{NUMBER}: stored\n")
EVERYONES = (
    f"nt{NUMBER} = 0\n",
    f"nt{NUMBER} = 0\nsddl{NUMBER}: O:S-1-22-1-0G:S-1-22-2-0D:(A;OICI;FA;;;WD)\nsddl{NUMBER} = 0\n",
)


@pytest.mark.parametrize(
    ("changes", "why", "pupils_too"),
    [
        ((), None, False),
        ((KEPT,), Why.KEPT, True),
        ((real("/srv/shares/PupilShared/in"),), Why.OURS, True),
        ((real("/srv/shares/PupilSharedOld"),), None, False),
        ((real("/etc/samba"),), Why.SYSTEM, False),
        ((real("/home"),), Why.SYSTEM, False),
        ((real("/home/old"),), None, False),
        ((ALONE,), None, False),
        ((ALONE, STORED, EVERYONES), Why.ALONE, True),
        ((STORED, EVERYONES), None, False),
    ],
)
def test_an_open_share_that_the_role_leaves_says_so(
    changes: tuple[tuple[str, str], ...], why: Why | None, pupils_too: bool
) -> None:
    output = text(*changes)
    said = f"Teachers{BY_HAND}{why}" if why else "Teachers"

    assert changeable_by_everyone(output) == (said,)
    assert open_to_pupils(output) == (*GIVEN, said if pupils_too else "Teachers")


def test_a_share_that_lends_rights_to_people_it_does_not_name_is_for_a_person() -> None:
    unnamed = (LENT[0], LENT[1].replace("@heads", "@%G"))

    assert open_to_pupils(text(unnamed)) == (*GIVEN, f"Teachers{BY_HAND}{Why.UNREAD}")
    assert changeable_by_everyone(text(unnamed)) == ("Teachers",)


def test_what_else_is_left_of_a_kept_share_says_so_too() -> None:
    section = "samba: [Teachers]\n"
    own = CONVERGED.split(section)[1].split("samba: [")[0]
    shown = own.replace("access based share enum = Yes", "access based share enum = No").replace(
        "guest ok = No", "guest ok = Yes"
    )
    changed = (section + own, section + (shown if "guest ok" in shown else "samba: \tguest ok = Yes\n" + shown))

    assert guest_shares(text(changed)) == ("Teachers",)
    assert guest_shares(text(changed, KEPT)) == (f"Teachers{BY_HAND}{Why.KEPT}",)
    assert showing_all_names(text(changed, KEPT)) == (f"Teachers{BY_HAND}{Why.KEPT}",)


def test_a_share_of_the_standard_is_never_left() -> None:
    kept = (KEPT[0], KEPT[1].replace("TEACHERS", "Other"))
    number = next(
        line[6:].split(":")[0]
        for line in CONVERGED.splitlines()
        if line.startswith("folder") and line.endswith(": /srv/shares/PupilShared")
    )
    opened = (f"acl{number}: other::---\n", f"acl{number}: other::rwx\n")

    assert "PupilShared" in changeable_by_everyone(text(kept, opened))  # type: ignore[operator]


def test_the_role_leaves_the_same_folders_of_the_system() -> None:
    theirs = YAML(typ="safe").load(VARS.read_text())

    assert frozenset(theirs["__network_storage_system_folders"]) == left.SYSTEM_FOLDERS
    assert tuple(theirs["__network_storage_system_trees"]) == left.SYSTEM_TREES


def test_the_probe_carries_what_the_standard_keeps() -> None:
    script = PROBE.command({"network_storage_inherited": [{"name": "Exams", "keep": True}, {"name": "Art", "group": "G"}]})

    assert "labelled kept Exams 0" in script
    assert "Art" not in script
    assert CONTROLS["STO.KEPTOUT.1v1"].by_hand
