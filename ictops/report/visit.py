"""The sheet of a site visit: what only a visit can answer, as rows for a printed table that comes back filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ictops.audit.sources.visit import COLUMNS
from ictops.audit.visit import Ask
from ictops.estate import SchoolId
from ictops.report.as_json import written
from ictops.report.cells import cell, table
from ictops.report.visible import visible
from ictops.report.words import counted


def visit_rows(asks: Sequence[Ask]) -> tuple[tuple[str, ...], ...]:
    """The sheet's rows under `COLUMNS`, every cell text to a spreadsheet; the answers are empty."""
    return tuple(tuple(map(cell, _row(ask))) for ask in asks)


def visit_csv(asks: Sequence[Ask]) -> str:
    """The sheet as CSV."""
    return table(COLUMNS, map(_row, asks))


def visit_text(school: SchoolId, asks: Sequence[Ask]) -> list[str]:
    """The questions as lines for a terminal."""
    lines = [f"{school}: {counted(len(asks), 'question')} that only a visit can answer."]
    return [*lines, *(f"  {_line(ask)}" for ask in asks)]


def visit_json(school: SchoolId, asks: Sequence[Ask]) -> dict[str, Any]:
    """The questions as plain data."""
    said: dict[str, Any] = json.loads(
        written({"format": "ictops-visit/1", "school": school, "questions": [ask.model_dump() for ask in asks]})
    )
    return said


def _row(ask: Ask) -> tuple[str, ...]:
    what, said = ", ".join(text.text for text in ask.what), " or ".join(text.text for text in ask.said)
    return ask.device or "", ask.about, ask.where.text, what, ask.question.text, said, ""


def _line(ask: Ask) -> str:
    device, _, where, what, question, said, _ = _row(ask)
    place = where or ("no room told" if device else "the school")
    asked = question if question.endswith(("?", ".")) else f"{question}."
    told = f" The audits say: {said}." if said else ""
    return visible(f"{': '.join(filter(None, (place, ', '.join(filter(None, (device, what))), asked)))}{told}")
