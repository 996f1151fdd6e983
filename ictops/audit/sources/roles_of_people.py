"""What a file that mixes pupils with staff says of each: taken only where it plainly says staff."""

from __future__ import annotations

import re
from collections.abc import Callable

from ictops.audit.sources.nouns import RowTexts

PUPIL = "a pupil"
PARENT = "a parent or guardian"
CLASS_LIST = "a class list, which ictops does not need"
NOT_TOLD = "it does not say whether this is staff or a pupil"
LEAVING = "marked as no longer there"

_PUPIL_ROLES = frozenset("student pupil learner alumni applicant formerstudent".split())
_PARENT_ROLES = frozenset("guardian parent relative child doctor".split())
_STAFF_ROLES = frozenset(
    "administrator principal siteadministrator districtadministrator systemadministrator itadmin officestaff teacher faculty "
    "staff aide assistant teacherassistant paraprofessional proctor substitute coach advisor counselor nurse instructor "
    "lecturer professor researcher adjunct chair specialservices occupationaltherapist physicaltherapist speechtherapist "
    "visiontherapist affiliate".split()
)
_PUPIL_UNIT = re.compile(
    r"(^|[/\\,=])\s*(\d{2,4} ?)?(pupils?|students?|learners?|leavers|alumni|year ?\w{1,2}|y\d{1,2})\b", re.I
)
_STAFF_UNIT = re.compile(
    r"(^|[/\\,=])\s*[^/\\,=]*\b(staff|teachers?|admin(istration|istrators?)?|office|governors|leadership)\b", re.I
)


def all_are(reason: str) -> Callable[[RowTexts], str | None]:
    """Every row is kept out for one reason: nothing of what the file lists is for ictops."""
    return lambda _: reason


def by_role(row: RowTexts) -> str | None:
    """Why a row of `users.csv` is not taken, by the roles that School Data Sync and OneRoster publish; None for staff."""
    if row.get("status", "").strip().casefold() in {"tobedeleted", "inactive", "deleted"}:
        return LEAVING
    role = "".join(row.get("role", "").split()).casefold()
    if role in _PUPIL_ROLES:
        return PUPIL
    if role in _PARENT_ROLES:
        return PARENT
    return None if role in _STAFF_ROLES else NOT_TOLD


def by_unit(row: RowTexts) -> str | None:
    """Why a row of Google's users is not taken, by its organisational unit; None where the unit is one of staff."""
    if row.get("status", "").strip().casefold() in {"suspended", "archived"}:
        return LEAVING
    unit = row.get("orgunitpath", "")
    if _PUPIL_UNIT.search(unit):
        return PUPIL
    return None if _STAFF_UNIT.search(unit) else NOT_TOLD
