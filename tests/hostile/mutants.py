"""Files of every reader's examples, made wrong in the ways that files go wrong: cut, flipped, swapped, grown, mixed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

CASES = Path(__file__).parents[1] / "cases" / "sources"
LONGEST = 20_000

STRAY = (
    "\x1b[2J", "{{ 7*7 }}", "\x00", "-oProxyCommand=x", "<Printer ", "</Printer>", "\n", "\r", "\t", ",", ";", "|", "  ", '"',
    "'", "\\", "[", "]", "{", "}", "<", ">", "&", "&#0;", "&amp;", "<!--", "]]>", "<![CDATA[", "<?xml", "null", "true", "NaN",
    "-Infinity", "1e999", "9" * 400, "-1", "0x1F", "\u202e", "\ud7ff", "\ufffe", "\U000e0041", "\u2028", "\x85", "\x0c",
    "=cmd|", "!", "#", "#TYPE x\n", "sep=;\n", "dn: ", ":: ", "BEGIN:VEVENT\n", "END:VCALENDAR\n", "banner motd ^C\n",
    "interface 1-9999\n", "vlan 1-4094\n", "OAK#show version\n", "version 15.2\nhostname x\n", "host | SUCCESS => {",
    "9999-12-31", "0001-01-01T00:00:00Z", "99999999999999999999", "20260230", "1601-01-01",
)  # fmt: skip
"""What stands in files where nobody meant it"""

ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "utf-7", "utf-32")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file as a school might hand it over: its name and bytes."""

    name: str
    data: bytes


@cache
def seeds() -> tuple[tuple[str, str], ...]:
    """Every example of every reader: the file's name and its text."""
    paths = sorted(CASES.glob("*.yaml"))
    cases = (case for path in paths for case in YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8")))
    return tuple((case["file"], case["text"]) for case in cases)


def mutants(wanted: int, seed: int) -> Iterator[Mutant]:
    """So many files, the same ones for the same seed; first each example as it is."""
    chance = random.Random(seed)
    for number in range(wanted):
        name, text = seeds()[number % len(seeds())]
        if number < len(seeds()):
            yield Mutant(name, text.encode())
            continue
        for _ in range(chance.randint(0, 6)):
            text = chance.choice(CHANGES)(chance, text)[:LONGEST]
        yield Mutant(name, _bytes(chance, text))


def _bytes(chance: random.Random, text: str) -> bytes:
    data = text.encode(chance.choice(ENCODINGS), "replace")
    if chance.random() < 0.1:
        data = data[: chance.randrange(len(data) + 1)]
    if data and chance.random() < 0.15:
        flipped = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        data = bytes(flipped)
    return data


def _at(chance: random.Random, text: str) -> int:
    return chance.randrange(len(text) + 1)


def _strew(chance: random.Random, text: str) -> str:
    at = _at(chance, text)
    return text[:at] + chance.choice(STRAY) + text[at:]


def _cut(chance: random.Random, text: str) -> str:
    return text[: _at(chance, text)]


def _drop(chance: random.Random, text: str) -> str:
    at = _at(chance, text)
    return text[:at] + text[at + chance.randint(1, 40) :]


def _swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _again(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], *[lines[at]] * chance.randint(2, 5), *lines[at:]])


def _swap_fields(chance: random.Random, text: str) -> str:
    """Two words change places: a serial where the room was, a tag's name where its end was."""
    words = text.split(" ") if chance.random() < 0.5 else text.split(",")
    joint = " " if " ".join(words) == text else ","
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return joint.join(words)


def _ragged(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] += "," * chance.randint(1, 600) + "x"
    return "\n".join(lines)


def _separate(chance: random.Random, text: str) -> str:
    return text.replace(",", chance.choice(";\t|"))


def _mix(chance: random.Random, text: str) -> str:
    """A stretch of another reader's file in the middle of this one."""
    other, at = chance.choice(seeds())[1], _at(chance, text)
    begin = _at(chance, other)
    return text[:at] + other[begin : begin + 300] + text[at:]


def _nest(chance: random.Random, text: str) -> str:
    deep, at = chance.choice((3, 70, 2_000)), _at(chance, text)
    opened, closed = chance.choice((("[", "]"), ('{"a":', "}"), ("<a>", "</a>")))
    return text[:at] + opened * deep + closed * deep + text[at:]


def _grow(chance: random.Random, text: str) -> str:
    """A number becomes a huge one."""
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = chance.choice(digits) if digits else 0
    return text[:at] + chance.choice(("9" * 30, "9" * 5_000, "1e400", "-9223372036854775809")) + text[at:]


CHANGES: Sequence[Callable[[random.Random, str], str]] = (
    _strew, _strew, _strew, _cut, _drop, _drop, _swap_lines, _swap_fields, _swap_fields, _again, _ragged, _separate, _mix,
    _nest, _grow,
)  # fmt: skip
