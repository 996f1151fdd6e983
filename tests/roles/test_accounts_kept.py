"""What a later run touches and the state kept earlier says nothing of: it is said, people by their keys."""

from __future__ import annotations

from typing import Any

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"


def pack(**directory: Any) -> dict[str, Any]:
    nothing = {"attributes": [{"dn": BASE, "attributes": {}}], "absent": {}, "accounts": [], "members": [], "staff": {}}
    local = {"administrator": {}, "accounts": [{"name": "teacher"}], "absent": ["safe"]}
    return {"format": 1, "role": "accounts", "local": local, "directory": {**nothing, **directory}}


KEPT = pack(
    absent={
        "units": [f"OU=oak,{BASE}"],
        "groups": [{"dn": f"CN=oak-Staff,{BASE}", "members": []}],
        "rules": [f"CN=Admins,CN=System,{BASE}"],
    },
    accounts=[{"account": "supply"}],
    staff={"accounts": [{"key": "st-1"}], "absent": ["st-2"], "groups": []},
)


def test_nothing_is_said_of_what_is_kept_or_was_made_by_the_run_that_kept_it() -> None:
    later = pack(
        attributes=[{"dn": BASE}, {"dn": f"CN=Admins,CN=System,{BASE}"}],
        members=[{"group": f"CN=oak-Staff,{BASE}", "members": []}],
        staff={"accounts": [{"key": "st-2"}, {"key": "st-1"}], "absent": []},
    )

    assert FILTERS["accounts_unkept"](KEPT, KEPT) == []
    assert FILTERS["accounts_unkept"](later, KEPT) == []


def test_what_the_kept_state_says_nothing_of_is_said_one_by_one() -> None:
    later = pack(
        attributes=[{"dn": f"CN=Old,CN=System,{BASE}"}],
        absent={"units": [f"OU=elm,{BASE}"]},
        accounts=[{"account": "office"}],
        members=[{"group": f"CN=Old,{BASE}", "members": []}],
        staff={"accounts": [{"key": "st-9"}], "absent": ["st-8"]},
    ) | {"local": {"accounts": [{"name": "office"}], "absent": []}}

    assert FILTERS["accounts_unkept"](later, KEPT) == [
        "the account of st-8",
        "the account of st-9",
        "the account office",
        "the local account office",
        f"the members of CN=Old,{BASE}",
        f"the settings of CN=Old,CN=System,{BASE}",
        f"the unit OU=elm,{BASE}",
    ]


def test_a_state_of_a_windows_host_is_compared_alike_and_names_nobody() -> None:
    kept = {"local": ["teacher"], "policy": {}, "disabled": []}
    later = {
        "local": ["teacher", "pupil2"],
        "policy": {"minPwdLength": 7},
        "disabled": [f"CN=Jane,{BASE}"],
        "staff": {"accounts": [{"key": "st-1"}], "absent": []},
    }

    assert FILTERS["accounts_unkept"](later, kept) == [
        "the account of st-1",
        "the local account pupil2",
        "the settings of the domain",
        "1 accounts of the directory",
    ]
