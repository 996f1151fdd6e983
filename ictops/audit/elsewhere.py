"""Rows that speak of another school of the trust: a register of several schools, handed over to one of them.

Only a column named for schools, or a sheet named like one, is believed, and only when it names schools of the trust and ours is
not among them. Anything else says nothing: a building may well be called like a village.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ictops.audit.headers import SCHOOL_HEADERS, key
from ictops.audit.layout import Block
from ictops.audit.tables import Table
from ictops.estate import School, SchoolId

_SAY_LITTLE = frozenset(
    "the school schools academy primary secondary junior infant infants nursery high community college church of england"
    " c e ce cofe rc catholic first middle grammar and".split()
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the trust's schools are called, and which of them is ours. Without schools nothing is elsewhere."""

    ours: SchoolId = ""
    names: Mapping[SchoolId, str] = field(default_factory=dict)
    called: Mapping[tuple[str, ...], frozenset[SchoolId]] = field(default_factory=dict)

    def whose(self, text: str) -> frozenset[SchoolId]:
        """The schools of the trust that this may be the name or number of."""
        return self.called.get(_words(text)) or self.called.get(_telling(text)) or frozenset()

    def reason(self, text: str) -> str | None:
        """Why a row with this in its school's column is not taken; None when it clearly names no other school."""
        those = self.whose(text)
        if not those or self.ours in those:
            return None
        return f"speaks of another school: {' or '.join(sorted(self.names[other] for other in those))}"

    def reasons(self, table: Table, block: Block, *, by_hand: bool) -> Iterator[str | None]:
        """For each row of a block why it is another school's. `by_hand`: a label written once stands for the rows below it."""
        sheet = self.reason(table.sheet.text) if table.sheet and self.names else None
        column = _school_column(block) if self.names else None
        if column is None:
            yield from (sheet for _ in block.rows)
            return
        texts = [row.cell(column).text.text.strip() for row in block.rows]
        if not by_hand and len({*texts} - {""}) > 1:
            yield from (self.reason(text) or self._unheard_of(text) for text in texts)
            return
        spreads = by_hand and not any(one and one == other for one, other in pairwise(texts))
        above = ""
        for text in texts:
            above = text or (above if spreads else "")
            yield self.reason(above) if above else sheet

    def _unheard_of(self, text: str) -> str | None:
        """In a program's list of several schools, a school that the trust has no name or number for may be any."""
        if not text or _words(text) in self.called or _telling(text) in self.called:
            return None
        return "names a school that trust.yml does not know by this name or number: add it to the school's dfe_numbers"


def elsewhere(ours: SchoolId, schools: Sequence[School]) -> Elsewhere:
    """The schools of a trust by everything that a register may call them: id, name, the name's own words, numbers."""
    called: dict[tuple[str, ...], frozenset[SchoolId]] = {}
    for school in schools:
        numbers = (*(str(one.urn) for one in school.urns), *school.dfe_numbers)
        known = {_words(school.id), _words(school.name), _telling(school.name), *map(_words, numbers)}
        for words in known - {()}:
            called[words] = called.get(words, frozenset()) | {school.id}
    return Elsewhere(ours, {school.id: school.name for school in schools}, called)


def _school_column(block: Block) -> int | None:
    names = [key(cell.text.text) for cell in block.header.cells]
    ranked = sorted((SCHOOL_HEADERS[name], at) for at, name in enumerate(names) if name in SCHOOL_HEADERS)
    return ranked[0][1] if ranked else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


def _telling(text: str) -> tuple[str, ...]:
    """A name's own words: Quillford Primary School is Quillford."""
    return tuple(word for word in _words(text) if word not in _SAY_LITTLE)
