"""The module that keeps and puts back how files and folders stand, on real files; and the kept state, read with suspicion."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES

MARK = "# Written by ictops"
PACK = {"format": 1, "role": "network_storage", "root": "/srv", "paths": [], "limits": {}, "counted": True, "packages": True}


def the_module() -> ModuleType:
    path = ROLES / "network_storage/library/network_storage_earlier.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EARLIER = the_module()


def kept(*paths: Path) -> list[dict[str, Any]]:
    return json.loads(json.dumps([EARLIER.reading(str(path)) for path in paths]))  # type: ignore[no-any-return]


def back(earlier: list[dict[str, Any]], *, really: bool = True) -> tuple[list[str], list[str]]:
    changes, left = EARLIER.put_back(earlier, MARK, really=really)
    return [Path(change["path"]).name for change in changes], left


def test_a_file_comes_back_byte_for_byte_and_with_its_mode(tmp_path: Path) -> None:
    conf = tmp_path / "smb.conf"
    conf.write_bytes(b"# caf\xe9\n")
    conf.chmod(0o640)
    before = kept(conf)
    conf.write_text("other")
    conf.chmod(0o644)

    assert back(before, really=False) == (["smb.conf"], [])
    assert conf.read_text() == "other"
    assert back(before) == (["smb.conf"], [])
    assert (conf.read_bytes(), conf.stat().st_mode & 0o777) == (b"# caf\xe9\n", 0o640)
    assert back(before) == ([], [])


def test_a_folder_gets_its_access_list_back(tmp_path: Path) -> None:
    folder = tmp_path / "Teachers"
    folder.mkdir(mode=0o770)
    before = kept(folder)
    acl = bytes.fromhex("0200000001000700ffffffff02000700e703000004000500ffffffff10000700ffffffff20000000ffffffff")
    try:
        os.setxattr(folder, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system keeps no access lists")
    changed = kept(folder)

    assert back(before) == (["Teachers"], [])
    assert kept(folder) == before
    assert back(changed) == (["Teachers"], [])
    assert kept(folder) == changed


def test_what_was_not_there_goes_only_when_it_is_empty(tmp_path: Path) -> None:
    full, empty = tmp_path / "StaffShared", tmp_path / "PupilHomes"
    before = kept(full, empty, empty / "2026")
    full.mkdir()
    (full / "essay.txt").write_text("kept")
    (empty / "2026").mkdir(parents=True)

    assert back(before, really=False)[0] == ["PupilHomes", "2026"][::-1]
    assert empty.exists()
    assert back(before) == (["2026", "PupilHomes"], [f"{full}: there was no such folder, and by now it holds something"])
    assert (full / "essay.txt").read_text() == "kept"
    assert not empty.exists()


def test_a_file_that_was_not_there_goes_only_with_our_mark(tmp_path: Path) -> None:
    ours, theirs, script = tmp_path / "ictops.conf", tmp_path / "theirs.conf", tmp_path / "ictops-space"
    before = kept(ours, theirs, script)
    script.write_text(f"#!/bin/sh\n{MARK}, role network_storage.\n")
    ours.write_text(f"{MARK}, role network_storage.\n")
    theirs.write_text("mine\n")
    done, left = back(before)

    assert (done, theirs.exists()) == (["ictops.conf", "ictops-space"], True)
    assert not ours.exists()
    assert not script.exists()
    assert "not this role's" in left[0]


def test_a_link_in_place_of_a_folder_is_left_and_named(tmp_path: Path) -> None:
    folder, target = tmp_path / "Public", tmp_path / "target"
    folder.mkdir()
    before = kept(folder)
    folder.rmdir()
    target.mkdir(mode=0o700)
    folder.symlink_to(target)

    assert back(before) == ([], [f"{folder}: it was a folder and is neither file nor folder now"])


def test_what_was_a_link_all_along_is_named_as_not_kept(tmp_path: Path) -> None:
    (tmp_path / "smb.conf").symlink_to(tmp_path / "elsewhere")

    changes, left = back(kept(tmp_path / "smb.conf"))

    assert (changes, len(left)) == ([], 1)
    assert "was not kept" in left[0]


def test_lines_that_others_wrote_since_are_named_and_the_file_with_them_is_kept_beside(tmp_path: Path) -> None:
    file = tmp_path / "smb.conf"
    file.write_bytes(b"[global]\n\tcomment = caf\xe9\n")
    earlier = kept(file)
    file.write_bytes(b"[global]\n\tcomment = caf\xe9\n[New]\n  path = /srv/new\n\ninclude = /etc/samba/ictops.conf\n")
    there = file.read_bytes()

    gained = EARLIER.gained(earlier, MARK, ["include = /etc/samba/ictops.conf"])
    copies = [Path(EARLIER.keep_beside(str(file))) for _ in range(2)]

    assert gained == {str(file): ["[New]", "  path = /srv/new"]}
    assert [copy.name for copy in copies] == ["smb.conf.before-undo", "smb.conf.before-undo-2"]
    assert {copy.read_bytes() for copy in copies} == {there}


def test_a_file_as_the_role_left_it_has_gained_nothing(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "smb.conf", tmp_path / "ictops.conf"
    theirs.write_text("[global]\n")
    ours.write_text(f"{MARK}, of an older release\n")
    earlier = kept(theirs, ours)
    theirs.write_text("[global]\n\ninclude = x\n")
    ours.write_text(f"{MARK}\n[Work]\n")

    assert EARLIER.gained(earlier, MARK, ["include = x"]) == {}


def test_contents_that_are_not_sound_are_not_put_back(tmp_path: Path) -> None:
    file = tmp_path / "smb.conf"
    file.write_text("[global]\n")
    earlier = kept(file)
    assert EARLIER.refused(earlier, lambda _: (1, "", "never asked")) == []

    file.write_text("[global]\ninclude = x\n")
    assert EARLIER.refused(earlier, lambda scratch: (int(Path(scratch).read_text() != "[global]\n"), "", "")) == []
    assert EARLIER.refused(earlier, lambda _: (1, "", "no such word\n")) == [f"{file}: no such word"]


def test_a_sound_pack_is_read() -> None:
    assert filters("network_storage")["network_storage_pack"](json.dumps(PACK), "p") == PACK


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (json.dumps(PACK)[:-9], "not JSON"),
        ("[]", "not a state"),
        (json.dumps({**PACK, "role": "accounts"}), "not a state"),
        (json.dumps({**PACK, "format": 2}), "the format 2"),
        (json.dumps({**PACK, "paths": {}}), "lacks paths"),
    ],
)
def test_a_pack_of_something_else_is_refused(text: str, why: str) -> None:
    assert why in filters("network_storage")["network_storage_pack"](text, "p")["fault"]
