"""Whoever works as somebody else on a share is not held by its folder: that the folder keeps pupils out is then no answer."""

from __future__ import annotations

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.reach import open_to_pupils
from tests.probe_cases import cases, sealed

CONVERGED = next(case.text for case in cases() if str(case) == "storage/converged").rpartition("ictops-sealed")[0]
GIVEN = ("HandIn", "PupilHomes", "PupilShared")
STAFF = "valid users = @BRACKENFOLD\\FS-quillford-Inherited-RW"
EVERYBODY = '@"BRACKENFOLD\\Domain Users"'
PUPILS = "@BRACKENFOLD\\quillford-Pupils"
DOMAIN_USERS = "S-1-5-21-835683531-2229102283-3916282005-513"


def read(*lines: str, server: str = "", folder: str = "") -> object:
    """What is made of the inherited share Teachers, which names no `valid users`, with these lines more."""
    text = CONVERGED
    if server:
        name = server.partition(" = ")[0]
        assert f"samba: \t{name} = \n" in text
        text = text.replace(f"samba: \t{name} = \n", f"samba: \t{server}\n")
    text = text.replace("samba: [Teachers]\n", "samba: [Teachers]\n" + "".join(f"samba: \t{line}\n" for line in lines))
    if folder:
        assert "acl9: other::---\n" in text
        text = text.replace("acl9: other::---\n", f"acl9: {folder}\n")
    return open_to_pupils(sealed("storage", text))


def test_as_it_stands_the_folder_keeps_pupils_out() -> None:
    assert read() == GIVEN
    assert read(folder="other::r-x") == (*GIVEN, "Teachers")


@pytest.mark.parametrize(
    "lines",
    [
        ("force user = root",),
        ("force group = teachers",),
        ("force group = BRACKENFOLD\\FS-quillford-Inherited-RW",),
        ("force user = root", "force group = +teachers"),
        ("force user = root", f"valid users = {PUPILS} @BRACKENFOLD\\quillford-Staff"),
        ("force user = root", f"valid users = {EVERYBODY}"),
        (f"admin users = {EVERYBODY}",),
        (f'admin users = root "{EVERYBODY.replace('"', "")}"',),
        (f"admin users = {PUPILS}", STAFF),
    ],
)
def test_a_share_on_which_pupils_work_as_somebody_else_is_reached(lines: tuple[str, ...]) -> None:
    assert read(*lines) == (*GIVEN, "Teachers")


@pytest.mark.parametrize("lines", [("force group = +teachers",), ("force user = %U",), (f"admin users = {DOMAIN_USERS}",)])
def test_where_it_turns_on_what_no_answer_says_nobody_can_tell(lines: tuple[str, ...]) -> None:
    with pytest.raises(CannotTell, match="Teachers"):
        read(*lines)
    assert read(*lines, folder="other::r-x") == (*GIVEN, "Teachers")
    assert read(*lines, STAFF) == GIVEN


@pytest.mark.parametrize(
    "lines", [("force user = root", STAFF), ("force group = staff", STAFF), ("admin users = root @bursars",)]
)
def test_a_list_that_leaves_pupils_out_holds_whoever_is_worked_as(lines: tuple[str, ...]) -> None:
    assert read(*lines) == GIVEN


def test_what_the_server_says_for_all_shares_holds_for_each_that_says_nothing() -> None:
    assert read(server="force user = root") == (*GIVEN, "Teachers")
    assert read("force user = ", server="force user = root") == GIVEN
    assert read("admin users = ", server=f"admin users = {EVERYBODY}") != (*GIVEN, "Teachers")


@pytest.mark.parametrize("name", [DOMAIN_USERS, f"@{DOMAIN_USERS}", "%S"])
def test_a_list_that_does_not_say_plainly_whom_it_admits_leaves_it_to_the_folder(name: str) -> None:
    assert read(f"valid users = {name}") == GIVEN
    assert read(f"valid users = {name}", folder="other::r-x") == (*GIVEN, "Teachers")
