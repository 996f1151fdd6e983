"""The sheet of a site visit: what it asks, and how its answers come back. All rows are made."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import load_workbook

from ictops.adapters.audit_files import read_audit_files
from ictops.adapters.visit_sheet import visit_workbook
from ictops.audit import HowToRead, Import, known_aliases, read_school
from ictops.audit.decisions import Decisions
from ictops.audit.nouns import About
from ictops.audit.sources.visit import COLUMNS
from ictops.audit.visit import questions
from ictops.estate import Attribute, Untrusted
from ictops.report.visit import visit_csv, visit_rows, visit_text

REGISTER = """Asset tag,Device name,Type,Serial number,Room
A1,oak-pc1,Desktop,S1,Room 1
A2,oak-pc2,Desktop,S2,
A3,oak-prn,Printer,,Office
A4,oak-lap,Laptop,S4,
"""
OTHER = "Asset tag,Serial number,Type,Room\nA1,S1,Desktop,Room 9\n"
ANSWERS = "Question,Answer,Evidence\nAre backups tested?,Yes,\nIs MFA on?,No,\n"
TODAY = date(2026, 9, 1)


def imported(folder: Path, *, known: Import | None = None, **files: str | bytes) -> Import:
    path = folder / "audits" / "oak"
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name.replace("__", ".")).write_bytes(text if isinstance(text, bytes) else text.encode())
    before = known_aliases(known.devices) if known else None
    return read_school("oak", read_audit_files(folder / "audits", "oak", today=TODAY), before)


def first(folder: Path) -> Import:
    return imported(folder, register__csv=REGISTER, other__csv=OTHER, answers__csv=ANSWERS)


def filled(text: str, answers: dict[tuple[str, str], str]) -> str:
    """The sheet with answers, by the device's tag (nothing: the school's) and what is asked."""
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows[1:]:
        tag = next((part for part in row[3].split(", ") if part in {"A1", "A2", "A3", "A4"}), row[4])
        row[6] = answers.get((tag, row[1] if row[0] else ""), "")
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def test_it_asks_what_no_file_tells_or_two_tell_differently(tmp_path: Path) -> None:
    asks = questions(first(tmp_path))

    assert {(ask.about, ask.what[1].text, frozenset(said.text for said in ask.said)) for ask in asks if ask.device} == {
        ("serial", "A3", frozenset()),
        ("room", "A1", frozenset({"Room 1", "Room 9"})),
        ("room", "A2", frozenset()),
    }
    assert [ask.question.text for ask in asks if not ask.device] == ["Are backups tested?", "Is MFA on?"]


def test_what_was_measured_needs_no_visit(tmp_path: Path) -> None:
    asks = questions(first(tmp_path), {Untrusted("Is MFA on?")})

    assert [ask.question.text for ask in asks if not ask.device] == ["Are backups tested?"]


def test_a_laptop_has_no_room_of_its_own(tmp_path: Path) -> None:
    assert "A4" not in str(visit_rows(questions(first(tmp_path))))


def test_what_was_counted_and_never_listed_is_asked_for_and_answered_once(tmp_path: Path) -> None:
    before = imported(tmp_path, kit__csv="Item,Model,Room,Quantity\nLaptop,ProBook,Room 5,30\n")
    (ask,) = questions(before)
    after = imported(
        tmp_path, known=before, visit__csv=filled(visit_csv((ask,)), {(ask.question.text, ""): "28; serials on sheet 2"})
    )

    assert ask.question.text == "How many Laptop ProBook are there in Room 5, and what are their serial numbers?"
    assert [said.text for said in ask.said] == ["30"]
    assert questions(after) == ()


def test_a_device_that_no_file_speaks_of_any_more_is_looked_for(tmp_path: Path) -> None:
    before = imported(tmp_path, register__csv=REGISTER)
    lost = before.devices[0].id
    asks = questions(before.model_copy(update={"in_no_file": (lost,)}))

    assert [(ask.device, ask.question.text) for ask in asks if ask.about == "state"] == [
        (lost, "Is it still there, and in use?")
    ]


def test_answers_come_back_as_facts_of_the_devices_that_were_asked_about(tmp_path: Path) -> None:
    before = first(tmp_path)
    sheet = filled(
        visit_csv(questions(before)),
        {("A2", "room"): "Room 2", ("A3", "serial"): "00123456", ("Are backups tested?", ""): "No, nobody could say when"},
    )
    after = imported(tmp_path, known=before, visit_oak__csv=sheet)
    rooms = {tag.text: device.get(Attribute.ROOM) for device in after.devices if (tag := device.get(Attribute.TAG))}

    assert [device.id for device in after.devices] == [device.id for device in before.devices]
    assert rooms["A2"] == Untrusted("Room 2")
    printer = next(device for device in after.devices if device.get(Attribute.TAG) == Untrusted("A3"))
    assert printer.get(Attribute.SERIAL) == Untrusted("00123456")
    (fact,) = [fact for fact in after.facts if fact.value.text == "00123456"]
    assert next(source.kind for source in after.sources if source.id == fact.place.source) == "visit"
    assert fact.place.cell == f"G{fact.place.row}"
    assert "No, nobody could say when" in {
        told.text for entry in after.entries if entry.about is About.ANSWER and (told := entry.get("answer"))
    }


def test_what_was_not_answered_is_told_and_asked_again(tmp_path: Path) -> None:
    before = first(tmp_path)
    asks = questions(before)
    after = imported(tmp_path, known=before, visit__csv=filled(visit_csv(asks), {("Is MFA on?", ""): "Yes, seen"}))
    (count,) = [count for count in after.counts if count.name.text.endswith("visit.csv")]

    assert (
        sum(reject.rows for reject in after.rejects if reject.reason == "not answered yet") == count.rejected == len(asks) - 1
    )
    assert (count.rows, count.headers) == (1 + len(asks), 1)
    assert [ask.about for ask in questions(after)] == [ask.about for ask in asks if ask.question.text != "Is MFA on?"]


def test_the_same_files_give_the_same_import_with_and_without_an_earlier_one(tmp_path: Path) -> None:
    before = first(tmp_path)
    sheet = filled(visit_csv(questions(before)), {("A2", "room"): "Room 2", ("A3", "serial"): "P3"})
    afresh = imported(tmp_path, visit__csv=sheet)
    again = imported(tmp_path, known=afresh)

    assert afresh.model_dump_json() == again.model_dump_json()
    assert {device.id for device in afresh.devices} == {device.id for device in before.devices}


def test_an_id_that_no_device_has_makes_none(tmp_path: Path) -> None:
    before = first(tmp_path)
    sheet = f"Device id,Question id,Answer\noak-pc-000000,serial,S99\n{before.devices[0].id},serial,S98\n"
    after = imported(tmp_path, known=before, visit__csv=sheet)

    assert [device.id for device in after.devices] == [device.id for device in before.devices]
    assert "S99" not in after.model_dump_json()
    assert "S98" in after.model_dump_json()


def test_the_workbook_is_text_that_comes_back(tmp_path: Path) -> None:
    register = REGISTER.replace("Room 1", '"=HYPERLINK(""x"")"')
    before = imported(tmp_path, register__csv=register, other__csv=OTHER)
    data = visit_workbook(COLUMNS, visit_rows(questions(before)), "oak", datetime(2026, 9, 1, tzinfo=UTC))
    book = load_workbook(io.BytesIO(data))
    cells = [cell for row in book["Visit"].iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert all(not str(cell.value).startswith("=") for cell in cells)
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)
    row = next(row for row in book["Visit"].iter_rows(min_row=2) if row[1].value == "room" and "A2" in str(row[3].value))
    row[6].value = "Room 2"
    out = io.BytesIO()
    book.save(out)
    after = imported(tmp_path, known=before, visit__xlsx=out.getvalue())

    assert after.refused == ()
    assert Untrusted("Room 2") in {device.get(Attribute.ROOM) for device in after.devices}


def test_no_cell_of_the_workbook_is_a_formula_whatever_it_is_given() -> None:
    data = visit_workbook(COLUMNS, [("=1+1", "+1", "@x", "-x", "", "", "")], "oak", datetime(2026, 9, 1, tzinfo=UTC))
    cells = load_workbook(io.BytesIO(data))["Visit"][2]

    assert [(cell.value, cell.data_type) for cell in cells[:4]] == [("=1+1", "s"), ("+1", "s"), ("@x", "s"), ("-x", "s")]


def test_the_questions_are_said_line_by_line(tmp_path: Path) -> None:
    lines = visit_text("oak", questions(first(tmp_path)))

    assert lines[0] == "oak: 5 questions that only a visit can answer."
    assert "What serial number is on its label?" in lines[1]
    assert lines[-1] == "  the school: Is MFA on? The audits say: No."


def test_another_sheet_named_a_visit_by_a_person_is_told_and_makes_nothing(tmp_path: Path) -> None:
    found = imported(
        tmp_path, notes__csv="Device id,Question id,Answer\n,,Kit said so\noak-pc-1,colour,blue\noak-pc-1,room,R1\n"
    )

    assert not found.devices
    assert sorted(reject.reason for reject in found.rejects) == [
        "asks of a device what no device has",
        "names a device by an id that this school has given to none",
        "says too little of the answer",
    ]


def test_an_answer_settles_the_contradiction_that_it_was_asked_for(tmp_path: Path) -> None:
    before = first(tmp_path)
    sheet = filled(visit_csv(questions(before)), {("A1", "room"): "Room 9"})
    after = imported(tmp_path, known=before, visit__csv=sheet)

    assert [ask.about for ask in questions(after) if ask.what[1:] and ask.what[1].text == "A1"] == []
    assert [(one.value.text, one.how) for one in after.settled] == [("Room 9", "answered on a visit, 2026-09-01")]
    assert after.conflicts == ()


def test_a_file_of_a_later_day_that_tells_otherwise_asks_again(tmp_path: Path) -> None:
    before = first(tmp_path)
    after = imported(tmp_path, known=before, visit__csv=filled(visit_csv(questions(before)), {("A1", "room"): "Room 9"}))
    (tmp_path / "audits" / "oak" / "moved.csv").write_text(OTHER.replace("Room 9", "Room 7"), encoding="utf-8")
    days = {source.sha256: source.describes for source in after.sources}
    later = read_school("oak", read_audit_files(tmp_path / "audits", "oak", today=date(2026, 10, 1), handed_over=days))

    assert [conflict.attribute for conflict in later.conflicts] == [Attribute.ROOM]
    assert later.settled == ()


def test_a_stated_precedence_goes_before_the_visits_own(tmp_path: Path) -> None:
    before = first(tmp_path)
    sheet = filled(visit_csv(questions(before)), {("A1", "room"): "Room 9"})
    imported(tmp_path, known=before, visit__csv=sheet)
    files = read_audit_files(tmp_path / "audits", "oak", today=TODAY)
    found = read_school("oak", files, how=HowToRead(decisions=Decisions(precedence=("intune",))))

    assert [conflict.attribute for conflict in found.conflicts] == [Attribute.ROOM]


def test_where_rooms_contradict_the_sheet_says_so_whatever_is_asked(tmp_path: Path) -> None:
    asks = questions(
        imported(tmp_path, a__csv="Asset tag,Type,Room\nA1,Desktop,Room 1\n", b__csv="Asset tag,Type,Room\nA1,Desktop,Room 9\n")
    )

    assert {(ask.about, ask.where.text) for ask in asks} == {
        ("serial", "Room 1 or Room 9 (contradicts)"),
        ("room", "Room 1 or Room 9 (contradicts)"),
    }
    assert all("no room told" not in line for line in visit_text("oak", asks))
