"""Limits on xfs and ext4: what lsattr and repquota print, who gets which project, and what clients are told.

What the tools print here was recorded on both file systems of a Linux 6.1 with quotas, with repquota 4.06.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES

FILTERS = filters("network_storage")
HEAD = (
    "Project,BlockStatus,FileStatus,BlockUsed,BlockSoftLimit,BlockHardLimit,BlockGrace,FileUsed,FileSoftLimit,FileHardLimit,"
    "FileGrace\n"
)
TABLE = HEAD + "#0,ok,ok,14,0,0,,3,0,0,\n#1001,ok,ok,5121,0,16384,,2,0,0,\n#1002,ok,ok,1,0,0,,1,0,0,\n"
LSATTR = """\
    0 --------------e------- /srv/shares
 1001 --------------e----P-- /srv/shares/Staff Shared
 1002 -------------------P-- /srv/shares/Plain
 1001 ---------------------- /srv/shares/Odd
    0 --------------e------- /srv/shares/New
"""
NAMES = ("Staff Shared", "Plain", "Odd", "New", "Missing")
PATHS = {name: f"/srv/shares/{name}" for name in NAMES}


def projects(table: str = TABLE) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = FILTERS["network_storage_projects"](PATHS, LSATTR, table)
    return found


def test_each_folder_has_its_project_with_what_is_in_it_and_its_limit_in_bytes() -> None:
    assert projects() == {
        "Staff Shared": {"project": 1001, "limit": 16384 * 1024, "held": 5121 * 1024},
        "Plain": {"project": 1002, "limit": None, "held": 1024},
        "Odd": {"project": 0, "limit": None, "held": 0},
        "New": {"project": 0, "limit": None, "held": 0},
    }


@pytest.mark.parametrize("table", ["", "repquota: Mountpoint (or device) /srv not found or has no quota enabled.", TABLE[5:]])
def test_where_repquota_says_nothing_that_is_known_there_is_no_limit(table: str) -> None:
    assert {one["limit"] for one in projects(table).values()} == {None}


def test_one_thing_is_told_of_each_share_and_nothing_of_one_that_is_not_there() -> None:
    each = FILTERS["network_storage_project_each"](projects(), "limit", ["Staff Shared", "Missing"])

    assert each == {"Staff Shared": 16384 * 1024, "Missing": None}


def test_a_project_that_is_there_stays_and_a_new_one_has_a_number_nobody_has() -> None:
    numbers = FILTERS["network_storage_project_numbers"]

    assert numbers(NAMES[:4], projects(), TABLE) == {"Staff Shared": 1001, "Plain": 1002, "New": 20000, "Odd": 20001}
    assert numbers(["New"], projects(), HEAD + "#20007,ok,ok,1,0,0,,1,0,0,\n") == {"New": 20008}
    assert numbers(["New"], {"Other": {"project": 30000}}, "") == {"New": 30001}


def refused(**changes: Any) -> list[str]:
    known = {"file_system": "xfs", "mount": "/srv rw,prjquota", "projects": projects(), "above": 0, "filled": [], **changes}
    shares = [{"name": "Staff Shared", "quota_mib": 16}, {"name": "New", "quota_mib": 8}, {"name": "Plain"}]
    return list(FILTERS["network_storage_project_refusals"](shares, known))


def test_a_file_system_that_counts_projects_is_taken_as_it_is() -> None:
    assert refused() == []
    assert refused(mount="/srv rw,relatime,attr2,pquota") == []
    assert refused(file_system="btrfs", mount="") == []


@pytest.mark.parametrize("options", ["rw,relatime", "rw,noquota", "rw,usrquota,grpquota", ""])
def test_a_file_system_that_does_not_is_refused_with_what_it_needs(options: str) -> None:
    (xfs,) = refused(mount=f"/srv {options}")
    (ext4,) = refused(mount=f"/srv {options}", file_system="ext2/ext3")

    assert "a quota on xfs needs /srv mounted with prjquota" in xfs
    assert "tune2fs" not in xfs
    assert "tune2fs -O project,quota" in ext4


def test_a_folder_with_files_of_no_project_and_one_that_shares_a_project_are_refused() -> None:
    assert "New: it holds files of no project" in refused(filled=["New", "Staff Shared"])[0]
    shared = {**projects(), "Plain": {"project": 1001}}
    assert "Staff Shared: it has project 1001 in common with Plain" in refused(projects=shared)[0]
    assert "project 7" in refused(above=7)[0]


def test_a_limit_below_what_the_project_holds_is_refused() -> None:
    known = {
        "sections": {}, "entries": {}, "subvolumes": [], "file_system": "xfs", "limits": {"Staff Shared": None},
        "held": {"Staff Shared": 5 << 20},
    }  # fmt: skip

    assert (
        "holds 5 MiB, the limit is 4"
        in FILTERS["network_storage_refusals"]([{"name": "Staff Shared", "quota_mib": 4}], "/srv", known)[0]
    )
    assert FILTERS["network_storage_refusals"]([{"name": "Staff Shared", "quota_mib": 6}], "/srv", known) == []


def test_undo_names_the_folders_that_go_on_belonging_to_a_project() -> None:
    kept = {"Staff Shared": {"project": 0}, "Plain": {"project": 1002}}

    assert FILTERS["network_storage_project_stay"](kept, projects()) == ["Staff Shared"]


COMMANDS = {
    "repquota": f"cat <<'SAID'\n{TABLE}SAID",
    "lsattr": f"cat <<'SAID' | grep -- \" $3\\$\"\n{LSATTR}SAID",
    "stat": 'if [ "$2" = %d ]; then echo 64; else echo /srv; fi',
    "df": "echo Filesystem; echo /dev/loop0 373358 35876 9000 10% /srv",
    "readlink": 'printf "%s\\n" "$3"',
}


def tool(name: str, folder: Path) -> Path:
    """The tool as the role writes it for a file system with projects, with the commands above before the system's."""
    source = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, autoescape=False)
    source.filters["quote"] = shlex.quote
    given = {
        "network_storage_root": "/srv/shares",
        "network_storage_shares": [
            {"name": "Staff Shared", "quota_mib": 16},
            {"name": "Plain", "quota_mib": 1},
            {"name": "New"},
        ],
        "__network_storage_space": str(folder / "space"),
        "__network_storage_dfree": "ictops-dfree",
        "__network_storage_file_system": SimpleNamespace(stdout="xfs"),
        "__network_storage_by_project": True,
        "__network_storage_limited": {"Staff Shared": 16 << 20},
    }
    (folder / "bin").mkdir(exist_ok=True)
    for command, does in COMMANDS.items():
        (folder / "bin" / command).write_text(f"#!/bin/sh\n{does}\n")
        (folder / "bin" / command).chmod(0o755)
    path = folder / name
    path.write_text(source.from_string((ROLES / f"network_storage/templates/{name}.j2").read_text()).render(given))
    return path


def said(path: Path, *words: str) -> str:
    environment = {"PATH": f"{path.parent / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(["/bin/sh", str(path), *words], env=environment, check=True, capture_output=True, text=True).stdout


def test_clients_are_told_what_the_limit_leaves_and_never_more_than_the_volume_has(tmp_path: Path) -> None:
    said(tool("ictops-space", tmp_path))
    dfree = tool("ictops-dfree", tmp_path)

    assert (tmp_path / "space").read_text() == "p/srv/shares/Staff Shared 16384 9000\n"
    assert said(dfree, "/srv/shares/Staff Shared") == "16384 9000 1024\n"
    assert said(dfree, "/srv/shares/Staff Shared/a/deep one") == "16384 9000 1024\n"
    assert said(dfree, "/srv/shares/Staff Shared 2") == "373358 9000 1024\n"
    assert said(dfree, "/srv/shares/New") == "373358 9000 1024\n"


def test_a_device_is_looked_up_as_before(tmp_path: Path) -> None:
    dfree = tool("ictops-dfree", tmp_path)
    (tmp_path / "space").write_text("d6 1 1\nd64 32768 1000\nd640 2 2\n")

    assert said(dfree, "/srv/shares/Any") == "32768 1000 1024\n"
