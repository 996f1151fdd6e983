"""What the role network_storage makes of a server's words: shares it inherited, folders it closes, inputs it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("network_storage")
TESTPARM = """\
# Global parameters
[global]
\trealm = OAKTRUST.EXAMPLE
\tidmap config * : range = 3000-7999
\tforce user = archive

[homes]
\tguest ok = Yes

[Public]
\tguest ok = Yes
\tforce user =
\tpath = /srv/public

[STAFFSHARED]
\tpath = /srv/old/staff

[Scans]
\tpath = /srv/scans
\tvalid users = @office

[Mine]
\tpath = /srv/people/%U
"""


def inherited(standard: tuple[str, ...] = ("StaffShared",)) -> dict[str, dict[str, Any]]:
    sections = FILTERS["network_storage_sections"](TESTPARM)
    return {share["name"]: share for share in FILTERS["network_storage_inherited"](sections, standard)}


def test_shares_of_the_standard_and_special_sections_are_not_inherited() -> None:
    assert set(inherited()) == {"homes", "Public", "Scans", "Mine"}


def test_a_parameter_in_global_holds_for_every_share_that_does_not_say_otherwise() -> None:
    assert (inherited()["Scans"]["acts_as"], inherited()["Public"]["acts_as"]) == ("archive", "")


def test_a_path_that_differs_by_user_is_no_folder_to_close() -> None:
    assert inherited()["Mine"]["path"] == ""


def refused(share: dict[str, Any], **changes: Any) -> list[str]:
    known = {"sections": {}, "entries": {}, "subvolumes": [], "file_system": "btrfs", "limits": {}, "held": {}, **changes}
    found: list[str] = FILTERS["network_storage_refusals"]([share], "/srv/shares", known)
    return found


def test_a_share_of_the_same_name_elsewhere_is_refused_whatever_its_case() -> None:
    sections = FILTERS["network_storage_sections"](TESTPARM)

    assert "/srv/old/staff" in refused({"name": "StaffShared"}, sections=sections)[0]
    assert refused({"name": "StaffShared"}, sections={"staffshared": {"path": "/srv/shares/StaffShared/"}}) == []


def test_a_link_in_place_of_a_folder_is_refused() -> None:
    assert refused({"name": "Staff"}, entries={"/srv/shares/Staff": {"kind": "l", "mode": "777"}})


def test_a_quota_is_refused_where_it_could_not_be_kept() -> None:
    there = {"/srv/shares/Staff": {"kind": "d", "mode": "755"}}

    assert refused({"name": "Staff", "quota_mib": 1}, file_system="zfs")
    assert refused({"name": "Staff", "quota_mib": 1}, entries=there)
    assert refused({"name": "Staff", "quota_mib": 1}, entries=there, subvolumes=["Staff"]) == []
    assert refused({"name": "Staff"}, entries=there, file_system="ext2/ext3") == []


def test_a_limit_below_what_the_share_holds_is_refused_unless_it_is_the_limit_already() -> None:
    known = {"held": {"Staff": 3 * 1024 * 1024}}

    assert "holds 3 MiB, the limit is 2" in refused({"name": "Staff", "quota_mib": 2}, **known)[0]
    assert refused({"name": "Staff", "quota_mib": 2}, **known, limits={"Staff": 2 * 1024 * 1024}) == []
    assert refused({"name": "Staff", "quota_mib": 4}, **known) == []
    assert refused({"name": "Staff"}, **known) == []


def test_shares_in_the_registry_are_refused() -> None:
    assert "registry" in refused({"name": "Staff"}, sections={"global": {"registry shares": "Yes"}})[0]


SOUND: dict[str, Any] = {"name": "Staff", "read_write": "FS-Staff", "quota_mib": 1}


def faults(*shares: dict[str, Any], root: str = "/srv/shares", group: str = "FS-Staff") -> list[str]:
    found: list[str] = FILTERS["network_storage_faults"](shares, root, "OAKTRUST", group)
    return found


def test_sound_inputs_have_no_fault() -> None:
    assert faults(SOUND, {"name": "SLT$", "read_write": "FS SLT", "read_only": "FS.Pupils"}) == []


@pytest.mark.parametrize(
    "name", ["a/b", "../etc", "", ".", "x]", "a\nb", "%U", '"x"', "Global", "homes", "IPC$", "a;b", "a" * 81]
)
def test_a_name_that_is_no_name_for_a_share_is_refused(name: str) -> None:
    assert any(fault.startswith("network_storage_shares, entry 1: name is") for fault in faults({**SOUND, "name": name}))


@pytest.mark.parametrize("group", ['x" @"all', "OAKTRUST\\staff", "@all", "", "a,b", "x)(cn=*"])
def test_a_group_that_would_read_as_something_else_is_refused(group: str) -> None:
    assert faults({**SOUND, "read_write": group})
    assert faults({**SOUND, "read_only": group})
    assert faults(SOUND, group=group)


def test_every_fault_is_named_at_once() -> None:
    found = faults({**SOUND, "name": "a/b", "quota_mib": 0}, SOUND, {**SOUND, "name": "STAFF"}, root="/")

    assert len(found) == 5
    assert {fault.split(" ")[0].rstrip(",:") for fault in found} == {"network_storage_root", "network_storage_shares"}


WRONG: list[dict[str, Any]] = [
    {"quota_mib": "5 GB ish"},
    {"quota_mib": 0},
    {"warn_percent": 101},
    {"create_only": "FS-Staff"},
    {"by_entry_year": True},
    {"home_quota_mib": 5},
    {"homes": True, "read_only": "FS-Pupils"},
    {"aliases": [{"alias": "T", "until": "next term"}]},
    {"aliases": [{"alias": "T", "until": "2027-2-30"}]},
    {"aliases": [{"alias": "a/b", "until": "2027-02-12"}]},
]


@pytest.mark.parametrize("changes", WRONG, ids=str)
def test_what_could_not_be_meant_is_refused_with_the_entry_it_stands_in(changes: dict[str, Any]) -> None:
    assert len(faults({**SOUND, **changes})) == 1
    assert faults({**SOUND, **changes})[0].startswith("network_storage_shares, entry 1: ")


def test_a_share_without_a_group_that_owns_it_is_refused() -> None:
    assert "has no read_write group" in faults({"name": "Staff"})[0]


def test_an_alias_or_a_retired_share_of_a_name_that_is_taken_is_refused() -> None:
    alias = {"aliases": [{"alias": "staff", "until": "2027-02-12"}]}
    retired = FILTERS["network_storage_faults"]([SOUND], "/srv", "O", "G", {"retired": [{"name": "STAFF", "step": "hidden"}]})

    assert "'Staff' names two shares" in faults({**SOUND, **alias})[0]
    assert "'STAFF' names two shares" in retired[0]


def test_a_hidden_share_is_not_given_to_pupils() -> None:
    pupils = {"pupil_groups": ["fs-staff"]}

    assert "where pupils are" in FILTERS["network_storage_faults"]([{**SOUND, "hidden": True}], "/srv", "O", "G", pupils)[0]
    assert FILTERS["network_storage_faults"]([SOUND], "/srv", "O", "G", pupils) == []


def test_an_old_name_is_served_to_the_end_of_its_last_day() -> None:
    share = {**SOUND, "aliases": [{"alias": "T Drive", "until": "2027-02-12"}]}
    sections = {day: [one["section"] for one in FILTERS["network_storage_served"]([share], day)] for day in DAYS}

    assert sections == {"2027-02-12": ["Staff", "T Drive"], "2027-02-13": ["Staff"]}


DAYS = ("2027-02-12", "2027-02-13")


def test_a_share_keeps_the_servers_modules_below_those_it_needs() -> None:
    objects = FILTERS["network_storage_vfs_objects"]

    server = {"global": {"vfs objects": "acl_xattr, fruit"}}
    assert objects({"name": "Work", "recycle": True, "create_only": "G"}, server) == ["recycle", "acl_xattr", "fruit"]
    assert objects({"name": "Work", "create_only": "G"}, {}) == ["acl_xattr"]
    assert objects(SOUND, {"global": {}}) == []


def test_a_share_that_is_taken_over_keeps_its_own_modules_under_every_name() -> None:
    sections = {
        "global": {"vfs objects": "acl_xattr"},
        "WORK": {"vfs objects": "full_audit fruit"},
        "Old": {"vfs objects": "x"},
    }
    objects = FILTERS["network_storage_vfs_objects"]

    assert objects({"name": "Work", "section": "Work", "recycle": True}, sections) == ["recycle", "full_audit", "fruit"]
    assert objects({"name": "Work", "section": "Former"}, sections) == ["full_audit", "fruit"]
    assert objects({"name": "Work", "section": "Old"}, sections) == ["x"]
    assert objects({"name": "Other", "section": "Other"}, sections) == ["acl_xattr"]


def test_who_may_only_create_is_let_into_folders_and_no_file() -> None:
    sddl = FILTERS["network_storage_hand_in"]({"read_write": "Rw", "create_only": "Co"}, {"rw": "S-1-2", "co": "S-1-3"})

    assert sddl == "O:S-1-22-1-0G:S-1-2D:PAI(A;OICI;0x1301bf;;;S-1-2)(A;CI;0x1200af;;;S-1-3)"


def test_homes_stand_in_a_folder_nobody_writes_in() -> None:
    assert FILTERS["network_storage_access_list"]({**SOUND, "homes": True}, {}) == ["user::rwx", "group::r-x", "other::---"]


def test_a_group_the_directory_does_not_answer_for_is_unknown() -> None:
    answer = "Got 1 replies\n\nsAMAccountName: fs-staff\n"

    assert FILTERS["network_storage_unknown"](["FS-Staff", "FS-Pupils"], answer) == ["FS-Pupils"]


ANSWER = """\
Got 2 replies

sAMAccountName: FS-SLT
objectSid: S-1-5-21-1-2-3-1119
distinguishedName: CN=FS-SLT (head\\, deputies),OU=Groups,DC=oaktrust,DC=example

distinguishedName: CN=fs-staff,DC=oaktrust,DC=example
sAMAccountName: fs-staff
"""


def test_people_of_a_group_are_asked_for_through_the_groups_in_it() -> None:
    assert FILTERS["network_storage_people_filter"]("fs-slt", ANSWER) == (
        "(&(objectCategory=person)(memberOf:1.2.840.113556.1.4.1941:="
        "CN=FS-SLT \\28head\\5c, deputies\\29,OU=Groups,DC=oaktrust,DC=example))"
    )
    assert FILTERS["network_storage_above_filter"](ANSWER) == (
        "(&(objectClass=group)(|(member:1.2.840.113556.1.4.1941:="
        "CN=FS-SLT \\28head\\5c, deputies\\29,OU=Groups,DC=oaktrust,DC=example)"
        "(member:1.2.840.113556.1.4.1941:=CN=fs-staff,DC=oaktrust,DC=example)))"
    )
    assert FILTERS["network_storage_sids"](ANSWER)["fs-slt"] == "S-1-5-21-1-2-3-1119"


def test_groups_that_nobody_is_in_are_named_with_their_inputs() -> None:
    shares = [{"name": "SLT$", "read_write": "FS-SLT"}, {"name": "StaffHomes", "read_write": "Pupils", "homes": True}]
    owners = FILTERS["network_storage_owners"](shares, "FS-Staff")
    asked = [{"item": "FS-Staff", "stdout": "Got 11 replies\n"}, {"item": "FS-SLT", "stdout": "Got 0 replies\n"}]

    assert list(owners) == ["FS-Staff", "FS-SLT"]
    assert FILTERS["network_storage_empty"](owners, asked) == ["FS-SLT (read_write of SLT$)"]
    assert FILTERS["network_storage_empty"](owners, [{"item": "FS-Staff", "stdout": ""}]) == [
        "FS-Staff (network_storage_inherited_group)"
    ]


def test_a_limit_is_read_in_bytes_and_absent_where_nothing_says_so() -> None:
    shown = {"stdout": "Staff\n\tQuota group:\t\t0/256\n\t  Limit referenced:\t67108864\n\t  Limit exclusive:\t-\n"}

    assert FILTERS["network_storage_limit"](shown) == 64 * 1024 * 1024
    assert FILTERS["network_storage_limit"]({"stdout": "\t  Limit referenced:\t-\n"}) is None
    assert FILTERS["network_storage_limit"]({"rc": 1}) is None


def test_readers_and_nobody_else_are_in_the_access_list() -> None:
    gids = {"FS-Pupils": "11117"}

    assert "group:11117:r-x" in FILTERS["network_storage_access_list"]({**SOUND, "read_only": "FS-Pupils"}, gids)
    assert FILTERS["network_storage_access_list"](SOUND, gids)[:3] == ["user::rwx", "group::rwx", "other::---"]
