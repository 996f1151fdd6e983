"""School Data Sync v2 and v2.1 and OneRoster 1.1 and 1.2, as CSV: one reader for each file that they share.

Columns: https://learn.microsoft.com/schooldatasync/sds-v2.1-csv-file-format (orgs, users, roles, classes, enrollments,
academicSessions, courses, demographics, userFlags, relationships) and 1EdTech's OneRoster 1.1 and 1.2 CSV bindings, which
add `status` and `dateLastModified`; read September 2026.

In v2.1 and OneRoster 1.2 a person's role and main post stand in roles.csv, apart from the name in users.csv: the two are read
together where they lie in one folder or packed file (`roster_people.py`). Without the roles nobody is taken from the names.
"""

from __future__ import annotations

from ictops.audit.headers import StaffField
from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.roles_of_people import CLASS_LIST, LEAVING, all_are
from ictops.audit.sources.roster_people import NO_NAME, WHY, roles_with_users, users_with_roles, why_not
from ictops.audit.sources.roster_people import ORGS as ORGS_KIND
from ictops.audit.sources.roster_people import ROLES as ROLES_KIND
from ictops.audit.sources.roster_people import USERS as USERS_KIND

_OF = "School Data Sync v2 and v2.1, OneRoster 1.1 and 1.2"


def _role(row: RowTexts) -> str | None:
    return row.get(WHY, NO_NAME) or None


def _told_of_staff(row: RowTexts) -> bool:
    return row.get(WHY) == ""


def _org(row: RowTexts) -> str | None:
    if row.get("status", "").strip().casefold() == "tobedeleted":
        return LEAVING
    return None if row.get("type", "").strip().casefold() in {"", "school"} else "an organisation that is no school"


def _session(row: RowTexts) -> str | None:
    return LEAVING if row.get("status", "").strip().casefold() == "tobedeleted" else None


def _counted(kind: str, title: str, signs: tuple[str, ...], reason: str, called: tuple[str, ...]) -> Reader:
    """A file of which nothing is taken: its rows are counted, with the reason."""
    profile = Profile(lists=About.ROOM, kept_out=all_are(reason), strict=True, mixes_people=True)
    return Reader(
        kind=kind, title=f"{_OF}, {title}: counted, not kept", formats=("csv",), basis=Basis.PUBLISHED, signs=signs,
        profile=profile, called=called,
    )  # fmt: skip


USERS = Reader(
    kind=USERS_KIND,
    title=f"{_OF}, users.csv",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("sourcedId", "username"),
    profile=Profile(
        columns=columns_of(
            {
                "sourcedId": StaffField.CODE,
                "preferredGivenName": StaffField.GIVEN_NAME,
                "givenName": StaffField.GIVEN_NAME,
                "preferredFamilyName": StaffField.FAMILY_NAME,
                "familyName": StaffField.FAMILY_NAME,
                "username": StaffField.USERNAME,
                "email": StaffField.EMAIL,
                "job|role": StaffField.ROLE,
                "main post": StaffField.MAIN,
            }
        ),
        lists=StaffField,
        kept_out=why_not,
        strict=True,
        mixes_people=True,
    ),
    with_others=users_with_roles,
    called=("users",),
)

ROLES = Reader(
    kind=ROLES_KIND,
    title=f"{_OF}, roles.csv: read together with users.csv and orgs.csv of one folder or packed file",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("userSourcedId", "orgSourcedId", "role"),
    profile=Profile(
        columns=columns_of({"role": StaffField.ROLE, "isPrimary": StaffField.MAIN}),
        lists=StaffField,
        kept_out=_role,
        strict=True,
        mixes_people=True,
        taken_beside=_told_of_staff,
    ),
    with_others=roles_with_users,
    called=("roles",),
)

ORGS = Reader(
    kind=ORGS_KIND,
    title=f"{_OF}, orgs.csv",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("sourcedId", "name"),
    profile=Profile(
        columns=columns_of({"name": "name", "sourcedId": "code", "identifier": "number"}),
        lists=About.SCHOOL,
        kept_out=_org,
        strict=True,
    ),
    called=("orgs",),
)

TERMS = Reader(
    kind="roster-terms",
    title=f"{_OF}, academicSessions.csv",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("sourcedId", "startDate"),
    profile=Profile(
        columns=columns_of({"title": "term", "startDate": "starts", "endDate": "ends", "type": "kind"}),
        lists=About.TERM,
        kept_out=_session,
        strict=True,
    ),
    called=("academicsessions",),
)

READERS = (
    USERS,
    ORGS,
    TERMS,
    ROLES,
    _counted(
        "roster-classes", "classes.csv and courses.csv", ("sourcedId", "title", "orgSourcedId|schoolSourcedId"), CLASS_LIST,
        ("classes", "courses"),
    ),
    _counted(
        "roster-enrollments", "enrollments.csv", ("classSourcedId", "userSourcedId", "role"), CLASS_LIST, ("enrollments",),
    ),
    _counted(
        "roster-demographics", "demographics.csv", ("sourcedId|userSourcedId", "birthDate", "sex"),
        "what somebody is, which ictops never keeps", ("demographics",),
    ),
    _counted(
        "roster-relationships", "relationships.csv", ("userSourcedId", "relationshipUserSourcedId"),
        "a pupil's parents or guardians", ("relationships",),
    ),
    _counted("roster-flags", "userFlags.csv", ("userSourcedId", "flag|userFlag"), "a mark on a person", ("userflags",)),
    _counted(
        "roster-manifest", "manifest.csv", ("propertyName", "value"), "says what the export is made of", ("manifest",),
    ),
)  # fmt: skip
