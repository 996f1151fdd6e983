"""Tables and files for tests, made from lists of text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from ictops.audit import AuditFile, Cell, Merged, Row, Table
from ictops.estate import Untrusted

TODAY = date(2026, 9, 1)


def table(rows: Iterable[Sequence[str]], sheet: str | None = None, merged: Sequence[Sequence[int]] = ()) -> Table:
    """A table whose first row is row 1; empty rows are counted as blank, as adapters do."""
    numbered = list(enumerate(rows, start=1))
    kept = [Row(n, tuple(Cell(Untrusted(text)) for text in row)) for n, row in numbered if any(text.strip() for text in row)]
    areas = tuple(Merged(*area) for area in merged)
    return Table(Untrusted(sheet) if sheet else None, tuple(kept), len(numbered) - len(kept), areas)


def audit_file(*tables: Table, name: str = "oak/register.csv") -> AuditFile:
    """A file with a hash of its own contents."""
    digest = hashlib.sha256(repr((name, tables)).encode("utf-8", "surrogatepass")).hexdigest()
    return AuditFile(Untrusted(name), "csv", digest, TODAY, tables)
