"""The record: chained entries, and the port behind which they are kept."""

from ictops.evidence.entries import Entry, EntryKind, chained, first_broken
from ictops.evidence.store import Store

__all__ = ["Entry", "EntryKind", "Store", "chained", "first_broken"]
