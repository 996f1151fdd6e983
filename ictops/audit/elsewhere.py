"""Rows that speak of another school of the trust: a register of several schools, handed over to one of them.

Only a column named for schools, a sheet named like one, and the full name of one in a row or a file's name of its own are
believed, and only when they name schools of the trust and ours is not among them. Anything else says nothing: a building may
well be called like a village.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from ictops.audit.headers import SCHOOL_HEADERS, key
from ictops.audit.layout import Block
from ictops.audit.tables import Table
from ictops.audit.values import ditto
from ictops.estate import School, SchoolId

_SAY_LITTLE = frozenset(
    "the school schools academy primary secondary junior infant infants nursery high community college church of england"
    " c e ce cofe rc catholic first middle grammar and".split()
)
_OF_SCHOOLS = frozenset("school academy primary secondary junior juniors infant infants nursery high college cofe rc".split())
_PARTS = frozenset(
    "main old new lower upper middle whole all both other our north south east west big little sixth form years early site"
    " sites campus building block annexe annex house office hall unit centre center department dept reception entrance kitchen"
    " gate playground field s".split()
)
"""What a part of a school is called by: lower school, the nursery building"""
_OF_A_LIST = frozenset(
    "ict it asset assets device devices equipment hardware computer computers register registers inventory list audit of at for"
    " the and csv xlsx xlsm xls ods tsv txt".split()
)
"""What stands beside a school's name in the title of its list"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the trust's schools are called, and which of them is ours. Without schools nothing is elsewhere."""

    ours: SchoolId = ""
    names: Mapping[SchoolId, str] = field(default_factory=dict)
    called: Mapping[tuple[str, ...], frozenset[SchoolId]] = field(default_factory=dict)
    in_full: Mapping[tuple[str, ...], frozenset[SchoolId]] = field(default_factory=dict)
    """by the words of a whole name alone"""
    initials: Mapping[tuple[str, ...], frozenset[SchoolId]] = field(default_factory=dict)
    """by the first letters of the whole name, three at least, which only a column of schools means by it"""

    def whose(self, text: str) -> frozenset[SchoolId]:
        """The schools of the trust that this may be the name or number of."""
        return self.called.get(_words(text)) or self.called.get(_telling(text)) or frozenset()

    def reason(self, text: str) -> str | None:
        """Why a row with this in its school's column is not taken; None when it clearly names no other school."""
        return self._not_ours(self.whose(text))

    def _not_ours(self, those: frozenset[SchoolId]) -> str | None:
        if not those or self.ours in those:
            return None
        return f"speaks of another school: {' or '.join(sorted(self.names[other] for other in those))}"

    def reasons(self, table: Table, block: Block, *, by_hand: bool, file: str = "") -> Iterator[str | None]:
        """For each row of a block why it is another school's. `by_hand`: a label written once stands for the rows below it."""
        sheet = self._under_headings(table, block, file) if self.names else [None] * len(block.rows)
        column = _school_column(block) if self.names else None
        if column is None:
            yield from sheet
            return
        texts = [row.cell(column).text.text.strip() for row in block.rows]
        if not by_hand and len({*texts} - {""}) > 1:
            yield from (self.reason(text) or self._unheard_of(text) for text in texts)
            return
        spreads = by_hand and not any(one and one == other for one, other in pairwise(texts))
        strangers = self._strangers(texts) if by_hand else {}
        above = ""
        for text, under in zip(texts, sheet, strict=True):
            if not (by_hand and ditto(text)):
                above = text or (above if spreads else "")
            yield (self._of_whom(above) or strangers.get(above)) if above else under

    def taken_for_ours(self, block: Block) -> tuple[int, int] | None:
        """Where a list made by hand first names a school that the trust does not have, and no other: the row's number, and
        the column. Its rows are ours all the same: it may be what our school was called."""
        column = _school_column(block) if self.names else None
        texts = {} if column is None else {row.number: row.cell(column).text.text.strip() for row in block.rows}
        if column is None or self._strangers(texts.values()):
            return None
        return next(((row, column) for row, text in texts.items() if text and self._stranger(text)), None)

    def _of_whom(self, text: str) -> str | None:
        return self._not_ours(self.whose(text) or self.initials.get(_words(text), frozenset()))

    def _strangers(self, texts: Iterable[str]) -> Mapping[str, str]:
        """Names of schools that are none of the trust's, each with why its rows are not taken, in a column made by hand that
        tells schools apart: it has one of the trust's beside them, or several of them."""
        different = {*texts}
        found = {text: why for text in different if (why := self._stranger(text))}
        several = len({text.casefold() for text in found}) > 1 or any(map(self.whose, different))
        return found if several else {}

    def _stranger(self, text: str) -> str | None:
        """The same of what reads like a school's name and is none of the trust's; a building or a part of a school is none."""
        words = {*_words(text)}
        own = words - _SAY_LITTLE - _PARTS - _OF_A_LIST
        may_be_ours = any({*one} <= words for one in self.called if one and not {*one} <= _SAY_LITTLE)
        return self._unheard_of(text) if words & _OF_SCHOOLS and own and not may_be_ours else None

    def _under_headings(self, table: Table, block: Block, file: str) -> list[str | None]:
        """The same by what stands over each row: the last row that is a school's whole name and nothing else, else the name
        of the sheet, else that of the file."""
        sheet = self.reason(table.sheet.text) if table.sheet else None
        above = sheet or self._not_ours(self._in_full(file.rpartition("/")[2]))
        over, its_rows = dict[int, str | None](), {row.number for row in block.rows}
        for row in table.rows:
            if row.filled == 1 and (those := self._in_full(row.told[0])):
                above = self._not_ours(those)
            elif row.number in its_rows:
                over[row.number] = above
        return [over.get(row.number) for row in block.rows]

    def _in_full(self, text: str) -> frozenset[SchoolId]:
        """The school of which this is the whole name; none where several are called so."""
        words = _words(text.replace("_", " "))
        rest = tuple(word for word in words if word not in _OF_A_LIST and not word.isdigit())
        those = self.in_full.get(words) or self.in_full.get(rest) or frozenset()
        return those if len(those) == 1 else frozenset()

    def _unheard_of(self, text: str) -> str | None:
        """In a program's list of several schools, a school that the trust has no name or number for may be any."""
        if not text or _words(text) in self.called or _telling(text) in self.called:
            return None
        return "names a school that trust.yml does not know by this name or number: add it to the school's dfe_numbers"


def elsewhere(ours: SchoolId, schools: Sequence[School]) -> Elsewhere:
    """The schools of a trust by everything that a register may call them: id, name, the name's own words, numbers."""
    return replace(_by_names(tuple(schools)), ours=ours)


@lru_cache(maxsize=1)
def _by_names(schools: tuple[School, ...]) -> Elsewhere:
    """Worked out once for all schools of a trust: for each anew, a trust of twice the schools would take four times as long."""
    called: dict[tuple[str, ...], frozenset[SchoolId]] = {}
    for school in schools:
        numbers = (*(str(one.urn) for one in school.urns), *school.dfe_numbers)
        known = {_words(school.id), _words(school.name), _telling(school.name), *map(_words, numbers)}
        for words in known - {()}:
            called[words] = called.get(words, frozenset()) | {school.id}
    in_full: dict[tuple[str, ...], frozenset[SchoolId]] = {}
    for school in schools:
        words = _words(school.name)
        for whole in {words, tuple(word for word in words if word not in _OF_A_LIST)} if len(words) > 1 else ():
            in_full[whole] = in_full.get(whole, frozenset()) | {school.id}
    return Elsewhere("", {school.id: school.name for school in schools}, called, in_full, _initials(schools))


def _initials(schools: Sequence[School]) -> dict[tuple[str, ...], frozenset[SchoolId]]:
    found: dict[tuple[str, ...], frozenset[SchoolId]] = {}
    for school in schools:
        letters = "".join(word[0] for word in _words(school.name))
        if len(letters) > 2:
            found[(letters,)] = found.get((letters,), frozenset()) | {school.id}
    return found


def _school_column(block: Block) -> int | None:
    names = [key(cell.text.text) for cell in block.header.cells]
    ranked = sorted((SCHOOL_HEADERS[name], at) for at, name in enumerate(names) if name in SCHOOL_HEADERS)
    return ranked[0][1] if ranked else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


def _telling(text: str) -> tuple[str, ...]:
    """A name's own words: Quillford Primary School is Quillford."""
    return tuple(word for word in _words(text) if word not in _SAY_LITTLE)
