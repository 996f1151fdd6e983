"""`ictops inventory` of a trust that takes its schools over one by one."""

from __future__ import annotations

import pytest

from tests.flow.ictops_command import Command


@pytest.fixture
def ictops(unaudited: Command) -> Command:
    """One school has handed over a list, and no other has."""
    (unaudited.trust / "audits" / "mothwick" / "kit.csv").write_text("Tag,Name,Type\nT1,oak-1,Laptop\n", encoding="utf-8")
    return unaudited


def test_schools_without_an_audit_are_said_beside_the_inventories_of_the_others(ictops: Command) -> None:
    ictops("audit", "import", "mothwick", ends_with=0)
    said = ictops("inventory", "--check", ends_with=3)
    told = ictops("inventory", "--json", ends_with=3)

    assert "mothwick: 0 hosts, 1 device withheld" in said.out
    assert "quillford: no audit of this school was imported. ictops audit import quillford." in said.err
    assert "mothwick" not in said.err
    assert [one["school"] for one in told.json] == ["mothwick"]
    assert "quillford" in told.err
    assert [folder.name for folder in (ictops.trust / "schools").iterdir()] == ["mothwick"]


def test_they_are_said_also_where_an_inventory_is_refused(ictops: Command) -> None:
    ictops("audit", "import", "mothwick", ends_with=0)
    ictops("inventory", "mothwick", ends_with=0)
    (ictops.trust / "schools" / "mothwick" / "hosts.json").write_text("{}", encoding="utf-8")
    said = ictops("inventory", ends_with=1)

    assert "hosts.json: this file was edited" in said.err
    assert "quillford: no audit of this school was imported" in said.err


def test_it_is_an_error_only_when_no_school_has_an_audit(ictops: Command) -> None:
    said = ictops("inventory", ends_with=1)

    assert "mothwick: no audit of this school was imported" in said.err
    assert said.out == ""
    assert not (ictops.trust / "schools").exists()
