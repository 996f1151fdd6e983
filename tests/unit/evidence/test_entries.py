"""The chain notices every change, removal and swap inside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictops.evidence import Entry, EntryKind, chained, first_broken
from tests.builders import later


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, length + 1):
        previous = entries[-1] if entries else None
        entries.append(chained(previous, at=later(number), kind=EntryKind.READING, school="elm", body={"number": number}))
    return entries


def test_an_untouched_chain_holds() -> None:
    assert first_broken(chain(20)) is None
    assert first_broken([]) is None


@given(st.integers(0, 9), st.sampled_from(["sequence", "at", "kind", "school", "body", "previous", "hash"]))
def test_a_changed_entry_is_the_first_named(position: int, field: str) -> None:
    entries = chain(10)
    forged = {"sequence": 99, "at": later(500), "kind": EntryKind.PLAN, "school": None, "body": {"number": 0}}
    entries[position] = entries[position].model_copy(update={field: forged.get(field, "f" * 64)})

    assert first_broken(entries) == position + 1


@given(st.integers(0, 8))
def test_a_removed_or_swapped_entry_is_noticed(position: int) -> None:
    entries = chain(10)
    swapped = [*entries[:position], entries[position + 1], entries[position], *entries[position + 2 :]]

    assert first_broken(entries[:position] + entries[position + 1 :]) == position + 1
    assert first_broken(swapped) == position + 1
