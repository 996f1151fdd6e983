"""The digest of what an inventory is made from: it moves with everything that `generate` looks at."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from ictops.estate import Kind
from ictops.inventory import Connection, Inputs, roles_hash, told_hash
from ictops.standard.standard import Standard
from tests.inventory_builders import DECLARED, STANDARD, role_standard

INPUTS = Inputs(school="elm", audit="a" * 64, told="b" * 64, roles="c" * 64, connection=Connection(port=2222), program="d" * 64)
OTHER = {"school": "oak", "connection": Connection(port=2223)}


@pytest.mark.parametrize("name", [field.name for field in fields(Inputs)])
def test_every_input_moves_it(name: str) -> None:
    other = replace(INPUTS, **{name: OTHER.get(name, "e" * 64)})  # type: ignore[arg-type]

    assert other.digest() != INPUTS.digest() == replace(INPUTS).digest()


def test_what_a_school_is_told_moves_its_own_hash_and_no_other() -> None:
    (first, *rest) = STANDARD.roles
    for_oak = first.model_copy(update={"schools": {"oak": {"print_queues_duplex": False}}})
    of_kind = first.model_copy(update={"kinds": {Kind.PRINT_SERVER: {"print_queues_duplex": False}}})
    for_nobody = first.model_copy(update={"kinds": {Kind.WHITEBOARD: {"print_queues_duplex": False}}})
    told = {school: told_hash(school, STANDARD) for school in ("elm", "oak")}

    assert told["elm"] != told["oak"]
    assert [told_hash(school, Standard(roles=(for_oak, *rest))) == told[school] for school in told] == [True, False]
    assert [told_hash(school, Standard(roles=(of_kind, *rest))) == told[school] for school in told] == [False, False]
    assert [told_hash(school, Standard(roles=(for_nobody, *rest))) == told[school] for school in told] == [True, True]


@pytest.mark.parametrize("value", [1, True, "1", "true", ["1"], [1], {"a": 1}, 1.0, None, "\ud800", "{1}"])
def test_values_that_look_alike_are_told_apart(value: object) -> None:
    alike = [1, True, "1", "true", ["1"], [1], {"a": 1}, 1.0, None, "\ud800", "{1}"]
    hashes = [told_hash("elm", Standard(roles=(role_standard("accounts", "x.yml", some=one),))) for one in alike]
    own = told_hash("elm", Standard(roles=(role_standard("accounts", "x.yml", some=value),)))

    assert hashes.count(own) == 1


def test_another_declaration_moves_the_hash_of_the_roles_and_another_order_does_not() -> None:
    first = DECLARED["print_queues"]
    less = {**DECLARED, "print_queues": first.model_copy(update={"inputs": first.inputs[1:]})}

    assert roles_hash(less) != roles_hash(DECLARED)
    assert roles_hash(dict(sorted(DECLARED.items()))) == roles_hash(DECLARED)
