"""What nobody can see, or what would act on a terminal, is shown as its code point."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.estate import Untrusted
from ictops.report.columns import columns, width
from ictops.report.visible import LONGEST_SHOWN, shortened, visible, visible_lines

ACTING = {"\x1b": "escape", "\r": "return", "\x9b": "C1 control", "\u202e": "override", "\u2066": "isolate", "\x00": "nul"}
UNSEEN = {
    "\u200b": "zero width", "\u2060": "joiner", "\ufeff": "byte order mark", "\u00ad": "soft hyphen", "\u3164": "filler",
    "\U000e0041": "tag", "\ufe0f": "variation", "\u2028": "line separator", "\ud800": "surrogate",
}  # fmt: skip


@pytest.mark.parametrize("one", [*ACTING, *UNSEEN], ids=[*ACTING.values(), *UNSEEN.values()])
def test_a_character_that_acts_or_hides_is_shown_as_its_code_point(one: str) -> None:
    assert visible(f"a{one}b") == f"a[U+{ord(one):04X}]b"


@pytest.mark.parametrize("text", ["R12 / Année 7", "图书馆", "مدرسة", "Board £5 “new”", ""])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert visible(Untrusted(text)) == text


@given(st.text())
def test_nothing_visible_acts_on_a_terminal(text: str) -> None:
    for one in visible(text):
        assert unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_making_visible_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_lines_of_host_output_are_kept_apart_and_each_made_visible() -> None:
    assert visible_lines("one\ntw\x1b[2Jo\n") == ["one", "tw[U+001B][2Jo"]


def test_a_flood_is_cut_and_says_so() -> None:
    assert shortened("x" * (LONGEST_SHOWN + 7)).endswith("(and 7 more characters)")


def test_columns_stay_aligned_whatever_the_letters() -> None:
    lines = columns(("name", "room"), [("图书", "R1"), ("plain", Untrusted("R2\x1b[1m")), ("e\u0301te", "R3")])

    assert lines[-2:] == ["plain  R2[U+001B][1m", "e\u0301te    R3"]
    assert width("图书") == 4


def test_a_table_of_nothing_has_no_lines() -> None:
    assert columns(("name",), []) == []
