"""Whose folders the Windows branches believe: each role asks it for itself, for a role is run alone, and all ask the same."""

from __future__ import annotations

from pathlib import Path

ROLES = Path(__file__).parents[2] / "roles"


def test_every_role_believes_the_same_owners_in_the_same_words() -> None:
    asked = {path.parents[2].name: path.read_text(encoding="utf-8") for path in ROLES.glob("*/tasks/windows/trusted.yml")}

    assert set(asked) == {path.parents[1].name for path in ROLES.glob("*/tasks/windows.yml")}
    assert len({text.replace(f"__{role}_", "__") for role, text in asked.items()}) == 1


def test_those_owners_are_the_system_and_administrators() -> None:
    lines = (line for path in ROLES.glob("*/vars/Windows.yml") for line in path.read_text(encoding="utf-8").splitlines())
    owners = [line.partition("_owners: ")[2] for line in lines if "_owners: " in line]

    assert owners == [r"['BUILTIN\Administrators', 'NT AUTHORITY\SYSTEM']"] * len(
        list(ROLES.glob("*/tasks/windows/trusted.yml"))
    )
