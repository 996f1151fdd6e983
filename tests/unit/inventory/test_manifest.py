"""The list of hashes beside a generated inventory."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ictops.errors import InventoryRefused
from ictops.inventory import MadeFrom, encode
from ictops.inventory.manifest import changed_by_hand, listed, manifest
from tests.inventory_builders import MADE_FROM, inventory


def test_it_lists_every_file_and_what_they_were_made_from() -> None:
    text = manifest(encode(inventory()), MADE_FROM).decode()

    assert listed(text.encode()).keys() == encode(inventory()).keys()
    assert text.index(f"# source {'a' * 64}") < text.index(f"# source {'b' * 64}")
    assert f"# standard {'5' * 64}" in text


def test_an_edit_of_any_byte_is_noticed() -> None:
    files = encode(inventory())
    made = manifest(files, MADE_FROM)

    assert changed_by_hand(files, made) == ()
    for path, content in files.items():
        assert changed_by_hand({**files, path: content.replace(b'"', b'" ', 1)}, made) == (path,)


def test_a_file_that_is_gone_was_not_edited() -> None:
    files = encode(inventory())
    made = manifest(files, MADE_FROM)
    del files["hosts.json"]

    assert changed_by_hand(files, made) == ()


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"hosts.json\n", b"\xff\xfe", b"x" * 64 + b"  hosts.json\n"])
def test_a_manifest_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(InventoryRefused, match="not a manifest"):
        listed(content)


@pytest.mark.parametrize("hash_", ["", "g" * 64, "a" * 63, "a" * 64 + "\n", "a\n# standard " + "a" * 64])
def test_only_hashes_name_what_it_was_made_from(hash_: str) -> None:
    with pytest.raises(ValidationError):
        MadeFrom(standard=hash_)
