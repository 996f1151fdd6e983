"""Staff lists: one row, one member of staff. Only the fields of `StaffMember` are taken; the rest never leaves the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictops.audit.headers import StaffField
from ictops.audit.nouns import StaffMember
from ictops.audit.tables import Row
from ictops.audit.values import clean, silent
from ictops.estate import Place, SchoolId, Untrusted

_KNOWN_BY = (StaffField.USERNAME, StaffField.EMAIL, StaffField.CODE, StaffField.FULL_NAME, StaffField.FAMILY_NAME)


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
    """The staff, and the rows that only repeat somebody: same user name, else same e-mail, else the very same row."""
    seen: set[tuple[str, ...]] = set()
    kept: list[StaffMember] = []
    again: list[StaffMember] = []
    for person in staff:
        who = _who(person)
        (again if who in seen else kept).append(person)
        seen.add(who)
    return tuple(kept), tuple(again)


def _who(person: StaffMember) -> tuple[str, ...]:
    for field, value in (("username", person.username), ("email", person.email)):
        if value is not None:
            return field, value.text.casefold()
    rest = (person.code, person.given_name, person.family_name, person.full_name, person.role, person.department)
    return tuple("" if value is None else value.text.casefold() for value in rest)
