"""`ictops audit import` of a whole trust: what was read is told, whatever is missing beside it."""

from __future__ import annotations

import shutil

import pytest

from tests.flow.ictops_command import Command


@pytest.fixture
def ictops(unaudited: Command) -> Command:
    return unaudited


def test_schools_without_files_are_said_beside_the_account_of_the_others(ictops: Command) -> None:
    (ictops.trust / "audits" / "mothwick" / "kit.csv").write_text("Tag,Name,Type\nT1,oak-1,Laptop\n", encoding="utf-8")
    said = ictops("audit", "import", ends_with=3)
    told = ictops("audit", "import", "--json", ends_with=3)

    assert "mothwick: 1 device; 1 row in = 1 imported" in said.out
    assert "audits/quillford/: there is no audit file here" in said.err
    assert "mothwick" not in said.err
    assert [one["school"] for one in told.json] == ["mothwick"]
    assert "audits/quillford/" in told.err


def test_it_is_an_error_only_when_no_school_has_a_file(ictops: Command) -> None:
    said = ictops("audit", "import", ends_with=1)

    assert "audits/mothwick/: there is no audit file here" in said.err
    assert said.out == ""


def test_reading_audits_needs_none_of_the_standards_keys(ictops: Command) -> None:
    (ictops.trust / "audits" / "mothwick" / "kit.csv").write_text("Tag,Name,Type\nT1,oak-1,Laptop\n", encoding="utf-8")
    shutil.rmtree(ictops.trust / "keys")
    ictops("audit", "import", "mothwick", ends_with=0)
    ictops("audit", "review", "mothwick", ends_with=0)
    ictops("audit", "visit", "mothwick", ends_with=0)
    refused = ictops("inventory", "mothwick", ends_with=2).err.splitlines()

    assert len(refused) == 5, "one fault a missing file, and no echo of it"
    assert all("cannot be read as text. Put the file there" in line for line in refused)
