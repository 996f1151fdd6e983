"""Writes a school's inventory to its folder and reads it back.

A school's folder is replaced as a whole: written beside it, synced, then renamed into its place, so that a reader meets the
old inventory or the new one, and a crash leaves neither half of one. Anything in the folder that we did not write, or that was
edited since, is never overwritten: it is refused by name.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ictops.errors import Fault, InventoryRefused
from ictops.inventory import Inventory, MadeFrom, View, encode, hash_of_files, loaded_view
from ictops.inventory.manifest import MANIFEST, changed_by_hand, listed, manifest

PARTS = ("group_vars", "host_vars")
"""The folders inside a school's folder"""

LARGEST_FILE = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the inventory lies, and the paths in it that are new, other than before, or gone.

    `sha256`: the hash of the inventory, as a plan names it; `whole`: the one over all files there, the manifest among them.
    """

    folder: Path
    changed: tuple[str, ...]
    sha256: str
    whole: str


def write_school(schools: Path, inventory: Inventory, made_from: MadeFrom) -> Written:
    """Make `schools/<id>/` hold exactly this inventory. Raises InventoryRefused and leaves the folder as it was."""
    folder = schools / inventory.school
    files = encode(inventory)
    sha256 = hash_of_files(files)
    files[MANIFEST] = manifest(files, made_from)
    schools.mkdir(parents=True, exist_ok=True)
    with _one_writer(schools) as lock:
        before = _ours(folder) if _exists(folder) else {}
        changed = tuple(path for path in sorted({*files, *before}) if files.get(path) != before.get(path))
        if changed:
            _replace(folder, files, lock)
    return Written(folder=folder, changed=changed, sha256=sha256, whole=hash_of_files(files))


def lies_as_written(folder: Path, whole: str) -> bool:
    """Whether the folder holds byte for byte the files of this hash, and no other. Whatever else may be wrong with it is for
    `write_school` to find and to say."""
    try:
        return _exists(folder) and hash_of_files(_contents(folder)) == whole
    except (InventoryRefused, OSError):
        return False


def read_school(folder: Path) -> View:
    """The inventory in a school's folder. Raises InventoryRefused when it is not exactly what ictops generated."""
    return loaded_view(_as_generated(folder))


def hash_of_school(folder: Path) -> str:
    """The hash of the inventory in the folder, to compare with the one a plan names. Raises InventoryRefused."""
    return hash_of_files({path: content for path, content in _as_generated(folder).items() if path != MANIFEST})


def _as_generated(folder: Path) -> dict[str, bytes]:
    files = _ours(folder) if _exists(folder) else {}
    if not files:
        raise InventoryRefused(Fault(str(folder), "there is no inventory here", "Run ictops inventory first"))
    gone = sorted(listed(files[MANIFEST]).keys() - files.keys())
    if gone:
        raise InventoryRefused(Fault(f"{folder}/{path}", "the file is gone", "Run ictops inventory again") for path in gone)
    return files


def _ours(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, once each is known to be ours and unedited."""
    files = _contents(folder)
    if MANIFEST not in files and files:
        what = f"this folder has files and no {MANIFEST}, so ictops did not make it"
        raise InventoryRefused(Fault(str(folder), what, "Move them elsewhere, then run ictops inventory again"))
    if not files:
        return {}
    foreign = sorted(files.keys() - listed(files[MANIFEST]).keys() - {MANIFEST})
    faults = [_foreign(folder / path) for path in foreign]
    faults += [_edited(folder / path) for path in changed_by_hand(files, files[MANIFEST])]
    if faults:
        raise InventoryRefused(faults)
    return files


def _contents(folder: Path) -> dict[str, bytes]:
    """Path to content of everything in the folder. Raises InventoryRefused for links and whatever else is no plain file."""
    _refuse_unless(folder, stat.S_ISDIR, "a folder")
    files: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir()):
        if entry.name in PARTS:
            _refuse_unless(entry, stat.S_ISDIR, "a folder")
            files |= {f"{entry.name}/{inner.name}": _content(inner) for inner in sorted(entry.iterdir())}
        else:
            files[entry.name] = _content(entry)
    return files


def _content(file: Path) -> bytes:
    _refuse_unless(file, stat.S_ISREG, "a plain file")
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise InventoryRefused(Fault(str(file), "this file is larger than any that ictops writes", "Move it elsewhere"))
    return content


def _replace(folder: Path, files: Mapping[str, bytes], lock: int) -> None:
    new, old = (folder.with_name(f".{folder.name}.{state}") for state in ("new", "old"))
    _remove(new)
    _remove(old)
    _write_all(new, files)
    if _exists(folder):
        folder.rename(old)
    new.rename(folder)
    os.fsync(lock)
    _remove(old)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """All of them are written, then all are synced: the first brings most of what the others wait for to the disk with it."""
    folder.mkdir()
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        with (folder / path).open("xb") as file:
            file.write(content)
    for made in (*files, *(part for part in PARTS if (folder / part).is_dir()), ""):
        _sync(folder / made)


def _remove(folder: Path) -> None:
    """Take away a folder of our own making, file by file: something foreign in it stops this with its name."""
    if not _exists(folder):
        return
    _refuse_unless(folder, stat.S_ISDIR, "a folder")
    for part in (*(folder / name for name in PARTS), folder):
        if _exists(part):
            _refuse_unless(part, stat.S_ISDIR, "a folder")
            for file in part.iterdir():
                _refuse_unless(file, stat.S_ISREG, "a plain file")
                file.unlink()
            part.rmdir()


@contextmanager
def _one_writer(schools: Path) -> Iterator[int]:
    """Holds the folder of all schools for one writer at a time; gives its descriptor."""
    _refuse_unless(schools, stat.S_ISDIR, "a folder")
    descriptor = os.open(schools, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _sync(written: Path) -> None:
    descriptor = os.open(written, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def _refuse_unless(path: Path, is_wanted: Callable[[int], bool], noun: str) -> None:
    """A link planted where we write or read would take us elsewhere."""
    mode = path.lstat().st_mode
    if not is_wanted(mode):
        what = "this is a symbolic link" if stat.S_ISLNK(mode) else f"this is not {noun}"
        raise InventoryRefused(Fault(str(path), what, "Find out who put it there, and take it away"))


def _foreign(path: Path) -> Fault:
    return Fault(str(path), "ictops did not write this file", "Move it elsewhere: this folder is generated as a whole")


def _edited(path: Path) -> Fault:
    what = "this file was edited since ictops generated it"
    return Fault(str(path), what, "Put what you meant into the standard, delete this file, and run ictops inventory again")
