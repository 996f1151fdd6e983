"""Controls of finer password rules: whom each holds for and which comes first, and that none is laxer than the standard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, locking, rights
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Relation, nothing


class Rule(NamedTuple):
    """A finer rule as the directory has it. `history`: None where the standard asks for none."""

    name: str
    first: int
    length: int
    attempts: int
    duration: int
    window: int
    history: int | None
    groups: tuple[str, ...]


def _rules(output: str) -> list[Rule]:
    return [_rule(fields) for fields in rights.rows_of(output, "rule", None)]


def _rule(fields: list[str]) -> Rule:
    if len(fields) < 7 or not all(re.fullmatch(r"-?[0-9]{1,19}", field) for field in (*fields[1:6], fields[6] or "0")):
        raise CannotTell("a finer password rule is described in a form that is not known")
    name, *numbers = fields[:6]
    first, length, attempts, duration, window = map(int, numbers)
    history = int(fields[6]) if fields[6] else None
    return Rule(name, first, length, attempts, duration, window, history, tuple(fields[7:]))


def holds(output: str) -> Value:
    """Which rule comes first and whom each holds for: `Admins: first 10`, `Admins: for Domain Admins`."""
    return _listed(_held(rule.name, rule.first, rule.groups) for rule in _rules(output))


def lengths(output: str) -> Value:
    """The shortest password that each rule accepts: `Admins: 15`."""
    return _listed([f"{rule.name}: {rule.length}"] for rule in _rules(output))


def locks(output: str) -> Value:
    """After how many wrong passwords each rule locks an account; words where it never does, or too soon."""
    return _listed([f"{rule.name}: {locking.attempts(rule.attempts)}"] for rule in _rules(output))


def times(output: str) -> Value:
    """How long each rule's lock lasts and wrong passwords are counted."""
    return _listed(locking.lasting(rule.attempts, rule.duration, rule.window, rule.name) for rule in _rules(output))


def histories(output: str) -> Value:
    """How many earlier passwords each rule refuses, of those of which the standard says it."""
    return _listed([f"{rule.name}: {rule.history}"] for rule in _rules(output) if rule.history is not None)


def beside(output: str) -> Value:
    """Groups and accounts that a rule holds for and the standard does not name; and other rules that are laxer than it."""
    besides = [f"{rule}: holds for {whom}" for rule, whom in rights.rows_of(output, "beside", 2)]
    return tuple(sorted([*besides, *(_laxer(fields) for fields in rights.rows_of(output, "weaker", 6))]))


def _laxer(fields: list[str]) -> str:
    rule = _rule([*fields, ""])
    lock = "; ".join(locking.lasting(rule.attempts, rule.duration, rule.window))
    return f"{rule.name}: {rule.length} characters, locks: {locking.attempts(rule.attempts)}{lock and ', '}{lock}"


def _held(name: str, first: int, groups: Iterable[str]) -> list[str]:
    return [f"{name}: first {first}", *(f"{name}: for {group}" for group in groups)]


def _listed(told: Iterable[Iterable[str]]) -> Value:
    return tuple(sorted(chain.from_iterable(told)))


def _given(host: Host) -> list[Any]:
    given = list(host.settings.get("accounts_password_policies", ()))
    if not given:
        raise NotApplicable("the standard has no finer password rules")
    return given


def _intend_holds(host: Host) -> Value:
    return _listed(_held(rule["name"], rule["precedence"], rule["groups"]) for rule in _given(host))


def _intend_lengths(host: Host) -> Value:
    return _listed([f"{rule['name']}: {rule['length']}"] for rule in _given(host))


def _intend_locks(host: Host) -> Value:
    return _listed([f"{rule['name']}: {rule['attempts']}"] for rule in _given(host))


def _intend_times(host: Host) -> Value:
    return _listed(locking.asked(int(rule["minutes"]), rule["name"]) for rule in _given(host))


def _intend_histories(host: Host) -> Value:
    said = [rule for rule in _given(host) if rule.get("history") is not None]
    if not said:
        raise NotApplicable("no finer password rule of the standard says how many earlier passwords are refused")
    return _listed([f"{rule['name']}: {rule['history']}"] for rule in said)


_control = partial(
    Control,
    area=Area.ACCOUNTS,
    kinds=frozenset({Kind.DIRECTORY}),
    role="accounts",
    probe=rights.PROBE,
    undo="Remove the new rule, or set it back to the values recorded before the change; no password was changed.",
)

CONTROLS = (
    _control(
        id="ACC.PSO.1v1",
        requirement="The directory must hold the standard's groups to its finer password rules, in the standard's order.",
        governor="People with more power over our systems need longer passwords than everyone else.",
        value_says="whom each finer rule of the standard holds for, and which comes first",
        relation=Relation.INCLUDES,
        measure=holds,
        intend=_intend_holds,
        evidence_towards=(clauses.PASSWORDS, clauses.GUESSES),
    ),
    _control(
        id="ACC.PSOLENGTH.1v1",
        requirement="Each finer password rule must ask for at least as many characters as the standard says; more stay.",
        governor="Those whose passwords matter most have passwords long enough to withstand guessing by machine.",
        value_says="the shortest password that each finer rule accepts, in characters",
        relation=Relation.AT_LEAST,
        measure=lengths,
        intend=_intend_lengths,
        evidence_towards=(clauses.PASSWORDS,),
    ),
    _control(
        id="ACC.PSOLOCK.1v1",
        requirement=(
            "Each finer password rule must lock an account after at most as many wrong passwords as the standard says, "
            "and after no fewer than three."
        ),
        governor="Somebody who tries to guess the password of an important account is stopped after a few attempts.",
        value_says="after how many wrong passwords each finer rule locks an account",
        relation=Relation.AT_MOST,
        measure=locks,
        intend=_intend_locks,
        evidence_towards=(clauses.GUESSES, clauses.THROTTLING),
    ),
    _control(
        id="ACC.PSOTIME.1v1",
        requirement=(
            "The lock of each finer password rule must last, and wrong passwords must be counted, at least as long as the "
            "standard says, and end by itself within eight hours."
        ),
        governor="Guessing at important accounts is slowed down, and nobody stays locked out overnight.",
        value_says="how long each finer rule locks and counts, in minutes; nothing where it locks nobody",
        relation=Relation.AT_LEAST,
        measure=times,
        intend=_intend_times,
        evidence_towards=(clauses.GUESSES, clauses.THROTTLING),
    ),
    _control(
        id="ACC.PSOHISTORY.1v1",
        requirement="Each finer password rule must refuse at least as many earlier passwords as the standard says; more stay.",
        governor="People with more power over our systems do not go back to a password they had before.",
        value_says="how many earlier passwords each finer rule refuses",
        relation=Relation.AT_LEAST,
        measure=histories,
        intend=_intend_histories,
        evidence_towards=(clauses.PASSWORDS,),
    ),
    _control(
        id="ACC.PSOREST.1v1",
        requirement=(
            "No finer password rule must hold for anybody whom the standard does not name for it, and none that the standard "
            "does not name may be laxer than the standard; a person settles it."
        ),
        governor="No forgotten exception lets somebody have a weaker password than everyone else.",
        value_says="whom else the standard's finer rules hold for, and the other rules that are laxer than the standard",
        relation=Relation.WITHIN,
        measure=beside,
        intend=nothing,
        evidence_towards=(clauses.PASSWORDS, clauses.GUESSES),
        by_hand=True,
    ),
)
"""The last is only read: the role takes nobody out of a rule, and no rule away."""
