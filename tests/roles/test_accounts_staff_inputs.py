"""What the role accounts refuses of its inputs about people, groups' members, finer rules and exceptions, naming keys only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")


def person(key: str, given: str = "Ada", family: str = "Inventa", school: str = "oak", **more: Any) -> dict[str, Any]:
    return {"key": key, "given_name": given, "family_name": family, "school": school, **more}


def given_people(**changes: Any) -> dict[str, Any]:
    sound: dict[str, Any] = {
        "groups": [], "policies": [], "generic_allowed": [], "admins": ["adm-*"], "break_glass": [], "local_break_glass": {},
        "hash_given": False, "keep_as": "first", "undo": "", "uri": "ldaps://dc1", "staff": [person("st-1")],
        "schools": ["oak"],
        "staff_groups": [{"post": "*", "groups": ["<school>-Staff"]}], "unit": "Schools/<school>/Staff", "limit": 10,
        "handover_keys": [{"school": "oak", "certificate": "-----BEGIN CERTIFICATE-----"}], "suffix": "",
    }  # fmt: skip
    return {**sound, **changes}


RULE = {"name": "Admins", "groups": ["Domain Admins"], "precedence": 1, "length": 15, "attempts": 5, "minutes": 30}


def test_sound_inputs_about_people_have_no_fault() -> None:
    assert FILTERS["accounts_staff_faults"](given_people()) == []
    assert FILTERS["accounts_staff_faults"](given_people(staff=None, handover_keys=[], schools=[], policies=[RULE])) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"staff": [person("a b")]}, "person 1: the key is not one"),
        ({"staff": [person("40123")]}, "person 1: the key is not one"),
        ({"staff": [person("st-1", logon="Ainv"), person("st-2", logon="ainv")]}, "st-1, st-2 name the same logon"),
        ({"staff": [person("st-1"), person("st-1")]}, "the key st-1 2 times"),
        ({"staff": [person("st-1", school="elm")]}, "'elm' is not one of accounts_staff_schools"),
        ({"staff": [person("st-1", "", " ")]}, "there is no name"),
        ({"staff": [person("st-1", "A\nB")]}, "a name is not one"),
        ({"staff": [person("st-1", logon="x)(cn=*")]}, "the logon name is not one"),
        ({"uri": ""}, "without accounts_directory_uri"),
        ({"handover_keys": []}, "no certificate for oak"),
        ({"handover_keys": [{"school": "oak", "certificate": "x"}]}, "no certificate in PEM"),
        ({"unit": "Schools/Staff"}, "accounts_staff_unit"),
        ({"limit": 101}, "accounts_staff_leaving_limit"),
        ({"staff_groups": [{"post": "*", "groups": ["Domain Admins"]}]}, "never given by a post"),
        ({"staff_groups": [{"post": "*", "groups": ["x)(y"]}]}, "accounts_staff_groups holds"),
        ({"groups": [{"name": "Domain Admins", "exact": True}]}, "is exact"),
        ({"policies": [{**RULE, "length": 0}]}, "has length 0"),
        ({"policies": [RULE, {**RULE, "name": "Other"}]}, "the precedence 1 2 times"),
        ({"policies": [{**RULE, "name": "A,B"}]}, "holds the name 'A,B'"),
        ({"generic_allowed": [{"name": "supply", "reason": "x", "until": "July"}]}, "needs a reason, and a last day"),
        ({"break_glass": ["x)(y"]}, "no logon name"),
        ({"keep_as": "../x"}, "accounts_keep_as"),
        ({"undo": "A"}, "accounts_undo"),
        ({"suffix": "@trust.example"}, "without the @"),
        ({"suffix": "trust"}, "use a domain like"),
        ({"suffix": "trust.example\n"}, "use a domain like"),
        ({"local_break_glass": {"name": "safe"}}, "nobody could sign in"),
    ],
)  # fmt: skip
def test_a_bad_input_about_people_is_refused(changes: dict[str, Any], says: str) -> None:
    found = FILTERS["accounts_staff_faults"](given_people(**changes))

    assert len(found) == 1
    assert says in found[0]
