"""What the role whiteboards makes of its inputs, of udev's database, and of what dpkg and apt printed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("whiteboards")
KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n"
URI = "https://packages.example.org/boards/"


def entry(**changes: Any) -> dict[str, Any]:
    return {"usb": "1d6b:f00d", "maker": "Example", "driver": True, "package": "board-driver", "version": "1.1"} | changes


def device(vendor: str, model: str, *more: str, subsystem: str = "usb", kind: str = "usb_device") -> str:
    lines = (f"SUBSYSTEM={subsystem}", f"DEVTYPE={kind}", f"ID_VENDOR_ID={vendor}", f"ID_MODEL_ID={model}", *more)
    return "P: /devices/x\n" + "\n".join(f"E: {line}" for line in lines) + "\n"


def boards(*devices: str) -> dict[str, list[str]]:
    return dict(FILTERS["whiteboards_boards"]("\n".join(devices), [entry()]))


def test_a_board_of_the_catalogue_is_known_and_needs_its_package() -> None:
    found = boards(device("1d6b", "f00d"))

    assert found == {"known": ["1d6b:f00d"], "plain": [], "unknown": []}
    assert FILTERS["whiteboards_wanted"]([entry()], found["known"]) == {"board-driver": "1.1"}


@pytest.mark.parametrize("no", [False, "no", "False", "off"])
def test_a_board_that_needs_no_driver_wants_no_package(no: object) -> None:
    assert FILTERS["whiteboards_wanted"]([entry(driver=no)], ["1d6b:f00d"]) == {}


def test_what_may_be_a_board_is_reported_and_a_hub_or_a_keyboard_is_not() -> None:
    found = boards(
        device("1d6b", "beef"),
        device("1d6b", "0002", "TYPE=9/0/1"),
        device("04f2", "0001", "ID_MODEL=USB_Keyboard"),
        device("0abc", "0001", "ID_MODEL=Super_White_Board"),
    )

    assert found == {"known": [], "plain": [], "unknown": ["0abc:0001", "1d6b:beef"]}


def test_only_whole_usb_devices_with_sound_ids_count() -> None:
    assert boards(
        device("1d6b", "f00d", kind="usb_interface"), device("1d6b", "f00d", subsystem="input"), device("1d6b", "{{ 7 }}")
    ) == {"known": [], "plain": [], "unknown": []}


@pytest.mark.parametrize(
    ("dpkg", "missing"),
    [
        ("", ["board-driver=1.1"]),
        ("install installed board-driver 1.0\n", ["board-driver=1.1"]),
        ("deinstall config-files board-driver 1.1\n", ["board-driver=1.1"]),
        ("hold installed board-driver 1.1\n", []),
    ],
)
def test_what_is_missing_is_told_by_what_is_really_installed(dpkg: str, missing: list[str]) -> None:
    installed = FILTERS["whiteboards_installed"](dpkg)

    assert FILTERS["whiteboards_missing"]({"board-driver": "1.1"}, installed) == missing


def test_the_repository_is_asked_again_only_for_a_version_its_list_does_not_offer() -> None:
    madison = "board-driver |        1.1 | https://packages.example.org ./ Packages\n"

    assert FILTERS["whiteboards_unlisted"](["board-driver=1.1"], madison) == []
    assert FILTERS["whiteboards_unlisted"](["board-driver=1.2"], madison) == ["board-driver=1.2"]


def test_a_driver_that_another_source_offers_in_the_same_version_is_named_with_that_source() -> None:
    rows = (
        f"pen | 1.1 | {URI.rstrip('/')} ./ Packages", "pen | 1.1 | https://other.example stable/main amd64 Packages",
        "pen | 1.0 | https://other.example stable/main amd64 Packages", "pen | 1.1 | https://third.example ./ Sources",
    )  # fmt: skip
    madison = "".join(f"{row}\n" for row in rows)

    assert FILTERS["whiteboards_elsewhere"](["pen=1.1"], madison, URI) == ["pen=1.1 from https://other.example"]
    assert FILTERS["whiteboards_elsewhere"](["pen=1.2"], madison, URI) == []


@pytest.mark.parametrize(
    ("changes", "uri", "key", "named"),
    [
        ({"usb": "1D6B:F00D"}, URI, KEY, "usb is"),
        ({"usb": "1d6b-f00d"}, URI, KEY, "usb is"),
        ({"package": "--allow-unauthenticated"}, URI, KEY, "package is"),
        ({"version": None}, URI, KEY, "version is"),
        ({}, "ftp://packages.example.org/", KEY, "whiteboards_repository_uri"),
        ({}, "https://packages.example.org/ [trusted=yes]", KEY, "whiteboards_repository_uri"),
        ({}, URI, "not a key", "whiteboards_repository_key"),
    ],
)
def test_inputs_that_cannot_be_used_are_named(changes: dict[str, Any], uri: str, key: str, named: str) -> None:
    found = FILTERS["whiteboards_faults"]([entry(**changes)], uri, key)

    assert [named in fault for fault in found] == [True]


def test_sound_inputs_have_no_faults() -> None:
    assert FILTERS["whiteboards_faults"]([entry(), entry(driver="no", package=None, version=None)], URI, KEY) == []


OURS = "/etc/apt/sources.list.d/ictops-whiteboards.sources"
RING = "/etc/apt/keyrings/ictops-whiteboards.asc"


@pytest.mark.parametrize(
    ("file", "text", "refused"),
    [
        ("a.list", f"deb {URI} ./", True),
        ("a.list", f"deb {URI.rstrip('/')} ./", True),
        ("a.list", f"deb [trusted=yes] {URI} ./", True),
        ("a.list", f"deb-src [arch=amd64 signed-by=/other.asc] {URI} ./", True),
        ("a.list", f"deb [signed-by={RING}] {URI} ./", False),
        ("a.list", f"deb [signed-by={RING} trusted=yes] {URI} ./", True),
        ("a.list", f"# deb {URI} ./", False),
        ("a.list", f"deb {URI}other/ ./", False),
        ("a.sources", f"Types: deb\nURIs: https://x.example/ {URI}\nSuites: ./", True),
        ("a.sources", f"Types: deb\nURIs:\n https://x.example/\n {URI}\nSuites: ./\nSigned-By: /other.asc", True),
        ("a.sources", f"Types: deb\nURIs: {URI}\nSuites: ./\nSigned-By: {RING}", False),
        ("a.sources", f"Types: deb\nURIs: https://x.example/\n\nTypes: deb\nURIs: {URI}\nEnabled: no", False),
        ("ictops-whiteboards.sources", f"Types: deb\nURIs: {URI}\nSuites: ./\nSigned-By: /other.asc", False),
    ],
)
def test_a_file_that_lists_the_repository_but_checks_it_otherwise_is_named(file: str, text: str, refused: bool) -> None:
    path = f"/etc/apt/sources.list.d/{file}"
    grep = "".join(f"{path}:{line}\n" for line in text.split("\n"))

    assert FILTERS["whiteboards_other_sources"](grep, URI, OURS, RING) == ([path] if refused else [])
