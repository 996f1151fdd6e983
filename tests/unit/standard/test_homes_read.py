"""Limits of homes: what the script counts on a host, and what is made of it. No name of anybody leaves the host."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ictops.standard import CannotTell, Host, NotApplicable
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.homes import of_homes_there, of_new_homes
from ictops.standard.catalogue.storage_probe import PROBE
from tests.probe_cases import cases, sealed

RECORDED = next(case.text for case in cases() if str(case) == "storage/homes").rpartition("ictops-sealed")[0]
MADE = "root preexec = /usr/local/sbin/ictops-home '/srv/shares/StaffHomes' flat 8 '%u'"
SHARES = [{"name": "Homes", "read_write": "G", "homes": True, "home_quota_mib": 8}]


def changed(*changes: tuple[str, str]) -> str:
    text = RECORDED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sealed("storage", text)


@pytest.mark.parametrize(
    "change",
    [
        (MADE, MADE.replace("flat 8", "flat none")),
        (MADE, MADE.replace("StaffHomes", "Elsewhere")),
        (MADE, MADE.replace("ictops-home", "mkhomedir")),
        (MADE, MADE + "; true"),
        (MADE, "root preexec = "),
        (MADE, MADE + "\nsamba: \tavailable = No"),
    ],
)
def test_a_share_that_makes_homes_in_another_way_gives_them_no_limit(change: tuple[str, str]) -> None:
    assert of_new_homes(changed()) == ("PupilHomes: 4 MiB", "StaffHomes: 8 MiB")
    assert of_new_homes(changed(change)) == ("PupilHomes: 4 MiB",)


def test_another_limit_for_new_homes_is_told_and_fails() -> None:
    assert "StaffHomes: 80 MiB" in of_new_homes(changed((MADE, MADE.replace("flat 8", "flat 80"))))  # type: ignore[operator]


def test_without_the_tool_that_makes_homes_none_gets_a_limit() -> None:
    assert of_new_homes(changed(("homemaker = 0", "homemaker = 1"))) == ()
    with pytest.raises(CannotTell):
        of_new_homes(changed(("homemaker = 0", "homemaker = 124")))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("8388608", "16777216"), ("StaffHomes: 2 limited to 16 MiB",)),
        (("8388608", "8388607"), ("StaffHomes: 2 limited to 8388607 bytes",)),
        (("8388608", "none"), ("StaffHomes: 2 without a limit",)),
        (("2 8388608", "2 8388608\nhomesby1:       1 none"), ("StaffHomes: 1 without a limit",)),
    ],
)
def test_homes_with_another_limit_are_counted(change: tuple[str, str], said: tuple[str, ...]) -> None:
    assert of_homes_there(changed()) == ()
    assert of_homes_there(changed(change)) == said


@pytest.mark.parametrize(
    "change",
    [
        ("homesby1 = 0", "homesby1 = 2"),
        ("2 8388608", "8388608"),
        ("2 8388608", "2 8388608 more"),
        ("homelimit1: 8 StaffHomes", "homelimit1: StaffHomes"),
        ("samba: [global]", "samba: [other]"),
    ],
)
def test_what_the_host_could_not_count_is_no_answer(change: tuple[str, str]) -> None:
    with pytest.raises(CannotTell):
        of_homes_there(changed(change))


@pytest.mark.parametrize("control", ["STO.NEWHOMES.1v1", "STO.HOMELIMITS.1v1"])
def test_a_standard_that_limits_no_homes_is_not_asked_for_limits(control: str) -> None:
    nothing = {"network_storage_shares": [{"name": "Homes", "read_write": "G", "homes": True}]}
    lines = [line for line in RECORDED.splitlines(keepends=True) if not line.startswith(("homelimit", "homesby", "homemaker"))]

    assert "homelimit" not in PROBE.command(nothing)
    assert CONTROLS[control].measure(sealed("storage", "".join(lines))) == ()
    with pytest.raises(NotApplicable):
        CONTROLS[control].intend(Host(settings=nothing, attributes={}))


def counted(folder: Path, qgroups: str, subvolumes: str, own: str = "/") -> tuple[str, str]:
    """What the script says of homes in this folder, on a file system as btrfs is made to describe it."""
    tools = folder / "bin"
    tools.mkdir()
    for name in "sed awk sort uniq find cat".split():
        (tools / name).symlink_to(shutil.which(name) or "")
    said = {"qgroup": qgroups, "list": subvolumes, "show": own}
    for name, text in said.items():
        (folder / name).write_text(text)
    btrfs = f"#!/bin/sh\n[ $1 = qgroup ] && cat {folder}/qgroup || cat {folder}/$2\n"
    for name, text in {
        "btrfs": btrfs,
        "timeout": '#!/bin/sh\nshift\nexec "$@"\n',
        "findmnt": f"#!/bin/sh\necho {folder}\n",
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    whole = PROBE.command({"network_storage_root": str(folder), "network_storage_shares": SHARES})
    part = whole[whole.index("labelled homelimit1") :].split("\n)\n")[0]
    script = f"""labelled() {{ printf '%s|%s|%s\\n' "$1" "$2" "$3"; }}\n{part}"""
    surroundings = {"PATH": str(tools), "LC_ALL": "C"}
    done = subprocess.run(["/bin/sh"], input=script, env=surroundings, capture_output=True, text=True, check=True)
    counts, _, status = done.stdout.partition("homesby1|")[2].rpartition("|")
    return "\n".join(sorted(" ".join(line.split()) for line in counts.splitlines())), status.strip()


QGROUPS = """\
Qgroupid    Referenced    Exclusive  Max referenced  Max exclusive   Path
--------    ----------    ---------  --------------  -------------   ----
0/5              16384        16384            none           none   <toplevel>
0/257            16384        16384         8388608           none   Homes/ada
0/258            16384        16384            none           none   Homes/bea
"""
SUBVOLUMES = "ID 257 gen 9 top level 5 path Homes/ada\nID 258 gen 9 top level 5 path Homes/bea b\n"


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """Three homes: a limited one, one whose limit was lifted, and an ordinary folder; and one that is only being made."""
    for name in ("ada", "bea b", "a folder\nof two lines", ".cy.new"):
        (tmp_path / "Homes" / name).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("subvolumes", "own"),
    [
        (SUBVOLUMES, "/\n\tName: x\n"),
        (SUBVOLUMES.replace("path ", "path @shares/"), "@shares\n\tName: @shares\n"),
        (SUBVOLUMES.replace("path ", "path @shares/"), "/@shares\n"),
    ],
    ids=["top level", "mounted subvolume", "leading slash"],
)
def test_the_script_counts_homes_by_their_limits(homes: Path, subvolumes: str, own: str) -> None:
    assert counted(homes, QGROUPS, subvolumes, own) == ("1 8388608\n2 none", "0")


def test_a_home_of_another_subvolume_of_the_same_name_lends_no_limit(homes: Path) -> None:
    assert counted(homes, QGROUPS, SUBVOLUMES.replace("path ", "path old/")) == ("3 none", "0")
