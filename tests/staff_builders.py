"""Staff lists for tests, made from a few words a row. Every person is invented."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import date

from ictops.audit import Handed, StaffMember
from ictops.estate import Place, StaffKey, Untrusted

SUMMER = date(2026, 7, 1)
AUTUMN = date(2026, 9, 1)
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def keys() -> Callable[[], StaffKey]:
    """Keys in order: st-aaaaaaaaaa, st-aaaaaaaaab …"""
    numbers = itertools.count()

    def mint() -> StaffKey:
        left, text = next(numbers), ""
        for _ in range(10):
            left, digit = divmod(left, 32)
            text = _LETTERS[digit] + text
        return f"st-{text}"

    return mint


def row(words: str, *, school: str = "elm", number: int = 1) -> StaffMember:
    """A row from `given family|staff number|e-mail|main|job`, each part after the first optional."""
    name, staff_number, email, main, job = (*words.split("|"), "", "", "", "")[:5]
    given, _, family = name.partition(" ")

    def said(text: str) -> Untrusted | None:
        return Untrusted(text) if text else None

    return StaffMember(
        school=school, place=Place(source=f"{school:x<16}"[:16], row=number + 1), number=said(staff_number),
        given_name=said(given), family_name=said(family), email=said(email), main=said(main), role=said(job),
    )  # fmt: skip


def staff_list(school: str, *rows: str, as_of: date = SUMMER, passed_over: int = 0) -> Handed:
    """The list of a school from the words of its rows."""
    members: Iterable[StaffMember] = (row(words, school=school, number=number) for number, words in enumerate(rows, start=1))
    return Handed(
        school=school, called=(school, f"{school} School"), sources=(school,), as_of=as_of, rows=tuple(members),
        passed_over=passed_over,
    )  # fmt: skip
