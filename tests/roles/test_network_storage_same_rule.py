"""One rule in two places, for a role must run without ictops: what the role closes is what the catalogue finds open."""

from __future__ import annotations

from types import ModuleType

import pytest

from ictops.standard.catalogue import folders
from ictops.standard.catalogue.folders import Folder
from tests.roles.plugins import filters, plugin

LISTS: ModuleType = plugin("network_storage", "network_storage_lists")
FILTERS = filters("network_storage")
DOMAIN_USERS = "BRACKENFOLD\\\\Domain\\040Users"


def test_both_know_the_same_groups_that_hold_everyone() -> None:
    assert LISTS.EVERYBODY == folders.EVERYBODY


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
    assert LISTS._unescaped(written) == name


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
    lines = ["# owner: root", f"# group: {owning}", *entries]
    read = FILTERS["network_storage_lists"]("\n".join(["# file: /srv/a", *lines]) + "\n\n")["/srv/a"]
    measured = Folder(number="1", acl=tuple(lines), place="", limits="", limits_status="0").everyone_may_change()

    assert (read["everyone"], measured) == (everyone, everyone)
