"""Logon names: made of plain letters, at most 20 of them, and nobody else's in the whole trust."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"
GENERIC = ["teacher", "staff"]


def unit(school: str) -> str:
    return f"OU=Staff,OU={school},OU=Schools,{BASE}"


def person(key: str, given: str = "Ada", family: str = "Inventa") -> dict[str, Any]:
    return {"key": key, "given_name": given, "family_name": family, "school": "oak", "post": "Teacher"}


def logons(*people: dict[str, Any], taken: tuple[dict[str, Any], ...] = ()) -> list[str]:
    staff = [{**one, "unit_dn": unit("oak")} for one in FILTERS["accounts_prepared"](list(people), GENERIC)]
    return [one["logon"] for one in FILTERS["accounts_new_accounts"](staff, taken, "oaktrust.example")]


@pytest.mark.parametrize(
    ("given", "family", "logon"),
    [
        ("Ada", "Inventa", "a.inventa"),
        ("Élodie", "Çelik-Ångström", "e.celik-angstrom"),
        ("Seán", "O’Brien", "s.obrien"),
        ("Siân", "D'Arcy Smith", "s.darcysmith"),
        ("Łukasz", "Strauß", "l.strauss"),
        ("X", "Y", "x.y"),
        ("", "Madonna", "madonna"),
        ("Ada", "-Featherstonehaugh-Cholmondeley", "a.featherstonehaugh"),
        ("Bo", "Twentycharactersxx-y", "b.twentycharactersxx"),
        ("李", "明", "q-1-004"),
        ("李", "Staff", "q-1-004"),
        ("李", "Teacher2", "q-1-004"),
    ],
)
def test_a_logon_name_is_made_of_plain_letters_and_fits(given: str, family: str, logon: str) -> None:
    assert logons(person("Q.1_004", given, family)) == [logon]
    assert len(logon) <= 20


def test_the_next_free_number_is_taken_trust_wide_in_order_of_keys() -> None:
    taken = (
        {"dn": f"CN=x,{BASE}", "sAMAccountName": "A.Inventa"},
        {"dn": f"CN=y,{BASE}", "sAMAccountName": "old", "userPrincipalName": "a.inventa2@oaktrust.example"},
        {"dn": f"CN=a.inventa3,{unit('oak')}", "sAMAccountName": "GROUP"},
    )

    assert logons(person("2"), person("1"), taken=taken) == ["a.inventa4", "a.inventa5"]


def test_a_long_name_is_cut_to_make_room_for_its_number() -> None:
    long = [person(str(number), "Ann", "Twentycharactersxx") for number in range(12)]

    assert logons(*long)[:2] == ["a.twentycharactersxx", "a.twentycharactersx2"]
    assert len(set(logons(*long))) == 12
    assert max(map(len, logons(*long))) == 20


def test_an_account_of_somebody_of_the_same_initial_and_family_only_costs_a_number() -> None:
    other = {"dn": f"CN=x,{BASE}", "sAMAccountName": "a.inventa"}

    assert logons(person("1"), taken=(other,)) == ["a.inventa2"]


def test_a_new_account_carries_key_names_and_a_name_to_sign_in_with_everywhere() -> None:
    staff = [{**one, "unit_dn": unit("oak")} for one in FILTERS["accounts_prepared"]([person("7", "", "Madonna")], GENERIC)]
    made = FILTERS["accounts_new_accounts"](staff, [], "oaktrust.example")[0]

    assert made["dn"] == f"CN=madonna,{unit('oak')}"
    assert made["attributes"] == {
        "objectClass": ["top", "person", "organizationalPerson", "user"],
        "sAMAccountName": "madonna",
        "userPrincipalName": "madonna@oaktrust.example",
        "employeeID": "7",
        "userAccountControl": "512",
        "sn": "Madonna",
        "displayName": "Madonna",
    }


def test_new_accounts_go_into_each_group_together() -> None:
    made = [{"dn": "CN=a", "groups": ["CN=1", "CN=2"]}, {"dn": "CN=b", "groups": ["CN=1"]}]

    assert FILTERS["accounts_joining"](made) == [
        {"do": "add_values", "dn": "CN=1", "attributes": {"member": ["CN=a", "CN=b"]}},
        {"do": "add_values", "dn": "CN=2", "attributes": {"member": ["CN=a"]}},
    ]


FOREST = [
    {"dn": f"CN=Partitions,CN=Configuration,{BASE}", "uPNSuffixes": ["oak.example", "Elm.example"]},
    {"dn": f"CN=OAKTRUST,CN=Partitions,CN=Configuration,{BASE}", "dnsRoot": "oaktrust.example"},
]


@pytest.mark.parametrize("suffix", ["oak.example", "ELM.example", "oaktrust.example", "child.oaktrust.example"])
def test_a_suffix_is_one_of_the_forest_or_the_domain_itself(suffix: str) -> None:
    assert FILTERS["accounts_suffix_faults"](suffix, "child.oaktrust.example", FOREST) == []


@pytest.mark.parametrize("forest", [[], FOREST, [{"uPNSuffixes": "oak.example"}]])
def test_a_suffix_the_forest_does_not_know_is_refused_and_those_it_knows_are_said(forest: list[dict[str, Any]]) -> None:
    (fault,) = FILTERS["accounts_suffix_faults"]("k.example", "oaktrust.example", forest)

    assert fault.startswith("accounts_logon_suffix is 'k.example'")
    assert "oaktrust.example" in fault
