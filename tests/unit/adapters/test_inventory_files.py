"""Writing a school's folder whole, and refusing whatever in it is not ours."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ictops.adapters.inventory_files import hash_of_school, lies_as_written, read_school, write_school
from ictops.errors import InventoryRefused
from ictops.inventory import encode, hash_of, intended_view
from tests.inventory_builders import MADE_FROM, SCHOOL, host_device, inventory, written


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refusal(schools: Path) -> str:
    """The sentence with which writing is refused, having changed nothing."""
    before = contents(schools)
    with pytest.raises(InventoryRefused) as refused:
        written(schools, *SCHOOL[:2])

    assert contents(schools) == before
    return str(refused.value)


def test_what_is_written_reads_back_as_intended(tmp_path: Path) -> None:
    folder = written(tmp_path / "schools").folder

    assert folder == tmp_path / "schools" / "elm"
    assert read_school(folder) == intended_view(inventory())
    assert hash_of_school(folder) == hash_of(inventory())


def test_the_same_input_leaves_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    first = written(tmp_path / "a")
    number = (first.folder / "hosts.json").stat().st_ino

    assert written(tmp_path / "a").changed == ()
    assert (first.folder / "hosts.json").stat().st_ino == number
    assert contents(written(tmp_path / "b").folder) == contents(first.folder)


def test_a_folder_lies_as_written_until_any_byte_or_file_of_it_is_another(tmp_path: Path) -> None:
    first = written(tmp_path)
    assert first.sha256 == hash_of(inventory())
    assert lies_as_written(first.folder, first.whole)
    assert not lies_as_written(tmp_path / "oak", first.whole)

    for path in [path for path in first.folder.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert not lies_as_written(first.folder, first.whole)
        path.unlink()
        assert not lies_as_written(first.folder, first.whole)
        path.symlink_to(tmp_path / "elsewhere")
        assert not lies_as_written(first.folder, first.whole)
        path.unlink()
        path.write_bytes(content)
    assert lies_as_written(first.folder, first.whole)
    (first.folder / "host_vars" / "more.json").write_text("{}")
    assert not lies_as_written(first.folder, first.whole)


def test_a_host_that_is_gone_leaves_no_file_behind(tmp_path: Path) -> None:
    written(tmp_path)
    second = written(tmp_path, *SCHOOL[1:])

    assert second.changed == ("host_vars/elm-dc.json", "hosts.json", "manifest.txt")
    assert not (second.folder / "host_vars/elm-dc.json").exists()
    assert os.listdir(tmp_path) == ["elm"]


def test_the_last_host_to_go_takes_the_folder_of_hosts_with_it(tmp_path: Path) -> None:
    written(tmp_path)
    folder = written(tmp_path, host_device("elm-x", address=None)).folder

    assert read_school(folder).hosts == {}
    assert not (folder / "host_vars").exists()


def test_the_manifest_can_be_checked_without_ictops(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    check = ["sha256sum", "--check", "--strict", "--quiet", "manifest.txt"]

    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    (folder / "hosts.json").write_text("{}")
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 1


@pytest.mark.parametrize("path", ["hosts.json", "host_vars/elm-fs.json", "group_vars/school_elm.json"])
def test_an_edit_by_hand_is_refused_on_writing_and_on_reading(tmp_path: Path, path: str) -> None:
    folder = written(tmp_path).folder
    (folder / path).write_text(
        (folder / path).read_text().replace("22", "23").replace("10.99", "10.98").replace("elm-pc-1", "elm")
    )

    assert f"{folder / path}: this file was edited since ictops generated it" in refusal(tmp_path)
    for read in (read_school, hash_of_school):
        with pytest.raises(InventoryRefused, match="was edited"):
            read(folder)


@pytest.mark.parametrize("path", ["notes.txt", "host_vars/extra.json", "group_vars/all.yml", ".hidden", "host_vars/elm-fs.yml"])
def test_a_foreign_file_is_refused_by_name_and_kept(tmp_path: Path, path: str) -> None:
    folder = written(tmp_path).folder
    (folder / path).write_text("mine")

    assert f"{folder / path}: ictops did not write this file" in refusal(tmp_path)
    assert (folder / path).read_text() == "mine"
    with pytest.raises(InventoryRefused, match="did not write"):
        read_school(folder)


def test_all_that_is_wrong_with_a_folder_is_said_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    (folder / "a.txt").write_text("")
    (folder / "b.txt").write_text("")
    (folder / "hosts.json").write_text("{}")

    assert len(refusal(tmp_path).splitlines()) == 3


def test_a_folder_that_someone_else_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elm").mkdir()
    (tmp_path / "elm" / "hosts.json").write_text("{}")

    assert "ictops did not make it" in refusal(tmp_path)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "elm").mkdir()

    assert read_school(written(tmp_path).folder) == intended_view(inventory())


@pytest.mark.parametrize(
    "path", ["elm/hosts.json", "elm/host_vars", "elm/manifest.txt", "elm/host_vars/elm-fs.json", "elm", ".elm.new"]
)
def test_a_link_planted_in_the_folder_is_refused_and_not_followed(tmp_path: Path, path: str) -> None:
    schools, elsewhere = tmp_path / "schools", tmp_path / "elsewhere"
    written(schools)
    original = schools / path
    if original.exists():
        shutil.move(original, elsewhere)
    else:
        elsewhere.mkdir()
    original.symlink_to(elsewhere)
    before = contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()

    assert f"{original}: this is a symbolic link" in refusal(schools)
    assert (contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before


def test_the_folder_of_all_schools_may_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "schools").symlink_to(tmp_path / "elsewhere")

    assert "this is a symbolic link" in refusal(tmp_path / "schools")
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_folder_where_a_file_should_be_and_a_pipe_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    (folder / "inner").mkdir()
    assert f"{folder / 'inner'}: this is not a plain file" in refusal(tmp_path)

    (folder / "inner").rmdir()
    os.mkfifo(folder / "inner")
    assert f"{folder / 'inner'}: this is not a plain file" in refusal(tmp_path)


def test_a_huge_foreign_file_is_not_read_into_memory(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    with (folder / "huge").open("wb") as file:
        file.truncate(2**40)

    with pytest.raises(InventoryRefused, match="huge: this file is larger than any that ictops writes"):
        written(tmp_path, *SCHOOL[:2])


def test_no_inventory_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(InventoryRefused, match="there is no inventory here"):
        read_school(tmp_path / "elm")


def test_a_file_that_is_gone_is_missed_on_reading_and_made_again_on_writing(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    (folder / "host_vars/elm-fs.json").unlink()
    with pytest.raises(InventoryRefused, match=r"elm-fs\.json: the file is gone"):
        read_school(folder)

    assert written(tmp_path).changed == ("host_vars/elm-fs.json",)


def test_everything_is_on_disk_before_it_takes_the_place_of_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, placed = set[int](), list[set[int]]()
    sync, rename = os.fsync, Path.rename

    def synced_too(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    def placed_then(path: Path, target: Path) -> Path:
        placed.append({one.stat().st_ino for one in (path, *path.rglob("*"))} - synced)
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced_too)
    monkeypatch.setattr(Path, "rename", placed_then)
    folder = written(tmp_path).folder

    assert placed == [set()]
    assert len(synced) == len([folder, *folder.rglob("*"), tmp_path])


class _Killed(BaseException):
    """Stands for the process ending where it is."""


@pytest.mark.parametrize("calls", range(1, 5))
@pytest.mark.parametrize("call", ["rename", "mkdir", "unlink"])
def test_ended_anywhere_the_folder_is_old_or_new_or_absent_and_the_next_writing_heals_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, calls: int
) -> None:
    old, new = inventory(), inventory(*SCHOOL[1:])
    write_school(tmp_path, old, MADE_FROM)
    left = calls
    real = getattr(Path, call)

    def ends(path: Path, *arguments: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise _Killed
        return real(path, *arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, call, ends)
        with contextlib.suppress(_Killed):
            write_school(tmp_path, new, MADE_FROM)

    if (tmp_path / "elm").exists():
        assert hash_of_school(tmp_path / "elm") in {hash_of(old), hash_of(new)}
    write_school(tmp_path, new, MADE_FROM)
    write_school(tmp_path, old, MADE_FROM)
    assert hash_of_school(tmp_path / "elm") == hash_of(old)
    assert os.listdir(tmp_path) == ["elm"]


def test_two_schools_do_not_touch_each_other(tmp_path: Path) -> None:
    first = written(tmp_path)
    before = contents(first.folder)
    oak = replace(inventory(), school="oak", hosts=())
    write_school(tmp_path, oak, MADE_FROM)

    assert contents(first.folder) == before
    assert set(encode(oak)) < {str(path.relative_to(tmp_path / "oak")) for path in (tmp_path / "oak").rglob("*.*")}
