"""The files below audits/<school>/: found, told apart by what they hold, and read under limits.

Nothing in a file's name or bytes can end the program, lead out of the folder, or be opened by its extension alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from ictops.adapters.audit_csv import decoded, read_csv
from ictops.adapters.audit_documents import read_json, read_xml
from ictops.adapters.audit_limits import LIMITS, Limits, Unreadable
from ictops.adapters.audit_switches import read_switches
from ictops.adapters.audit_workbook import read_workbook
from ictops.adapters.audit_zip import ZIP, is_parcel, members
from ictops.adapters.workbook_cells import COMPOUND
from ictops.audit import AuditFile
from ictops.audit.sources.choosing import is_document
from ictops.audit.sources.known import READERS
from ictops.audit.tables import Text
from ictops.estate import SchoolId, Untrusted

_KNOWN = (
    (b"%PDF", "a PDF; ask for the register itself, as XLSX or CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
    (b"Rar!", "a packed file; unpack it first"),
    (b"7z\xbc\xaf", "a packed file; unpack it first"),
    (b"MIME-Version:", "a web page in an archive of its own, as some portals save .xls; open it and save it as XLSX or CSV"),
)
_WEB_PAGE = re.compile(rb"(?i)(\s|<!--[^>]*-->|<\?xml[^>]*>)*<(!doctype\s+html|(html|head|body|table|div|meta|style|title)\b)")
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_NAMED = {
    "csv": "csv", "tsv": "csv", "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsb", "xls": "xls", "ods": "ods", "json": "json",
    "xml": "xml",
}  # fmt: skip
"""What a file is whose name ends so. Portals often call their CSV .xls, and people rename."""
_IN_WORDS = {"csv": "text with separated columns", "json": "JSON", "xml": "XML", "text": "lines of text"}
_ELEMENT = re.compile(rb"<(?!(Default)?Printer [^<>=]+>)[A-Za-z][\w:.-]*[ >/]")
"""How XML begins without a declaration; a printer's block in CUPS' configuration is none."""
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini", "readme.md", "readme.txt"})


def read_audit_files(
    audits: Path, school: SchoolId, *, today: date, handed_over: Mapping[str, date] | None = None, limits: Limits = LIMITS
) -> tuple[AuditFile, ...]:
    """Every file of a school, read, or refused with the reason; by name.

    `handed_over`: the day each file first came in, by its SHA-256, from earlier imports; a new file comes in `today`.
    A school without a folder has no files. Links are never followed.
    """
    days, files, left = handed_over or {}, list[AuditFile](), limits.rows
    for path, name in sorted(_below(audits / school, Path(school)), key=lambda pair: str(pair[1])):
        for item in _items(path, name, limits):
            if len(files) < limits.files:
                file = _read(item, days, today, replace(limits, rows=left))
                left -= sum(len(table.rows) for table in file.tables)
            else:
                file = _refused(item.name, today, f"it is over the limits: more than {limits.files:,} files", "")
            files.append(file)
    return tuple(files)


def bytes_handed_over(audits: Path, school: SchoolId) -> int:
    """How large a school's files are together, those that will be refused among them."""
    return sum(path.lstat().st_size for path, _ in _below(audits / school, Path(school)))


def read_one(path: Path, *, today: date, limits: Limits = LIMITS) -> tuple[AuditFile, ...]:
    """One file, wherever it lies, read or refused; of a packed one, each of its files."""
    return tuple(_read(item, {}, today, limits) for item in _items(path, Path(path.name), limits))


@dataclass(frozen=True, slots=True)
class _Item:
    """A file, or a member of a packed one: its name below audits/, and its bytes or why there are none."""

    name: Untrusted
    data: bytes = b""
    refused: str | None = None
    passed_over: bool = False


def _items(path: Path, name: Path, limits: Limits) -> Iterator[_Item]:
    """The file at a path; of a packed one each member by itself, named as if its archive were a folder."""
    shown = _untrusted(name)
    if _is_passed_over(name.name):
        yield _Item(shown, passed_over=True)
        return
    try:
        data = _bytes(path, limits)
        if not (data.startswith(ZIP) and is_parcel(data)):
            yield _Item(shown, data)
            return
        for member in members(data, limits):
            aside = member.name.startswith("__MACOSX/") or _is_passed_over(member.name.rpartition("/")[2])
            yield _Item(Untrusted(f"{shown.text}/{member.name}"), member.data, member.refused, passed_over=aside)
    except Unreadable as reason:
        yield _Item(shown, refused=str(reason))


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _PASSED_OVER


def _below(folder: Path, name: Path, deep: int = 0) -> Iterator[tuple[Path, Path]]:
    """Every entry below a folder that is no folder itself, with its path below audits/. A linked or endless folder is given
    as it stands, to be refused by name."""
    if folder.is_symlink() or deep > 8:
        yield folder, name
        return
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _below(Path(entry.path), name / entry.name, deep + 1)
        else:
            yield Path(entry.path), name / entry.name


def _read(item: _Item, days: Mapping[str, date], today: date, limits: Limits) -> AuditFile:
    if item.passed_over:
        why = "passed over: no audit, but a hidden file, a lock file or a readme"
        return _refused(item.name, today, why, "", passed_over=True)
    digest = hashlib.sha256(item.data).hexdigest() if item.data or not item.refused else ""
    day = days.get(digest, today)
    if item.refused:
        return _refused(item.name, day, item.refused, digest)
    try:
        return _understood(item.data, item.name, digest, day, limits)
    except Unreadable as reason:
        return _refused(item.name, day, str(reason), digest)


def _refused(name: Untrusted, day: date, reason: str, digest: str, *, passed_over: bool = False) -> AuditFile:
    return AuditFile(name, "none", digest, day, refused=reason, passed_over=passed_over)


def _untrusted(name: Path) -> Untrusted:
    """A file's name may hold bytes that are no text; they are shown, not passed on."""
    return Untrusted(os.fsencode(name).decode("utf-8", "backslashreplace"))


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of an ordinary file. The name is opened once, and only if it is no link, pipe or device."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
            about = os.fstat(opened.fileno())
            if stat.S_ISDIR(about.st_mode):
                raise Unreadable("its folders nest too deep; put the files in it nearer to the school's own folder")
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("it is not an ordinary file")
            if about.st_size > limits.file:
                raise Unreadable(f"it is over the limits: {about.st_size:,} bytes; ask for it in smaller parts")
            return opened.read(limits.file)
    except OSError as fault:
        if path.is_symlink():
            raise Unreadable("it is a link; copy the file itself here") from None
        raise Unreadable(f"it cannot be opened: {fault.strerror}") from None


def _understood(data: bytes, name: Untrusted, digest: str, day: date, limits: Limits) -> AuditFile:
    """A file read as what its first bytes say it is, whatever it is called; where its name says otherwise, a note says so."""
    file = _as_it_begins(data, name, digest, day, limits)
    ending = name.text.rpartition(".")[2].casefold()
    if _NAMED.get(ending, file.kind) == file.kind:
        return file
    is_really = _IN_WORDS.get(file.kind, f"a workbook ({file.kind.upper()})")
    return replace(file, notes=(*file.notes, f"it is called .{ending}, but it is {is_really}, and was read as that"))


def _as_it_begins(data: bytes, name: Untrusted, digest: str, day: date, limits: Limits) -> AuditFile:
    made = partial(AuditFile, name, sha256=digest, handed_over=day)
    if data.startswith((*ZIP, COMPOUND)):
        book = read_workbook(data, limits)
        return made(kind=book.make, tables=book.tables, notes=book.notes)
    start = b"".join(data.removeprefix(b"\xef\xbb\xbf")[:256].split())
    if what := _no_audit(data, start):
        raise Unreadable(f"it is {what}")
    if start.startswith((b"<?xml", b"<!DOCTYPE", b"<!--")) or _ELEMENT.match(data.lstrip()[:256]):
        return made(kind="xml", holds=read_xml(data, limits))
    if start.startswith((b"{", b"[{", b"[]", b"[[")):
        return made(kind="json", holds=read_json(data, limits))
    if lines := _lines(data, limits):
        document = made(kind="text", holds=Text(lines))
        if is_document(document, READERS):
            return document
        if said := read_switches(lines):
            return made(kind="text", holds=said)
    text = read_csv(data, limits)
    return made(kind="csv", tables=(text.table,), notes=text.notes)


def _no_audit(data: bytes, start: bytes) -> str | None:
    """What a file is that nobody reads rows from, and what to do about it."""
    if _WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:2048]):
        return "a web page, as some portals save .xls; open it in a spreadsheet program and save it as XLSX or CSV"
    if _SPREADSHEET_XML in data[:2048]:
        return "a workbook in the XML form of Excel 2003; open it and save it as XLSX or CSV"
    return next(
        (what for sign, what in _KNOWN if data.startswith(sign) or (sign.isascii() and start.lower().startswith(sign.lower()))),
        None,
    )


def _lines(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The lines of a text that a reader of lines may know; none of one with a line of megabytes, or with millions of them."""
    text, _ = decoded(data)
    if text.count("\n") + text.count("\r") > limits.lines:
        return ()
    lines = tuple(text.splitlines())
    return lines if len(max(lines, key=len, default="")) <= limits.characters else ()
