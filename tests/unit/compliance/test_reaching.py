"""Numbers that need only be reached: what is stricter than the standard meets it, and a word is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.compliance import stands
from ictops.estate import Value
from ictops.standard import Relation

numbers = st.integers(0, 10**9)
rules = st.dictionaries(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1), numbers, max_size=5
)


def listed(rules: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(f"{name}: {number}" for name, number in rules.items()))


@given(numbers, numbers)
def test_a_number_stands_from_the_intended_one_on(seen: int, asked: int) -> None:
    assert stands(observed=seen, intended=asked, relation=Relation.AT_LEAST) == (seen >= asked)
    assert stands(observed=seen, intended=asked, relation=Relation.AT_MOST) == (seen <= asked)


@given(rules, rules)
def test_each_named_number_has_to_be_there_and_to_reach(seen: dict[str, int], asked: dict[str, int]) -> None:
    least = all(name in seen and seen[name] >= number for name, number in asked.items())
    most = all(name in seen and seen[name] <= number for name, number in asked.items())

    assert stands(observed=listed(seen), intended=listed(asked), relation=Relation.AT_LEAST) == least
    assert stands(observed=listed(seen), intended=listed(asked), relation=Relation.AT_MOST) == most


@pytest.mark.parametrize("relation", [Relation.AT_LEAST, Relation.AT_MOST])
@pytest.mark.parametrize(
    ("observed", "intended"),
    [
        ("never", 10), (True, 1), ("10", 10), ((), ("Admins: 10",)), (("Admins: never",), ("Admins: 10",)),
        (10, ("Admins: 10",)), (("Staff: 10",), ("Admins: 10",)), (("Admins",), ("Admins: 0",)),
        (("Admins: 10", "Admins: never"), ("Admins: 10",)),
    ],
)  # fmt: skip
def test_what_is_no_number_under_the_name_never_stands(observed: Value, intended: Value, relation: Relation) -> None:
    assert not stands(observed=observed, intended=intended, relation=relation)


def test_of_a_name_that_is_told_twice_both_numbers_have_to_reach() -> None:
    twice = ("Admins: 8", "Admins: 15")

    assert not stands(observed=twice, intended=("Admins: 12",), relation=Relation.AT_LEAST)
    assert not stands(observed=twice, intended=("Admins: 12",), relation=Relation.AT_MOST)
    assert stands(observed=twice, intended=("Admins: 8",), relation=Relation.AT_LEAST)
