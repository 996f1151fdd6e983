"""What queues tell people, by the role print_queues and by the probe that reads it: both go by the same rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.standard.catalogue import print_words
from tests.roles.plugins import filters

FILTERS = filters("print_queues")
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
SAID = [
    ("Please print to FollowMe.", True),
    ("followme, please", True),
    ('Print to "FollowMe"', True),
    ("", False),
    ("Rejecting Jobs", False),
    ("Print to FollowMe-Colour", False),
    ("Print to FollowMe.2", False),
    ("DontFollowMe", False),
]


def described(words: str) -> dict[str, Any]:
    said = {
        "printer-is-accepting-jobs": "false",
        "printer-name": "Closed",
        "printer-info": words.replace("\\", "\\\\").replace('"', '\\"'),
    }
    return dict(FILTERS["print_queues_read"]("".join(f"    {key} (keyword) = {value}\n" for key, value in said.items())))


@pytest.mark.parametrize(("says", "is_told"), SAID)
def test_a_closed_queue_is_to_be_described_unless_it_names_the_follow_me_queue_or_is_kept(says: str, is_told: bool) -> None:
    assert FILTERS["print_queues_to_tell"](described(says), ["FollowMe"], "FollowMe") == ([] if is_told else ["Closed"])
    assert FILTERS["print_queues_to_tell"](described(says), ["Closed"], "FollowMe") == []


def test_the_name_of_the_follow_me_queue_is_put_into_what_closed_queues_say() -> None:
    assert FILTERS["print_queues_message"]("Closed.\nPlease print to <queue>.", "Follow") == "Closed. Please print to Follow."


def test_a_queue_is_described_by_its_name_and_its_place() -> None:
    assert FILTERS["print_queues_called"]("FollowMe", " Main\n block ") == "FollowMe, Main block"
    assert FILTERS["print_queues_called"]("FollowMe", "\n") == "FollowMe"
    assert len(FILTERS["print_queues_called"]("FollowMe", "x" * 127)) == 127


@pytest.mark.parametrize(
    ("said", "says", "wanted"),
    [("By the window", "Print to FollowMe", "By the window"), ("", "Print to FollowMe", "Desk"), ("Desk", "Desk", None)],
)
def test_undo_gives_a_queue_the_description_that_it_had(said: str, says: str, wanted: str | None) -> None:
    queue = {"class": False, "accepting": False}
    earlier = {"makes": ["FollowMe"], "queues": {"Desk": {**queue, "info": said}}}
    steps = FILTERS["print_queues_steps"](earlier, {"Desk": {**queue, "info": says}}, "")

    assert [step["argv"] for step in steps] == ([["lpadmin", "-p", "Desk", "-D", wanted]] if wanted else [])


@given(text=st.text(max_size=200))
def test_the_probe_cleans_a_place_as_the_role_does(text: str) -> None:
    assert print_words.plain(text) == FILTERS["print_queues_plain"](text)


@given(name=NAMES, place=st.text(min_size=1, max_size=140))
def test_the_probe_expects_the_description_that_the_role_gives(name: str, place: str) -> None:
    clean = print_words.plain(place)

    assert not clean or print_words.described(name, clean) == FILTERS["print_queues_called"](name, place)


@given(name=NAMES, before=st.text(max_size=9), after=st.text(max_size=9))
def test_the_probe_takes_no_description_for_telling_that_the_role_would_write_again(name: str, before: str, after: str) -> None:
    said = print_words.plain(f"{before}{name}{after}")

    assert print_words.names(said, name) == (FILTERS["print_queues_to_tell"](described(said), [], name) == [])
