"""Which inherited folders the role network_storage closes, and how: nobody gains by it, and who had a right keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("network_storage")
DOMAIN_USERS = "BRACKENFOLD\\\\Domain\\040Users"
NT_OPEN = "O:S-1-22-1-0G:S-1-22-2-0D:(A;OICI;0x1301bf;;;WD)"
NT_READ = "O:S-1-22-1-0G:S-1-22-2-0D:(A;OICI;0x1200a9;;;WD)"


def folders(shares: dict[str, tuple[str, bool]], **changes: Any) -> dict[str, list[dict[str, Any]]]:
    """Open folders for shares given as folder -> (mode or whole entry, whether guests reach it); FS-Staff is group 7."""
    nt = changes.get("nt", {})
    known = {
        "real": {path: path for path in shares},
        "entries": FILTERS["network_storage_entries"](
            f"{mode if ' ' in mode else f'{mode} d 0 0'} {path}" for path, (mode, _) in shares.items()
        ),
        "lists": FILTERS["network_storage_lists"](changes.get("getfacl", "")),
        "nt": FILTERS["network_storage_nt_lists"]([{"item": {"key": p}, "rc": 0, "stdout": s} for p, s in nt.items()], []),
        "gids": {"FS-Staff": "7"},
        "pupils": changes.get("pupils", ()),
        "own": changes.get("own", ()),
        "system_folders": ["/", "/tmp"],
        "system_trees": ["/etc"],
    }
    own = changes.get("parameters", {})
    sections = {path: {"path": path, "guest ok": "Yes" if guests else "No", **own} for path, (_, guests) in shares.items()}
    given = FILTERS["network_storage_inherited"](sections, ())
    told = FILTERS["network_storage_settled"](given, known["real"], [], "FS-Staff")
    found: dict[str, list[dict[str, Any]]] = FILTERS["network_storage_open_folders"](told, known)
    return found


def modes(shares: dict[str, tuple[str, bool]], **changes: Any) -> dict[str, list[tuple[str, str]]]:
    return {kind: [(one["path"], one.get("mode", "")) for one in found] for kind, found in folders(shares, **changes).items()}


def test_only_folders_that_guests_reach_or_everyone_may_change_are_closed_where_no_pupils_are_named() -> None:
    found = modes(
        {"/srv/a": ("777", False), "/srv/b": ("755", True), "/srv/finance": ("2770", False), "/srv/read": ("755", False)}
    )

    assert found == {"close": [("/srv/a", "2770"), ("/srv/b", "2750")], "leave": [], "passed": [], "by_hand": []}


@pytest.mark.parametrize(
    ("mode", "becomes"),
    [
        ("755", "2750"),
        ("775", "2750"),
        ("777", "2770"),
        ("1777", "3770"),
        ("555", "2550"),
        ("757", "2770"),
        ("754", "2750"),
        ("755 d 0 7", "2750"),
        ("775 d 0 7", "2770"),
        ("770", None),
        ("751", None),
        ("2750 d 0 7", None),
    ],
)
def test_the_group_may_do_what_everyone_could_and_no_more(mode: str, becomes: str | None) -> None:
    found = modes({"/srv/a": (mode, False)}, pupils=("Q-Pupils",))["close"]

    assert found == ([("/srv/a", becomes)] if becomes else [])


@pytest.mark.parametrize(
    ("mode", "becomes"), [("700 d 65534 0", "2770"), ("700 d 5 0", None), ("770 d 65534 7", None), ("750", None)]
)
def test_what_guests_did_as_the_owner_the_group_may_do_and_what_they_could_not_do_nobody_gains(
    mode: str, becomes: str | None
) -> None:
    assert modes({"/srv/a": (mode, True)})["close"] == ([("/srv/a", becomes)] if becomes else [])


def test_a_folder_of_guests_group_becomes_the_share_groups_and_a_group_of_the_domain_keeps_reading() -> None:
    def closed(*entries: str, owner: str, mode: str) -> list[tuple[str, list[str]]]:
        text = "\n".join(["# file: /srv/a", "# owner: root", f"# group: {owner}", *entries]) + "\n\n"
        found = folders({"/srv/a": (mode, True)}, getfacl=text)["close"]
        return [(one["mode"], one["list"]) for one in found]

    theirs = ("user::rwx", "group::---", f"group:{DOMAIN_USERS}:r-x", "group:OAK\\134fs-staff:rwx", "mask::rwx", "other::---")

    assert closed("user::rwx", "group::rwx", "other::---", owner="nogroup", mode="770 d 0 65534") == [("2770", [])]
    assert closed("user::rwx", "group::r-x", "other::---", owner="nogroup", mode="750 d 0 65534") == [("2750", [])]
    assert closed(*theirs, owner="root", mode="770 d 0 0") == []


def test_a_folder_above_another_share_can_still_be_passed_through() -> None:
    assert modes({"/srv/all": ("777", False), "/srv/all/finance": ("770", False)})["close"] == [("/srv/all", "2771")]
    assert modes({"/srv/shares": ("777", False)}, own=("/srv/shares/Staff",))["close"] == [("/srv/shares", "2771")]


@pytest.mark.parametrize("mode", ["777", "2771 d 0 7"])
def test_a_folder_that_is_passed_through_is_kept_by_a_list_before_and_after_it_is_closed(mode: str) -> None:
    assert modes({"/srv/all": (mode, False), "/srv/all/finance": ("770", False)})["passed"] == [("/srv/all", "")]
    assert modes({"/srv/all": ("755", False), "/srv/all/finance": ("770", False)})["passed"] == []


def test_a_name_that_only_begins_alike_does_not_lie_within() -> None:
    assert modes({"/srv/all": ("777", False), "/srv/all-old": ("770", False)})["close"] == [("/srv/all", "2770")]


def test_folders_of_the_system_are_left() -> None:
    found = modes({"/tmp": ("1777", True), "/": ("777", True), "/etc/samba": ("777", True)})

    assert found["close"] == []
    assert [path for path, _ in found["leave"]] == ["/", "/etc/samba", "/tmp"]


def test_folders_of_the_standard_keep_the_standards_list() -> None:
    assert modes({"/srv/shares/Staff/in": ("777", True)}, own=("/srv/shares/Staff",))["close"] == []


def listed(*entries: str, mode: str = "775 d 0 9", group: str = "office", **changes: Any) -> list[str]:
    """The whole list that the one folder /srv/a gets; empty where its mode says all."""
    text = "\n".join(["# file: /srv/a", "# owner: root", f"# group: {group}", *entries]) + "\n\n"
    (one,) = folders({"/srv/a": (mode, False)}, getfacl=text, pupils=("Q-Pupils",), **changes)["close"]
    assert bool(one["list"]) is not bool(one["mode"])
    return list(one["list"])


def test_the_group_a_folder_has_keeps_its_rights_beside_the_share_groups() -> None:
    assert listed("user::rwx", "group::rwx", "other::r-x") == [
        "user::rwx", "group::rwx", "group:7:r-x", "mask::rwx", "other::---",
    ]  # fmt: skip


def test_who_is_named_keeps_what_the_mask_let_through_and_gains_nothing() -> None:
    found = listed("user::rwx", "user:bob:rwx", "group::rwx", "group:OAK\\134art:rwx", "mask::r-x", "other::rwx")

    assert found == [
        "user::rwx", "user:bob:r-x", "group::r-x", "group:OAK\\134art:r-x", "group:7:rwx", "mask::rwx", "other::---",
    ]  # fmt: skip


def test_everyones_and_pupils_groups_are_taken_off_and_what_they_handed_down_too() -> None:
    found = listed(
        "user::rwx", "group::r-x", "group:OAK\\134q-pupils:r-x", f"group:{DOMAIN_USERS}:rwx", "mask::rwx", "other::---",
        "default:user::rwx", "default:group::r-x", f"default:group:{DOMAIN_USERS}:rwx", "default:mask::rwx",
        "default:other::r-x",
    )  # fmt: skip

    assert found == [
        "user::rwx", "group::r-x", "group:7:rwx", "mask::rwx", "other::---",
        "default:user::rwx", "default:group::r-x", "default:group:7:rwx", "default:mask::rwx", "default:other::---",
    ]  # fmt: skip


def test_an_entry_that_the_share_group_has_is_not_written_twice() -> None:
    found = listed("user::rwx", "group::r-x", "group:OAK\\134fs-staff:rwx", "mask::rwx", "other::r-x")

    assert found == ["user::rwx", "group::r-x", "group:7:rwx", "mask::rwx", "other::---"]


def test_the_account_that_a_share_works_as_is_let_in_as_far_as_everyone_was() -> None:
    found = listed("user::rwx", "group::r-x", "other::r-x", mode="755", group="root", parameters={"force user": "archive"})

    assert found == ["user::rwx", "group::r-x", "group:7:r-x", "user:archive:r-x", "mask::r-x", "other::---"]


def test_a_comma_in_a_name_does_not_begin_another_entry() -> None:
    assert "group:a\\054b:r-x" in listed("user::rwx", "group::---", "group:a,b:r-x", "mask::r-x", "other::r-x")


CLOSED = ("user::rwx", "group::---", "group:BRACKENFOLD\\134fs-staff:rwx", "mask::rwx", "other::---")


def test_a_folder_that_was_closed_by_its_list_is_left_alone() -> None:
    text = "\n".join(["# file: /srv/a", "# owner: root", "# group: office", *CLOSED]) + "\n\n"

    assert folders({"/srv/a": ("770 d 0 9", False)}, getfacl=text, pupils=("Q-Pupils",))["close"] == []


def test_a_folder_open_by_its_nt_list_alone_loses_it_and_nobody_gains() -> None:
    (found,) = folders({"/srv/a": ("770", False)}, nt={"/srv/a": NT_OPEN})["close"]

    assert (found["nt"], found["mode"], found["list"]) == (True, "", [])
    assert folders({"/srv/a": ("770", False)}, nt={"/srv/a": NT_READ})["close"] == []
    assert folders({"/srv/a": ("770", False)}, nt={"/srv/a": NT_READ}, pupils=("Q-Pupils",))["close"] != []


def test_what_the_nt_list_kept_from_everyone_the_group_does_not_get() -> None:
    assert modes({"/srv/a": ("777", False)}, nt={"/srv/a": NT_READ})["close"] == [("/srv/a", "2750")]


def test_a_folder_that_goes_by_its_nt_list_alone_is_for_a_person() -> None:
    alone = {"acl_xattr:ignore system acls": "Yes"}
    found = folders({"/srv/a": ("777", False)}, nt={"/srv/a": NT_OPEN}, parameters=alone)

    assert [(kind, len(given)) for kind, given in found.items() if given] == [("by_hand", 1)]
    assert folders({"/srv/a": ("777", False)}, parameters=alone)["close"] != []
