"""Filter of the role whiteboards: what the screens of a PC say of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

HEADER = bytes.fromhex("00ffffffffffff00")
BLOCK = 128
DESCRIPTORS = (54, 72, 90, 108)
NAME = bytes.fromhex("000000fc00")
"""How a descriptor begins that holds the model's name: EDID 1.4, section 3.10.3."""


def screens(hexes: str) -> list[dict[str, str]]:
    """Maker (three letters) and model of each screen, from lines of hexadecimal EDID. What is no sound EDID is passed over."""
    return [found for line in hexes.split("\n") if (found := _screen(line.replace(" ", "")))]


def _screen(line: str) -> dict[str, str]:
    if not re.fullmatch(r"([0-9a-f]{2}){128,}", line):
        return {}
    block = bytes.fromhex(line)[:BLOCK]
    if not block.startswith(HEADER) or sum(block) % 256:
        return {}
    return {"maker": _letters(block[8] << 8 | block[9]), "model": next(_names(block), "")}


def _letters(word: int) -> str:
    """Five bits a letter, A being 1: EDID 1.4, section 3.4.1."""
    return "".join(chr(64 + (word >> shift & 31)) for shift in (10, 5, 0))


def _names(block: bytes) -> Iterator[str]:
    for start in DESCRIPTORS:
        if block[start : start + 5] == NAME:
            text = block[start + 5 : start + 18].partition(b"\n")[0].decode("ascii", "replace").strip()
            yield re.sub(r"[^ -~]", "?", text)


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"whiteboards_screens": screens}
