"""Finding audit files: by what they hold, never outside the folder, every one accounted for."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ictops.adapters.audit_files import read_audit_files
from ictops.adapters.audit_limits import LIMITS
from ictops.audit import AuditFile, read_school
from tests.unit.adapters.old_workbooks import xls
from tests.unit.audit.tables import TODAY

CSV = b"Tag,Name,Type\nT1,oak-1,Laptop\n"


@pytest.fixture
def oak(tmp_path: Path) -> Path:
    folder = tmp_path / "audits" / "oak"
    folder.mkdir(parents=True)
    return folder


def read(oak: Path, **others: object) -> dict[str, AuditFile]:
    files = read_audit_files(oak.parent, "oak", today=TODAY, **others)  # type: ignore[arg-type]
    return {file.name.text.removeprefix("oak/"): file for file in files}


def test_a_school_without_a_folder_has_no_files(tmp_path: Path) -> None:
    assert read_audit_files(tmp_path, "oak", today=TODAY) == ()


def test_files_in_folders_below_are_found_in_order(oak: Path) -> None:
    (oak / "2024").mkdir()
    for name in ("z.csv", "2024/a.csv", "b.txt"):
        (oak / name).write_bytes(CSV + name.encode())

    assert list(read(oak)) == ["2024/a.csv", "b.txt", "z.csv"]


def test_a_files_kind_is_what_it_holds_not_what_it_is_called(oak: Path) -> None:
    (oak / "register.xlsx").write_bytes(CSV)
    (oak / "report.csv").write_bytes(b"%PDF-1.4 ...")
    found = read(oak)

    assert found["register.xlsx"].kind == "csv"
    assert "PDF" in (found["report.csv"].refused or "")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("kit.xlsx", CSV, "it is called .xlsx, but it is text with separated columns, and was read as that"),
        ("kit.XLS", CSV, "it is called .xls, but it is text with separated columns, and was read as that"),
        (
            "kit.csv",
            xls({"Devices": [["Tag", "Name"], ["T1", "oak-1"]]}),
            "it is called .csv, but it is a workbook (XLS), and was read as that",
        ),
        ("kit.xml", b'[{"serial": "S1"}]', "it is called .xml, but it is JSON, and was read as that"),
    ],
)
def test_a_name_that_says_otherwise_than_the_content_is_told(oak: Path, name: str, data: bytes, said: str) -> None:
    (oak / name).write_bytes(data)
    (file,) = read(oak).values()
    notes = {note.note for note in read_school("oak", [file]).notes}

    assert file.refused is None
    assert file.notes[-1] == said
    assert said in notes


@pytest.mark.parametrize("name", ["kit.csv", "kit.txt", "kit", "kit.tsv"])
def test_a_name_that_says_nothing_else_is_not_told(oak: Path, name: str) -> None:
    (oak / name).write_bytes(CSV)
    (file,) = read(oak).values()

    assert not [note for note in file.notes if "called" in note]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<table><tr><td>Tag</td><td>Serial</td></tr></table>", "web page"),
        (b"\n<!-- saved -->\n<HTML><body>", "web page"),
        (b'<meta charset="utf-8"><table border=1><tr><td>Tag', "web page"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n\n--x\n<html></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
    ],
)
def test_what_portals_save_as_xls_is_refused_with_what_to_do(oak: Path, data: bytes, what: str) -> None:
    (oak / "kit.xls").write_bytes(data)
    (file,) = read(oak).values()

    assert what in (file.refused or "")
    assert "save it as XLSX or CSV" in (file.refused or "")


def test_links_are_refused_wherever_they_lead(oak: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(CSV)
    (oak / "linked.csv").symlink_to(secret)
    (oak / "folder").symlink_to(tmp_path)
    found = read(oak)

    assert set(found) == {"linked.csv", "folder"}
    assert all("it is a link" in (file.refused or "") and not file.tables for file in found.values())


def test_a_linked_school_is_refused_whole(oak: Path) -> None:
    (oak.parent / "elm").symlink_to(oak)
    (oak / "a.csv").write_bytes(CSV)
    (found,) = read_audit_files(oak.parent, "elm", today=TODAY)

    assert "it is a link" in (found.refused or "")


def test_a_pipe_does_not_hang_the_import(oak: Path) -> None:
    os.mkfifo(oak / "pipe.csv")

    assert "not an ordinary file" in (read(oak)["pipe.csv"].refused or "")


def test_lock_files_and_hidden_files_are_passed_over_with_a_word(oak: Path) -> None:
    for name in ("~$register.xlsx", ".DS_Store", "Thumbs.db", ".~lock.register.ods#", "README.md"):
        (oak / name).write_bytes(b"x")
    found = read_school("oak", read(oak).values())

    assert len(found.refused) == 5
    assert all(file.passed_over for file in found.refused)


def test_a_file_over_the_limit_is_refused_before_it_is_read(oak: Path) -> None:
    with (oak / "huge.csv").open("wb") as huge:
        huge.truncate(LIMITS.file + 1)

    assert "over the limits" in (read(oak)["huge.csv"].refused or "")


def test_more_files_than_the_limit_are_refused_by_name(oak: Path) -> None:
    for number in range(3):
        (oak / f"{number}.csv").write_bytes(CSV + str(number).encode())
    found = read(oak, limits=replace(LIMITS, files=2))

    assert [file.refused for file in found.values()] == [None, None, "it is over the limits: more than 2 files"]


def test_the_rows_of_a_school_are_limited_over_all_its_files(oak: Path) -> None:
    for number in range(3):
        (oak / f"{number}.csv").write_bytes(CSV + f"T{number},x,y\n".encode())
    found = read(oak, limits=replace(LIMITS, rows=7))

    assert [file.refused for file in found.values()] == [None, None, "it is over the limits: too many rows for one school"]


def test_a_name_that_is_no_text_is_shown_and_read(oak: Path) -> None:
    Path(os.fsdecode(os.fsencode(oak) + b"/caf\xe9.csv")).write_bytes(CSV)

    assert [file.name.text for file in read(oak).values()] == ["oak/caf\\xe9.csv"]


def test_a_file_speaks_of_the_day_it_first_came_in(oak: Path) -> None:
    """Otherwise an undated register would look fresh each time it is imported."""
    (oak / "register.csv").write_bytes(CSV)
    first = read(oak)["register.csv"]
    later = read_audit_files(oak.parent, "oak", today=date(2027, 1, 1), handed_over={first.sha256: first.handed_over})

    assert read_school("oak", later).sources[0].describes == TODAY


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return data.getvalue()


def test_each_file_of_a_packed_export_is_a_file_of_its_own_and_adds_up_by_itself(oak: Path) -> None:
    (oak / "export.zip").write_bytes(
        packed({"devices.csv": CSV, "more/users.csv": CSV + b"T2,oak-2,Laptop\n", "__MACOSX/._devices.csv": b"x", "a/": b""})
    )
    found = read_school("oak", read(oak).values())

    assert [(count.name.text, count.rows, count.imported, count.merged) for count in found.counts] == [
        ("oak/export.zip/__MACOSX/._devices.csv", 0, 0, 0),
        ("oak/export.zip/devices.csv", 2, 1, 0),
        ("oak/export.zip/more/users.csv", 3, 1, 1),
    ]
    assert [file.passed_over for file in found.refused] == [True]


def test_a_member_whose_name_climbs_is_read_under_a_name_that_is_only_shown(oak: Path) -> None:
    (oak / "x.zip").write_bytes(packed({"../../../escaped.csv": CSV, "/etc/passwd": CSV + b"T2,oak-2,PC\n"}))
    found = read(oak)

    assert {name: file.refused for name, file in found.items()} == {
        "x.zip/../../../escaped.csv": None,
        "x.zip//etc/passwd": None,
    }
    assert not [path for path in oak.parents[1].rglob("*") if path.name == "escaped.csv"]


def test_a_workbook_in_a_packed_export_is_read_and_a_parcel_in_it_is_not(oak: Path) -> None:
    book = xls({"Devices": [["Tag", "Name", "Type"], ["T1", "oak-1", "Laptop"]]})
    (oak / "x.zip").write_bytes(packed({"a.xls": book, "in.zip": packed({"a.csv": CSV})}))
    found = read(oak)

    assert found["x.zip/a.xls"].kind == "xls"
    assert len(found["x.zip/a.xls"].tables[0].rows) == 2
    assert "a packed file in a packed file" in (found["x.zip/in.zip"].refused or "")


def test_members_count_among_the_files_and_rows_of_a_school(oak: Path) -> None:
    (oak / "x.zip").write_bytes(packed({f"{n}.csv": CSV + f"T{n},x,PC\n".encode() for n in range(3)}))

    assert [file.refused for file in read(oak, limits=replace(LIMITS, files=2)).values()][2] is not None
    assert [file.refused is None for file in read(oak, limits=replace(LIMITS, rows=7)).values()] == [True, True, False]
