"""Words that count devices, beside which no host name and no model may ever be taken for a count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.audit.counting import counts, is_range

words = st.text("ABCDEFGHKLMNPRSTVW", min_size=2, max_size=6)
numbers = st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True)
hosts = st.builds("{}-{}{}-{}".format, words, words, numbers, numbers)
models = st.builds(
    "{} {} {}".format,
    st.sampled_from(["HP", "Canon", "Dell"]),
    st.sampled_from(["LaserJet", "Latitude", "ThinkPad", "PIXMA"]),
    st.builds("{}{}".format, numbers, st.sampled_from(["", "dn", "w", " G8", "x"])),
)


@given(st.one_of(hosts, hosts.map(str.lower), models))
def test_no_host_name_and_no_model_counts_devices(text: str) -> None:
    assert counts(text) is None
    assert not is_range(text)


@given(st.integers(2, 999), st.sampled_from(["laptops", "iPads", "PCs", "Chromebooks", "switches"]))
def test_a_number_of_things_is_that_number(number: int, things: str) -> None:
    for text in (
        f"{number} {things}",
        f"{things} ({number})",
        f"{things}: {number}",
        f"{number} x {things}",
        f"{number}no. {things}",
    ):
        several = counts(text)
        assert several is not None
        assert several.number == number


@given(st.integers(1, 99), st.integers(1, 99), words, st.sampled_from(["-", " - ", " to ", "–"]))
def test_a_range_runs_upwards_from_one_name_to_another_of_its_kind(first: int, more: int, stem: str, parting: str) -> None:
    assert is_range(f"{stem}{first:02}{parting}{stem}{first + more:02}")
    assert not is_range(f"{stem}{first + more:02}{parting}{stem}{first:02}")


@pytest.mark.parametrize(
    "text",
    ["30 " + "a " * 58, "a-" * 60, "1" * 120, "a1-" * 40, "box " * 30, "x 1 " * 30, "twenty " * 17, "a" * 59 + "1-" + "a" * 59],
)
@pytest.mark.timeout(60)
def test_a_cell_of_any_make_is_read_without_trying_every_way(text: str) -> None:
    """A pattern that does would take hours."""
    assert not is_range(text)
    assert counts(text) == counts(f" {text} ")
