"""Names of devices that are people's: `Kit's iPad`, and lists in which each pupil's tablet is called by its pupil.

Such a name is left out, for it may be a pupil's, and its device stays known by its serial, tag, MAC or another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ictops.audit.columns import Columns, Lists
from ictops.audit.kinds import is_no_device, kind_of
from ictops.audit.layout import Block
from ictops.audit.nouns import Doubt
from ictops.audit.records import CellsRead, Told
from ictops.audit.things import is_machine
from ictops.audit.values import clean, silent, understood
from ictops.estate import AliasKind, Attribute, Kind

_WORD = r"[^\W\d_]([^\W\d_]|['’-])*"
_PERSON = re.compile(rf"{_WORD},?( {_WORD}\.?){{1,2}}", re.IGNORECASE)
_OWNED = re.compile(
    rf"(?P<who>{_WORD}( {_WORD})?)['’]s? (school )?(i ?pad|i ?phone|mac ?book|laptop|chromebook|tablet|surface|phone)\b.*",
    re.IGNORECASE,
)
_OFFICES = frozenset(
    "teacher teachers head heads nurse caretaker reception receptionist office librarian library bursar finance admin sen senco"
    " staff school class pupil pupils student students children boys girls guest visitor governor governors cleaner chef"
    " kitchen technician deputy principal secretary premises pe music science maths art it ict nursery year team".split()
)
"""Whom a device may be called by that are nobody in particular"""
_OF_A_PLACE = re.compile(
    r"\b(office|room|hall|library|lab|suite|reception|store|block|building|desk|trolley|till|kiosk|school|class|corridor|prep"
    r"|kitchen|staff|base|centre|year|team|group|spare|admin|music|science|maths|english|art|gate|entrance|studio|gym)\b"
)
_OF_ONE = frozenset({Kind.LAPTOP, Kind.TABLET})
_OF_MANY = frozenset(Kind) - _OF_ONE - {Kind.OTHER}
_SAYS_KIND = frozenset({Attribute.KIND, Attribute.MODEL})
_ELSE = frozenset({AliasKind.SERIAL, AliasKind.TAG, AliasKind.MAC})
_MOST = 3
"""Names that have to read like people's, and most of all names with them"""


def called_by_people(block: Block, read: Columns) -> bool:
    """Whether most devices of a list are called as people are: two or three words, and none of a place or a machine."""
    if read.lists is not Lists.DEVICES:
        return False
    at = [column for column, what in read.attributes.items() if what is Attribute.NAME]
    texts = {text for row in block.rows for column in at if not silent(text := clean(row.cell(column).text.text))}
    people = sum(map(_reads_like_a_person, texts))
    return people >= _MOST and people * 2 > len(texts)


def without_owners(cells: CellsRead, *, by_people: bool) -> CellsRead:
    """The cells of a row without the names that are somebody's. `by_people`: whether most of its list are called so."""
    names = [one for one in cells.told if one.attribute is Attribute.NAME]
    if not names or not (by_people or any("'" in one.text.text or "’" in one.text.text for one in names)):
        return cells
    kinds = {kind_of(one.text.text) for one in cells.told if one.attribute in _SAYS_KIND}
    if kinds & _OF_MANY:
        return cells
    theirs = [one for one in names if _is_somebodys(one, kinds, known=True, by_people=by_people)]
    if len(theirs) == len(names) and not any(alias[0] in _ELSE for alias in cells.aliases):
        theirs = [one for one in names if _is_somebodys(one, kinds, known=False, by_people=by_people)]
    told = [one for one in cells.told if one not in theirs]
    owned = {alias for one in theirs for alias in understood(Attribute.NAME, one.text.text)[1]}
    aliases = tuple(alias for alias in cells.aliases if alias not in owned)
    return CellsRead(told, aliases, (*cells.doubts, *map(_doubt, theirs)))


def _is_somebodys(told: Told, kinds: Iterable[Kind | None], *, known: bool, by_people: bool) -> bool:
    name = clean(told.text.text)
    own = _OWNED.fullmatch(name)
    if own and not set(re.findall(r"[^\W\d_]+", own["who"].casefold())) & _OFFICES:
        return known
    return by_people and _reads_like_a_person(name) and (known or not _OF_ONE.isdisjoint(kinds))


def _reads_like_a_person(name: str) -> bool:
    plain = name.casefold()
    return (
        _PERSON.fullmatch(name) is not None
        and not _OF_A_PLACE.search(plain)
        and not is_machine(name)
        and not is_no_device(name)
    )


def _doubt(told: Told) -> Doubt:
    return Doubt(place=told.place, attribute=Attribute.NAME, reason="reads like the name of whoever has it", kept=False)
