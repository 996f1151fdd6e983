"""What the role whiteboards keeps before its first change, and what it makes of that to put it back."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("whiteboards")
PATH = "/var/lib/ictops/earlier/first/whiteboards.json"
MADISON = (
    "pen |        1.0 | https://packages.example.org ./ Packages\npen |        1.1 | https://packages.example.org ./ Packages\n"
)


def kept(said: object) -> dict[str, Any]:
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    return dict(FILTERS["whiteboards_kept"](base64.b64encode(text).decode(), PATH))


@pytest.mark.parametrize("name", ["", "-x", "../../etc", "a/b", "First", "a b", "a\n"])
def test_a_name_that_could_leave_its_folder_is_refused(name: str) -> None:
    assert len(FILTERS["whiteboards_name_faults"]({"whiteboards_keep_as": "first", "whiteboards_undo": name})) == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b'{"format": 1, "ro', "is not JSON"),
        ([], "has the role None"),
        ({"format": 1, "role": "print_queues"}, "has the role 'print_queues'"),
        ({"format": 2, "role": "whiteboards"}, "has the format 2"),
        ({"format": 1, "role": "whiteboards", "packages": ["pen"]}, "holds no list of packages"),
    ],
)
def test_a_kept_state_that_cannot_be_used_says_why(said: object, fault: str) -> None:
    assert fault in kept(said)["fault"]


def pack(**packages: Any) -> dict[str, Any]:
    return kept({"format": 1, "role": "whiteboards", "files": {}, "packages": packages})


def back(packages: dict[str, Any], dpkg: str, madison: str = MADISON) -> dict[str, list[str]]:
    found = FILTERS["whiteboards_back"](pack(**packages), FILTERS["whiteboards_installed"](dpkg), madison)
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize(
    ("packages", "dpkg", "way"),
    [
        ({"pen": None}, "hold installed pen 1.1\n", {"remove": ["pen"]}),
        ({"pen": None}, "", {}),
        (
            {"pen": {"version": "1.0", "held": False}},
            "hold installed pen 1.1\n",
            {"release": ["pen"], "install": ["pen=1.0"]},
        ),
        ({"pen": {"version": "1.0", "held": True}}, "hold installed pen 1.1\n", {"install": ["pen=1.0"], "hold": ["pen"]}),
        ({"pen": {"version": "1.0", "held": True}}, "", {"install": ["pen=1.0"], "hold": ["pen"]}),
        ({"pen": {"version": "0.9", "held": True}}, "hold installed pen 1.1\n", {"lost": ["pen=0.9"]}),
        ({"pen": {"version": "1.1", "held": False}}, "hold installed pen 1.1\n", {"release": ["pen"]}),
        ({"pen": {"version": "1.1", "held": True}}, "hold installed pen 1.1\n", {}),
    ],
)
def test_the_way_back_removes_installs_holds_and_says_what_is_lost(
    packages: dict[str, Any], dpkg: str, way: dict[str, list[str]]
) -> None:
    assert back(packages, dpkg) == way


def test_a_version_that_no_source_offers_is_said_before_it_is_replaced() -> None:
    installed = FILTERS["whiteboards_installed"]("install installed pen 0.9\ninstall installed cup 1.0\n")

    assert FILTERS["whiteboards_no_way_back"](["pen=1.1", "new=1.0"], installed, MADISON) == ["pen 0.9"]
    assert FILTERS["whiteboards_no_way_back"](["pen=1.1"], installed, MADISON.replace("1.0", "0.9")) == []


def test_a_file_is_kept_with_its_bytes_mode_and_owners_and_its_absence_too() -> None:
    there = {"exists": True, "mode": "0640", "uid": 7, "gid": 0, "gr_name": "root"}
    stats = [{"item": "/a", "stat": there}, {"item": "/b", "stat": {"exists": False}}]

    assert FILTERS["whiteboards_files"](stats, [{"item": "/a", "content": "eA=="}]) == {
        "/a": {"content": "eA==", "mode": "0640", "owner": "7", "group": "root"},
        "/b": None,
    }


def test_what_a_kept_state_says_nothing_of_is_told_and_what_was_not_there_then_is_in_it() -> None:
    state = {
        "format": 1,
        "role": "whiteboards",
        "packages": {"pen": None},
        "units": {"a.timer": {}},
        "aside": {"/etc/x": False},
    }
    changing = {"packages": ["pen", "cup"], "units": ["a.timer", "b.timer"], "aside": ["/etc/x", "/etc/y"]}

    assert FILTERS["whiteboards_not_kept"](kept(state), changing) == ["/etc/y", "b.timer", "cup"]
    assert FILTERS["whiteboards_not_kept"](kept(b"no state"), {"packages": ["pen"]}) == ["pen"]
