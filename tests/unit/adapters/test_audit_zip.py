"""Packed files whose bytes were spoilt: a refusal with a reason or its files, and never anything else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ictops.adapters.audit_limits import LIMITS, Unreadable
from ictops.adapters.audit_zip import Member, is_parcel, members
from tests.unit.adapters.audit_bombs import packed

PARCEL = packed({"a.csv": b"Tag,Name,Type\nT1,oak-1,Laptop\n" * 50, "b/c.csv": b"x" * 3000, "d.zip": packed({"e.csv": b"x"})})
CHANGES = st.lists(st.tuples(st.integers(4, len(PARCEL) - 1), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=5)


def opened(data: bytes) -> list[Member] | str:
    try:
        return list(members(data)) if is_parcel(data) else "a document"
    except Unreadable as reason:
        return str(reason)


def spoilt(changes: list[tuple[int, bytes, int]]) -> bytes:
    data = bytearray(PARCEL)
    for at, put, cut in changes:
        data[at : at + cut] = put
    return bytes(data)


def test_a_parcel_is_read_member_by_member() -> None:
    found = opened(PARCEL)

    assert [(one.name, len(one.data), one.refused is None) for one in found if isinstance(one, Member)] == [
        ("a.csv", 1500, True),
        ("b/c.csv", 3000, True),
        ("d.zip", 0, False),
    ]


@settings(max_examples=2_000, deadline=None)
@given(CHANGES)
def test_a_spoilt_parcel_is_refused_or_read_within_the_limits(changes: list[tuple[int, bytes, int]]) -> None:
    found = opened(spoilt(changes))

    assert found
    assert isinstance(found, str) or all(one.refused or len(one.data) <= LIMITS.file for one in found)
