"""Homes that lie in inherited shares: found by where they lie or by their names, and told by number alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.reach import lost_homes
from ictops.standard.catalogue.storage_probe import OWNERS
from tests.probe_cases import cases, sealed

CONVERGED = next(case.text for case in cases() if str(case) == "storage/converged").rpartition("ictops-sealed")[0]
NUMBER = next(
    line[6:].split(":")[0] for line in CONVERGED.splitlines() if line.startswith("folder") and line.endswith("Teachers")
)
NONE = f"owners{NUMBER}: 0 folders 0 named 0 nobodys\n"


def read(counted: str, path: str = "") -> object:
    """What is made of the inherited share Teachers when its top folders were counted so."""
    assert NONE in CONVERGED
    text = CONVERGED.replace(NONE, f"owners{NUMBER}: {counted}\n")
    if path:
        text = text.replace("samba: \tpath = /srv/shares/Teachers\n", f"samba: \tpath = {path}\n")
    return lost_homes(sealed("storage", text))


@pytest.mark.parametrize(
    ("counted", "lost"),
    [
        ("4 folders 3 named 1 nobodys", 1),
        ("6 folders 3 named 3 nobodys", 3),
        ("3 folders 3 named 0 nobodys", 0),
        ("2 folders 2 named 1 nobodys", 0),
        ("7 folders 3 named 4 nobodys", 0),
        ("9 folders 0 named 2 nobodys", 0),
    ],
)
def test_a_share_holds_homes_where_half_its_folders_and_three_are_named_after_their_owners(counted: str, lost: int) -> None:
    assert read(counted) == ((f"Teachers: {lost} without an account",) if lost else ())


@pytest.mark.parametrize("end", ["%U", "%u", "%S"])
def test_a_path_that_ends_in_the_persons_name_is_one_of_homes_whoever_owns_them(end: str) -> None:
    assert read("2 folders 0 named 2 nobodys", f"/srv/shares/Teachers/{end}") == ("Teachers: 2 without an account",)


def test_homes_without_a_path_are_those_samba_makes() -> None:
    text = CONVERGED + "ownhomes: 5 folders 1 named 1 nobodys\nownhomes = 0\n"

    assert lost_homes(sealed("storage", text)) == ("homes: 1 without an account",)


@pytest.mark.parametrize("counted", ["", "folders", "3 folders named 1 nobodys", "x folders 3 named 1 nobodys"])
def test_what_was_not_counted_nobody_can_tell(counted: str) -> None:
    with pytest.raises(CannotTell):
        read(counted)


def test_a_reading_without_the_count_tells_nothing() -> None:
    with pytest.raises(CannotTell, match=f"owners{NUMBER}"):
        lost_homes(sealed("storage", CONVERGED.replace(f"{NONE}owners{NUMBER} = 0\n", "")))


def counts(tmp_path: Path, listed: str, known: str, configuration: str = "") -> str:
    """What the shell makes of it, with stand-ins for find, which lists every folder alike, and for the accounts there are."""
    tools = {
        "find": f"printf '%b' '{listed}'",
        "getent": f'shift 2; for who; do case " {known} " in *" $who "*) echo "$who";; esac; done',
    }
    for name, script in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o700)
    frame = 'labelled() { printf "%s: %s = %s\\n" "$1" "$2" "$3"; }\n'
    script = f'{frame}conf="$CONF"\n{OWNERS}\nhomes owners1 /srv/old\n'
    conf = f"[global]\n\tworkgroup = OAK\n\ttemplate homedir = {tmp_path}/%D/%U\n{configuration}"
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "CONF": conf}
    return subprocess.run(["sh", "-c", script], env=env, capture_output=True, text=True, check=True).stdout


FOLDERS = "10001 OAK\\\\\\\\ada/ada\\n10002 OAK\\\\\\\\bea/Bea\\n10009 10009/leaver\\n0 root/gone for long\\n0 root/pip\\n"


def test_the_shell_counts_folders_names_and_owners_that_are_gone(tmp_path: Path) -> None:
    assert counts(tmp_path, FOLDERS, "OAK\\pip") == "owners1: 5 folders 2 named 2 nobodys = 0\n"
    assert counts(tmp_path, "", "") == "owners1: 0 folders 0 named 0 nobodys = 0\n"


@pytest.mark.parametrize(
    ("configuration", "asked"),
    [("[homes]\n\tread only = No\n", True), ("[homes]\n\tpath = /srv/%S\n", False), ("[Old]\n\tpath = /srv\n", False)],
)
def test_the_shell_looks_at_the_homes_that_have_no_path(tmp_path: Path, configuration: str, asked: bool) -> None:
    (tmp_path / "OAK").mkdir()

    assert counts(tmp_path, FOLDERS, "", configuration).startswith("ownhomes: 5 folders 2 named 3 nobodys") is asked
