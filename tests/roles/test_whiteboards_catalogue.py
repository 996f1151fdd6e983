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
from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES
from tests.roles.test_whiteboards_filters import KEY, URI

FILTERS = filters("whiteboards")
WORDS = {
    "id", "usb", "maker", "product", "driver", "edid", "linux", "windows", "licence", "source", "read_on", "verified",
}  # fmt: skip
READ = {"source", "verified"}
LINUX = {"package", "version", "products", "duplicates", "updater_units", "updater_files"} | READ
WINDOWS = {
    "product", "publisher", "version", "installer", "properties", "properties_source", "duplicates", "services", "tasks",
} | READ  # fmt: skip
WHOLE = {"linux": ("package", "version"), "windows": ("product", "publisher", "version", "installer")}
"""What a source has to name before a platform's part of a row is called verified."""
DOUBTFUL = re.compile("second hand|not told|not seen|not said|not looked")
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
    assert not (row["verified"] and DOUBTFUL.search(f"{row['product']} {row['source']}"))


@EACH
@pytest.mark.parametrize("platform", WHOLE)
def test_what_a_row_tells_of_software_has_a_source_and_what_it_does_not_tell_has_none(
    row: Mapping[str, Any], platform: str
) -> None:
    part = row[platform]
    told = any(value for word, value in part.items() if word not in READ | {"properties_source"})

    assert bool(part["source"]) is told
    if platform == "windows":
        assert bool(part["properties_source"]) is bool(part["properties"])


@EACH
@pytest.mark.parametrize("platform", WHOLE)
def test_software_that_is_called_verified_is_told_whole_by_a_list_of_packages(row: Mapping[str, Any], platform: str) -> None:
    part = row[platform]
    if part["verified"]:
        assert all(part[word] for word in WHOLE[platform])
        assert part["source"].startswith(("winget-pkgs ", "Debian "))
        assert part["version"] in part["source"]
        assert not DOUBTFUL.search(part["source"])


@EACH
def test_what_is_told_of_software_has_the_form_that_the_role_takes(row: Mapping[str, Any]) -> None:
    linux, windows = row["linux"], row["windows"]
    entry = {"usb": "0b8c:0001", "driver": "optional", "package": linux["package"], "version": linux["version"]}
    lists = {word: linux[word] for word in ("duplicates", "updater_units", "updater_files")}
    told = {
        word: value for word, value in windows.items() if word in ("product", "publisher", "version", "properties") and value
    }
    rest = {"path": f"C:\\{windows['installer'] or 'given.msi'}", "product": "any", "publisher": "any", "version": "1"}

    assert FILTERS["whiteboards_faults"]([entry | lists], URI, KEY) == []
    assert FILTERS["whiteboards_windows_faults"]([entry | {"windows": rest | told}]) == []
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) for name in linux["products"])


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
