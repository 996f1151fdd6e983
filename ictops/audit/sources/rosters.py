"""School Data Sync v2 and v2.1 and OneRoster 1.1 and 1.2, as CSV: one reader for each file that they share.

Columns: https://learn.microsoft.com/schooldatasync/sds-v2.1-csv-file-format (orgs, users, roles, classes, enrollments,
academicSessions, courses, demographics, userFlags, relationships) and 1EdTech's OneRoster 1.1 and 1.2 CSV bindings, which
add `status` and `dateLastModified`; read September 2026.

In v2.1 and OneRoster 1.2 a person's role and main post stand in roles.csv, apart from the name in users.csv: ictops reads a
file by itself, so it takes nobody from such a users.csv, and says why for each row.
"""

from __future__ import annotations

from ictops.audit.headers import StaffField
from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.roles_of_people import CLASS_LIST, LEAVING, NOT_TOLD, all_are, by_role

_OF = "School Data Sync v2 and v2.1, OneRoster 1.1 and 1.2"
_ELSEWHERE = f"{NOT_TOLD}: its roles stand in roles.csv, which ictops does not join; hand over a staff list"


def _user(row: RowTexts) -> str | None:
    return by_role(row) if "role" in row else _ELSEWHERE


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
    kind="roster-users",
    title=f"{_OF}, users.csv",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=("sourcedId", "username"),
    profile=Profile(
        columns=columns_of(
            {
                "sourcedId": StaffField.CODE,
                "givenName": StaffField.GIVEN_NAME,
                "familyName": StaffField.FAMILY_NAME,
                "username": StaffField.USERNAME,
                "email": StaffField.EMAIL,
                "role": StaffField.ROLE,
            }
        ),
        lists=StaffField,
        kept_out=_user,
        strict=True,
        mixes_people=True,
    ),
    called=("users",),
)

ORGS = Reader(
    kind="roster-orgs",
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
    _counted(
        "roster-roles", "roles.csv", ("userSourcedId", "orgSourcedId", "role"),
        "a role apart from the name it belongs to: ictops reads a file by itself", ("roles",),
    ),
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
