"""How values are written: marked, escaped, sorted; and what cannot be written at all."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.errors import InventoryRefused
from ictops.estate import Untrusted
from ictops.inventory import Group, Inventory, differences, encode, intended_view, loaded_view
from ictops.inventory.encode import marked
from ictops.inventory.values import Leaf, Table, Trusted, plain, table
from ictops.inventory.view import GroupView, HostView, View
from tests.inventory_builders import host_device, inventory

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
leaves: st.SearchStrategy[Leaf] = st.recursive(
    st.one_of(st.text().map(Untrusted), st.text().map(Trusted), st.booleans(), st.integers()),
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(names, inner, max_size=4).map(table),
    max_leaves=12,
)


def holding(leaf: Any) -> Inventory:
    return Inventory(school="elm", groups=(Group(name="school_elm", variables=Table((("a_value", leaf),))),), hosts=())


def strings_outside_marks(value: Any) -> list[str]:
    match value:
        case {"__ansible_unsafe": str()} if len(value) == 1:
            return []
        case dict():
            return [text for item in value.values() for text in strings_outside_marks(item)]
        case list():
            return [text for item in value for text in strings_outside_marks(item)]
        case str():
            return [value]
        case _:
            return []


def test_no_text_of_any_file_stands_without_its_mark() -> None:
    files = encode(inventory())

    assert len(files) == 11
    assert [text for content in files.values() for text in strings_outside_marks(json.loads(content))] == []


@given(leaves)
def test_any_value_is_written_with_every_text_marked_and_reads_back_the_same(leaf: Leaf) -> None:
    written = json.dumps(marked(leaf))

    assert strings_outside_marks(json.loads(written)) == []
    loaded = loaded_view(encode(holding(leaf))).groups["school_elm"].variables
    assert json.dumps(loaded["a_value"]) == json.dumps(plain(leaf))


@pytest.mark.parametrize("value", ["text", "", None, 1.5, b"bytes", ["text"], {"a": "b"}, ("text",), Table((("a", "text"),))])  # type: ignore[arg-type]
def test_a_plain_str_or_anything_else_nobody_vouches_for_cannot_reach_a_file(value: Any) -> None:
    with pytest.raises(InventoryRefused, match="nobody vouches for it"):
        encode(holding(value))


def test_files_are_ascii_with_line_feeds_and_end_in_one() -> None:
    hostile = host_device("elm-print", location="\u202e\u200b\x00caf\u00e9\r\n\x1b[2J\U0001f5a8")

    for content in encode(inventory(hostile)).values():
        assert content.endswith(b"}\n")
        assert not content.endswith(b"\n\n")
        assert b"\r" not in content
        assert all(byte == 10 or 32 <= byte < 127 for byte in content)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert encode(inventory()) == encode(inventory())


def test_what_we_write_is_what_we_intended() -> None:
    assert differences(intended=intended_view(inventory()), loaded=loaded_view(encode(inventory()))) == ()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("host_vars/elm-fs.json", b'{"ansible_host": "10.0.0.1"}'),
        ("host_vars/elm-fs.json", b'{"ansible_host": null}'),
        ("host_vars/elm-fs.json", b'{"ansible_host": {"__ansible_vault": "x"}}'),
        ("host_vars/elm-fs.json", b'{"ansible_host": {"__ansible_unsafe": 1}}'),
        ("host_vars/elm-fs.json", b'{"ansible_host": {"__ansible_unsafe": "a", "b": 1}}'),
        ("host_vars/elm-fs.json", b"not json"),
        ("hosts.json", b"[]"),
        ("hosts.json", b'{"all": {"children": {"x": null}}}'),
        ("hosts.json", b'{"all": {"children": {"x": {"hosts": {"elm-gone": null}}}}}'),
    ],
)
def test_files_of_another_form_are_not_read(path: str, content: bytes) -> None:
    with pytest.raises(InventoryRefused, match="does not have the form ictops writes"):
        loaded_view({**encode(inventory()), path: content})


def a_view(groups: str = "g", **variables: Any) -> View:
    host = HostView(groups=frozenset(groups.split()), variables=variables)
    return View(hosts={"a": host}, groups={group: GroupView(hosts=frozenset("a"), variables={}) for group in groups.split()})


def nobody() -> View:
    return View(hosts={}, groups={})


@pytest.mark.parametrize(
    ("loaded", "says"),
    [
        (a_view(x=1), ()),
        (nobody(), ("g: group is missing", "a: host is missing")),
        (a_view("g h", x=1), ("h: group is not intended", "a: membership of h is not intended")),
        (a_view(), ("a: variable x is missing",)),
        (a_view(x=1, y=2), ("a: variable y is not intended",)),
        (a_view(x=True), ("a: variable x has another value",)),
        (a_view(x="1"), ("a: variable x has another value",)),
    ],
)
def test_every_difference_of_a_loader_is_named(loaded: View, says: tuple[str, ...]) -> None:
    assert differences(intended=a_view(x=1), loaded=loaded) == says


def test_a_host_nobody_intended_is_named() -> None:
    assert differences(intended=nobody(), loaded=a_view())[1] == "a: host is not intended"


def test_text_is_called_ours_in_three_places_only() -> None:
    """Whoever writes `Trusted(` vouches for the text. These are: the standard, an address that was checked, the connection."""
    package = Path(__file__).parents[3] / "ictops"
    makers = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Trusted"
    }

    assert makers == {"inventory/values.py", "inventory/addresses.py", "inventory/connection.py"}
