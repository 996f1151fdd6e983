"""How much of an audit file is read before it is refused. A school's largest register stays far below each of these."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are bytes. `rows` is for all files of a school together: 25,000 rows of 15 columns each take about a gigabyte to
    hold as facts, and the largest schools have some 3,000 devices. `lines` is what readers of lines are asked about; all that
    a switch says of itself has some ten thousand. `seconds` is processor time of the child that reads a workbook, `patience`
    what the clock may show."""

    file: int = 20 * MIB
    files: int = 500
    unzipped: int = 200 * MIB
    members: int = 1_000
    ratio: int = 100
    cells: int = 2_000_000
    lines: int = 500_000
    rows: int = 25_000
    columns: int = 500
    characters: int = 32_767
    merged: int = 20_000
    memory: int = 1024 * MIB
    seconds: int = 30
    patience: int = 34
    answer: int = 128 * MIB


LIMITS = Limits()


class Unreadable(Exception):
    """Why a file is refused, in words that follow its name. Never leaves the adapters: it becomes `AuditFile.refused`."""
