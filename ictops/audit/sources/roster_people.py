"""Names and roles of one import: users.csv says who somebody is, roles.csv as what and where, orgs.csv what that is called.

School Data Sync v2.1: roles.csv has `userSourcedId, orgSourcedId, role, sessionSourcedId, grade, isPrimary, roleStartDate,
roleEndDate` (https://learn.microsoft.com/schooldatasync/sds-v2.1-csv-file-format). OneRoster 1.2: `userSourcedId, roleType,
role, beginDate, endDate, orgSourcedId`; its `roleType` is the first role at each organisation, while the main place of all is
`primaryOrgSourcedId` of users.csv (https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv). Read November 2026.

Staff are those of whom a role is told and none says pupil: one role of a pupil, past or present, in any row of theirs in any
of the files, outweighs every other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ictops.audit.dates import first_day, iso_date
from ictops.audit.headers import key
from ictops.audit.layout import lay_out
from ictops.audit.sources.nouns import RowTexts, Together
from ictops.audit.sources.roles_of_people import LEAVING, NOT_TOLD, PARENT, PUPIL, by_role
from ictops.audit.sources.said import beside
from ictops.audit.tables import Table

USERS, ROLES, ORGS = "roster-users", "roster-roles", "roster-orgs"
KNOWN: Mapping[str, frozenset[str]] = {
    USERS: frozenset({"sourcedid", "username", "givenname", "familyname"}),
    ROLES: frozenset({"usersourcedid", "orgsourcedid", "role"}),
    ORGS: frozenset({"sourcedid", "name", "type"}),
}
"""The columns by which the header of each is found, by `headers.key`."""

_OF_PUPILS = re.compile("student|pupil|learner|alumn", re.IGNORECASE)
"""What a role that nobody publishes says of pupils, beside another of staff."""
WHY = "whynottaken"
"""Our column that says of a row why it is not taken; empty for one that is."""
NO_ROLES = (
    f"{NOT_TOLD}: its roles stand in roles.csv, which does not lie beside it; hand both over in one folder or packed file"
)
SEVERAL = f"{NOT_TOLD}: several roles.csv lie beside it; put each export into a folder of its own"
NO_ROLE = f"{NOT_TOLD}: roles.csv has no role of this person"
TWO_PEOPLE = f"{NOT_TOLD}: its sourcedId is given to two different people"
NO_NAME = "a role without a name: no users.csv beside it has this person"


@dataclass(frozen=True, slots=True)
class _Post:
    """One role of somebody at one place, by every name of it: whether it is their main one, and whether it is over."""

    role: str
    at: tuple[str, ...]
    is_main: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class _Person:
    """What an import says of somebody: why not taken, and of those taken the role, the place and whether it is the main one."""

    why: str
    role: str = ""
    place: str = ""
    is_main: bool = False


def users_with_roles(table: Table, together: Together) -> Table:
    """users.csv with what it, roles.csv and orgs.csv of its import say of each person, in columns of our own. Alone it says
    the role and the place in its own columns."""
    people = _people(together)
    columns = (WHY, "job", "main post", "school") if together.of(ROLES) or together.of(ORGS) else (WHY,)

    def derive(row: RowTexts) -> Mapping[str, tuple[str, str]]:
        one = people(row)
        told = {WHY: one.why, "job": one.role, "main post": "yes" if one.is_main else "", "school": one.place}
        return {column: (text, "") for column, text in told.items()}

    return beside(table, KNOWN[USERS], columns, derive)


def roles_with_users(table: Table, together: Together) -> Table:
    """roles.csv with, for each role, why its person is not taken from users.csv, or why the role itself is not."""
    people, called = _people(together), _called(together)
    named = {row.get("sourcedid", "").strip(): people(row) for users in together.of(USERS) for row in _rows(users, USERS)}

    def derive(row: RowTexts) -> Mapping[str, tuple[str, str]]:
        post = _post(row, called, together.day)
        one = named.get(row.get("usersourcedid", "").strip())
        why = _why((post,)) or (NO_NAME if one is None else one.why)
        return {WHY: (why, ""), "school": (_place(post, together), "")}

    return beside(table, KNOWN[ROLES], (WHY, "school"), derive)


def why_not(row: RowTexts) -> str | None:
    """Why a row of users.csv is not taken; None for staff."""
    if WHY in row:
        return row[WHY] or None
    return by_role(row) if "role" in row else NO_ROLES


def _people(together: Together) -> Callable[[RowTexts], _Person]:
    """What the import says of the person in a row of users.csv."""
    called, posts, shared = _called(together), dict[str, list[_Post]](), _shared(together)
    for row in (row for roles in together.of(ROLES) for row in _rows(roles, ROLES)):
        posts.setdefault(row.get("usersourcedid", "").strip(), []).append(_post(row, called, together.day))
    for row in (row for users in together.of(USERS) for row in _rows(users, USERS)):
        posts.setdefault(row.get("sourcedid", "").strip(), []).extend(_own_posts(row, called))

    def person(row: RowTexts) -> _Person:
        their_id = row.get("sourcedid", "").strip()
        theirs = [*_own_posts(row, called), *(posts.get(their_id, ()) if their_id else ())]
        if why := TWO_PEOPLE if their_id in shared else _no_staff(row, theirs, together):
            return _Person(why, place=_place(theirs[0], together) if theirs else "")
        staff = [post for post in theirs if _why((post,)) == ""]
        post = min(staff, key=lambda one: (not _is_ours(one, together), not one.is_main))
        main = row.get("primaryorgsourcedid", "").strip()
        return _Person("", post.role, _place(post, together), is_main=post.is_main or (bool(main) and main in post.at))

    return person


def _shared(together: Together) -> frozenset[str]:
    """The ids that users.csv gives to people of different names: nobody can say whose role is whose."""
    names: dict[str, set[tuple[str, ...]]] = {}
    for row in (row for users in together.of(USERS) for row in _rows(users, USERS)):
        name = tuple(row.get(part, "").strip().casefold() for part in ("username", "givenname", "familyname"))
        names.setdefault(row.get("sourcedid", "").strip(), set()).add(name)
    return frozenset(one for one, those in names.items() if one and len(those) > 1)


def _no_staff(row: RowTexts, posts: Sequence[_Post], together: Together) -> str:
    """Why somebody with these posts is not taken; empty for staff."""
    if "role" not in row and len(together.of(ROLES)) != 1:
        return SEVERAL if together.of(ROLES) else NO_ROLES
    if _gone(row):
        return LEAVING
    return _why(posts) if posts else NO_ROLE


def _why(posts: Sequence[_Post]) -> str:
    """Why these posts make nobody staff; empty where one does."""
    said = [by_role({"role": post.role}) for post in posts]
    if PUPIL in said or any(why is not None and _OF_PUPILS.search(post.role) for why, post in zip(said, posts, strict=True)):
        return PUPIL
    if any(why is None and not post.is_over for why, post in zip(said, posts, strict=True)):
        return ""
    return next((why for why in (PARENT, NOT_TOLD) if why in said), LEAVING)


def _own_posts(row: RowTexts, called: Mapping[str, tuple[str, ...]]) -> Iterator[_Post]:
    """What a row of users.csv says of roles itself, as School Data Sync v2 and OneRoster 1.1 have it: one role, some places."""
    if "role" in row:
        for org in row.get("orgsourcedids", "").split(","):
            yield _Post(row["role"], called.get(org.strip(), (org.strip(),)), is_over=_gone(row))


def _gone(row: RowTexts) -> bool:
    """Whether a row is marked as no longer there."""
    return by_role({"status": row.get("status", ""), "role": "staff"}) is not None


def _post(row: RowTexts, called: Mapping[str, tuple[str, ...]], day: date) -> _Post:
    org = row.get("orgsourcedid", "").strip()
    ends = iso_date(row.get("roleenddate") or row.get("enddate") or "")
    return _Post(
        row.get("role", ""), called.get(org, (org,)), is_main=row.get("isprimary", "").strip().casefold() == "true",
        is_over=_gone(row) or (ends is not None and first_day(ends) < day),
    )  # fmt: skip


def _called(together: Together) -> dict[str, tuple[str, ...]]:
    """All that an organisation goes by, its own id first: `identifier` holds the number that the government gave it."""
    return {
        org: tuple(text for name in ("sourcedid", "identifier", "name") if (text := row.get(name, "").strip()))
        for orgs in together.of(ORGS)
        for row in _rows(orgs, ORGS)
        if (org := row.get("sourcedid", "").strip())
    }


def _is_ours(post: _Post, together: Together) -> bool:
    return any(together.schools.ours in together.schools.whose(name) for name in post.at)


def _place(post: _Post, together: Together) -> str:
    """The place of a post by a name that the trust knows, ours before another's; else by its own."""
    ranked = sorted(post.at, key=lambda name: (_is_ours(_Post("", (name,)), together), bool(together.schools.whose(name))))
    return ranked[-1] if ranked else ""


def _rows(table: Table, kind: str) -> Iterator[RowTexts]:
    for block in lay_out(table, KNOWN[kind]).blocks:
        names = [key(cell.text.text) for cell in block.header.cells]
        for row in block.rows:
            yield row.texts(names)
