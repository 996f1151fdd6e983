"""`ictops audit visit`: the sheet of a school is written, filled in, and imported like any other file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.flow.ictops_command import Command


def test_a_sheet_goes_out_and_its_answers_come_back(ictops: Command, tmp_path: Path) -> None:
    ictops("audit", "import", "quillford", ends_with=3)
    sheet = tmp_path / "visit.csv"
    said = ictops("audit", "visit", "quillford", "--out", str(sheet))
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))
    asked = [row for row in rows if row[1] == "serial"]
    asked[0][6] = "VISIT-0001"
    with (ictops.trust / "audits" / "quillford" / "visit.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    ictops("audit", "import", "quillford", ends_with=3)
    again = ictops("audit", "visit", "quillford", "--json").json

    assert said.out.startswith(f"quillford: {len(rows) - 1} questions")
    assert len(again["questions"]) == len(rows) - 2
    assert asked[0][0] not in {ask["device"] for ask in again["questions"] if ask["about"] == "serial"}


def test_a_workbook_is_written_and_no_other_kind_of_file(ictops: Command, tmp_path: Path) -> None:
    ictops("audit", "import", "quillford", ends_with=3)
    ictops("audit", "visit", "quillford", "--out", str(tmp_path / "visit.xlsx"))
    refused = ictops("audit", "visit", "quillford", "--out", str(tmp_path / "visit.pdf"), ends_with=2)

    assert (tmp_path / "visit.xlsx").read_bytes().startswith(b"PK")
    assert "neither .xlsx nor .csv" in refused.err


def test_a_school_that_nothing_was_imported_of_is_sent_to_import_first(ictops: Command) -> None:
    refused = ictops("audit", "visit", "quillford", ends_with=2)

    assert "ictops audit import quillford" in refused.err
