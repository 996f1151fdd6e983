"""One rule in two places, for a role must run without ictops: what the role closes is what the catalogue finds open."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from ictops.standard.catalogue import folders
from ictops.standard.catalogue.folders import Folder
from ictops.standard.catalogue.reach import open_to_pupils
from tests.probe_cases import sealed
from tests.roles.plugins import filters, plugin

LISTS: ModuleType = plugin("network_storage", "network_storage_lists")
CLOSING: ModuleType = plugin("network_storage", "network_storage_closing")
TOLD: ModuleType = plugin("network_storage", "network_storage_told")
FILTERS = filters("network_storage")
DOMAIN_USERS = "BRACKENFOLD\\\\Domain\\040Users"


def test_both_know_the_same_groups_that_hold_everyone() -> None:
    assert CLOSING.EVERYBODY == TOLD.EVERYBODY == folders.EVERYBODY


NAMES = {
    "plain": "plain",
    "Domain\\040Users": "Domain Users",
    "OAK\\\\staff": "OAK\\staff",
    "OAK\\134staff": "OAK\\staff",
    "OAK\\\\040team": "OAK\\040team",
    "a\\075b": "a=b",
    "\\\\\\\\": "\\\\",
    "odd\\9": "odd\\9",
}


@pytest.mark.parametrize(("written", "name"), NAMES.items())
def test_both_read_a_name_as_getfacl_writes_it(written: str, name: str) -> None:
    assert folders.unescaped(written) == name
    assert LISTS.unescaped(written) == name


@pytest.mark.parametrize(
    ("owning", "entries", "everyone"),
    [
        ("root", ["user::rwx", "group::rwx", "other::r-x"], False),
        ("root", ["user::rwx", "group::r-x", "other::rwx"], True),
        ("root", ["user::rwx", "group::r-x", "other::-w-"], True),
        ("root", ["user::rwx", "group::r-x", "other::r-x", "default:other::rwx"], True),
        ("root", ["user::rwx", "group::r-x", "default:user::rwx", "default:group::rwx", "other::---"], False),
        ("users", ["user::rwx", "group::rwx", "other::---"], True),
        ("users", ["user::rwx", "group::r-x", "other::---"], False),
        ("users", ["user::rwx", "group::r-x", "default:group::rwx", "other::---"], True),
        (DOMAIN_USERS, ["user::rwx", "group::rwx", "other::---"], True),
        (DOMAIN_USERS.lower(), ["user::rwx", "group::rwx", "other::---"], True),
        ("OAK\\134staff", ["user::rwx", "group::rwx", "other::---"], False),
        ("root", [f"group:{DOMAIN_USERS}:rwx", "mask::rwx", "other::---"], True),
        ("root", [f"group:{DOMAIN_USERS}:r-x", "mask::rwx", "other::---"], False),
        ("root", [f"default:group:{DOMAIN_USERS}:rwx", "other::---"], True),
        ("root", ["group:OAK\\134domain\\040users:-wx", "other::---"], True),
        ("root", ["user:Everyone:rwx", "mask::rwx", "other::---"], False),
        ("root", ["group:Everyone:rwx", "mask::rwx", "other::---"], True),
        ("root", ["group:NT\\040AUTHORITY\\134authenticated\\040users:rwx", "mask::rwx", "other::---"], True),
        ("nogroup", ["user::rwx", "group::rwx", "other::---"], True),
    ],
)
def test_both_find_the_same_folders_open_to_change_by_everyone(owning: str, entries: list[str], everyone: bool) -> None:
    whole = [
        *(entry for entry in ("user::rwx", "group::---") if not any(one.startswith(entry[:-3]) for one in entries)),
        *entries,
    ]
    lines = ["# owner: root", f"# group: {owning}", *whole]
    measured = Folder(number="1", acl=tuple(lines), place="", limits="", limits_status="0").everyone_may_change()

    assert (bool(closes(lines)), measured) == (everyone, everyone)


def closes(lines: list[str], *, pupils: tuple[str, ...] = (), nt: str = "", valid_users: str = "") -> list[dict[str, Any]]:
    """What the role closes of one shared folder whose list getfacl printed so; `nt` is its NT access list."""
    sections = {"Old": {"path": "/srv/a", **({"valid users": valid_users} if valid_users else {})}}
    shares = FILTERS["network_storage_inherited"](sections, ())
    asked = [{"item": {"key": "/srv/a", "value": "Old"}, "rc": 0, "stdout": nt}] if nt else []
    known = {
        "real": {"/srv/a": "/srv/a"},
        "entries": FILTERS["network_storage_entries"](["775 d 0 99 /srv/a"]),
        "lists": FILTERS["network_storage_lists"]("\n".join(["# file: /srv/a", *lines]) + "\n\n"),
        "nt": FILTERS["network_storage_nt_lists"](asked, [PUPILS_SID]),
        "pupils": pupils,
        "gids": {"FS-Rest": "7"},
        **dict.fromkeys(("own", "system_folders", "system_trees"), ()),
    }
    found = FILTERS["network_storage_open_folders"](
        FILTERS["network_storage_settled"](shares, known["real"], [], "FS-Rest"), known
    )
    return list(found["close"])


PUPILS_SID = "S-1-5-21-1-2-3-1105"
STAFF_SID = "S-1-5-21-1-2-3-1106"
PLAIN = ["user::rwx", "group::r-x", "other::---"]
OTHERS = ["user::rwx", "group::rwx", "other::r-x"]
NAMED = ["user::rwx", "group::r-x", "group:OAK\\134q-pupils:r-x", "mask::r-x", "other::---"]


def granted(*entries: str) -> str:
    return "O:S-1-22-1-0G:S-1-22-2-0D:" + "".join(f"({entry})" for entry in entries)


@pytest.mark.parametrize(
    ("entries", "nt", "valid_users", "reached"),
    [
        (PLAIN, "", "", False),
        (OTHERS, "", "", True),
        (OTHERS, "", '@"OAK\\office"', False),
        (OTHERS, "", "bob, @office", False),
        (OTHERS, "", '"@OAK\\Domain Users"', True),
        (OTHERS, "", "@office +Q-Pupils", True),
        (OTHERS, "", "%S", True),
        (OTHERS, "", "S-1-5-21-1-2-3-513", True),
        (NAMED, "", "", True),
        ([*PLAIN[:2], "group:OAK\\134office:rwx", "mask::rwx", "other::---"], "", "", False),
        (["user::rwx", "group::--x", "other::--x"], "", "", False),
        (PLAIN, granted("A;OICI;0x1301bf;;;WD"), "", True),
        (PLAIN, granted("A;OICI;FA;;;AU"), "", True),
        (PLAIN, granted("A;OICI;0x1200a9;;;S-1-5-21-1-2-3-513"), "", True),
        (PLAIN, granted(f"A;OICI;0x1200a9;;;{PUPILS_SID}"), "", True),
        (PLAIN, granted(f"A;OICI;0x1200a9;;;{PUPILS_SID}"), "@office", False),
        (PLAIN, granted("A;OICIIO;0x1200a9;;;WD"), "", False),
        (PLAIN, granted("A;;0x1200a0;;;WD", "D;;FA;;;WD", f"A;OICI;FA;;;{STAFF_SID}"), "", False),
        (OTHERS, granted(f"A;OICI;FA;;;{STAFF_SID}"), "", False),
        (PLAIN, granted("A;;GR;;;WD"), "", True),
        (PLAIN, granted("A;;0x80000000;;;BU"), "", True),
    ],
    ids=str,
)
def test_what_the_catalogue_says_pupils_read_the_role_closes_and_nothing_else(
    entries: list[str], nt: str, valid_users: str, reached: bool
) -> None:
    lines = ["# owner: root", "# group: staff", *entries]
    there = ["stored"] if nt else ["none"]
    theirs = ["\tpath = /srv/a", *([f"\tvalid users = {valid_users}"] if valid_users else [])]
    server = ["server min protocol = SMB3", "available = Yes", "usershare max shares = 0"]
    said = {
        "samba": ["[global]", *(f"\t{setting}" for setting in server), "[Old]", *theirs],
        "folder1": ["/srv/a"],
        "acl1": lines,
        "place1": ["ext2/ext3"],
        "nt1": there,
        "sddl1": [nt] if nt else [],
        "sids1": [f"{PUPILS_SID} OAK\\q-pupils 2", f"{STAFF_SID} OAK\\q-staff 2", f"{STAFF_SID[:-4]}513 OAK\\domain users 2"],
        "pupils": ["Q-Pupils"],
    }
    text = "".join("".join(f"{label}: {line}\n" for line in told) + f"{label} = 0\n" for label, told in said.items())

    assert open_to_pupils(sealed("storage", text)) == (("Old",) if reached else ())
    assert bool(closes(lines, pupils=("Q-Pupils",), nt=nt, valid_users=valid_users)) is reached
