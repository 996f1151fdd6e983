"""Trusts of any size, made: registers of schools by the hundred, with nothing in them that was ever anybody's."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "inventories" / "example-trust"
PUPILS_A_DEVICE = 2.5
HEADER = "Asset Tag,Name,Serial,MAC,IP,Type,Make,Model,Room,Purchased"
KINDS = ("Laptop",) * 12 + ("Classroom PC",) * 6 + ("Interactive board", "Printer", "Switch")
MADE_ROLLS = (95, 210, 420, 640, 1050)
"""Pupils of schools, where no file of real rolls is at hand: an infant school to a large secondary"""


@dataclass(frozen=True)
class Made:
    """A school to be: its id, its name, how many devices its register lists."""

    id: str
    name: str
    devices: int


def equal_schools(schools: int, devices: int) -> tuple[Made, ...]:
    return tuple(Made(f"s{number:04}", f"School {number} (made)", devices) for number in range(schools))


def schools_by_roll(schools: int) -> tuple[tuple[Made, ...], str]:
    """Schools with a device for so many pupils, and what their sizes come from."""
    folder = os.environ.get("ICTOPS_EXTERNAL_DATA")
    path = Path(folder) / "gias" / "pupils-on-roll-2021.csv" if folder else None
    if path is None or not path.is_file():
        return _by_roll(islice(cycle(MADE_ROLLS), schools)), "made sizes: set ICTOPS_EXTERNAL_DATA for those of real schools"
    return _by_roll(_every(_rolls(path), schools)), "sizes of schools in the published pupil-roll file"


def trust_of(folder: Path, schools: Sequence[Made]) -> Path:
    """A trust's folder with these schools beside the example's, the example's standard but for its
    shares, which name groups of its own schools, and a register for each of these."""
    shutil.copytree(EXAMPLE / "standard", folder / "standard", ignore=shutil.ignore_patterns("storage.yml"))
    shutil.copytree(EXAMPLE / "keys", folder / "keys")
    text = (EXAMPLE / "trust.yml").read_text(encoding="utf-8")
    named = "".join(f"  - {{id: {one.id}, name: {one.name}, education: secondary}}\n" for one in schools)
    (folder / "trust.yml").write_text(text.replace("\n# The account", named + "\n# The account", 1), encoding="utf-8")
    for number, one in enumerate(schools):
        path = folder / "audits" / one.id / "register.csv"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join([HEADER, *_rows(one, number)]) + "\n", encoding="utf-8")
    return folder


def _rows(school: Made, number: int) -> Iterator[str]:
    for at in range(school.devices):
        kind = KINDS[at % len(KINDS)]
        high, middle, low = at >> 16 & 255, at >> 8 & 255, at & 255
        mac = f"02-{number >> 8 & 255:02X}-{number & 255:02X}-{high:02X}-{middle:02X}-{low:02X}"
        named = f"{school.id}-{at:06},{school.id}-pc-{at:06},{number:04}SN{at:08},{mac},10.{number % 250}.{middle}.{low}"
        yield f"{named},{kind},Example,Model {at % 7},Room {at % 90},0{at % 9 + 1}/09/20{10 + at % 15}"


def _by_roll(rolls: Iterator[int]) -> tuple[Made, ...]:
    return tuple(
        Made(f"s{number:04}", f"School {number} (made)", max(1, round(pupils / PUPILS_A_DEVICE)))
        for number, pupils in enumerate(rolls)
    )


def _every(rolls: Sequence[int], wanted: int) -> Iterator[int]:
    """So many of them, evenly through the whole list."""
    return (rolls[at * len(rolls) // wanted] for at in range(wanted))


def _rolls(path: Path) -> list[int]:
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))
    name = next(name for name in rows[0] if name.startswith("Number of pupils on roll"))
    told = (row[name].replace(",", "").strip() for row in rows)
    return [int(text) for text in told if text.isdigit() and int(text)]
