"""What a screen says of itself: maker and model out of EDID bytes, by which a board is known that USB does not show."""

from __future__ import annotations

import re

HEADER = bytes.fromhex("00ffffffffffff00")
BLOCK = 128
DESCRIPTORS = (54, 72, 90, 108)
NAME = bytes.fromhex("000000fc00")
"""How a descriptor begins that holds the model's name: EDID 1.4, section 3.10.3."""


def screen(line: str) -> str:
    """Maker (three letters) and model from one line of hexadecimal EDID: `SBI SMART Board`. Empty when it is no sound EDID."""
    if not re.fullmatch(r"([0-9a-f]{2}){128,}", line):
        return ""
    block = bytes.fromhex(line)[:BLOCK]
    if not block.startswith(HEADER) or sum(block) % 256:
        return ""
    word = block[8] << 8 | block[9]
    maker = "".join(chr(64 + (word >> shift & 31)) for shift in (10, 5, 0))
    names = (block[at + 5 : at + 18] for at in DESCRIPTORS if block[at : at + 5] == NAME)
    model = next(names, b"").partition(b"\n")[0].decode("ascii", "replace").strip()
    return f"{maker} {re.sub(r'[^ -~]', '?', model)}".rstrip()


def fits(screen: str, name: str) -> bool:
    """Whether a screen is the one that a catalogue's entry names: the same letters, and words that the model contains."""
    maker, _, model = screen.partition(" ")
    letters, _, words = name.partition(" ")
    return maker == letters and words.lower() in model.lower()
