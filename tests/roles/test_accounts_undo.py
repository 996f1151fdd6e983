"""What the role accounts keeps before it changes anything, and what it makes of it when it is told to put it back."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"
STAFF = f"OU=Staff,OU=oak,OU=Schools,{BASE}"
PASSWD = {
    "teacher": ["x", "1001", "1001", "", "/home/teacher", "/bin/bash"],
    "supply": ["x", "1002", "1002", "", "/home/supply", "/usr/sbin/nologin"],
    "safe": ["x", "1003", "1003", "", "/home/safe", "/bin/bash"],
}

GROUPS = {"sudo": ["x", "27", ""], "games": ["x", "60", "teacher,safe"], "users": ["x", "100", "unsafe"]}


def number(text: str) -> tuple[str, str]:
    """An objectGUID as the search gives it, and as a name."""
    made = uuid.uuid5(uuid.NAMESPACE_DNS, text)
    return base64.b64encode(made.bytes_le).decode(), f"<GUID={made}>"


def entry(dn: str, **attributes: Any) -> dict[str, Any]:
    return {"dn": dn, "objectGUID": number(dn)[0], **attributes}


def undone(kept: dict[str, Any], *there: dict[str, Any]) -> dict[str, Any]:
    return dict(FILTERS["accounts_undo_changes"](kept, list(there)))


def test_local_accounts_are_kept_without_any_password() -> None:
    states = FILTERS["accounts_shadow"](["teacher:P:20000", "supply:NP:", "safe:P:"])

    assert FILTERS["accounts_kept_local"](["teacher", "supply", "gone"], PASSWD, states, GROUPS, "gone") == {
        "administrator": {},
        "accounts": [
            {"name": "supply", "shell": "/usr/sbin/nologin", "state": "NP", "ends": ""},
            {"name": "teacher", "shell": "/bin/bash", "state": "P", "ends": "20000"},
        ],
        "absent": ["gone"],
    }


def test_a_locked_account_is_opened_again_and_one_that_the_run_made_is_closed() -> None:
    kept = {
        "accounts": [
            {"name": "teacher", "shell": "/bin/bash", "state": "P", "ends": ""},
            {"name": "left", "shell": "", "state": "P", "ends": ""},
        ],
        "absent": ["safe"],
    }
    closed = {**PASSWD, "teacher": [*PASSWD["teacher"][:5], "/usr/sbin/nologin"]}
    found = FILTERS["accounts_undo_local"](kept, closed, FILTERS["accounts_shadow"](["teacher:L:1"]), "/usr/sbin/nologin")

    assert found["restore"] == [{"name": "teacher", "shell": "/bin/bash", "ends": "", "unlock": True, "expires": -1}]
    assert found["close"] == ["safe"]
    assert [note.split(":")[0].split(", ")[0] for note in found["notes"]] == [
        "the local account left",
        "the making of the local account safe",
    ]


def test_an_administrator_that_was_there_before_goes_out_of_the_group_again_and_keys_are_said_to_stay() -> None:
    states = FILTERS["accounts_shadow"](["safe:P:"])
    kept = FILTERS["accounts_kept_local"](["safe"], PASSWD, states, GROUPS, "safe")
    since = {**GROUPS, "sudo": ["x", "27", "safe,other"]}

    assert kept["administrator"] == {"name": "safe", "groups": ["games"]}
    assert FILTERS["accounts_undo_groups"](kept, since, "sudo") == [{"name": "safe", "groups": ["games"]}]
    assert FILTERS["accounts_undo_groups"](kept, GROUPS, "sudo") == []
    (note,) = FILTERS["accounts_undo_local"](kept, PASSWD, states, "/usr/sbin/nologin")["notes"]
    assert note.startswith("the keys, password and description that the local administrator safe had before")


@pytest.mark.parametrize("administrator", [{"name": "safe", "groups": ["sudo"]}, {}])
def test_an_administrator_who_had_the_rights_before_keeps_them(administrator: dict[str, Any]) -> None:
    since = {**GROUPS, "sudo": ["x", "27", "safe"]}

    assert FILTERS["accounts_undo_groups"]({"administrator": administrator}, since, "sudo") == []


def test_local_accounts_that_are_back_are_left_alone() -> None:
    kept = {"accounts": [{"name": "teacher", "shell": "/bin/bash", "state": "P", "ends": "20000"}], "absent": []}

    assert FILTERS["accounts_undo_local"](kept, PASSWD, FILTERS["accounts_shadow"](["teacher:P:20000"]), "/x")["restore"] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not JSON"),
        ("[]", "not of the role accounts"),
        ('{"format": 1, "role": "print_queues"}', "not of the role accounts"),
        ('{"format": 2, "role": "accounts"}', "its format is 2"),
    ],
)
def test_a_kept_file_that_is_not_ours_is_refused(text: str, fault: str) -> None:
    assert fault in FILTERS["accounts_opened_pack"](text)["fault"]


def test_a_sound_kept_file_is_opened() -> None:
    pack = {"format": 1, "role": "accounts", "local": {}}

    assert FILTERS["accounts_opened_pack"](json.dumps(pack)) == {"fault": "", "kept": pack}


def test_attributes_go_back_and_one_that_was_not_set_is_cleared() -> None:
    kept = {
        "attributes": [{"dn": BASE, "attributes": {"minPwdLength": ["4"], "lockoutThreshold": [], "lockoutDuration": ["-1"]}}]
    }
    now = entry(BASE, minPwdLength="12", lockoutThreshold="10", lockoutDuration="-1")

    assert undone(kept, now) == {
        "changes": [{"do": "set", "dn": BASE, "attributes": {"minPwdLength": ["4"], "lockoutThreshold": []}}],
        "notes": [],
    }


def test_an_account_is_enabled_again_without_touching_what_else_was_set_since() -> None:
    kept = {"accounts": [{"account": "Teacher", "userAccountControl": "512"}, {"account": "gone", "userAccountControl": "512"}]}
    found = undone(kept, entry(f"CN=T,{BASE}", sAMAccountName="teacher", userAccountControl=str(66050)))

    assert found["changes"] == [{"do": "set", "dn": f"CN=T,{BASE}", "attributes": {"userAccountControl": "66048"}}]
    assert found["notes"] == ["the account gone, because it is not there any more"]


def test_members_of_a_group_go_back_by_the_numbers_they_were_born_with() -> None:
    group, other, gone = f"CN=FS,{BASE}", entry(f"CN=Old,{BASE}"), number("gone")[1]
    kept = {"members": [{"group": group, "members": [number(other["dn"])[1], gone]}]}
    found = undone(kept, entry(group), other, entry(f"CN=New,{BASE}", memberOf=group))

    assert [(one["do"], one["attributes"]["member"]) for one in found["changes"]] == [
        ("add_values", [number(other["dn"])[1]]),
        ("drop_values", [f"CN=New,{BASE}"]),
    ]
    assert found["notes"] == [f"1 members of {group}, because they are not there any more"]


def made(*, filled: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    groups: list[dict[str, Any]] = [
        {"dn": f"CN=oak-Staff,{STAFF}", "members": []},
        {"dn": f"CN=FS,{STAFF}", "members": [f"CN=oak-Staff,{STAFF}"]},
    ]
    units = [STAFF.partition(",")[2], STAFF]
    there = [entry(dn) for dn in units] + [entry(groups[0]["dn"], memberOf=groups[1]["dn"]), entry(groups[1]["dn"])]
    if filled:
        there.append(entry(f"CN=a.b,{BASE}", memberOf=[groups[0]["dn"]], sAMAccountName="a.b"))
    return {"absent": {"units": units, "groups": groups, "rules": []}}, there


def test_what_the_run_made_is_removed_lowest_first_when_nothing_is_in_it() -> None:
    kept, there = made(filled=False)
    removed = [one["dn"] for one in undone(kept, *there)["changes"] if one["do"] == "remove_empty"]

    assert removed == [f"CN=oak-Staff,{STAFF}", f"CN=FS,{STAFF}", STAFF, STAFF.partition(",")[2]]


def test_a_group_that_somebody_filled_since_stays_and_so_do_the_units_above_it() -> None:
    kept, there = made(filled=True)
    found = undone(kept, *there)

    assert [one["dn"] for one in found["changes"] if one["do"] == "remove_empty"] == [f"CN=FS,{STAFF}"]
    assert len(found["notes"]) == 3


def person(key: str, unit: str = STAFF, **attributes: Any) -> dict[str, Any]:
    return entry(f"CN={key},{unit}", sAMAccountName=f"x.{key}", employeeID=key, userAccountControl="512", **attributes)


def test_a_mover_goes_back_to_unit_and_groups_and_a_leaver_is_enabled() -> None:
    other, group, friends = STAFF.replace("oak", "elm"), f"CN=oak-Staff,{BASE}", f"CN=Friends,{BASE}"
    earlier = {"adopted": "", "mark": [], "userAccountControl": "512", "groups": [group.lower()]}
    kept = {
        "staff": {
            "absent": [], "groups": [group.lower()],
            "accounts": [{**earlier, "key": "k1", "unit": other, "groups": []}, {**earlier, "key": "k2", "unit": STAFF}],
        }
    }  # fmt: skip
    mover = person("k1", memberOf=[group, friends])
    leaver = {**person("k2"), "userAccountControl": "514", "adminDescription": "ictops: left"}
    found = undone(kept, entry(STAFF), entry(other), entry(group), entry(friends), mover, leaver)

    assert found["changes"] == [
        {"do": "drop_values", "dn": group, "attributes": {"member": [mover["dn"]]}},
        {"do": "move", "dn": mover["dn"], "to": other},
        {"do": "set", "dn": leaver["dn"], "attributes": {"userAccountControl": "512", "adminDescription": []}},
        {"do": "add_values", "dn": group, "attributes": {"member": [leaver["dn"]]}},
    ]


def test_an_account_that_the_run_made_is_disabled_and_said_never_removed() -> None:
    group = f"CN=oak-Staff,{BASE}"
    kept = {"staff": {"absent": ["k1", "k9"], "groups": [group.lower()], "accounts": []}}
    found = undone(kept, entry(group), person("k1", memberOf=group))

    assert [(one["do"], one["dn"]) for one in found["changes"]] == [("set", f"CN=k1,{STAFF}"), ("drop_values", group)]
    assert found["changes"][0]["attributes"] == {"userAccountControl": "514", "adminDescription": "ictops: left"}
    assert found["notes"][0].startswith("1 accounts that the run made")


def test_an_account_taken_over_loses_its_key_again() -> None:
    earlier = {"key": "k1", "adopted": "x.k1", "mark": [], "userAccountControl": "512", "groups": [], "unit": STAFF}
    found = undone({"staff": {"absent": [], "groups": [], "accounts": [earlier]}}, entry(STAFF), person("k1"))

    assert found["changes"] == [{"do": "set", "dn": f"CN=k1,{STAFF}", "attributes": {"employeeID": []}}]


def test_names_and_passwords_that_do_not_come_back_are_said_and_counted() -> None:
    closed = {"adopted": "", "mark": ["ictops: left"], "userAccountControl": "514", "groups": [], "unit": STAFF}
    accounts = [{**closed, "key": "k1", "renamed": True}, {**closed, "key": "k2", "renamed": False}]
    found = undone({"staff": {"absent": [], "groups": [], "accounts": accounts}}, entry(STAFF), person("k1"), person("k2"))

    assert [note.partition(", because")[0] for note in found["notes"]] == [
        "the shown names of 1 accounts",
        "the passwords of 2 accounts that the run opened again",
    ]


def test_what_is_back_already_is_not_put_back_again() -> None:
    group = f"CN=oak-Staff,{BASE}"
    earlier = {"key": "k1", "adopted": "x.k1", "mark": [], "userAccountControl": "512", "groups": [], "unit": STAFF}
    kept = {
        "attributes": [{"dn": BASE, "attributes": {"minPwdLength": ["4"]}}],
        "accounts": [{"account": "teacher", "userAccountControl": "512"}],
        "members": [{"group": group, "members": []}],
        "absent": {"units": [f"OU=New,{BASE}"], "groups": [{"dn": f"CN=New,{BASE}", "members": []}], "rules": [f"CN=R,{BASE}"]},
        "staff": {"absent": ["k2"], "groups": [group.lower()], "accounts": [earlier]},
    }
    adopted = {**person("k1"), "employeeID": None}
    made_before = {**person("k2"), "userAccountControl": "514", "adminDescription": "ictops: left"}
    there = [
        entry(BASE, minPwdLength="4"),
        entry(group),
        entry(f"CN=T,{BASE}", sAMAccountName="teacher", userAccountControl="512"),
    ]

    assert undone(kept, *there, adopted, made_before)["changes"] == []


def staff_kept(**more: Any) -> dict[str, Any]:
    earlier = {"key": "k1", "adopted": "", "mark": [], "userAccountControl": "512", "groups": [], "unit": STAFF}
    return {"staff": {"absent": [], "groups": [], "accounts": [{**earlier, **more}]}}


@pytest.mark.parametrize(
    ("more", "now"),
    [
        ({"left": False}, {}),
        ({"left": True}, {}),
        ({"left": False}, {"adminDescription": "ictops: left"}),  # a later run closed it
    ],
)
def test_an_account_that_somebody_closed_since_is_never_opened_by_undo(more: dict[str, Any], now: dict[str, Any]) -> None:
    suspended = {**person("k1"), "userAccountControl": "514", **now}
    found = undone(staff_kept(**more), entry(STAFF), suspended)

    assert found["changes"] == []
    assert found["notes"] == ["the account of k1 to enabled, because the run that is undone did not close it"]


def test_an_account_that_was_deleted_since_is_said_and_the_rest_goes_on() -> None:
    found = undone(staff_kept(), entry(STAFF), entry(BASE), entry(f"OU=Other,{BASE}"))

    assert found == {"changes": [], "notes": ["the account of k1, because it is not there any more"]}
