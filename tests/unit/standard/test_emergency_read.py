"""The account for an emergency as a reading shows it: what would make it useless is said, and half an answer is none."""

from __future__ import annotations

import pytest

from ictops.estate import Value
from ictops.standard import CannotTell, Host
from ictops.standard.catalogue import CONTROLS, emergency
from tests.probe_cases import sealed

ADMIN = "ansible:1000:locked:current:shell:key:yes:other"


def reading(*rows: str, asked: str = "safe key") -> str:
    said = [f"asked: {asked}\n"] if asked else []
    body = [*said, "asked = 0\n", *(f"administrators: {row}\n" for row in (*rows, "all 20")), "administrators = 0\n"]
    return sealed("accounts-emergency", "".join(body))


@pytest.mark.parametrize(
    ("asked", "row", "said"),
    [
        ("safe key", "safe:1001:locked:current:shell:ours:yes:safe", "safe"),
        ("safe key", "safe:1001:set:current:shell:no:yes:safe", "safe: the standard's key does not open it"),
        ("safe key", "safe:1001:set:current:shell:other:yes:safe", "safe: a key opens it that is not the standard's"),
        ("safe password", "safe:1001:set:current:shell:no:yes:safe", "safe"),
        ("safe password", "safe:1001:set:current:shell:other:yes:safe", "safe"),
        ("safe password", "safe:1001:locked:current:shell:no:yes:safe", "safe: nothing opens it"),
        ("safe password", "safe:1001:open:current:shell:no:yes:safe", "safe: it opens without a password"),
        ("safe password", "safe:1001:set:ended:shell:no:yes:safe", "safe: has ended"),
        ("safe password", "safe:1001:set:current:none:no:yes:safe", "safe: has no shell"),
        ("safe password", "safe:1001:set:current:shell:no:no:safe", "safe: does not administer the machine"),
    ],
)
def test_what_is_wrong_with_the_account_is_said(asked: str, row: str, said: str) -> None:
    assert emergency.ready(reading(ADMIN, row, asked=asked)) == (said,)


def test_the_last_administrator_lost_is_said() -> None:
    assert emergency.ready(reading(ADMIN)) == ("safe: missing",)
    assert emergency.ready(reading()) == ("safe: missing, and nobody else administers the machine",)


def test_others_are_told_by_name_only_where_the_standard_names_them() -> None:
    rows = (ADMIN, ":1002:set:current:shell:no:yes:other", "root:0:set:current:shell:no:yes:other")

    assert emergency.others(reading(*rows)) == ("ansible", "number 1002", "root")


@pytest.mark.parametrize(
    "row",
    [
        "safe:1001:locked:current:shell:ours:untold:safe",
        "safe:1001:locked:current:shell:ours:yes",
        "safe:1001:locked:current:shell:ours:yes:safe:more",
        "safe:1001:locked:current:shell:maybe:yes:safe",
        "",
    ],
)
@pytest.mark.parametrize("measure", [emergency.ready, emergency.others])
def test_a_row_that_is_not_understood_tells_nothing(row: str, measure: object) -> None:
    assert callable(measure)
    with pytest.raises(CannotTell):
        measure(reading(ADMIN, row))


def test_a_list_without_its_end_tells_nothing() -> None:
    for end in ("all 0", "all x", ADMIN):
        output = sealed("accounts-emergency", f"asked: safe key\nasked = 0\nadministrators: {end}\nadministrators = 0\n")
        with pytest.raises(CannotTell):
            emergency.ready(output)


@pytest.mark.parametrize(
    ("settings", "said"),
    [({}, "asked '' 0"), ({"accounts_local_break_glass": {"name": "safe"}}, "asked 'safe password' 0")],
)
def test_a_machine_is_asked_for_what_the_standard_keeps(settings: dict[str, Value], said: str) -> None:
    assert said in emergency.PROBE.command({"accounts_local_allowed": [], **settings})


def test_the_account_for_an_emergency_may_sign_in_where_nobody_else_may() -> None:
    settings = {"accounts_local_allowed": ["ansible"], "accounts_local_break_glass": {"name": "safe"}}
    control = CONTROLS["ACC.LOCAL.1v1"]

    assert control.intend(Host(settings=settings, attributes={})) == ("ansible", "safe")
    assert "'ansible safe'" in control.probe.command(settings)
