"""What a school's list makes of the register once every row has its key: who is on it, who stays, who has left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import model_validator

from ictops.audit.nouns import StaffMember
from ictops.audit.people import email_of, names_of, number_of, words
from ictops.estate import Asked, Frozen, Listed, Question, SchoolId, Staff, StaffKey, StaffList, Untrusted, in_order_of_post
from ictops.estate.facts import Place

_YES = frozenset("yes y true 1 x main primary ✓ ✔".split())
"""How a list says that this is somebody's main post, where it does not name the school"""


class Handed(Frozen):
    """The staff rows of one school's import. `passed_over`: rows of lists older than its newest."""

    school: SchoolId
    called: tuple[str, ...]
    """the school's id and names, by which a list may say whose main post this is"""
    sources: tuple[str, ...]
    as_of: date
    rows: tuple[StaffMember, ...]
    passed_over: int = 0


class ListCount(Frozen):
    """Where the staff rows of one school's import went."""

    school: SchoolId
    rows: int
    known: int = 0
    new: int = 0
    again: int = 0
    """further rows of somebody on the same list"""
    asked: int = 0
    """rows that got no key, since nobody can say whose they are"""
    passed_over: int = 0
    """rows of a list older than the one in force"""
    left: int = 0
    """people of the list before who are on no list any more"""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        told = self.known + self.new + self.again + self.asked + self.passed_over
        if told != self.rows:
            raise ValueError(
                f"{self.rows} staff rows came in but {told} are accounted for: a fault in ictops, please report it"
            )
        return self


class Taken(Frozen):
    """The register after some lists, and what became of their rows. `were`: keys that turned out to be another's."""

    staff: Staff
    counts: tuple[ListCount, ...] = ()
    were: tuple[tuple[StaffKey, StaffKey], ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who is on a school's list: the first row of each, how many rows had a key, and the places of those that had none."""

    of: Mapping[StaffKey, Listed]
    rows: int
    unsettled: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists handed over, the people found on those that are not too old, and what else is known of them."""

    handed: Sequence[Handed]
    people: Mapping[SchoolId, People]
    questions: tuple[Question, ...]
    were: Mapping[StaffKey, StaffKey]
    limit: Mapping[SchoolId, int]

    @property
    def asked_about(self) -> frozenset[StaffKey]:
        """People of whom nobody can say whether a row is theirs: they leave no list before that is settled."""
        return frozenset(key for question in self.questions for key in question.keys)


def people_of(handed: Handed, rows: Iterable[tuple[StaffMember, StaffKey | None]]) -> People:
    """The people of one list."""
    people, unsettled, settled_rows = dict[StaffKey, Listed](), set[Place](), 0
    for row, key in rows:
        if key is None:
            unsettled.add(row.place)
            continue
        settled_rows += 1
        one = _listed(handed, row, key)
        people[key] = combined(people[key], one) if key in people else one
    return People(people, settled_rows, frozenset(unsettled))


def combined(first: Listed, again: Listed) -> Listed:
    """The first row of somebody, and what a further row adds to it: a number, an address, a name in place of its initial."""
    fuller = len(again.given_name.text) > len(first.given_name.text) and again.family_name == first.family_name
    added = {
        "given_name": again.given_name if fuller else first.given_name,
        "number": first.number or again.number,
        "emails": tuple(sorted({*first.emails, *again.emails})),
        "is_main": first.is_main or again.is_main,
        "logon": first.logon or again.logon,
        "is_namesake": first.is_namesake or again.is_namesake,
    }
    return first.model_copy(update=added)


def _listed(handed: Handed, row: StaffMember, key: StaffKey) -> Listed:
    given, family = names_of(row)
    number, email = number_of(row), email_of(row)
    return Listed(
        key=key, school=handed.school, since=handed.as_of, place=row.place,
        given_name=Untrusted(given), family_name=Untrusted(family),
        number=Untrusted(number) if number else None, emails=(Untrusted(email),) if email else (),
        job=row.role, is_main=_is_main(row, handed.called), logon=row.logon, is_namesake=_says_yes(row.namesake),
    )  # fmt: skip


def _is_main(row: StaffMember, called: Iterable[str]) -> bool:
    named = words(row.main.text) if row.main else frozenset()
    return _says_yes(row.main) or (bool(named) and any(named == words(name) for name in called))


def _says_yes(said: Untrusted | None) -> bool:
    return said is not None and said.text.casefold().strip() in _YES


def settled(before: Staff, lists: Lists) -> Taken:
    """The register with the lists in place of those before them."""
    listed = [one for one in before.listed if one.school not in lists.people]
    kept = [one for one in before.lists if one.school not in lists.people]
    counts = list[ListCount]()
    for handed in sorted(lists.handed, key=lambda one: one.school):
        if handed.school not in lists.people:
            rows = len(handed.rows) + handed.passed_over
            counts.append(ListCount(school=handed.school, rows=rows, passed_over=rows))
            continue
        made, on_it = _one_school(before, handed, lists)
        kept.append(made)
        listed += on_it
        left = _leaving(before, handed, lists) if made.is_whole else ()
        counts.append(_count(before, handed, lists.people[handed.school], left=left))
    staff = Staff(
        lists=tuple(sorted(kept, key=lambda one: one.school)),
        listed=tuple(sorted(_known_by(listed, before), key=lambda one: (one.key, one.school))),
        gone=_gone(before, {one.key for one in listed}),
    )
    return Taken(staff=staff, counts=tuple(counts), were=tuple(sorted(lists.were.items())))


def _known_by(listed: Sequence[Listed], before: Staff) -> list[Listed]:
    """A list that leaves a number or an address out takes it from nobody: people stay known by all they were known by."""
    numbers, emails = dict[StaffKey, Untrusted](), dict[StaffKey, set[Untrusted]]()
    for one in (*before.gone, *before.listed, *listed):
        emails.setdefault(one.key, set()).update(one.emails)
        if one.number:
            numbers[one.key] = one.number
    return [
        one.model_copy(update={"number": one.number or numbers.get(one.key), "emails": tuple(sorted(emails[one.key]))})
        for one in listed
    ]


def _one_school(before: Staff, handed: Handed, lists: Lists) -> tuple[StaffList, list[Listed]]:
    people = lists.people[handed.school]
    earlier = {one.key: one for one in before.listed if one.school == handed.school}
    questions = tuple(one for one in lists.questions if people.unsettled & set(one.places))
    of_whom = _of_whom(earlier.values(), handed.as_of)
    leaving = len(_leaving(before, handed, lists))
    because = _because(of_whom, leaving, len(people.unsettled), lists.limit.get(handed.school, 0))
    in_force = before.list_of(handed.school)
    made = StaffList(
        school=handed.school, sources=handed.sources, as_of=handed.as_of, rows=len(handed.rows), because=because,
        ever_whole=because is None or (in_force is not None and in_force.ever_whole), questions=questions,
    )  # fmt: skip
    on_it = [_as_before(one, earlier.get(one.key), is_whole=made.is_whole) for one in people.of.values()]
    stays = (one for key, one in earlier.items() if key not in people.of and (because or key in lists.asked_about))
    staying = [one.model_copy(update={"stays": True}) for one in stays]
    return made, [*on_it, *staying]


def _of_whom(earlier: Collection[Listed], as_of: date) -> int:
    """How many people a school had: on its last whole list; if none was, on lists before this one; if none was, on this."""
    before = sum(one.since < as_of for one in earlier)
    return sum(not one.is_new for one in earlier) or before or len(earlier)


def _as_before(one: Listed, earlier: Listed | None, *, is_whole: bool) -> Listed:
    since = earlier.since if earlier else one.since
    return one.model_copy(update={"since": since, "is_new": not is_whole and (earlier is None or earlier.is_new)})


def _because(of_whom: int, leaving: int, unsettled: int, limit: int) -> str | None:
    """Why a list is not to be trusted with making anybody leave; None when it is."""
    if unsettled:
        return f"{unsettled} of its rows are not settled"
    if leaving > 1 and leaving * 100 > limit * of_whom:  # one person may always leave: in a school of nine that is over a tenth
        return f"{leaving} of {of_whom} people would leave at once, more than {limit} percent"
    return None


def _leaving(before: Staff, handed: Handed, lists: Lists) -> tuple[StaffKey, ...]:
    """Who was on the school's list before, and is on no school's list now. Whoever another school has is a mover; whoever is
    asked about stays until that is settled."""
    still = {key for school, people in lists.people.items() for key in people.of}
    still |= {one.key for one in before.listed if one.school not in lists.people} | lists.asked_about
    return tuple(one.key for one in before.listed if one.school == handed.school and one.key not in still)


def _gone(before: Staff, listed: set[StaffKey]) -> tuple[Listed, ...]:
    last: dict[StaffKey, Listed] = {one.key: one for one in before.gone}
    last |= {one.key: one for one in reversed(in_order_of_post(before.listed))}
    return tuple(
        one.model_copy(update={"stays": False, "is_new": False}) for key, one in sorted(last.items()) if key not in listed
    )


def _count(before: Staff, handed: Handed, people: People, *, left: Sequence[StaffKey]) -> ListCount:
    seen = {one.key for one in (*before.listed, *before.gone)}
    known = sum(key in seen for key in people.of)
    rows = len(handed.rows) + handed.passed_over
    return ListCount(
        school=handed.school, rows=rows, known=known, new=len(people.of) - known, again=people.rows - len(people.of),
        asked=len(handed.rows) - people.rows, passed_over=handed.passed_over, left=len(left),
    )  # fmt: skip


def namesakes(staff: Staff) -> tuple[Question, ...]:
    """Whoever is on lists under one name with different keys: a question, and never an answer."""
    alike: dict[tuple[frozenset[str], frozenset[str]], dict[StaffKey, Place]] = {}
    for one in staff.listed:
        name = words(one.given_name.text), words(one.family_name.text)
        alike.setdefault(name, {}).setdefault(one.key, one.place)
    return tuple(
        Question(why=Asked.SAME_NAME, places=tuple(those.values()), keys=tuple(those))
        for those in sorted(alike.values(), key=min)
        if len(those) > 1
    )
