"""Staff lists: one row, one member of staff. Only the fields of `StaffMember` are taken; the rest never leaves the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from ictops.audit.headers import StaffField
from ictops.audit.nouns import StaffMember
from ictops.audit.tables import Row
from ictops.audit.values import clean, silent
from ictops.estate import Place, SchoolId, Untrusted

_KNOWN_BY = (
    StaffField.NUMBER, StaffField.USERNAME, StaffField.EMAIL, StaffField.CODE, StaffField.FULL_NAME, StaffField.FAMILY_NAME,
)  # fmt: skip
_TITLE = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|revd|fr)\.?\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def staff_member(school: SchoolId, row: Row, fields: Mapping[int, StaffField], place: Place) -> StaffMember | None:
    """The member of staff a row speaks of; None when it names nobody."""
    found: dict[str, Untrusted] = {}
    for at, field in fields.items():
        text = row.cell(at).text.text
        if not silent(text):
            found.setdefault(field.value, Untrusted(clean(text)))
    if not any(field.value in found for field in _KNOWN_BY):
        return None
    return StaffMember(school=school, place=place, **found)


def once_each(staff: Iterable[StaffMember]) -> tuple[tuple[StaffMember, ...], tuple[StaffMember, ...]]:
    """The staff, and the rows that only repeat somebody of the same file: same number, else user name, else e-mail, else the
    very same row. Rows of different names repeat nobody, whatever else they share: the register asks whose they are."""
    seen: dict[tuple[str, ...], list[StaffMember]] = {}
    kept: list[StaffMember] = []
    again: list[StaffMember] = []
    for person in staff:
        alike = seen.setdefault((person.place.source, *_who(person)), [])
        repeats = any(not words_of(other) or not words_of(person) or words_of(other) == words_of(person) for other in alike)
        (again if repeats else kept).append(person)
        alike.append(person)
    return tuple(kept), tuple(again)


def _who(person: StaffMember) -> tuple[str, ...]:
    for field, value in (("number", number_of(person)), ("username", person.username), ("email", email_of(person))):
        if value is not None:
            return field, value if isinstance(value, str) else value.text.casefold()
    rest = (person.code, person.given_name, person.family_name, person.full_name, person.role, person.department)
    return tuple("" if value is None else value.text.casefold() for value in rest)


def number_of(person: StaffMember) -> str | None:
    """The staff number made comparable: without blanks and, as spreadsheets lose them, zeros in front."""
    plain = re.sub(r"\s+", "", person.number.text.casefold()) if person.number else ""
    plain = re.sub(r"^(\d+)\.0$", r"\1", plain)
    return (plain.lstrip("0") if plain.isdecimal() else plain) or None


def email_of(person: StaffMember) -> str | None:
    """The e-mail address made comparable; None when what stands there is none."""
    plain = person.email.text.casefold().strip() if person.email else ""
    return plain if _ADDRESS.fullmatch(plain) else None


def names_of(person: StaffMember) -> tuple[str, str]:
    """Given name and family name, either of them empty where the row does not tell."""
    if person.given_name or person.family_name or not person.full_name:
        return _text(person.given_name), _text(person.family_name)
    full = person.full_name.text
    if "," in full:
        family, _, given = full.partition(",")
    else:
        given, _, family = _TITLE.sub("", full, count=1).strip().partition(" ")
    return _TITLE.sub("", f"{given.strip()} ").strip(), _TITLE.sub("", f"{family.strip()} ").strip()


def _text(name: Untrusted | None) -> str:
    return name.text if name else ""


def words_of(person: StaffMember) -> frozenset[str]:
    """The words of a person's name, for comparing."""
    return frozenset(word for name in names_of(person) for word in words(name))


def words(name: str) -> frozenset[str]:
    """A name's words without case and accents."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return frozenset(re.findall(r"[^\W\d_]+", plain))
