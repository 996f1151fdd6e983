"""A share reads as open to a group only where its folder lets the group in, and where Samba runs."""

from __future__ import annotations

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.shares import kept_out, shares
from tests.probe_cases import cases, sealed

CONVERGED = next(case.text for case in cases() if str(case) == "storage/converged").rpartition("ictops-sealed")[0]
OFFICE = "FS-quillford-Office-RW"


def measured(*changes: tuple[str, str]) -> dict[str, str]:
    text = CONVERGED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found = shares(sealed("storage", text))
    assert isinstance(found, tuple)
    return dict(line.split(": ", 1) for line in found)


def folder(number: int, *entries: str) -> tuple[str, str]:
    """A change of one folder's own list; entries that are handed down stay as they were."""
    lines = CONVERGED.split(f"acl{number} = 0")[0].split(f"acl{number}: # flags: -s-\n")[1]
    own = "".join(line + "\n" for line in lines.splitlines() if ": default:" not in line)
    return own, "".join(f"acl{number}: {entry}\n" for entry in entries)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("group::r-x", "other::---"), f"ro {OFFICE}"),
        (("group::---", "other::---"), "nobody"),
        (("group::-w-", "other::---"), "nobody"),
        (("group::r--", "other::---"), "nobody"),
        (("group::rwx", "mask::r-x", "other::---"), f"ro {OFFICE}"),
        (("group::---", f"group:BRACKENFOLD\\134{OFFICE.lower()}:rwx", "mask::rwx", "other::---"), f"rw {OFFICE}"),
        (("group::---", "group:BRACKENFOLD\\134domain\\040users:r-x", "mask::rwx", "other::---"), f"ro {OFFICE}"),
        (("group::---", "other::rwx"), "nobody"),
    ],
)
def test_a_group_has_what_both_the_shares_list_and_the_folder_let_it(change: tuple[str, ...], said: str) -> None:
    assert measured(folder(2, "user::rwx", *change))["Office$"] == said


@pytest.mark.parametrize(("others", "said"), [("rwx", f"rw {OFFICE}"), ("--x", "nobody")])
def test_a_group_that_the_folder_does_not_name_is_let_in_as_others_are(others: str, said: str) -> None:
    stranger = ("acl2: # group: BRACKENFOLD\\\\fs-quillford-office-rw", "acl2: # group: root")

    assert measured(stranger, folder(2, "user::rwx", "group::---", f"other::{others}"))["Office$"] == said


def test_homes_are_open_to_those_who_may_enter_their_folder() -> None:
    found = measured()
    number = next(
        line.split(":")[0][6:]
        for line in CONVERGED.splitlines()
        if line.startswith("folder") and line.endswith(": /srv/shares/StaffHomes")
    )
    shut = (f"acl{number}: group::r-x", f"acl{number}: group::---")

    assert found["StaffHomes"] == "rw quillford-Staff"
    assert measured(shut)["StaffHomes"] == "nobody"


def test_no_share_is_as_it_should_be_while_samba_does_not_run() -> None:
    stopped = ("smbd: active\nsmbd = 0", "smbd: inactive\nsmbd = 3")

    assert all(said.endswith(" (Samba is not running)") for said in measured(stopped).values())


def test_whether_samba_runs_has_to_be_known() -> None:
    with pytest.raises(CannotTell):
        measured(("smbd: active\nsmbd = 0\n", ""))


STAFF_LIST = "samba: \tvalid users = @BRACKENFOLD\\FS-quillford-StaffShared-RW\n"
STAFF = "rw FS-quillford-StaffShared-RW"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('admin users = "@BRACKENFOLD\\Domain Users" ada', "admin users Domain Users and user ada"),
        ("force group = +BRACKENFOLD\\Domain Users", "force group +BRACKENFOLD\\Domain Users"),
        ("force group = BRACKENFOLD\\FS-quillford-StaffShared-RW", "force group BRACKENFOLD\\FS-quillford-StaffShared-RW"),
        ("force user = root", "force user root"),
    ],
)
def test_whatever_else_decides_who_gets_in_and_as_whom_is_part_of_the_share(setting: str, said: str) -> None:
    """One line more in the section of StaffShared, and in that of its old name, which is served from the same folder."""
    found = measured((STAFF_LIST, f"{STAFF_LIST}samba: \t{setting}\n"))
    rights = found["StaffShared"].removesuffix(f", {said}")

    assert found["StaffShared"] == found["Staff Files"] != STAFF
    assert rights == STAFF
    assert found["SLT$"] == measured()["SLT$"]


def test_so_an_addition_is_a_gap() -> None:
    control, case = CONTROLS["STO.SHARES.1v1"], next(case for case in cases() if str(case) == "storage/converged")
    odd = sealed("storage", CONVERGED.replace(STAFF_LIST, STAFF_LIST + "samba: \tadmin users = ada\n"))

    assert case.meets(control, case.text)
    assert not case.meets(control, odd)


def test_what_the_server_says_for_all_shares_is_each_ones_own_unless_it_says_otherwise() -> None:
    """But not which machines it serves: the role leaves that to the server, and no share of the standard is amiss for it."""
    root = ("samba: \tadmin users = \n", "samba: \tadmin users = root\n")
    machines = ("samba: \thosts deny = \n", "samba: \thosts deny = 10.9.0.0/16\n")

    assert measured(root)["StaffShared"] == f"{STAFF}, admin users user root"
    assert measured(root, (STAFF_LIST, f"{STAFF_LIST}samba: \tadmin users = \n"))["StaffShared"] == STAFF
    assert measured(machines) == measured()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("invalid users = @BRACKENFOLD\\quillford-Staff", "invalid users quillford-Staff"),
        ("invalid users = root @heads BRACKENFOLD\\ada bob", "invalid users heads and 2 accounts"),
        ("invalid users = ada", "invalid users 1 account"),
        ("invalid users = root", ""),
        ("hosts deny = ALL", "hosts deny ALL"),
        ("hosts allow = 10.0.0.1", "hosts allow 10.0.0.1"),
    ],
)
def test_who_is_kept_out_by_name_is_told_and_is_no_matter_of_the_share_that_is_planned(setting: str, said: str) -> None:
    text = CONVERGED.replace(STAFF_LIST, f"{STAFF_LIST}samba: \t{setting}\n")
    found = kept_out(sealed("storage", text))

    assert found == ((f"Staff Files: {said}", f"StaffShared: {said}") if said else ())
    assert shares(sealed("storage", text)) == shares(sealed("storage", CONVERGED))


def test_who_is_kept_out_of_an_inherited_share_is_its_own_affair() -> None:
    text = CONVERGED.replace("samba: [Teachers]\n", "samba: [Teachers]\nsamba: \thosts deny = ALL\n")

    assert kept_out(sealed("storage", text)) == ()
