"""Workbooks of other makes than XLSX, written by hand from their published formats: nobody's files, small enough to read.

XLS: a compound file (MS-CFB) with one stream of BIFF8 records (MS-XLS 2.4). XLSB: a zip of parts with BIFF12 records
(MS-XLSB 2.4). ODS: a zip with `content.xml` (OpenDocument 1.3, part 3). Rows are lists of values, None for an empty cell.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

type Value = str | float | None
type Rows = Sequence[Sequence[Value]]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(sheets: Mapping[str, Rows], merged: Sequence[Sequence[int]] = ()) -> bytes:
    """An XLS file. `merged`: ranges of every sheet as first row, last row, first column, last column, from 0."""
    bodies = [_biff_sheet(rows, merged) for rows in sheets.values()]
    names = [_text8(name) for name in sheets]
    start = len(_bof(5)) + sum(4 + 6 + len(name) for name in names) + 4
    bounds, at = b"", start
    for name, body in zip(names, bodies, strict=True):
        bounds += _record(0x0085, struct.pack("<IH", at, 0) + name)
        at += len(body)
    return compound({"Workbook": _bof(5) + bounds + _record(0x000A) + b"".join(bodies)})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each padded to be no small one."""
    padded = {name: data.ljust(4096 + -len(data) % _SECTOR, b"\0") for name, data in streams.items()}
    padded = {name: data + b"\0" * (-len(data) % _SECTOR) for name, data in padded.items()}
    directory = [_entry("Root Entry", 5, _END, 0, (_FREE, 1))]
    table, sector = [_END], 1
    for number, (name, data) in enumerate(padded.items(), start=1):
        count = len(data) // _SECTOR
        directory.append(_entry(name, 2, sector, len(data), (number + 1 if number < len(padded) else _FREE, _FREE)))
        table += [*range(sector + 1, sector + count), _END]
        sector += count
    assert len(directory) <= 4
    fats = -(-(len(table) + 40) // 128)
    table += [_FAT] * fats
    fat = b"".join(struct.pack("<I", one) for one in table).ljust(fats * _SECTOR, b"\xff")
    difat = [sector + n for n in range(fats)] + [_FREE] * (109 - fats)
    header = (
        COMPOUND + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
        + struct.pack("<IIIIIIIII", 0, fats, 0, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", *difat)
    )  # fmt: skip
    return header + b"".join(directory).ljust(_SECTOR, b"\0") + b"".join(padded.values()) + fat


def _entry(name: str, kind: int, start: int, size: int, links: tuple[int, int]) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, *links)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text8(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _biff_sheet(rows: Rows, merged: Sequence[Sequence[int]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    cells = b"".join(_biff_cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row))
    areas = _record(0x00E5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *area) for area in merged))
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    return _bof(0x10) + size + cells + (areas if merged else b"") + _record(0x000A)


def _biff_cell(row: int, column: int, value: Value) -> bytes:
    where = struct.pack("<HHH", row, column, 0)
    match value:
        case None:
            return b""
        case str():
            return _record(0x0204, where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        case _:
            return _record(0x0203, where + struct.pack("<d", value))


def xls_far_apart() -> bytes:
    """Two cells: the first of the sheet, and the last that the format knows."""
    sheet = _bof(0x10) + _record(0x0200, struct.pack("<IIHHH", 0, 65536, 0, 256, 0))
    sheet += _biff_cell(0, 0, "a") + _biff_cell(65535, 255, "b") + _record(0x000A)
    bounds = _record(0x0085, struct.pack("<IH", len(_bof(5)) + 4 + 6 + len(_text8("S")) + 4, 0) + _text8("S"))
    return compound({"Workbook": _bof(5) + bounds + _record(0x000A) + sheet})


def xls_with_password() -> bytes:
    """FILEPASS (MS-XLS 2.4.117) right after the first record."""
    return compound({"Workbook": _bof(5) + _record(0x002F, struct.pack("<HHH", 1, 1, 1)) + _record(0x000A)})


def xls_that_goes_round() -> bytes:
    """The stream's second sector is followed by its second sector."""
    data = bytearray(xls({"S": [["x" * 200] * 40]}))
    fat = data.rfind(struct.pack("<II", 3, 4))
    data[fat + 4 : fat + 8] = struct.pack("<I", 3)
    return bytes(data)


def ods(sheets: Mapping[str, str]) -> bytes:
    """An ODS file from the XML of each sheet's rows (`ods_rows` makes it)."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    tables = "".join(f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return packed_ods(f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>')


def packed_ods(content: str, manifest: str = "<manifest/>") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return data.getvalue()


def ods_rows(rows: Rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)


def _ods_cell(value: Value) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case str():
            text = f"<text:p>{escape(value)}</text:p>"
            return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
        case _:
            told = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {told}><text:p>{value}</text:p></table:table-cell>"


def xlsb(rows: Rows) -> bytes:
    """An XLSB file with one sheet."""
    book = _part(0x83) + _part(0x8F) + _part(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Devices")) + _part(0x90)
    cells = b"".join(
        _part(0x00, struct.pack("<III", at, 0, 0) + b"\0" * 5) + b"".join(_wide_cell(n, value) for n, value in enumerate(row))
        for at, row in enumerate(rows)
    )
    size = struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(map(len, rows), default=1) - 1)
    sheet = _part(0x81) + _part(0x94, size) + _part(0x91) + cells + _part(0x92) + _part(0x82)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = (
        f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book + _part(0x84))
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return data.getvalue()


def _part(kind: int, data: bytes = b"") -> bytes:
    """A BIFF12 record: its kind in one byte or two, its size in as many as it needs."""
    size, left = b"", len(data)
    while True:
        left, low = left >> 7, left & 0x7F
        size += bytes([low | (0x80 if left else 0)])
        if not left:
            break
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    return head + size + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _wide_cell(column: int, value: Value) -> bytes:
    where = struct.pack("<II", column, 0)
    match value:
        case None:
            return b""
        case str():
            return _part(0x06, where + _wide(value))
        case _:
            return _part(0x05, where + struct.pack("<d", value))


def xlsb_far_apart() -> bytes:
    rows = [["a"]]
    data = xlsb(rows)
    last = _part(0x00, struct.pack("<III", 1_048_575, 0, 0) + b"\0" * 5) + _wide_cell(16_383, "b")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"].replace(_part(0x92), last + _part(0x92))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def ods_repeated() -> bytes:
    """One cell that stands for a million rows of sixteen thousand columns."""
    often = 'table:number-columns-repeated="16384" office:value-type="string"'
    cell = f"<table:table-cell {often}><text:p>a</text:p></table:table-cell>"
    return ods({"S": f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'})


def ods_entities(*, outside: bool = False) -> bytes:
    defined = (
        '<!ENTITY a SYSTEM "file:///etc/passwd">'
        if outside
        else '<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    )
    content = zipfile.ZipFile(io.BytesIO(ods({"S": ods_rows([["xx", "kept"]])}))).read("content.xml").decode()
    content = content.replace("?>", f"?><!DOCTYPE x [{defined}]>", 1).replace(">xx<", f">{'&a;' if outside else '&b;'}<")
    return packed_ods(content)


def ods_with_password() -> bytes:
    """As OpenDocument 1.3, part 2, 4.8 marks an encrypted member."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    return packed_ods("\x9f\x00noise", f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>')
