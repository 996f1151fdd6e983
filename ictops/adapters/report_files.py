"""Writes report files: each whole or not at all, and only where nobody planted a link."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from ictops.errors import BadInput, Fault


def write_files(folder: Path, files: Mapping[str, str]) -> dict[Path, str]:
    """Write each name's text below the folder; gives path to SHA-256, in the order given. Raises BadInput."""
    return {folder / name: write_file(folder / name, text.encode()) for name, text in files.items()}


def write_file(path: Path, content: bytes) -> str:
    """Write one file, its folder too where there is none; gives its SHA-256. Raises BadInput."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path, content)
    except OSError as error:
        what = f"the report cannot be written: {error.strerror or error}"
        raise BadInput(Fault(str(error.filename or path.parent), what, "Name another folder with --out")) from error


def _write(path: Path, content: bytes) -> str:
    if path.is_symlink():
        raise BadInput(Fault(str(path), "this is a symbolic link", "Find out who put it there, and take it away"))
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return hashlib.sha256(content).hexdigest()
