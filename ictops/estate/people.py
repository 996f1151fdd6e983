"""Members of staff: known by a key of ours for life. Names, numbers and addresses change, clash and are personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from ictops.estate.base import Frozen, Untrusted
from ictops.estate.facts import Place
from ictops.estate.ids import SchoolId

STAFF_KEY = re.compile(r"st-[a-z2-7]{10}")


def staff_key(text: str) -> str:
    """The text itself when it is a key of a person; raises ValueError otherwise."""
    if not STAFF_KEY.fullmatch(text):
        raise ValueError(f"{text!r} is not a key like st-k7q2mzd4ne")
    return text


type StaffKey = Annotated[str, AfterValidator(staff_key)]


class Post(StrEnum):
    """What a person's work is, as far as groups and rights depend on it."""

    TEACHER = "teacher"
    SLT = "slt"
    OFFICE = "office"
    IT = "it"
    SUPPORT = "support"
    OTHER = "other"


class Listed(Frozen):
    """One person as the list of one school has them. `since`: the day of its first list they were on without a break.

    `stays`: the newest list does not have them, but is not to be trusted with making anybody leave. `is_new`: only lists of
    that kind have had them so far, so that they do not count among those of whom too many may not leave at once.
    """

    key: StaffKey
    school: SchoolId
    since: date
    place: Place
    given_name: Untrusted
    family_name: Untrusted
    number: Untrusted | None = None
    emails: tuple[Untrusted, ...] = ()
    job: Untrusted | None = None
    logon: Untrusted | None = None
    """an account of the directory that is theirs already, and is to be taken over"""
    is_namesake: bool = False
    """an account of the directory has their name and is somebody else's"""
    is_main: bool = False
    stays: bool = False
    is_new: bool = False


class Asked(StrEnum):
    """Why a person has to look at a row or at two keys."""

    HALF_A_NAME = "has no given name or no family name"
    NOTHING_LASTING = "has neither a staff number nor an e-mail address: nobody could be known again by it"
    ONE_NUMBER = "has a staff number that somebody of another name has too"
    ONE_ADDRESS = "has an e-mail address that fits somebody else as well, and no staff number tells them apart"
    SAME_NAME = "have one name and different numbers or addresses: may be one person, are kept as two"
    WERE_ONE = "were two keys and turn out to be one person: the first is kept, the account of the other will be closed"


class Question(Frozen):
    """Something about staff that a person settles by handing over a better list. Keys and places, never a name."""

    why: Asked
    places: tuple[Place, ...] = ()
    keys: tuple[StaffKey, ...] = ()


class StaffList(Frozen):
    """The newest staff list of a school. Only a whole list makes leavers; `because` says why this one does not."""

    school: SchoolId
    sources: tuple[str, ...]
    """SHA-256 of the files it came in"""
    as_of: date
    rows: int
    because: str | None = None
    ever_whole: bool = False
    """whether this list or one before it was whole: until then, nobody was ever managed by it"""
    questions: tuple[Question, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether who is not on it has left."""
        return self.because is None


class Staff(Frozen):
    """Everybody the schools' lists have named, and not been forgotten. `gone`: on no list now, kept to be known again."""

    lists: tuple[StaffList, ...] = ()
    listed: tuple[Listed, ...] = ()
    gone: tuple[Listed, ...] = ()

    def keys(self) -> tuple[StaffKey, ...]:
        """The keys of everybody on a list, in order."""
        return tuple(sorted({one.key for one in self.listed}))

    def list_of(self, school: SchoolId) -> StaffList | None:
        """The school's newest list."""
        return next((one for one in self.lists if one.school == school), None)


def in_order_of_post(places: Iterable[Listed]) -> tuple[Listed, ...]:
    """One person's places, the primary school first: the list that marks their main post, else the first they were on."""
    return tuple(sorted(places, key=lambda one: (not one.is_main, one.since, one.school)))
