"""By what the role whiteboards knows a board: USB first, its screen second, an installed driver third."""

from __future__ import annotations

from typing import Any

import pytest

from ictops.standard.catalogue.edid import screen
from tests.roles.plugins import filters

FILTERS = filters("whiteboards")
ENTRY = {"usb": "1d6b:f00d", "driver": "required", "package": "pen", "version": "1.1", "edid": ["EXB BOARD"]}
OTHER = {"usb": "1d6b:beef", "driver": "required", "package": "cup", "version": "1.0", "edid": ["EXB"]}


def edid(maker: str, model: str) -> str:
    """A block as a screen sends it: header, letters, a timing, the name, limits, and a sum that fits."""
    word = 0
    for letter in maker:
        word = word << 5 | ord(letter) - 64
    block = bytearray(128)
    block[:10] = bytes.fromhex("00ffffffffffff00") + word.to_bytes(2, "big")
    block[54:72] = bytes.fromhex("023a801871382d40582c4500c48e2100001e")
    block[72:90] = bytes.fromhex("000000fc00") + (model + "\n").encode("latin-1").ljust(13)
    block[127] = -sum(block) % 256
    return bytes(block).hex()


GOOD = edid("EXB", "Board 75")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD, "EXB Board 75"),
        (GOOD + "00" * 128, "EXB Board 75"),
        (edid("SBI", ""), "SBI"),
        (edid("SBI", "B\xe9\x1b[2J"), "SBI B??[2J"),
        (GOOD[:-2] + "00", ""),
        (GOOD[:200], ""),
        ("", ""),
        ("ff" * 128, ""),
        ("not hexadecimal", ""),
    ],
)
def test_a_sound_edid_names_maker_and_model_and_the_reading_agrees(line: str, said: str) -> None:
    found = [f"{one['maker']} {one['model']}".rstrip() for one in FILTERS["whiteboards_screens"](line)]

    assert found == ([said] if said else [])
    assert screen(line) == said


def found(known: list[str], lines: str = "", installed: str = "", *, catalogue: Any = (ENTRY,)) -> list[dict[str, str]]:
    packages = FILTERS["whiteboards_installed"](installed)
    return list(FILTERS["whiteboards_found"](list(catalogue), known, FILTERS["whiteboards_screens"](lines), packages))


def test_usb_comes_before_the_screen_and_the_screen_before_the_driver() -> None:
    driver = "install installed pen 1.0\n"

    assert found(["1d6b:f00d"], GOOD, driver) == [{"usb": "1d6b:f00d", "by": "USB"}]
    assert found([], GOOD, driver) == [{"usb": "1d6b:f00d", "by": "the screen EXB Board 75"}]
    assert found([], edid("DEL", "Board 75"), driver) == [{"usb": "1d6b:f00d", "by": "the installed driver pen"}]
    assert found([], edid("EXB", "Desk 24")) == []


def test_a_screen_that_fits_entries_with_different_packages_shows_none() -> None:
    assert found([], GOOD, catalogue=(ENTRY, OTHER)) == []


def test_the_trusts_words_win_over_the_row_that_ships_even_an_empty_list() -> None:
    row = {
        "usb": ["1d6b:f00d"],
        "edid": ["SBI"],
        "linux": {"duplicates": ["old"], "updater_units": ["u.timer"], "updater_files": []},
    }
    (one,) = FILTERS["whiteboards_whole"]([{**ENTRY, "duplicates": []}], [row])

    assert (one["edid"], one["duplicates"], one["updater_units"]) == (["EXB BOARD"], [], ["u.timer"])


def test_only_units_that_are_there_and_awake_are_stopped() -> None:
    show = (
        "Id=a.timer\nLoadState=loaded\nActiveState=inactive\nUnitFileState=enabled\n\n"
        "Id=b.service\nLoadState=not-found\nActiveState=inactive\nUnitFileState=\n\n"
        "Id=c.service\nLoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n"
    )

    assert FILTERS["whiteboards_awake"](FILTERS["whiteboards_units"](show), ["a.timer", "b.service", "c.service"]) == [
        "a.timer"
    ]
    assert FILTERS["whiteboards_asleep"](FILTERS["whiteboards_units"](show)) == ["c.service"]


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Reading package lists...\nRemv old-touch [2.0]\nRemv desktop:amd64 [1]\n", ["desktop"]),
        (
            "Remv desktop [1] [cups:amd64 ]\nInst pen [1.1] (1.0 repository [all])\nConf pen (1.0 repository [all])\n",
            ["desktop"],
        ),
        ("Inst pen [1.0] (1.1 repository [all])\nConf pen (1.1 repository [all])\n", []),
    ],
)
def test_what_would_go_beside_what_is_asked_is_told(said: str, gone: list[str]) -> None:
    assert FILTERS["whiteboards_also_gone"](said, ["old-touch"]) == gone


SIMULATED = """\
Inst libpen [1.0] (2.0 Debian:12/stable [amd64])
Inst pen [1.1] (1.0 repository [all]) []
Inst libc6:i386 [2.36-9] (2.36-9+deb12u9 Debian:12/stable [i386]) [pen:amd64 ]
Inst ink (0.1 Debian:12/stable [amd64])
Conf libpen (2.0 Debian:12/stable [amd64])
"""


def test_what_would_change_its_version_and_what_would_come_beside_what_is_asked_is_told() -> None:
    changed = FILTERS["whiteboards_also_changed"](SIMULATED, ["pen=1.0"])

    assert changed == ["libc6 2.36-9 -> 2.36-9+deb12u9", "libpen 1.0 -> 2.0"]
    assert FILTERS["whiteboards_comes_along"](SIMULATED, ["pen=1.0"]) == ["ink"]
    assert FILTERS["whiteboards_comes_along"](SIMULATED, ["ink"]) == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"driver": "maybe"}, "driver is 'maybe'"),
        ({"duplicates": ["-o x"]}, "duplicates holds"),
        ({"updater_units": ["ssh"]}, "updater_units holds"),
        ({"updater_files": ["/etc/passwd"]}, "updater_files holds"),
        ({"updater_files": ["/etc/cron.d/../shadow"]}, "updater_files holds"),
        ({"edid": ["smart"]}, "edid holds"),
        ({"windows": {"properties": {"PRODUCT_KEY": "x"}}}, "reads like a licence key"),
    ],
)
def test_an_entry_that_cannot_be_used_names_the_word(changes: dict[str, Any], named: str) -> None:
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n"
    faults = FILTERS["whiteboards_faults"]([{**ENTRY, **changes}], "https://packages.example.org/", key)

    assert [named in fault for fault in faults] == [True]
