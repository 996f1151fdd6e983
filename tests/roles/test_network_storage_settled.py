"""Inherited shares for which the standard says whose they are, or that they stay: filters, and what Samba is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("network_storage")
SHARES = [
    share
    for name, path in {"Art": "/a", "Also": "/b", "Else": "/c"}.items()
    for share in FILTERS["network_storage_inherited"]({name: {"path": path, "guest ok": "Yes"}}, ())
]
REAL = {"/a": "/srv/art", "/b": "/srv/art", "/c": "/srv/else"}
SOUND = {"name": "Staff", "read_write": "FS-Staff"}


def settled(*told: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    found = FILTERS["network_storage_settled"](SHARES, REAL, told, "FS-Rest")
    return {share["name"]: (share["group"], share["keep"]) for share in found}


def test_without_a_word_every_inherited_share_has_the_one_group() -> None:
    assert settled() == dict.fromkeys(("Art", "Also", "Else"), ("FS-Rest", False))


def test_what_is_said_of_a_share_holds_for_every_share_of_its_folder_and_no_other() -> None:
    assert settled({"name": "ART", "group": "FS-Art"}) == {
        "Art": ("FS-Art", False),
        "Also": ("FS-Art", False),
        "Else": ("FS-Rest", False),
    }
    assert settled({"name": "Also", "keep": True})["Art"] == ("FS-Rest", True)


def test_two_things_said_of_one_folder_are_refused() -> None:
    def refused(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
        told = [{"name": "Art", **one}, {"name": "Also", **other}]
        return list(FILTERS["network_storage_contradictions"](SHARES, REAL, told))

    assert refused({"group": "FS-Art"}, {"group": "fs-art", "keep": False}) == []
    assert "Also and Art are one folder, /srv/art" in refused({"group": "FS-Art"}, {"group": "FS-Rest"})[0]
    assert len(refused({"group": "FS-Art"}, {"keep": True})) == 1


def test_a_share_that_is_not_there_is_named() -> None:
    assert FILTERS["network_storage_strangers"]([{"name": "ART"}, {"name": "Gone"}], ["Art"]) == ["Gone"]


def closed(*told: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    known = {
        "real": REAL,
        "entries": FILTERS["network_storage_entries"](["777 d 0 7 /srv/art", "777 d 0 0 /srv/else"]),
        "lists": {},
        "nt": {},
        "pupils": [],
        "gids": {"FS-Rest": "7", "FS-Art": "8"},
        "own": [],
        "system_folders": [],
        "system_trees": [],
    }
    shares = FILTERS["network_storage_settled"](SHARES, REAL, told, "FS-Rest")
    found = FILTERS["network_storage_open_folders"](shares, known)
    return {kind: [(one["path"], one["group"]) for one in found[kind]] for kind in ("close", "leave")}


def test_a_folder_is_closed_for_the_group_that_is_named() -> None:
    assert closed()["close"] == [("/srv/art", "FS-Rest"), ("/srv/else", "FS-Rest")]
    assert closed({"name": "Art", "group": "FS-Art"})["close"][0] == ("/srv/art", "FS-Art")


def test_a_folder_that_is_kept_is_neither_closed_nor_named_as_the_systems() -> None:
    assert closed({"name": "Else", "keep": True}) == {"close": [("/srv/art", "FS-Rest")], "leave": []}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"name": "Art", "group": "FS-Art"}, ""),
        ({"name": "Art", "keep": True}, ""),
        ({"name": "Art"}, "needs a group, or keep: true"),
        ({"name": "Art", "keep": False}, "needs a group, or keep: true"),
        ({"name": "Art", "keep": True, "group": "FS-Art"}, "and not both"),
        ({"name": "Art", "group": '@x" y'}, "group is"),
        ({"name": "a/b", "keep": True}, "name is"),
        ({"name": "OLD", "keep": True}, "is in network_storage_retired"),
        ({"name": "old", "group": "FS-Art"}, ""),
        ({"name": "STAFF", "keep": True}, "names two shares"),
    ],
    ids=str,
)
def test_what_could_not_be_meant_of_an_inherited_share_is_refused(entry: dict[str, Any], fault: str) -> None:
    others = {"retired": [{"name": "Old", "step": "hidden"}], "inherited": [entry]}
    found = FILTERS["network_storage_faults"]([SOUND], "/srv", "O", "G", others)

    assert bool(found) is bool(fault)
    assert all("network_storage_inherited" in one or "names two" in one for one in found)
    assert fault in "".join(found)


def test_one_share_named_twice_is_refused() -> None:
    twice = [{"name": "Art", "keep": True}, {"name": "art", "group": "G"}]

    assert FILTERS["network_storage_faults"]([SOUND], "/srv", "O", "G", {"inherited": twice})


def test_a_group_of_an_inherited_share_must_not_be_empty_either() -> None:
    owners = FILTERS["network_storage_owners"](
        [SOUND], "FS-Rest", [{"name": "Art", "group": "FS-Art"}, {"name": "X", "keep": True}]
    )

    assert owners["FS-Art"] == ["network_storage_inherited, Art"]
    assert set(owners) == {"FS-Rest", "FS-Art", "FS-Staff"}
