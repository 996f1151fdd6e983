"""`ictops staff` and what `audit import` says of staff: counts, keys, places and questions; not one name."""

from __future__ import annotations

import re
import shutil

from tests.flow.ictops_command import Command, Said

HEADER = "Payroll no,Forename,Surname,Job title,Email"


def hand_over(ictops: Command, *lines: str, school: str = "mothwick", day: str = "2025-07-01") -> None:
    path = ictops.trust / "audits" / school / f"staff {day}.csv"
    path.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")


def names_in(said: Said) -> list[str]:
    return [name for name in ("Newcomer", "Okell", "Duxbury", "Trevanion", "Zoë") if name in said.out + said.err]


def test_the_import_says_how_many_were_read_joined_new_and_asked_about(ictops: Command) -> None:
    first = ictops("audit", "import", ends_with=3)
    again = ictops("audit", "import", "tansybeck", "--json", ends_with=3).json

    assert "Staff of quillford: 12 rows: 12 new." in first.out
    assert (again[0]["staff"][0]["known"], again[0]["staff"][0]["new"]) == (6, 0)
    assert names_in(first) == []


def test_staff_are_told_by_school_and_never_by_name(ictops: Command) -> None:
    """Before the standard's keys are in their places, too."""
    ictops("audit", "import")
    shutil.rmtree(ictops.trust / "keys")
    said = ictops("staff", ends_with=0)
    told = ictops("staff", "--json", ends_with=0)

    assert "17 members of staff on 2 lists." in said.out
    assert "tansybeck: 6 people, 5 with their main post here; list of 1 Nov 2023" in said.out
    assert {one["school"]: (one["people"], one["primary"]) for one in told.json["schools"]} == {
        "quillford": (12, 12),
        "tansybeck": (6, 5),
    }
    assert all(re.fullmatch(r"st-[a-z2-7]{10}", key) for key in told.json["people"])
    assert names_in(said) + names_in(told) == []


def test_a_question_is_asked_by_place_and_key(ictops: Command) -> None:
    ictops("audit", "import")
    hand_over(ictops, "4108,Xan,Newcomer,Teacher,", "71,Bryony,Okell,Teacher,")
    imported = ictops("audit", "import", ends_with=3)
    said = ictops("staff", ends_with=3)
    places = [one["places"] for one in ictops("staff", "--json", ends_with=3).json["questions"]]

    assert "Staff of mothwick: 2 rows: 1 new, 1 asked about: ictops staff." in imported.out
    assert "no list of this school was whole yet, so nobody on it gets an account" in said.out
    assert "mothwick/staff 2025-07-01.csv, row 2: has a staff number that somebody of another name has too" in said.out
    assert re.search(r"^  st-\w{10}; mothwick/", said.out, re.MULTILINE)
    assert "may be one person, are kept as two" in said.out
    assert ["mothwick/staff 2025-07-01.csv, row 2"] in places
    assert names_in(said) == []


def test_a_leaver_is_forgotten_and_somebody_on_a_list_is_not(ictops: Command) -> None:
    hand_over(ictops, "71,Mo,Newcomer,Teacher,", "72,Jo,Newcomer,Teacher,")
    ictops("audit", "import", "mothwick", "central")
    hand_over(ictops, "72,Jo,Newcomer,Teacher,", day="2025-09-01")
    imported = ictops("audit", "import", "mothwick")
    told = ictops("staff", "--json").json
    (gone,) = told["gone"]
    (still,) = told["people"]
    forgotten = ictops("staff", "forget", gone, ends_with=0)

    assert "1 left" in imported.out
    assert "audits/mothwick/staff 2025-07-01.csv still has the row" in forgotten.out
    assert "/var/lib/ictops/handover/*.cms may have their first password" in forgotten.out
    assert "/var/lib/ictops/earlier/*/accounts.json may have their logon name" in forgotten.out
    assert ictops("staff", "--json").json["gone"] == {}
    assert "is on the staff list of mothwick" in ictops("staff", "forget", still, ends_with=4).err
    assert "nobody has this key" in ictops("staff", "forget", gone, ends_with=2).err
    ictops("log", "--verify", ends_with=0)
