"""Staff lists enter the register of staff: whose key each row has, who is new, and who has left.

A list makes leavers only when it is the whole list of its school: the newest day's, every row of it settled, and losing no
more people at once than the limit. Any other list adds and changes, and whoever it lacks stays. An older list than the one
in force is passed over.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from ictops.audit.joining import Card, Mint, join
from ictops.audit.nouns import Import, StaffMember
from ictops.audit.people import email_of, names_of, number_of, words
from ictops.audit.taking import Handed, Lists, Taken, combined, people_of, settled
from ictops.estate import Asked, Listed, Question, SchoolId, Staff, StaffKey


def handed(imported: Import, called: Iterable[str]) -> Handed | None:
    """The newest day's staff rows of an import; None when it has no staff list. Lists of one day are parts of one list."""
    described = {source.id: source for source in imported.sources}
    days = {described[person.place.source].describes for person in imported.staff}
    if not days:
        return None
    rows = tuple(one for one in imported.staff if described[one.place.source].describes == max(days))
    return Handed(
        school=imported.school,
        called=tuple(called),
        sources=tuple(sorted({described[one.place.source].sha256 for one in rows})),
        as_of=max(days),
        rows=rows,
        passed_over=len(imported.staff) - len(rows),
    )


def take(staff: Staff, lists: Sequence[Handed], *, mint: Mint, limit: Mapping[SchoolId, int]) -> Taken:
    """Take the lists, in whatever order they come. `limit`: how many percent of a school's people may leave at once."""
    ours = {one.school: one for one in lists if not _is_older(one, staff)}
    rows = [row for school in sorted(ours) for row in ours[school].rows]
    half = {at: why for at, row in enumerate(rows) if (why := _unusable(row))}
    known = (*staff.listed, *staff.gone)
    live = _live_numbers(staff, ours, rows)
    gone = {one.key for one in staff.gone}
    cards = [
        *(_card_of_known(one, live, gone) for one in known),
        *(_card(row) for at, row in enumerate(rows) if at not in half),
    ]
    joined = join(cards, mint)
    before = _renamed(staff, joined.were)
    given = iter(joined.keys[len(known) :])
    keys = [None if at in half else next(given) for at in range(len(rows))]
    questions = [*(Question(why=why, places=(rows[at].place,)) for at, why in half.items()), *joined.questions]
    keyed = list(zip(rows, keys, strict=True))
    found = {school: people_of(ours[school], [pair for pair in keyed if pair[0].school == school]) for school in sorted(ours)}
    return settled(before, Lists(lists, found, tuple(questions), joined.were, limit))


def _live_numbers(staff: Staff, schools: Container[SchoolId], rows: Iterable[StaffMember]) -> frozenset[str]:
    """The staff numbers that stand on the lists in force once these are taken."""
    elsewhere = (one.number.text for one in staff.listed if one.number and one.school not in schools)
    return frozenset(number for number in (*elsewhere, *map(number_of, rows)) if number)


def _is_older(one: Handed, staff: Staff) -> bool:
    in_force = staff.list_of(one.school)
    return in_force is not None and one.as_of < in_force.as_of


def _unusable(row: StaffMember) -> Asked | None:
    if not all(words(name) for name in names_of(row)):
        return Asked.HALF_A_NAME
    return None if number_of(row) or email_of(row) else Asked.NOTHING_LASTING


def _card(row: StaffMember) -> Card:
    given, family = names_of(row)
    return Card(
        place=row.place,
        number=number_of(row),
        emails=frozenset([email]) if (email := email_of(row)) else frozenset(),
        given=words(given),
        family=words(family),
    )


def _card_of_known(one: Listed, live: Container[str], gone: Container[StaffKey]) -> Card:
    return Card(
        place=one.place,
        number=one.number.text if one.number else None,
        emails=frozenset(email.text for email in one.emails),
        given=words(one.given_name.text),
        family=words(one.family_name.text),
        key=one.key,
        since=one.since,
        is_past=one.number is not None and one.number.text not in live,
        is_gone=one.key in gone,
    )


def _renamed(staff: Staff, were: Mapping[StaffKey, StaffKey]) -> Staff:
    """The register with each key that turned out to be another's replaced by that one, once a school."""
    if not were:
        return staff
    places: dict[tuple[StaffKey, SchoolId], Listed] = {}
    for one in sorted(staff.listed, key=lambda one: one.place.row):
        renamed = one.model_copy(update={"key": were.get(one.key, one.key)})
        at = renamed.key, one.school
        places[at] = combined(places[at], renamed) if at in places else renamed
    gone = tuple(one for one in staff.gone if one.key not in were)
    return staff.model_copy(update={"listed": tuple(places[at] for at in sorted(places)), "gone": gone})
