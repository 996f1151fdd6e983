"""audits.yml: the kinds that people gave to audit files with --as. Commands add to its end; people may edit it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from pydantic import Field

from ictops.adapters.yaml_files import YamlFile, add_items, nearest
from ictops.errors import BadInput, Fault
from ictops.estate import Frozen

NAME = "audits.yml"
_HEAD = "How files are read where their content leaves it open: ictops audit import --as FILE=KIND adds to it."


class NamedKind(Frozen):
    """One file's kind as a person named it. `file`: its path below audits/, for people; `sha256`: the bytes it holds for, so a
    newer export of the same name is asked about again."""

    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: str = Field(min_length=1)
    by: str = Field(min_length=1)
    on: date


class KindsFile(Frozen):
    """audits.yml as it stands."""

    read_as: tuple[NamedKind, ...] = ()


def read_kinds(root: Path, known: Collection[str]) -> tuple[NamedKind, ...]:
    """The kinds that people named; none without the file. Raises BadInput with everything wrong in it, by line."""
    if not (root / NAME).exists():
        return ()
    yaml = YamlFile(root / NAME, NAME)
    named = yaml.as_noun(KindsFile).read_as
    faults = [
        Fault(
            yaml.where(("read_as", at, "kind")),
            f"{one.kind} is no kind of source",
            nearest(one.kind, known, "ictops audit kinds"),
        )
        for at, one in enumerate(named)
        if one.kind not in known
    ]
    if faults:
        raise BadInput(faults)
    return named


def add_kinds(root: Path, named: Sequence[NamedKind]) -> None:
    """Write kinds at the end of the file, whose comments and order stay; it is replaced whole or not at all. An answer for the
    same bytes takes the place of the one before."""
    again = {one.sha256 for one in named}
    items = [one.model_dump() for one in named]
    add_items(root / NAME, _HEAD, "read_as", items, in_place_of=lambda one: one.get("sha256") in again)
