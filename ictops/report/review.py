"""What an audit review holds for the pages: what is there, what contradicts, what was rejected."""

from __future__ import annotations

from ictops.estate import Conflict, Frozen, Kind, SchoolId, Untrusted


class SourceCount(Frozen):
    """One audit file and what became of its rows. `rows` = imported + merged + rejected."""

    id: str
    school: SchoolId
    name: Untrusted
    rows: int
    imported: int
    merged: int
    rejected: int


class RejectedRow(Frozen):
    """A row that gave no facts: its place, the reason, and what to do."""

    school: SchoolId
    file: Untrusted
    sheet: Untrusted | None = None
    row: int
    reason: str
    do: str = ""


class KindCount(Frozen):
    school: SchoolId
    kind: Kind
    devices: int


class Review(Frozen):
    """The audits of a trust, or of one school of it, reviewed."""

    sources: tuple[SourceCount, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    conflicts: tuple[tuple[SchoolId, Conflict], ...] = ()
    rejected: tuple[RejectedRow, ...] = ()

    def of_school(self, school: SchoolId) -> Review:
        """The part that concerns one school."""
        return Review(
            sources=tuple(s for s in self.sources if s.school == school),
            kinds=tuple(k for k in self.kinds if k.school == school),
            conflicts=tuple(c for c in self.conflicts if c[0] == school),
            rejected=tuple(r for r in self.rejected if r.school == school),
        )
