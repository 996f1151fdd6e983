"""Settings are held to what the roles declare, and every fault is named with its place."""

from __future__ import annotations

from typing import Any

import pytest

from ictops.standard.role_inputs import Input, InputType, Path, RoleInputs, misfits, missing, spoken
from tests.inventory_builders import DECLARED

PRINT = (DECLARED["print_queues"],)
STORAGE = (DECLARED["network_storage"],)


def where(at: Path) -> str:
    return "standard/print.yml: " + spoken(at)


def sentences(settings: dict[str, Any], roles: tuple[RoleInputs, ...] = PRINT) -> list[str]:
    return [str(fault) for fault in (*misfits(settings, roles, where), *missing(settings, roles, where))]


def test_settings_that_fit_have_no_fault() -> None:
    assert sentences({"print_queues_uri": "ipp://a", "print_queues_duplex": False, "print_queues_keep": ["Office"]}) == []


def test_a_misspelt_name_is_answered_with_the_right_one() -> None:
    found = sentences({"print_queues_uri": "ipp://a", "print_queues_duplx": True})

    assert found == [
        "standard/print.yml: print_queues_duplx: no role declares print_queues_duplx. "
        "Did you mean print_queues_duplex? Correct the name, or take it out."
    ]


@pytest.mark.parametrize("name", ["serial", "ansible_connection", "ansible_ssh_common_args", "environment"])
def test_ansible_words_are_no_inputs(name: str) -> None:
    assert f"no role declares {name}" in sentences({"print_queues_uri": "ipp://a", name: "x"})[0]


@pytest.mark.parametrize(
    ("name", "value", "noun"),
    [
        ("print_queues_uri", 8, "text"),
        ("print_queues_uri", True, "text"),
        ("print_queues_duplex", "yes", "true or false"),
        ("print_queues_duplex", 1, "true or false"),
        ("print_queues_keep", "Office", "a list"),
        ("print_queues_keep", ["Office", 12], "text"),
    ],
)
def test_nothing_is_converted_to_the_type_it_should_have(name: str, value: Any, noun: str) -> None:
    found = sentences({"print_queues_uri": "ipp://a", name: value})

    assert len(found) == 1
    assert f"which is not {noun}" in found[0]


def test_a_fault_inside_a_list_says_which_item() -> None:
    shares = [{"name": "A", "quota_mib": 1}, {"name": "B", "quota_mib": "64", "colour": "red"}, {"hidden": True}]
    found = sentences({"network_storage_shares": shares}, STORAGE)

    assert [sentence.split(": ")[1] for sentence in found] == [
        "network_storage_shares, item 2, quota_mib",
        "network_storage_shares, item 2, colour",
        "network_storage_shares, item 3",
    ]


def test_a_value_that_is_none_of_the_choices_is_answered_with_the_choices() -> None:
    found = sentences({"network_storage_min_protocol": "NT1"}, STORAGE)

    assert "is 'NT1', which is not one of SMB3, SMB3_11" in found[0]


def test_a_required_input_that_nobody_set_is_missed() -> None:
    assert "print_queues_uri is missing; the role print_queues requires it" in sentences({})[0]


def test_a_secret_may_not_stand_in_the_standard_and_its_value_is_not_repeated() -> None:
    settings = {"accounts_local_allowed": [], "accounts_directory_password": "Sw0rdfish"}
    found = sentences(settings, (DECLARED["accounts"],))

    assert len(found) == 1
    assert "accounts_directory_password is a secret" in found[0]
    assert "Sw0rdfish" not in found[0]


@pytest.mark.parametrize("name", ["print_queues_undo", "print_queues_keep_as"])
def test_a_standard_that_would_make_every_run_an_undo_is_refused(name: str) -> None:
    (found,) = sentences({"print_queues_uri": "ipp://a", name: "first"})

    assert found.startswith(f"standard/print.yml: {name}: {name} is told by a run, and by nothing else.")


def test_a_required_secret_is_not_missed_in_the_standard() -> None:
    role = RoleInputs(role="a", inputs=(Input(name="a_password", required=True, secret=True),))

    assert missing({}, (role,), where) == ()


def test_a_number_serves_as_a_fraction_but_true_does_not() -> None:
    role = (RoleInputs(role="a", inputs=(Input(name="a_share", type=InputType.FLOAT),)),)

    assert sentences({"a_share": 1}, role) == []
    assert "which is not a number" in sentences({"a_share": True}, role)[0]


def test_a_long_value_is_cut_short_in_the_sentence() -> None:
    found = sentences({"print_queues_uri": ["x" * 5000]})

    assert len(found[0]) < 300
