"""Packed exports: each member read as a file of its own, under limits, and none of them unpacked to anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ictops.adapters.audit_limits import LIMITS, MIB, Limits, Unreadable

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WAYS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The ways of packing that are opened: LZMA's own header says how much memory it wants, and nobody exports with it."""
_DOCUMENTS = frozenset({"[Content_Types].xml", "META-INF/manifest.xml", "mimetype"})
"""Members that make an archive one document, not a parcel of files (ECMA-376 part 2; OpenDocument part 2)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name, which is only ever shown, and its bytes, or why they were not taken."""

    name: str
    data: bytes = b""
    refused: str | None = None


def is_parcel(data: bytes) -> bool:
    """Whether an archive holds files of their own, rather than being a workbook or another document."""
    with _opened(data) as archive:
        names = archive.namelist()
    return not any(name in _DOCUMENTS or name.startswith("xl/") for name in names)


def members(data: bytes, limits: Limits = LIMITS) -> Iterator[Member]:
    """The files of an archive by name, those that are no folder. Raises Unreadable for the whole of it, before the first."""
    with _opened(data) as archive:
        found = [member for member in archive.infolist() if not member.is_dir()]
        _check(found, len(data), limits)
        left = limits.unzipped
        for member in sorted(found, key=lambda one: (one.filename, one.header_offset)):
            try:
                read = _bytes(archive, member, min(limits.file, left))
            except Unreadable as reason:
                yield Member(member.filename, refused=str(reason))
            else:
                left -= len(read)
                yield Member(member.filename, read)


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive. Its table of contents is bounded before anything is made of it: each entry begins with these bytes."""
    if data.count(b"PK\x01\x02") > 50_000:
        raise Unreadable("it is over the limits: too many parts")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise Unreadable(f"it is a broken packed file: {fault}; hand over the files themselves") from None


def _check(found: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(member.file_size for member in found)
    if not found:
        raise Unreadable("it is a packed file with nothing in it")
    if len(found) > limits.members:
        raise Unreadable(f"it is over the limits: {len(found):,} parts")
    if total > limits.unzipped:
        raise Unreadable(f"it is over the limits: {total:,} bytes unpacked")
    if total > MIB and total > limits.ratio * packed:
        raise Unreadable(f"it is over the limits: packed {total // max(packed, 1)} to 1")


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """A member's bytes, never more than it was said to have. Raises Unreadable."""
    if member.flag_bits & 1:
        raise Unreadable("it has a password; hand it over without one")
    if member.compress_type not in _WAYS:
        raise Unreadable("it is packed in a way that is not opened here; hand over the file itself")
    if member.file_size > most:
        raise Unreadable(f"it is over the limits: {member.file_size:,} bytes; ask for it in smaller parts")
    try:
        with archive.open(member) as opened:
            data = opened.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable("it is broken, or not as large as its archive says; hand over the file itself") from None
    if data.startswith(ZIP) and is_parcel(data):
        raise Unreadable("it is a packed file in a packed file; unpack it first")
    return data
