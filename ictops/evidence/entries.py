"""Evidence: an append-only chain in which each entry carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime

from ictops.estate import Frozen, SchoolId

FIRST = "0" * 64
"""What the first entry names as the hash before it."""


class EntryKind(StrEnum):
    IMPORT = "import"
    INVENTORY = "inventory"
    READING = "reading"
    PLAN = "plan"
    APPROVAL = "approval"
    INTENT = "intent"
    """a run is about to begin; written before anything is started"""
    RUN = "run"
    VERIFICATION = "verification"
    REPORT = "report"
    STAFF = "staff"
    """staff lists were taken, or somebody was forgotten: counts, keys and hashes, never a name"""


class Entry(Frozen):
    """One thing that happened. `sequence` orders entries: clocks jump, sequence numbers do not."""

    sequence: int
    at: AwareDatetime
    kind: EntryKind
    school: SchoolId | None
    body: dict[str, Any]
    previous: str
    hash: str


def chained(previous: Entry | None, *, at: datetime, kind: EntryKind, school: SchoolId | None, body: dict[str, Any]) -> Entry:
    """The entry that follows `previous` (None: the first)."""
    sequence, before = (previous.sequence + 1, previous.hash) if previous else (1, FIRST)
    unhashed = Entry(sequence=sequence, at=at, kind=kind, school=school, body=body, previous=before, hash="")
    return unhashed.model_copy(update={"hash": digest(unhashed)})


def digest(entry: Entry) -> str:
    """SHA-256 over every field but the hash itself, in canonical JSON: sorted keys, no spaces."""
    fields = entry.model_dump(mode="json", exclude={"hash"})
    return hashlib.sha256(json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()


def first_broken(entries: Iterable[Entry]) -> int | None:
    """The sequence number of the first entry that does not follow from the one before; None when all do.

    A cut tail or a chain hashed anew from the start cannot be seen from inside: keep the head elsewhere as well.
    """
    before, expected = FIRST, 1
    for entry in entries:
        if entry.sequence != expected or entry.previous != before or entry.hash != digest(entry):
            return expected
        before, expected = entry.hash, expected + 1
    return None
