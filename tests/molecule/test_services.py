"""What services write by themselves: no more is left out than is named, and each that is has its reason where people look."""

from __future__ import annotations

import pytest

from tests.molecule.looks import written
from tests.molecule.scenario import SHARED, scenarios
from tests.molecule.services import CLOSER, LOOSE, OWN, held_to, left_out

FILE = [0o100600, 0, 7, 5, 111]
LATER = [0o100600, 0, 7, 6, 112]
OTHERS = [0o100644, 0, 7, 5, 112]


def seen(path: str, before: list[int] | None, after: list[int] | None) -> list[str]:
    was, now = ({path: state} if state else {} for state in (before, after))
    return list(written({"h": held_to(was)}, {"h": held_to(now)}))


@pytest.mark.parametrize(
    "path", ["/var/spool/cups/d00001-001", "/var/cache/cups/Room.data", "/var/lib/samba/share_info.tdb", "/etc/registry.tdb"]
)
def test_a_write_that_is_no_services_own_is_seen(path: str) -> None:
    assert seen(path, FILE, LATER) == [f"h: {path}: was written (size, time)"]


@pytest.mark.parametrize(
    "path", ["/var/spool/cups/c00001", "/var/cache/cups/job.cache.O", "/var/lib/samba/private/msg.sock/12"]
)
def test_what_a_service_makes_by_itself_is_left_out(path: str) -> None:
    assert seen(path, None, FILE) == seen(path, FILE, LATER) == []


@pytest.mark.parametrize("path", ["/var/lib/samba/registry.tdb", "/var/lib/samba/private/sam.ldb.d/DC=X,DC=TEST.ldb"])
def test_of_a_database_it_is_seen_that_it_came_went_or_changed_hands(path: str) -> None:
    assert seen(path, FILE, LATER) == []
    assert seen(path, None, FILE) == [f"h: {path}: came"]
    assert seen(path, FILE, None) == [f"h: {path}: went"]
    assert seen(path, FILE, OTHERS) == [f"h: {path}: was written (mode)"]


def test_no_scenario_leaves_such_a_folder_out_whole() -> None:
    asked = dict.fromkeys([*CLOSER, "/var/log/cups"], "a reason")

    assert list(left_out(asked)) == ["/var/log/cups"]


def test_what_is_named_lies_in_the_folders_that_it_is_named_for() -> None:
    assert all(pattern.startswith(CLOSER) for pattern in (*OWN, *LOOSE))


@pytest.mark.parametrize("pattern", [*OWN, *LOOSE])
def test_what_is_left_out_is_told_with_its_reason(pattern: str) -> None:
    reason = {**OWN, **LOOSE}[pattern]

    assert f"| `{pattern}` | {reason} |" in (SHARED / "README.md").read_text(encoding="utf-8")


def test_every_scenario_that_leaves_something_out_says_why() -> None:
    assert all(why.strip() for scenario in scenarios() for why in scenario.expected.unwatched.values())
