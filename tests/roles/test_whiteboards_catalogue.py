"""Every row of the catalogue that the role whiteboards ships has its words, its source and its day, and no id twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.standard.catalogue.known_boards import KNOWN, MAKERS, SCREENS
from tests.roles.readme_table import ROLES

WORDS = {
    "id", "usb", "maker", "product", "driver", "edid", "linux", "windows", "licence", "source", "read_on", "verified",
}  # fmt: skip
LINUX = {"package", "products", "duplicates", "updater_units", "updater_files"}
WINDOWS = {"product", "publisher", "version", "properties", "duplicates", "services", "tasks"}
WRITTEN = YAML(typ="safe").load(ROLES / "whiteboards/vars/catalogue.yml")
ROWS = WRITTEN["__whiteboards_known"]
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


@EACH
def test_a_row_has_every_word_and_no_other(row: Mapping[str, Any]) -> None:
    assert (set(row), set(row["linux"]), set(row["windows"])) == (WORDS, LINUX, WINDOWS)
    assert row["driver"] in ("required", "optional", "no")
    assert row["verified"] in (True, False)


@EACH
def test_a_rows_ids_have_the_form_that_is_looked_for(row: Mapping[str, Any]) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", row["id"])
    assert all(re.fullmatch(r"[0-9a-f]{4}:[0-9a-f]{4}", usb) for usb in row["usb"])
    assert all(re.fullmatch(r"[A-Z]{3}( .+)?", name) for name in row["edid"])
    assert row["usb"] or row["edid"]


@EACH
def test_a_row_says_where_and_when_it_was_read(row: Mapping[str, Any]) -> None:
    assert all(isinstance(row[word], str) and row[word] for word in ("maker", "product", "licence", "source"))
    assert date.fromisoformat(row["read_on"]).year >= 2026


@EACH
def test_a_row_that_is_called_verified_rests_on_nothing_second_hand(row: Mapping[str, Any]) -> None:
    doubtful = bool(re.search("second hand|not told|not seen|not said", f"{row['product']} {row['source']}"))
    told_by_makers = (row["windows"]["product"], row["windows"]["version"], row["linux"]["package"])

    assert not (row["verified"] and (doubtful or any(told_by_makers)))


def test_the_catalogue_knows_the_boards_that_published_sources_name() -> None:
    assert len(ROWS) >= 25
    assert len([row for row in ROWS if row["verified"]]) >= 20


@EACH
def test_no_property_of_an_installer_is_a_licence_key(row: Mapping[str, Any]) -> None:
    assert not [name for name in row["windows"]["properties"] if re.search(r"(?i)key|serial|passw|licen", name)]
    assert all(isinstance(value, str) for value in row["windows"]["properties"].values())


def test_no_id_stands_in_two_rows() -> None:
    ids = Counter(usb for row in ROWS for usb in row["usb"]) + Counter(row["id"] for row in ROWS)

    assert [each for each, times in ids.items() if times > 1] == []


def test_the_readings_of_ictops_know_the_same_boards() -> None:
    assert {usb: row["driver"] for row in ROWS for usb in row["usb"]} == KNOWN
    assert {usb: tuple(row["edid"]) for row in ROWS for usb in row["usb"] if row["edid"]} == SCREENS
    assert WRITTEN["__whiteboards_makers"] == list(MAKERS)


@pytest.mark.parametrize("word", ["duplicates", "updater_units", "updater_files"])
def test_no_row_adds_to_an_entry_of_the_trust_what_the_readings_do_not_look_for(word: str) -> None:
    assert [row["id"] for row in ROWS if row["linux"][word] and row["usb"]] == []
