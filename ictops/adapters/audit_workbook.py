"""Workbooks: read by a child process under limits, so that no file can take ictops down with it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ictops.adapters.audit_limits import LIMITS, Limits, Unreadable
from ictops.audit import Cell, Form, Merged, Row, Table
from ictops.audit.tables import EMPTY
from ictops.estate import Untrusted

_CHILD = Path(__file__).with_name("workbook_child.py")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True"}
"""All the child sees. lxml is kept out: the parser behind defusedxml is the one that refuses entities."""


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """A workbook's sheets, which make of workbook it is (`xlsx`, `xls`, `xlsb`, `ods`), and how it was read."""

    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    make: str = "xlsx"


def read_workbook(data: bytes, limits: Limits = LIMITS) -> WorkbookRead:
    """The sheets of an XLSX, XLSM, XLSB, XLS or ODS file; macros are not even looked at. Raises Unreadable, saying why."""
    command = [sys.executable, "-I", str(_CHILD), json.dumps(asdict(limits))]
    with subprocess.Popen(  # noqa: S603  our own interpreter and our own file; the audit's bytes go through stdin
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    ) as child:
        patience = threading.Timer(limits.patience, child.kill)
        patience.start()
        try:
            return _assembled(_answer(child, data, limits))
        finally:
            patience.cancel()
            child.kill()


def _answer(child: subprocess.Popen[bytes], data: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    """The child's lines, bounded. An answer without an end is that of a child that died."""
    assert child.stdin is not None  # noqa: S101
    assert child.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(data)
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()
    left = limits.answer
    while line := child.stdout.readline(left + 1):
        left -= len(line)
        if left < 0 or not line.endswith(b"\n"):
            break
        said = json.loads(line)
        yield said
        if "end" in said:
            return
    raise Unreadable("it is over the limits of memory, time or size; ask for it in smaller parts, or as CSV")


@dataclass(slots=True)
class _Sheet:
    title: str
    rows: list[Row] = field(default_factory=list)

    def table(self, blank: int, merged: list[list[int]]) -> Table:
        return Table(Untrusted(self.title), tuple(self.rows), blank, tuple(Merged(*area) for area in merged))


def _assembled(answer: Iterator[dict[str, Any]]) -> WorkbookRead:
    tables, notes, sheet, make = list[Table](), list[str](), _Sheet(""), "xlsx"
    for said in answer:
        match said:
            case {"refused": reason}:
                raise Unreadable(reason)
            case {"network": True}:
                notes.append("the process that read it could not be cut off from the network on this machine")
            case {"make": make, "note": note}:
                notes.append(note)
            case {"sheet": title, "hidden": hidden}:
                sheet = _Sheet(title)
                if hidden:
                    notes.append(f"sheet {len(tables) + 1} is hidden; it was read all the same")
            case {"row": number, "cells": cells}:
                sheet.rows.append(Row(number, _cells(cells)))
            case {"blank": blank, "merged": merged}:
                tables.append(sheet.table(blank, merged))
    return WorkbookRead(tuple(tables), tuple(notes), make)


def _cells(filled: list[list[Any]]) -> tuple[Cell, ...]:
    cells = [EMPTY] * (max(column for column, _, _ in filled) + 1)
    for column, text, form in filled:
        cells[column] = Cell(Untrusted(text), Form(form))
    return tuple(cells)
