"""Two audits of one school against each other: what a person can use, and no noise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictops.audit.differing import Difference
from ictops.errors import AuditRefused, BadInput
from ictops.estate import Attribute, Untrusted
from ictops.report.difference import difference_json, difference_page, difference_text
from ictops.wiring.comparing import compared
from ictops.wiring.importing import import_audits
from ictops.wiring.settling import Because, gone
from ictops.wiring.trust import OpenTrust, open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import EXAMPLE

EARLIER = "Serial,Name,Room,Type,Last seen\nSER-001,pc-1,12,PC,2026-05-01\nSER-002,pc-2,13,PC,2026-05-01\n"
LATER = "Serial,Name,Room,Type,Last seen\nSER-001,pc-1,14,PC,2026-08-01\nSER-003,<script>alert(1)</script>,=1+1,PC,2026-08-01\n"


@pytest.fixture
def trust(tmp_path: Path) -> OpenTrust:
    folder = tmp_path / "trust"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits"))
    audits = folder / "audits" / "quillford"
    (audits / "2026").mkdir(parents=True)
    (audits / "2025.csv").write_text(EARLIER, encoding="utf-8")
    (audits / "2026" / "register.csv").write_text(LATER, encoding="utf-8")
    (audits / "odd.csv").write_bytes(b"%PDF-1.7")
    return open_trust(folder)


@pytest.fixture
def found(trust: OpenTrust) -> Difference:
    return compared(trust, "quillford", ("2025.csv", "2026"), NOON)


def test_what_is_new_lost_and_changed_is_told_once_and_noise_is_counted(found: Difference) -> None:
    assert [one.get(Attribute.SERIAL) for one in found.new] == [Untrusted("SER-003")]
    assert [one.get(Attribute.SERIAL) for one in found.not_told] == [Untrusted("SER-002")]
    assert [(one.attribute, one.was, one.now) for one in found.changed] == [(Attribute.ROOM, Untrusted("12"), Untrusted("14"))]
    assert [(one.what, one.changes) for one in found.folded] == [("last_seen", 1)]
    assert found.both == 1


def test_an_audit_against_itself_differs_in_nothing(trust: OpenTrust) -> None:
    same = compared(trust, "quillford", ("2025.csv", "2025.csv"), NOON)

    assert same.is_empty
    assert same.folded == ()


def test_every_form_tells_it_and_executes_nothing(found: Difference, trust: OpenTrust) -> None:
    text, page = "\n".join(difference_text(found)), difference_page(found, trust.folder.file.trust, NOON)

    assert "12 -> 14" in text
    assert "1 device new, 1 not told any more, 1 change among 1 that both tell of" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert difference_json(found)["changed"][0]["now"] == {"text": "14"}


def test_what_is_not_there_or_cannot_be_read_is_said(trust: OpenTrust) -> None:
    with pytest.raises(BadInput, match=r"audits/quillford/2024\.csv: there is no such audit file"):
        compared(trust, "quillford", ("2024.csv", "2025.csv"), NOON)
    with pytest.raises(AuditRefused, match="it is a PDF"):
        compared(trust, "quillford", ("2025.csv", "odd.csv"), NOON)


MAPPING = """kind: our-kit
title: Kit
match: [Inventarnr, Ort]
columns:
  Inventarnr: serial
  Ort: room
"""


def put(trust: OpenTrust, **files: str) -> None:
    for name, text in files.items():
        path = trust.root / "audits" / "quillford" / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_files_are_read_with_the_trusts_mappings_as_an_import_reads_them(trust: OpenTrust) -> None:
    put(trust, a_dot_csv="Inventarnr,Ort\nK1,12\n", b_dot_csv="Inventarnr,Ort\nK1,12\nK2,13\n")
    unmapped = compared(trust, "quillford", ("a.csv", "b.csv"), NOON)
    (trust.root / "mappings").mkdir()
    (trust.root / "mappings" / "kit.yml").write_text(MAPPING, encoding="utf-8")
    mapped = compared(trust, "quillford", ("a.csv", "b.csv"), NOON)

    assert (unmapped.is_empty, unmapped.needs_a_person) == (True, True)
    assert [(one.later, one.rows) for one in unmapped.not_compared] == [(False, 2), (True, 3)]
    assert "needs a mapping" in "\n".join(difference_text(unmapped))
    assert "needs a mapping" in difference_page(unmapped, trust.folder.file.trust, NOON)
    assert [one.get(Attribute.SERIAL) for one in mapped.new] == [Untrusted("K2")]
    assert mapped.not_compared == ()


def test_rows_of_another_school_are_told_and_compared_with_nothing(trust: OpenTrust) -> None:
    put(trust, a_dot_csv=EARLIER, b_dot_csv="School,Serial,Type\nQuillford,SER-001,PC\nMothwick,SER-009,PC\n")
    found = compared(trust, "quillford", ("a.csv", "b.csv"), NOON)

    assert found.new == ()
    assert [one.reason.partition(":")[0] for one in found.not_compared] == ["speaks of another school"]


def test_a_lock_file_or_a_picture_in_a_folder_is_said_and_the_rest_compared(trust: OpenTrust) -> None:
    put(trust, **{"2026__~$register_dot_xlsx": "x"})
    locked = compared(trust, "quillford", ("2026", "2026"), NOON)
    put(trust, **{"2026__plan_dot_csv": "%PDF-1.7"})
    pictured = compared(trust, "quillford", ("2025.csv", "2026"), NOON)

    assert (len(locked.not_compared), locked.needs_a_person) == (2, False)
    assert len(pictured.new) == 1
    assert any("it is a PDF" in one.reason for one in pictured.not_compared)
    assert pictured.needs_a_person


def test_what_was_decided_holds_here_too(trust: OpenTrust) -> None:
    import_audits(trust, trust.schools(("quillford",)), NOON)
    (lost,) = compared(trust, "quillford", ("2025.csv", "2026"), NOON).not_told
    gone(trust, [lost.id], Because(by="A. Example", why="Sold", at=NOON))

    assert compared(trust, "quillford", ("2025.csv", "2026"), NOON).not_told == ()


def test_values_that_contradict_within_one_audit_are_shown_with_their_places(trust: OpenTrust) -> None:
    put(trust, a__rooms_dot_csv="Serial,Type,Room\nSER-001,PC,12\nSER-002,PC,1\n")
    put(trust, b__rooms_dot_csv="Serial,Type,Room\nSER-001,PC,12\nSER-002,PC,1\n")
    put(trust, b__kit_dot_csv="Serial,Model,Room\nSER-001,OptiPlex,14\nSER-002,OptiPlex,1\n")
    found = compared(trust, "quillford", ("a", "b"), NOON)
    lines, page = difference_text(found), difference_page(found, trust.folder.file.trust, NOON)
    said = {"12: quillford/b/rooms.csv, row 2, cell C2", "14: quillford/b/kit.csv, row 2, cell C2"}
    (room,) = (change for change in found.changed if change.attribute is Attribute.ROOM)

    assert (room.was, room.now, room.was_open) == (Untrusted("12"), None, None)
    (line,) = (line for line in lines if ", room: 12 -> contradicts itself: " in line)
    assert set(line.partition("itself: ")[2].split(" | ")) == said
    assert [one for one in said if one not in page] == []
    assert "(not told) ->" in "".join(line for line in lines if ", model:" in line)


def test_a_contradiction_that_became_another_is_a_change_and_one_that_stayed_is_none(trust: OpenTrust) -> None:
    for folder, room in (("a", "13"), ("b", "13"), ("c", "15")):
        put(trust, **{f"{folder}__rooms_dot_csv": f"Serial,Type,Room,Notes\nSER-001,PC,12,{folder}\n"})
        put(trust, **{f"{folder}__kit_dot_csv": f"Serial,Type,Room,Notes\nSER-001,PC,{room},{folder}\n"})
    same, other = (compared(trust, "quillford", ("a", later), NOON) for later in "bc")

    assert same.is_empty
    assert [change.attribute for change in other.changed] == [Attribute.ROOM]
    assert difference_text(other)[-2].count("contradicts itself") == 2
