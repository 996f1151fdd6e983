"""Password and lock-out rules: what is stricter than the standard stays, and so it is with the controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ictops.compliance import stands
from ictops.standard import Host
from ictops.standard.catalogue import CONTROLS, finer, locking
from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"
MINUTE = 600_000_000
FOR_EVER = -(2**63)
STANDARD = {"attempts": 10, "minutes": 15, "length": 12, "base": BASE}
RULE = {"name": "Admins", "groups": ["Domain Admins"], "precedence": 5, "length": 15, "attempts": 4, "minutes": 30}
KNOWN = {"domain admins": f"CN=Domain Admins,{BASE}", "helpdesk": f"CN=Helpdesk,{BASE}"}
DN = f"CN=Admins,CN=Password Settings Container,CN=System,{BASE}"
OF_DOMAIN = ("lockoutThreshold", "lockoutDuration", "lockOutObservationWindow", "minPwdLength")
OF_RULE = ("msDS-LockoutThreshold", "msDS-LockoutDuration", "msDS-LockoutObservationWindow", "msDS-MinimumPasswordLength")

spans = st.one_of(st.integers(0, 2000).map(lambda minutes: -minutes * MINUTE), st.integers(-(10**13), 0), st.just(FOR_EVER))
thresholds, lengths = st.integers(0, 40), st.integers(0, 40)
asked = st.fixed_dictionaries({"attempts": st.integers(3, 20), "minutes": st.integers(1, 480), "length": st.integers(1, 14)})


def domain(threshold: int, duration: int, window: int, length: int, **more: str) -> dict[str, str]:
    return dict(zip(OF_DOMAIN, map(str, (threshold, duration, window, length)), strict=True)) | more


def kept(found: dict[str, str], **standard: int) -> list[int]:
    told = FILTERS["accounts_policy"]({**STANDARD, **standard}, found)
    return [int(told[name]) for name in OF_DOMAIN]


def of(minutes: int) -> int:
    return -minutes * MINUTE


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ((10, of(15), of(15), 12), (10, of(15), of(15), 12)),
        ((5, of(60), of(30), 14), (5, of(60), of(30), 14)),
        ((0, of(60), of(60), 4), (10, of(15), of(15), 12)),
        ((0, FOR_EVER, of(30), 4), (10, of(15), of(15), 12)),
        ((50, of(5), of(5), 14), (10, of(15), of(15), 14)),
        ((1, of(1), of(1), 12), (10, of(15), of(15), 12)),
        ((3, of(480), of(480), 12), (3, of(480), of(480), 12)),
        ((5, FOR_EVER, of(30), 12), (5, of(30), of(30), 12)),
        ((5, 0, of(5), 12), (5, of(15), of(15), 12)),
        ((5, of(481), of(481), 12), (5, of(15), of(15), 12)),
    ],
)
def test_what_is_stricter_stays_unless_nobody_could_work_under_it(found: tuple[int, ...], left: tuple[int, ...]) -> None:
    assert kept(domain(*found)) == list(left)


@example(found=(5, FOR_EVER, of(30), 12), standard={"attempts": 10, "minutes": 15, "length": 12})
@given(found=st.tuples(thresholds, spans, spans, lengths), standard=asked)
def test_nothing_found_gets_laxer_but_a_lock_that_lets_nobody_work(
    found: tuple[int, int, int, int], standard: dict[str, int]
) -> None:
    threshold, duration, window, length = found
    attempts, lasts, counts, shortest = kept(domain(*found), **standard)
    held = threshold >= 3

    assert shortest >= max(length, standard["length"])
    assert 3 <= attempts <= (min(threshold, standard["attempts"]) if held else standard["attempts"])
    for before, after in ((duration, lasts), (window, counts)):
        fit = threshold > 0 and before not in (0, FOR_EVER) and -before // MINUTE <= 480
        assert -after // MINUTE >= standard["minutes"]
        assert not fit or -after >= -before
        assert -after // MINUTE <= 480


@given(found=st.tuples(thresholds, spans, spans, lengths), standard=asked)
def test_what_the_role_leaves_meets_the_controls_and_what_meets_them_it_leaves(
    found: tuple[int, int, int, int], standard: dict[str, int]
) -> None:
    left = kept(domain(*found), **standard)

    assert all(met(tuple(left), standard))
    assert kept(domain(*left), **standard) == left
    lock_met, time_met, length_met = met(found, standard)
    assert not lock_met or left[0] == found[0]
    assert not time_met or left[1:3] == list(found[1:3])
    assert not length_met or left[3] == found[3]


def met(values: tuple[int, ...], standard: dict[str, int]) -> list[bool]:
    threshold, duration, window, length = values
    host = Host(
        settings={
            "accounts_lockout_attempts": standard["attempts"],
            "accounts_lockout_minutes": standard["minutes"],
            "accounts_password_length": standard["length"],
        },
        attributes={},
    )
    read = (locking.attempts(threshold), locking.lasting(threshold, duration, window), length)
    controls = [CONTROLS[name] for name in ("ACC.LOCK.1v1", "ACC.LOCKTIME.1v1", "ACC.LENGTH.1v1")]
    return [
        stands(observed=one, intended=control.intend(host), relation=control.relation)
        for one, control in zip(read, controls, strict=True)
    ]


INHERITED = domain(0, of(30), of(30), 7, pwdProperties="1", maxPwdAge="-36288000000000", minPwdAge="0", pwdHistoryLength="24")


def rules(*tree: dict[str, Any], found: Mapping[str, str] = INHERITED, **more: Any) -> dict[str, Any]:
    return dict(FILTERS["accounts_password_rules"]([{**RULE, **more}], list(tree), KNOWN, found, STANDARD))


def there(**more: Any) -> dict[str, Any]:
    return {"dn": DN, **rules()["changes"][0]["attributes"], **more}


def test_a_finer_rule_takes_from_the_domain_what_the_standard_does_not_say() -> None:
    made = rules()["changes"][0]

    assert made["dn"] == DN
    assert {name: made["attributes"][f"msDS-{name}"] for name in ("PasswordComplexityEnabled", "PasswordHistoryLength")} == {
        "PasswordComplexityEnabled": "TRUE",
        "PasswordHistoryLength": "24",
    }
    assert made["attributes"]["msDS-LockoutDuration"] == "-18000000000"


def test_a_new_rule_that_is_stricter_than_the_standards_domain_is_no_laxer_than_the_domain_as_found() -> None:
    strict = {**INHERITED, **domain(3, of(60), of(60), 20)}
    made = rules(found=strict, history=3)["changes"][0]["attributes"]

    assert [made[name] for name in OF_RULE] == ["3", str(of(60)), str(of(60)), "20"]
    assert made["msDS-PasswordHistoryLength"] == "24"


def test_a_new_rule_that_the_standard_means_to_be_laxer_is_laxer() -> None:
    strict = {**INHERITED, **domain(3, of(60), of(60), 20)}
    made = rules(found=strict, length=8, attempts=20, minutes=5)["changes"][0]["attributes"]

    assert [made[name] for name in OF_RULE] == ["20", str(of(5)), str(of(5)), "8"]


def test_only_what_is_laxer_in_a_finer_rule_is_set_and_kept() -> None:
    assert rules(there())["changes"] == []
    found = rules(there(**{"msDS-MinimumPasswordLength": "7", "msDS-LockoutThreshold": "3"}))

    assert found["changes"] == [{"do": "set", "dn": DN, "attributes": {"msDS-MinimumPasswordLength": "15"}}]
    assert found["earlier"] == [{"dn": DN, "attributes": {"msDS-MinimumPasswordLength": ["7"]}}]


STRICTER = {
    "msDS-MinimumPasswordLength": "20", "msDS-LockoutThreshold": "3", "msDS-LockoutDuration": str(of(60)),
    "msDS-LockoutObservationWindow": str(of(60)), "msDS-PasswordHistoryLength": "50",
}  # fmt: skip


def test_a_stricter_finer_rule_stays_and_nobody_is_taken_out_of_it() -> None:
    held = there(**STRICTER, **{"msDS-PSOAppliesTo": [KNOWN["helpdesk"], KNOWN["domain admins"]]})

    assert rules(held, history=24)["changes"] == []


def test_whom_a_rule_does_not_hold_for_yet_is_put_in_beside_the_others() -> None:
    found = rules(there(**{"msDS-PSOAppliesTo": KNOWN["helpdesk"]}))

    held = {"msDS-PSOAppliesTo": [KNOWN["helpdesk"], KNOWN["domain admins"]]}
    assert found["changes"] == [{"do": "set", "dn": DN, "attributes": held}]
    assert found["earlier"][0]["attributes"] == {"msDS-PSOAppliesTo": [KNOWN["helpdesk"]]}


def test_a_finer_rule_for_a_group_nobody_makes_is_refused() -> None:
    assert "is for Nobody" in rules(groups=["Nobody"])["faults"][0]


@given(found=st.tuples(thresholds, spans, spans, lengths), history=st.integers(0, 99), said=st.none() | st.integers(0, 30))
def test_a_finer_rule_meets_its_controls_after_the_role_and_before_it_where_nothing_is_set(
    found: tuple[int, int, int, int], history: int, said: int | None
) -> None:
    more: dict[str, Any] = {} if said is None else {"history": said}
    values = {**dict(zip(OF_RULE, map(str, found), strict=True)), "msDS-PasswordHistoryLength": str(history)}
    before = there(**values)
    changes = rules(before, **more)["changes"]
    after = {**before, **(changes[0]["attributes"] if changes else {})}

    assert unmet(after, more) == []
    assert (unmet(before, more) == []) == (changes == [])


def unmet(entry: dict[str, Any], more: dict[str, Any]) -> list[str]:
    numbers = ["5", entry[OF_RULE[3]], *(entry[name] for name in OF_RULE[:3])]
    history = str(entry["msDS-PasswordHistoryLength"]) if more else ""
    row = finer._rule(["Admins", *numbers, history, "Domain Admins"])
    read = {
        "ACC.PSO.1v1": tuple(finer._held(row.name, row.first, row.groups)),
        "ACC.PSOLENGTH.1v1": (f"Admins: {row.length}",),
        "ACC.PSOLOCK.1v1": (f"Admins: {locking.attempts(row.attempts)}",),
        "ACC.PSOTIME.1v1": locking.lasting(row.attempts, row.duration, row.window, row.name),
        **({"ACC.PSOHISTORY.1v1": (f"Admins: {row.history}",)} if more else {}),
    }
    host = Host(settings={"accounts_password_policies": [{**RULE, **more}]}, attributes={})
    return [
        name for name, value in read.items()
        if not stands(observed=value, intended=CONTROLS[name].intend(host), relation=CONTROLS[name].relation)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["FEWEST", "LONGEST"])
def test_the_role_its_inputs_and_the_controls_have_the_same_bounds(name: str) -> None:
    role = {FILTERS[f"accounts_{one}"].__globals__[name] for one in ("faults", "staff_faults", "policy")}

    assert role == {getattr(locking, name)}
