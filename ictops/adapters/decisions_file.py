"""settled.yml: what people decided about audits. Commands add to its end; people may edit it and keep it as their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from ictops.adapters.yaml_files import YamlFile, add_items
from ictops.audit.decisions import Decisions, Gone, Moved, Settlement
from ictops.estate import Frozen

NAME = "settled.yml"
_HEAD = "What people decided where audits contradict each other: ictops audit settle, gone and moved add to it."


class DecisionsFile(Frozen):
    """settled.yml as it stands."""

    precedence: tuple[str, ...] = ()
    names_join: bool = False
    settled: tuple[Settlement, ...] = Field(default=())
    gone: tuple[Gone, ...] = Field(default=())
    moved: tuple[Moved, ...] = Field(default=())


def read_decisions(root: Path) -> Decisions:
    """The decisions of a trust; none without the file. Raises BadInput with everything wrong in it, by line."""
    if not (root / NAME).exists():
        return Decisions()
    read = YamlFile(root / NAME, NAME).as_noun(DecisionsFile)
    return Decisions.model_validate(dict(read))


def add_decisions(root: Path, kind: str, decided: Sequence[Mapping[str, Any]]) -> None:
    """Add decisions of a kind (`settled`, `gone`, `moved`) to the file."""
    add_items(root / NAME, _HEAD, kind, decided)
