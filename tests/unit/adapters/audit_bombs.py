"""Workbooks and text files that were made to break their reader. Each is made when a test asks for it, never stored."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from itertools import chain, repeat

from openpyxl import Workbook

from tests.unit.adapters import old_workbooks as old

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED = 'sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"'
_HEAD = b"Tag,Name,Type,Serial\r\n"
_ROW = b"T1,oak-1,Laptop,S1\r\n"


def parts(sheet: str = "", **others: str) -> dict[str, bytes]:
    """The parts of a small workbook; `sheet` stands between the tags of its sheet's data."""
    book = io.BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    data = f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData>{others.pop("after", "")}</worksheet>'
    return found | {"xl/worksheets/sheet1.xml": data.encode()} | {name: text.encode() for name, text in others.items()}


def packed(found: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", compression) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return book.getvalue()


def inline(at: str, text: str) -> str:
    """A cell that holds its own text."""
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def sparse() -> bytes:
    return packed(parts(f'<row r="1">{inline("A1", "a")}</row><row r="1048576">{inline("XFD1048576", "b")}</row>'))


def sparse_down() -> bytes:
    return packed(parts(f'<row r="1">{inline("A1", "a")}</row><row r="1048576">{inline("A1048576", "b")}</row>'))


def string_bomb() -> bytes:
    shared = f'<sst xmlns="{_MAIN}" count="1"><si><t>{"A" * 32_000}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    return packed(_sharing(shared, cells))


def entity_text() -> bytes:
    shared = (
        '<!DOCTYPE x [<!ENTITY a "AAAAAAAAAA">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + f']><sst xmlns="{_MAIN}"><si><t>&j;</t></si></sst>'
    )
    return packed(_sharing(shared, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))


def outside_entity() -> bytes:
    shared = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst xmlns="{_MAIN}"><si><t>&a;</t></si></sst>'
    return packed(_sharing(shared, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))


def _sharing(shared: str, rows: str) -> dict[str, bytes]:
    """A workbook whose cells point into a table of shared strings, as Excel writes them."""
    found = parts(rows)
    types = found["[Content_Types].xml"].replace(b"</Types>", f'<Override PartName="/xl/{_SHARED}/></Types>'.encode())
    return found | {"[Content_Types].xml": types, "xl/sharedStrings.xml": shared.encode()}


def sheet_entity() -> bytes:
    found = parts()
    sheet = f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{_MAIN}"><sheetData>{inline("A1", "&a;")}</sheetData></worksheet>'
    return packed(found | {"xl/worksheets/sheet1.xml": sheet.encode()})


def row_bomb() -> bytes:
    return packed(parts("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 25_002))), zipfile.ZIP_STORED)


def one_endless_row() -> bytes:
    return packed(parts('<row r="1">' + "<c><v>1</v></c>" * 300_000 + "</row>"), zipfile.ZIP_STORED)


def ratio_bomb() -> bytes:
    return packed(parts() | {"xl/worksheets/sheet1.xml": b" " * (50 * 1024 * 1024)})


def huge_unpacked() -> bytes:
    return packed(parts() | {f"xl/media/{n}.bin": b"\0" * (40 * 1024 * 1024) for n in range(6)})


def many_members() -> bytes:
    return packed(parts() | {f"xl/media/{n}.txt": b"x" for n in range(1_001)})


def lying_size() -> bytes:
    """The table of contents says 10 bytes where there are 50 million."""
    data = bytearray(ratio_bomb())
    at = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def giant_cell() -> bytes:
    return packed(parts(f'<row r="1">{inline("A1", "A" * 40_000)}</row>'))


def wide_row() -> bytes:
    return packed(parts('<row r="1">' + "<c><v>1</v></c>" * 600 + "</row>"))


def many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n + 9}"/>' for n in range(1, 300_001, 10))
    return packed(parts(f'<row r="1">{inline("A1", "a")}</row>', after=f"<mergeCells>{merges}</mergeCells>"))


def endless_number() -> bytes:
    return packed(parts(f'<row r="1"><c r="A1"><v>{"9" * 100_000}</v></c></row>'))


def infinite_number() -> bytes:
    return packed(parts('<row r="1"><c r="A1"><v>1e999</v></c></row>'))


def missing_string() -> bytes:
    return packed(parts('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))


def truncated() -> bytes:
    return packed(parts(inline("A1", "a")))[:-200]


def word_document() -> bytes:
    return packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})


def open_document() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": b"<x/>"})


def zip_that_holds_itself() -> bytes:
    inner = packed({"a.txt": b"a" * 1_000_000})
    return packed({"xl/inner.xlsx": inner, "xl/workbook.xml": inner})


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "two cells far apart": sparse,
    "two cells far apart in one column": sparse_down,
    "one long string twenty thousand times": string_bomb,
    "entities within entities": entity_text,
    "an entity from outside": outside_entity,
    "an entity in the sheet": sheet_entity,
    "too many rows": row_bomb,
    "one endless row": one_endless_row,
    "packed more than 100 to 1": ratio_bomb,
    "unpacked larger than the limit": huge_unpacked,
    "more than a thousand parts": many_members,
    "a size that lies": lying_size,
    "a giant cell": giant_cell,
    "six hundred columns": wide_row,
    "thirty thousand merged ranges": many_merges,
    "a number of a hundred thousand digits": endless_number,
    "infinity": infinite_number,
    "a string that is not there": missing_string,
    "cut short": truncated,
    "a Word document": word_document,
    "an OpenDocument text": open_document,
    "a zip in a zip": zip_that_holds_itself,
}

OLD: dict[str, Callable[[], bytes]] = {
    "an XLS of two cells far apart": old.xls_far_apart,
    "an XLS with a password": old.xls_with_password,
    "an XLS that goes round in a circle": old.xls_that_goes_round,
    "an XLS cut short": lambda: old.xls({"S": [["a"] * 40] * 200})[:3000],
    "an XLS that is noise": lambda: old.COMPOUND + bytes(range(256)) * 400,
    "an XLS of too many rows": lambda: old.xls({"S": [[1]] * 26_000}),
    "an XLSB of two cells far apart": old.xlsb_far_apart,
    "an ODS cell that stands for sixteen thousand million": old.ods_repeated,
    "an ODS with entities within entities": old.ods_entities,
    "an ODS with an entity from outside": lambda: old.ods_entities(outside=True),
    "an ODS with a password": old.ods_with_password,
    "an ODS packed more than 100 to 1": lambda: old.packed_ods(" " * (50 * 1024 * 1024)),
    "an ODS without its sheets": lambda: old.packed_ods("<x/>"),
    "an ODS with a giant cell": lambda: old.ods({"S": old.ods_rows([["A" * 40_000]])}),
    "an ODS six hundred columns wide": lambda: old.ods({"S": old.ods_rows([["x"] * 600])}),
    "a presentation of before 2007": lambda: old.compound({"PowerPoint Document": b"x"}),
    "a Word document of before 2007": lambda: old.compound({"WordDocument": b"x"}),
    "an XLSX in the envelope of its encryption": lambda: old.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
}
"""Made for calamine, which aborts its process where a reader in Python raises."""


def parcel(**members: bytes) -> bytes:
    """A zip of files, their names with `__` for a point."""
    return packed({name.replace("__", "."): data for name, data in members.items()})


def lying_parcel() -> bytes:
    """The table of contents says 10 bytes where there are 5 million."""
    data = bytearray(packed({"a.csv": _HEAD + _ROW, "big.csv": b" " * 5_000_000, "c.csv": _HEAD}))
    at = data.rfind(b"big.csv") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def locked_parcel() -> bytes:
    data = bytearray(packed({"a.csv": _HEAD + _ROW}))
    data[data.rfind(b"a.csv") - 46 + 8] |= 1
    return bytes(data)


PARCELS: dict[str, Callable[[], bytes]] = {
    "nothing in it": lambda: packed({}),
    "more than a thousand files": lambda: packed({f"{n}.csv": b"x" for n in range(1_001)}),
    "packed more than 100 to 1": lambda: packed({"a.csv": b" " * (50 * 1024 * 1024)}),
    "unpacked larger than the limit": lambda: packed({f"{n}.csv": b"ab" * (20 * 1024 * 1024) for n in range(6)}),
    "a size that lies": lying_parcel,
    "a password": locked_parcel,
    "a zip in a zip": lambda: packed({"in.zip": packed({"a.csv": _HEAD + _ROW})}),
    "LZMA": lambda: packed({"a.csv": _HEAD + _ROW}, zipfile.ZIP_LZMA),
    "cut short": lambda: packed({"a.csv": _HEAD + _ROW})[:-30],
    "half a million entries": lambda: b"PK\x03\x04" + b"PK\x01\x02" * 500_000,
}
"""Packed files that hold no register that may be read."""

TEXTS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "white space only": lambda: b" \r\n\t\r\n",
    "header only": lambda: _HEAD,
    "carriage returns only": lambda: (_HEAD + _ROW).replace(b"\r\n", b"\r"),
    "UTF-16 with a mark": lambda: (_HEAD + _ROW).decode().encode("utf-16"),
    "UTF-16 big-endian without a mark": lambda: (_HEAD + _ROW).decode().encode("utf-16-be"),
    "half a UTF-16 letter": lambda: (_HEAD + _ROW).decode().encode("utf-16") + b"\x00",
    "NULs": lambda: _HEAD + b"T1,oak\0-1,Laptop,\0S1\r\n",
    "nothing but NULs": lambda: b"\0" * 100_000,
    "noise": lambda: bytes(range(256)) * 400,
    "semicolons": lambda: (_HEAD + _ROW).replace(b",", b";"),
    "six hundred columns": lambda: _HEAD + b",".join([b"x"] * 600),
    "twenty million columns": lambda: b"," * 19_000_000,
    "twenty million lines": lambda: b"\n" * 19_000_000,
    "a giant cell": lambda: _HEAD + b"T1," + b"A" * 100_000,
    "a cell beyond the csv module": lambda: _HEAD + b"T1," + b"A" * 200_000,
    "a quotation mark that never closes": lambda: _HEAD + b'T1,"oak-1,Laptop\r\n' + _ROW * 50,
    "too many rows": lambda: b"".join(chain([_HEAD], repeat(b"a\n", 26_000))),
    "quotation marks only": lambda: b'"' * 200_001,
    "an old .xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a PDF": lambda: b"%PDF-1.7\n" + b"x" * 100,
    "a web page called .csv": lambda: b"\xef\xbb\xbf\r\n <HTML><body>x</body></html>",
    "JSON": lambda: b'{\n  "devices": []\n}',
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
}
