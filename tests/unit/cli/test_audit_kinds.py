"""How audits are read: shown with its confidence, asked about, answered by --as, and taught by a mapping."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.flow.ictops_command import Command
from tests.unit.adapters.old_workbooks import xls

KIT = """Brackenfold kit;;;;;
Inventarnr;Maschine;Merkmal;Ort;Passwort;Bemerkung
00123456;oak-0001;Laptop;Room 1;hunter2;10:20:30:40:50:59
1E5;oak-0002;Laptop;Room 2;hunter3;aa:bb:cc:dd:ee:02
"""


@pytest.fixture
def ictops(unaudited: Command) -> Command:
    return unaudited


def hand_over(ictops: Command, name: str, text: str) -> Path:
    path = ictops.trust / "audits" / "mothwick" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_import_and_the_review_say_what_each_file_was_taken_for_and_how_surely(ictops: Command) -> None:
    hand_over(ictops, "kit.csv", "Tag,Name,Type\nT1,oak-1,Laptop\n")
    said = ictops("audit", "import", "mothwick", ends_with=0)
    (told,) = ictops("audit", "import", "mothwick", "--json", ends_with=0).json
    page = ictops.trust / "review.html"
    reviewed = ictops("audit", "review", "mothwick", "--out", str(page))

    assert "mothwick/kit.csv: Register by hand (100% sure)" in said.out
    assert [(one["kind"], one["confidence"], one["by_person"]) for one in told["chosen"]] == [("register", 1.0, False)]
    assert "(100% sure)" in reviewed.out
    assert "(100% sure)" in page.read_text(encoding="utf-8")


def test_an_answer_is_taken_and_kept_with_who_gave_it_and_asked_again_for_other_bytes(ictops: Command) -> None:
    hand_over(ictops, "kit.csv", "Tag,Name,Type\nT1,oak-1,Laptop\n")
    said = ictops("audit", "import", "mothwick", "--as", "kit.csv=windows-print-queues", "--by", "A. Example")
    first = ictops("audit", "import", "mothwick", "--as", "mothwick/kit.csv=register", "--by", "A. Example")
    (again,) = ictops("audit", "import", "mothwick", "--json").json
    kept = (ictops.trust / "audits.yml").read_text(encoding="utf-8")
    hand_over(ictops, "kit.csv", "Tag,Name,Type\nT2,oak-2,Laptop\n")
    (newer,) = ictops("audit", "import", "mothwick", "--json").json

    assert said.exit_number == 2
    assert "a person said so" in first.out
    assert [(one["kind"], one["by_person"]) for one in again["chosen"]] == [("register", True)]
    assert "by: A. Example" in kept
    assert kept.count("sha256:") == 1
    assert [(one["kind"], one["by_person"]) for one in newer["chosen"]] == [("register", False)]


def test_an_answer_that_cannot_be_taken_is_refused_whole(ictops: Command) -> None:
    hand_over(ictops, "kit.csv", "Tag,Name,Type\nT1,oak-1,Laptop\n")
    said = ictops(
        "audit", "import", "mothwick", "--as", "kid.csv=intune", "--as", "kit.csv=intone", "--by", "A. Example", ends_with=2
    )
    nobody = ictops("audit", "import", "mothwick", "--as", "kit.csv=intune", ends_with=2)

    table = ictops("audit", "import", "mothwick", "--as", "kit.csv=switch", "--by", "A. Example", ends_with=2)

    assert "--as kit.csv=switch: it is a table, and switch reads TXT or CONF of its own make" in table.err
    assert "there is no such audit file. Did you mean kit.csv?" in said.err
    assert "intone is no kind of source. Did you mean intune?" in said.err
    assert "Add --by NAME" in nobody.err
    assert not (ictops.trust / "audits.yml").exists()


def test_faults_of_audits_yml_are_told_by_line(ictops: Command) -> None:
    hand_over(ictops, "kit.csv", "Tag,Name,Type\nT1,oak-1,Laptop\n")
    entry = f"  - file: mothwick/kit.csv\n    sha256: {'a' * 64}\n    kind: intone\n    by: A\n    on: 2026-09-01\n"
    (ictops.trust / "audits.yml").write_text(f"read_as:\n{entry}", encoding="utf-8")
    said = ictops("audit", "import", "mothwick", ends_with=2)
    (ictops.trust / "audits.yml").write_text(f"read_as:\n{entry}    wy: x\n", encoding="utf-8")
    strange = ictops("audit", "import", "mothwick", ends_with=2)

    assert "audits.yml, line 4: intone is no kind of source. Did you mean intune?" in said.err
    assert "audits.yml, line 7" in strange.err


def test_a_table_nobody_knows_is_skipped_until_a_mapping_is_written_for_it(ictops: Command) -> None:
    """The whole way: skipped, proposed, one line corrected, imported; no value of the file in the proposal."""
    path = hand_over(ictops, "kit.csv", KIT)
    before = ictops("audit", "import", "mothwick", ends_with=3)
    mapping = ictops.trust / "mappings" / "kit.yml"

    proposed = ictops("audit", "map", str(path), "--out", str(mapping), ends_with=0).out
    text = mapping.read_text(encoding="utf-8")
    for header, meaning in (("Inventarnr", "serial"), ("Maschine", "name"), ("Merkmal", "kind"), ("Ort", "room")):
        assert f'"{header}": ignored' in text
        text = text.replace(f'"{header}": ignored', f'"{header}": {meaning}')
    mapping.write_text(text, encoding="utf-8")
    after = ictops("audit", "import", "mothwick", "--json")
    (told,) = after.json

    assert "needs a mapping" in before.out
    assert "0 devices" in before.out

    assert "Proposed in" in proposed
    assert not [value for value in ("00123456", "1E5", "oak-0001", "hunter2", "Room 1") if value in text]
    assert '"99999999"' in text
    assert '"Bemerkung": mac  # 2 of 2 filled' in text
    assert [(one["kind"], one["confidence"]) for one in told["chosen"]] == [("our-kit", 1.0)]
    assert (told["counts"][0]["imported"], told["counts"][0]["titles"]) == (2, 1)
    record = json.dumps(ictops("audit", "review", "mothwick", "--json").json)
    assert "hunter2" not in record


def test_faults_of_a_mapping_are_told_all_at_once_by_line(ictops: Command) -> None:
    hand_over(ictops, "kit.csv", KIT)
    folder = ictops.trust / "mappings"
    folder.mkdir()
    (folder / "a.yml").write_text(
        "kind: intune\ntitle: x\nmatch: [Ort]\nlists: devices\ncolumns:\n  Ort: rom\n  Admin password: notes\n  Pupil: notes\n",
        encoding="utf-8",
    )
    (folder / "b.yml").write_text("kind: intune\ntitle: x\nmatch: [Ort]\ncolumns:\n  Ort: room\n", encoding="utf-8")
    said = ictops("audit", "import", "mothwick", ends_with=2)

    assert "mappings/a.yml, line 6: rom is nothing that a column of devices may be" in said.err
    assert "mappings/a.yml, line 7: the column holds secrets, so it is never read. Write ignored" in said.err
    assert "mappings/a.yml, line 8: the column speaks of pupils" in said.err
    assert "mappings/b.yml, line 1: the kind intune is ictops itself's already" in said.err


def test_kinds_are_listed_with_what_each_rests_on(ictops: Command) -> None:
    said = ictops("audit", "kinds", ends_with=0)

    assert any(line.startswith("intune ") and "Microsoft Intune" in line for line in said.out.splitlines())
    assert any(line.startswith("register ") for line in said.out.splitlines())


def test_a_trusts_old_workbook_in_a_packed_file_gives_this_school_its_own_rows_alone(ictops: Command) -> None:
    rows: list[list[str | float | None]] = [
        ["School", "Asset tag", "Type", "Qty"],
        ["Mothwick", "00123456", "Laptop", 1.0],
        ["Quillford", "00123457", "Laptop", 1.0],
        ["Mothwick", None, "30 x laptop", None],
    ]
    with zipfile.ZipFile(ictops.trust / "audits" / "mothwick" / "trust.zip", "w") as archive:
        archive.writestr("registers/all.xls", xls({"Kit": rows}))
    (told,) = ictops("audit", "import", "mothwick", "--json", ends_with=3).json

    assert [(one["name"]["text"], one["rows"], one["imported"], one["rejected"]) for one in told["counts"]] == [
        ("mothwick/trust.zip/registers/all.xls", 4, 2, 1)
    ]
    assert [one["reason"].partition(":")[0] for one in told["rejects"]] == ["speaks of another school"]
    assert "Quillford" in told["rejects"][0]["reason"]
