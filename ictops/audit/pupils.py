"""Pupils are not in the model: a file that lists them is refused whole, before anything of it is kept.

What beside people's names tells of pupils: a column of their data, a class or year that the people do not teach but sit in
(no column gives everybody's job), values that are years or forms, rows that say pupil, and accounts for pupils. A device's
name is no person's name, unless it reads like one. In doubt a file is refused: a person can take the column out and hand it
over again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import chain

from ictops.audit.columns import Lists, columns
from ictops.audit.headers import (
    BORN_HEADERS,
    CLASS_HEADERS_BESIDE_NAMES,
    DEVICE_HEADERS,
    PUPIL_HEADERS,
    PUPIL_HEADERS_BESIDE_NAMES,
    ROLE_HEADERS,
    STAFF_HEADERS,
    UNIT_HEADERS,
    WORK_HEADERS,
    StaffField,
    key,
)
from ictops.audit.kinds import is_no_device, kind_of
from ictops.audit.layout import LOOKED_AT, Block, Layout
from ictops.audit.sources.choosing import Part
from ictops.audit.sources.mapping import jobs_and_numbers
from ictops.audit.tables import Row, Table
from ictops.estate import Attribute

_PUPILS = re.compile(r"(?<![a-z])(pupils?|students?|learners?|class ?lists?)(?![a-z])")
_YEAR = r"(?:(?:y|yr|year)[ .-]?(?:\d|1[0-4]|r)(?![\da-z]))"
_A_PUPIL = re.compile(
    rf"(({_YEAR}|reception|nursery|sixth form|6th form|primary|secondary|current|former|ex)[ -]+)?"
    rf"{_PUPILS.pattern}([ -]+{_YEAR})?"
)
"""What a column of jobs says of one who has none; a pupil support officer has one"""
_YEAR_IN_TITLE = re.compile(rf"(?<![a-z\d])({_YEAR}|(class|form)[ .-]?\d|(\d|1[0-4])[a-z](?![a-z\d]))")
_STAFF_IN_TITLE = re.compile(r"(?<![a-z])(staff|teachers?|tutors?)(?![a-z])")
_UNIT_OF_PUPILS = re.compile(rf"(^|[/,=\\])\s*(pupils?|students?|learners?|{_YEAR})\s*($|[/,\\])")
_YEAR_OR_FORM = re.compile(
    rf"{_YEAR}.*|(y|yr|year)[ .-]?(\d|1[0-4])[a-z]{{1,2}}\d?|(\d|1[0-4])[ ./-]?(?!st|nd|rd|th)[a-z]{{1,2}}\d?|reception|nursery"
)
_NAMED_FORM = re.compile(r"(\d|1[0-4])[ ./-]?(?!st\b|nd\b|rd\b|th\b)[a-z]+")
_SEAT = re.compile(rf"{_YEAR_OR_FORM.pattern}|(class )?(\d|1[0-4])")
_AT_PUPILS = re.compile(r"@([^@\s]*[.-])?(pupils?|students?|learners?)\b")
_YEAR_OF_ENTRY = re.compile(r"(20)?\d\d[._-]?[^\W\d_].*")
_LICENCE_OF_PUPILS = re.compile(r"\bfor students?\b|_stu(dent|usebnft)")
_PERSON = re.compile(r"[^\W\d_]([^\W\d_]|['’-])*,?( [^\W\d_]([^\W\d_]|['’-])*\.?){1,3}")

_NAMES = frozenset(key(name) for name in "first name|forename|given name|surname|last name|family name|username".split("|"))
_OF_PEOPLE = {StaffField.GIVEN_NAME, StaffField.FAMILY_NAME, StaffField.FULL_NAME, StaffField.USERNAME, StaffField.EMAIL}
_ACCOUNTS = {"upn", *(name for name, (field, _) in STAFF_HEADERS.items() if field in {StaffField.USERNAME, StaffField.EMAIL})}
_TEAMS = frozenset(name for name, (field, _) in STAFF_HEADERS.items() if field is StaffField.DEPARTMENT)
_NAMES_UNLESS_OF_DEVICES = frozenset(name for name, (field, _) in STAFF_HEADERS.items() if field in _OF_PEOPLE) - {"teacher"}
_DATA_OF_PUPILS = PUPIL_HEADERS | PUPIL_HEADERS_BESIDE_NAMES | BORN_HEADERS | CLASS_HEADERS_BESIDE_NAMES
_PLACES = frozenset(name for name, (what, _) in DEVICE_HEADERS.items() if what in {Attribute.ROOM, Attribute.LOCATION})

_BESIDE_NAMES = "it has a column of pupils' data beside people's names"
_CALLED = frozenset({Attribute.NAME, Attribute.TAG})
_SAID_OF_ANYTHING = frozenset({Attribute.ROOM, Attribute.LOCATION, Attribute.NOTES, Attribute.STATE, Attribute.SUPPLIER})
_OF_A_PLACE = re.compile(
    r"\b(office|room|hall|library|lab|suite|reception|store|block|building|desk|trolley|till|kiosk|school)\b"
)


def lists_pupils(file: str, parts: Iterable[Part]) -> str | None:
    """Why a file of that name with these tables is taken for a list of pupils, or None."""
    return next((why for part in parts if (why := _in_table(part, file))), None)


def lists_people(parts: Iterable[Part]) -> str | None:
    """Why tables of devices made by hand are taken for lists of people, or None."""
    if any(_people_alone(block) for part in parts for block in part.at_sight.blocks):
        return (
            "most of its names or tags read like people's, and no column tells of a machine: put a column of types, models or "
            "serials beside them, or leave the people out"
        )
    return None


def tells_not_whose(file: str, parts: Iterable[Part]) -> str | None:
    """Why names and user names in lists made by hand are not taken for staff's, or None: pupils' logins look the same."""
    if any(_says_nothing_of_staff(file, part, block) for part in parts for block in part.at_sight.blocks):
        return (
            "it lists names and user names, and nothing in it says whether they are staff's or pupils': if none of them is a "
            "pupil's, put a column of jobs beside them, or staff into the file's name"
        )
    return None


def _says_nothing_of_staff(file: str, part: Part, block: Block) -> bool:
    read = columns(block.header)
    texts = [_called(file, part.table), *(cell.text.text.casefold() for row in part.at_sight.titles for cell in row.cells)]
    if read.lists is not Lists.STAFF or _STAFF_IN_TITLE.search(" ".join(texts)):
        return False
    filled = {at: name for at, name in _named(block.header).items() if _below(at, block)}
    fields = {field for at, field in read.fields.items() if filled.get(at, "id") not in {"id", "personid", "sourcedid"}}
    telling = WORK_HEADERS | ROLE_HEADERS | UNIT_HEADERS
    return StaffField.USERNAME in fields <= _OF_PEOPLE and not any(
        name in telling or "staff" in name for name in filled.values()
    )


def _people_alone(block: Block) -> bool:
    read = columns(block.header)
    if read.lists is not Lists.DEVICES:
        return False
    texts = [text for at, what in read.attributes.items() if what in _CALLED for text in _below(at, block)]
    people = [text for text in texts if _PERSON.fullmatch(text) and not _a_thing(text) and not _OF_A_PLACE.search(text)]
    return len(people) * 2 > len(texts) and not any(
        _below(at, block) for at, what in read.attributes.items() if what not in _CALLED | _SAID_OF_ANYTHING
    )


def _a_thing(text: str) -> bool:
    return kind_of(text) is not None or is_no_device(text)


def _in_table(part: Part, file: str) -> str | None:
    table, layout = part.table, part.at_sight
    blocks, of_staff = layout.blocks, jobs_and_numbers(part.reader)
    first = table.rows[:LOOKED_AT]
    headers = [_named(block.header) for block in blocks]
    within = (_in_row(row) for row in first if blocks and _named(row) not in headers)
    under = blocks or tuple(Block(row, table.rows[at:]) for at, row in enumerate(first, start=1))
    told = chain(
        (_in_block(block, of_staff) for block in under),
        within,
        [_in_name(_called(file, table), table, layout)],
        map(_in_accounts, under),
    )
    return next((why for why in told if why), None)


def _called(file: str, table: Table) -> str:
    """What a table goes by: its sheet's name and its file's."""
    return f"{table.sheet.text if table.sheet else ''} {file.rpartition('/')[2]}".casefold().replace("_", " ")


def _in_name(name: str, table: Table, layout: Layout) -> str | None:
    lists = [columns(block.header).lists for block in layout.blocks]
    of_pupils = table.rows and not {Lists.DEVICES, Lists.ENTRIES} & set(lists) and _PUPILS.search(name)
    titles = " ".join([name, *(cell.text.text.casefold() for row in layout.titles for cell in row.cells)])
    of_a_year = Lists.STAFF in lists and _YEAR_IN_TITLE.search(titles) and not _STAFF_IN_TITLE.search(titles)
    if of_pupils or (of_a_year and not all(_at_work(block) for block in layout.blocks)):
        return "its name or title says that it lists pupils"
    return None


def _in_row(row: Row) -> str | None:
    """A row among those of devices or staff is a header of pupils if two cells say so: one alone may be a device's use."""
    found = frozenset(_named(row).values())
    telling = found & (_DATA_OF_PUPILS | _NAMES | _NAMES_UNLESS_OF_DEVICES)
    return "it has a column of pupils' data" if len(telling) >= 2 and found & _DATA_OF_PUPILS else None


def _in_block(block: Block, of_staff: Collection[str]) -> str | None:
    names = _named(block.header)
    found = frozenset(names.values())
    if len(found) < 2:
        return None
    if any(name in PUPIL_HEADERS and not (name == "upn" and _user_principals(at, block)) for at, name in names.items()):
        return "it has a column of pupils' data"
    of_devices = columns(block.header).lists is Lists.DEVICES
    if not (_NAMES & found or (_devices_like_people(block) if of_devices else _NAMES_UNLESS_OF_DEVICES & found)):
        return None
    at_work = _at_work(block)
    if found & PUPIL_HEADERS_BESIDE_NAMES or (found & CLASS_HEADERS_BESIDE_NAMES and not at_work):
        return _BESIDE_NAMES
    telling = names if not of_devices else {at: name for at, name in names.items() if name in ROLE_HEADERS | UNIT_HEADERS}
    if any(_tells_of_pupils(_below(at, block), name, at_work=at_work) for at, name in telling.items()):
        return "it has rows of pupils"
    born = bool(found & BORN_HEADERS) and not _everybody_has(of_staff, block)
    return f"{_BESIDE_NAMES} (a list of staff that has their birthdays needs a mapping: ictops audit map)" if born else None


def _in_accounts(block: Block) -> str | None:
    """Accounts of people at a domain for pupils, with a licence for them, or that mostly begin with a year of entry."""
    names = _named(block.header)
    if columns(block.header).lists in {Lists.DEVICES, Lists.ENTRIES} or not _NAMES_UNLESS_OF_DEVICES & set(names.values()):
        return None
    accounts = [_below(at, block) for at, name in names.items() if name in _ACCOUNTS]
    licences = (_below(at, block) for at, name in names.items() if "licen" in name)
    if (
        any(_AT_PUPILS.search(text) for texts in accounts for text in texts)
        or any(_LICENCE_OF_PUPILS.search(text) for texts in licences for text in texts)
        or (not _at_work(block) and any(_mostly(_YEAR_OF_ENTRY, texts) for texts in accounts))
    ):
        return "it has rows of pupils: an address, a user name or a licence says so"
    return None


def _named(row: Row) -> dict[int, str]:
    """The cells of a row as names of columns, by their place."""
    names = {at: key(cell.text.text) for at, cell in enumerate(row.cells) if 0 < len(cell.text.text) <= 60}
    return {at: name for at, name in names.items() if name}


def _below(at: int, block: Block) -> tuple[str, ...]:
    texts = (row.cell(at).text.text.strip().casefold() for row in block.rows)
    return tuple(text for text in texts if text)


def _user_principals(at: int, block: Block) -> bool:
    """Whether a UPN column holds user principal names (they have an @) instead of unique pupil numbers."""
    texts = _below(at, block)
    return bool(texts) and all("@" in text for text in texts)


def _at_work(block: Block) -> bool:
    """Whether a column gives the job of everybody: pupils have none."""
    return _everybody_has(WORK_HEADERS, block)


def _everybody_has(headers: Collection[str], block: Block) -> bool:
    those = (at for at, name in _named(block.header).items() if name in headers)
    return any(len(_below(at, block)) == len(block.rows) > 0 for at in those)


def _devices_like_people(block: Block) -> bool:
    """Whether most devices have names of their own, two to four words without a digit or kind, and sit in classes."""
    called = (at for at, what in columns(block.header).attributes.items() if what is Attribute.NAME)
    texts = [text for at in called for text in _below(at, block)]
    people = {text for text in texts if _PERSON.fullmatch(text) and not _a_thing(text)}
    seats = (_below(at, block) for at, name in _named(block.header).items() if name in CLASS_HEADERS_BESIDE_NAMES)
    return len(people) * 2 > len(texts) and any(_mostly(_SEAT, told) for told in seats)


def _mostly(pattern: re.Pattern[str], texts: Collection[str]) -> bool:
    return sum(bool(pattern.fullmatch(text)) for text in texts) * 2 > len(texts)


def _tells_of_pupils(texts: tuple[str, ...], name: str, *, at_work: bool) -> bool:
    if name in UNIT_HEADERS:
        return any(_UNIT_OF_PUPILS.search(text) for text in texts)
    if name in _NAMES | _NAMES_UNLESS_OF_DEVICES:
        return False
    if any(_A_PUPIL.fullmatch(text) for text in texts):
        return True
    in_forms = _mostly(_YEAR_OR_FORM, texts) or (name in _TEAMS and _mostly(_NAMED_FORM, texts))
    return not at_work and name not in _PLACES and in_forms
