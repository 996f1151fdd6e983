"""Homes and limits: the tools the role writes, run with stand-in commands; and limits set only after counting."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES

FILTERS = filters("network_storage")
MIB = 1024 * 1024
COMMANDS = {
    "id": "echo 1000",
    "stat": 'if [ "$1" = -f ]; then echo btrfs; elif [ "$1" = -c ]; then echo 0; fi',
    "btrfs": 'case $1 in subvolume) mkdir "$3" ;; *) echo quota not enabled >&2; exit 1 ;; esac',
    "setfacl": "",
    "chown": '[ ! -e "$LOG.unowned" ] || { echo no such owner >&2; exit 1; }; echo "owned $2" >> "$LOG"',
    "logger": 'shift 2; echo "said $*" >> "$LOG"',
    "systemctl": 'echo "systemctl $*" >> "$LOG"',
}


def tool(name: str, folder: Path) -> Path:
    """The tool as the role writes it, with the commands of this file before the system's."""
    source = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, autoescape=False)
    source.filters["quote"] = shlex.quote
    given = {
        "network_storage_root": str(folder),
        "network_storage_shares": [],
        "__network_storage_space": str(folder / "space"),
        "__network_storage_dfree": "ictops-dfree",
        "__network_storage_file_system": SimpleNamespace(stdout="ext2/ext3"),
        "__network_storage_by_project": True,
        "__network_storage_limited": {},
    }
    path = folder / name
    text = (ROLES / "network_storage/templates" / f"{name}.j2").read_text()
    path.write_text(source.from_string(text).render(given))
    (folder / "bin").mkdir()
    for command, does in COMMANDS.items():
        (folder / "bin" / command).write_text(f"#!/bin/sh\n{does}\n")
        (folder / "bin" / command).chmod(0o755)
    return path


def start(path: Path, *words: str) -> tuple[int, str]:
    folder = path.parent
    environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LOG": str(folder / "log")}
    ended = subprocess.run(["/bin/sh", str(path), *words], env=environment, check=False, capture_output=True)
    log = folder / "log"
    return ended.returncode, log.read_text() if log.exists() else ""


def homes(folder: Path) -> tuple[Path, Path]:
    made = folder / "Homes"
    made.mkdir()
    return tool("ictops-home", folder), made


def test_a_home_whose_limit_cannot_be_set_is_made_all_the_same_and_that_is_said(tmp_path: Path) -> None:
    home, folder = homes(tmp_path)

    status, log = start(home, str(folder), "flat", "8", r"OAKTRUST\Ada")

    assert (status, os.listdir(folder)) == (0, ["ada"])
    assert "owned " in log
    assert "without its limit" in log
    assert "quota not enabled" in log


def test_a_home_appears_only_when_it_is_its_owners(tmp_path: Path) -> None:
    home, folder = homes(tmp_path)
    (tmp_path / "log.unowned").touch()

    status, log = start(home, str(folder), "flat", "none", r"OAKTRUST\ada")
    assert (status, os.listdir(folder)) == (0, [".ada.new"])
    assert "no home made" in log
    assert "no such owner" in log

    (tmp_path / "log.unowned").unlink()
    start(home, str(folder), "flat", "none", r"OAKTRUST\ada")
    assert os.listdir(folder) == ["ada"]


def test_an_empty_home_left_to_root_is_made_anew_and_one_with_work_in_it_is_named(tmp_path: Path) -> None:
    home, folder = homes(tmp_path)
    (folder / "ada").mkdir()
    (folder / "bea").mkdir()
    (folder / "bea/work").touch()

    assert "owned" in start(home, str(folder), "flat", "none", r"OAKTRUST\ada")[1]
    assert "bea is root's" in start(home, str(folder), "flat", "none", r"OAKTRUST\bea")[1]
    assert (folder / "bea/work").exists()


def test_a_new_home_only_asks_for_the_room_to_be_measured(tmp_path: Path) -> None:
    home, folder = homes(tmp_path)

    log = start(home, str(folder), "flat", "8", r"OAKTRUST\ada")[1]

    assert "--no-block ictops-space.service" in log


def test_the_room_measured_many_times_at_once_leaves_one_whole_table(tmp_path: Path) -> None:
    space = tool("ictops-space", tmp_path)
    environment = {"PATH": os.environ["PATH"]}

    every = [subprocess.Popen(["/bin/sh", str(space)], env=environment) for _ in range(12)]

    assert [one.wait() for one in every] == [0] * 12
    assert sorted(path.name for path in tmp_path.glob("space*")) == ["space", "space.lock"]
    assert (tmp_path / "space").stat().st_mode & 0o777 == 0o644


def test_a_limit_for_homes_is_refused_where_it_could_not_be_kept() -> None:
    known: dict[str, Any] = {"sections": {}, "entries": {}, "subvolumes": [], "limits": {}, "held": {}}
    share = {"name": "Homes", "homes": True, "home_quota_mib": 8}

    assert (
        "leave home_quota_mib out" in FILTERS["network_storage_refusals"]([share], "/srv", {**known, "file_system": "xfs"})[0]
    )
    assert FILTERS["network_storage_refusals"]([share], "/srv", {**known, "file_system": "btrfs"}) == []


def test_what_is_there_is_counted_before_it_gets_another_limit() -> None:
    known = {"subvolumes": ["Staff", "Office"], "limits": {"Staff": None, "Office": 2 * MIB}}

    assert FILTERS["network_storage_to_count"]({"Staff": MIB, "Office": 2 * MIB, "New": MIB}, known) == ["Staff"]


def test_a_share_that_proves_to_hold_more_than_its_limit_is_named() -> None:
    shown = [
        {"item": "Staff", "stdout": f"\tUsage referenced:\t{5 * MIB}"},
        {"item": "Office", "stdout": "Usage referenced: 1"},
    ]
    shares = [{"name": "Staff", "quota_mib": 2}, {"name": "Office", "quota_mib": 2}, {"name": "Other", "quota_mib": 1}]

    said = FILTERS["network_storage_overfull"](shares, shown)

    assert len(said) == 1
    assert said[0].startswith("Staff: it holds 5 MiB, the limit is 2")
