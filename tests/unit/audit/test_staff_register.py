"""Staff lists join to people by number, then e-mail, never by name; only whole lists make leavers; nobody is lost."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ictops.audit import Handed, ListCount, Taken, namesakes, take
from ictops.audit.people import email_of, names_of, number_of, once_each, words
from ictops.estate import Asked, Staff, in_order_of_post
from tests.staff_builders import AUTUMN, SUMMER, keys, staff_list
from tests.staff_builders import row as staff_row

EMPTY = Staff()
MINT = keys()


def taken(*lists: Handed, staff: Staff = EMPTY, limit: int = 10) -> Taken:
    return take(staff, lists, mint=MINT, limit=dict.fromkeys(("elm", "oak", "ash"), limit))


def at(found: Taken, school: str) -> dict[str, str]:
    """Key by family name, of one school."""
    return {one.family_name.text: one.key for one in found.staff.listed if one.school == school}


def asked(found: Taken) -> set[Asked]:
    return {question.why for one in found.staff.lists for question in one.questions}


MANY = [f"Pat Filler{chr(97 + n)}|{900 + n}" for n in range(11)]


def test_one_staff_number_at_two_schools_is_one_person() -> None:
    found = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test"), staff_list("oak", "Annie Bell|0071|a.bell@oak.test"))

    assert at(found, "elm")["Bell"] == at(found, "oak")["Bell"]
    assert asked(found) == set()


def test_without_numbers_one_address_and_given_name_is_one_person() -> None:
    found = taken(staff_list("elm", "Ann Bell||A.Bell@trust.test "), staff_list("oak", "Ann Carr||a.bell@trust.test"))

    assert len(found.staff.keys()) == 1


def test_one_name_alone_joins_nobody_and_is_asked_about() -> None:
    found = taken(staff_list("elm", "Ann Bell|71"), staff_list("oak", "ann BELL|72"))

    assert len(found.staff.keys()) == 2
    assert [(one.why, one.keys) for one in namesakes(found.staff)] == [(Asked.SAME_NAME, found.staff.keys())]
    assert all(one.is_whole for one in found.staff.lists)


def test_two_numbers_are_two_people_though_they_share_an_address() -> None:
    found = taken(staff_list("elm", "Ann Bell|71|office@elm.test", "Bob Birch|72|office@elm.test"))

    assert len(found.staff.keys()) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Bob Birch|71|b.birch@oak.test", Asked.ONE_NUMBER),
        ("Bob Birch||a.bell@elm.test", Asked.ONE_ADDRESS),
        ("Bob Bell||a.bell@elm.test", Asked.ONE_ADDRESS),
        ("Bob Birch", Asked.NOTHING_LASTING),
        ("Bob Birch||not an address", Asked.NOTHING_LASTING),
        ("Bob|73", Asked.HALF_A_NAME),
        (" Birch|73", Asked.HALF_A_NAME),
    ],
)
def test_a_row_in_doubt_gets_no_key_and_takes_nobodys(row: str, why: Asked) -> None:
    before = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test"))
    found = taken(staff_list("oak", row), staff=before.staff)

    assert asked(found) == {why}
    assert found.staff.keys() == before.staff.keys()
    assert found.counts[0].asked == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sarah Jones|12|s.jones@oak.test", "Sarah Patel|12|s.patel@elm.test"),
        ("Sarah Jones|12", "Sarah Patel|12"),
        ("Sarah Jones|12", "Tom Jones|12"),
        ("Ann Jones|12|a.jones@oak.test", "Annie Jones|12|annie2@elm.test"),
        ("Thomas Sarah|12", "Sarah Jones|12"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_one_number_and_a_part_of_a_name_join_nobody(one: str, other: str, *, at_once: bool) -> None:
    lists = staff_list("oak", one), staff_list("elm", other)
    found = taken(*lists) if at_once else taken(lists[1], staff=taken(lists[0]).staff)

    assert asked(found) == {Asked.ONE_NUMBER}
    assert len({one.key for one in found.staff.listed}) == len(found.staff.listed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bryony Okell|004108|b.okell@oak.test", "Bryony Okell|4108|bryony@elm.test"),
        ("Ann Bell|71|a.bell@oak.test", "A. Bell|71"),
        ("Ann Bell|71|a.bell@oak.test", "Annie Bell-Birch|71|a.bell@elm.test"),
        ("Ann Bell|71|a.bell@oak.test", "Zoë Carr|71|a.bell@oak.test"),
        ("Ann Bell|71", "Bell Ann|71"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_one_number_and_a_name_or_an_address_that_agrees_join(one: str, other: str, *, at_once: bool) -> None:
    lists = staff_list("oak", one), staff_list("elm", other)
    found = taken(*lists) if at_once else taken(lists[1], staff=taken(lists[0]).staff)

    assert (asked(found), len(found.staff.keys()), len(found.staff.listed)) == (set(), 1, 2)


@pytest.mark.parametrize(
    ("row", "comes_back"),
    [
        ("John Smith|12", True),
        ("John Brown|12|john@elm.test", True),
        ("John Brown|12", False),
        ("J Smith|12", False),
        ("John Smith-Brown|12", False),
    ],
)
def test_who_has_left_is_known_again_by_number_and_whole_name_or_address(row: str, *, comes_back: bool) -> None:
    before = taken(staff_list("elm", "John Smith|12|john@elm.test", *MANY))
    after = taken(staff_list("elm", *MANY, as_of=AUTUMN), staff=before.staff)
    found = taken(staff_list("elm", *MANY, row, as_of=date(2027, 1, 5)), staff=after.staff)

    assert (found.staff.gone == (), asked(found)) == (comes_back, set() if comes_back else {Asked.ONE_NUMBER})


def test_rows_of_one_file_and_number_repeat_somebody_only_under_the_same_name() -> None:
    said = "John Smith|12", "Smith John|012", "John Brown|12"
    rows = [staff_row(one, number=at) for at, one in enumerate(said, start=1)]
    kept, again = once_each(rows)

    assert (kept, again) == ((rows[0], rows[2]), (rows[1],))


def test_a_name_between_two_people_of_one_number_joins_neither_to_the_other() -> None:
    lists = staff_list("elm", "Sarah Jones|12"), staff_list("oak", "Sarah Patel|12"), staff_list("ash", "Sarah Jones-Patel|12")

    assert asked(taken(*lists)) == {Asked.ONE_NUMBER}


def test_two_people_whom_one_key_had_are_asked_about_when_they_come_again() -> None:
    jones, patel = taken(staff_list("oak", "Sarah Jones|12")).staff, taken(staff_list("elm", "Sarah Patel|12")).staff
    merged = patel.listed[0].model_copy(update={"key": jones.listed[0].key})
    before = jones.model_copy(update={"lists": (*jones.lists, *patel.lists), "listed": (merged, *jones.listed)})
    found = taken(staff_list("oak", "Sarah Jones|12"), staff_list("elm", "Sarah Patel|12"), staff=before)

    assert asked(found) == {Asked.ONE_NUMBER}


def test_a_new_family_name_is_taken_over_where_a_list_gives_both_once() -> None:
    before = taken(staff_list("elm", "Ann Bell|71"))
    both = taken(staff_list("elm", "Ann Bell-Carr|71", as_of=AUTUMN), staff=before.staff)
    found = taken(staff_list("elm", "Ann Carr|71", as_of=date(2027, 1, 5)), staff=both.staff)

    assert (asked(found), found.staff.keys()) == (set(), before.staff.keys())


def test_two_rows_of_one_number_are_not_joined_by_what_the_register_knows_of_it() -> None:
    before = taken(staff_list("elm", "Ann Bell|71"))
    found = taken(staff_list("elm", "Ann Birch|71", "Bob Bell|71", as_of=AUTUMN), staff=before.staff)

    assert (asked(found), found.counts[0].asked) == ({Asked.ONE_NUMBER}, 2)
    assert found.staff.keys() == before.staff.keys()


def test_a_new_name_under_the_same_number_and_address_keeps_the_key() -> None:
    before = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test"))
    found = taken(staff_list("elm", "Alex Carr|71|a.bell@elm.test", as_of=AUTUMN), staff=before.staff)

    assert found.staff.keys() == before.staff.keys()
    assert list(at(found, "elm")) == ["Carr"]


def test_a_number_learnt_later_keeps_the_key_that_the_address_had() -> None:
    before = taken(staff_list("elm", "Ann Bell||a.bell@elm.test"))
    with_number = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test", as_of=AUTUMN), staff=before.staff)
    elsewhere = taken(staff_list("oak", "Ann Bell|71|ann@oak.test"), staff=with_number.staff)

    assert before.staff.keys() == with_number.staff.keys() == elsewhere.staff.keys()


def test_staff_numbered_anew_keep_their_keys_by_address_and_whole_name() -> None:
    before = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test"))
    found = taken(staff_list("elm", "Ann Bell|1071|a.bell@elm.test", as_of=AUTUMN), staff=before.staff)

    assert found.staff.keys() == before.staff.keys()


@pytest.mark.parametrize("new", ["Ann Carr|1071|ann@elm.test", "Ann Bell|1071|ann@elm.test"])
def test_an_address_under_two_numbers_that_may_be_one_person_is_asked_about(new: str) -> None:
    before = taken(staff_list("elm", "Ann Bell|71|ann@elm.test"))
    found = taken(staff_list("oak", new, as_of=AUTUMN), staff=before.staff)

    assert asked(found) == {Asked.ONE_ADDRESS}
    assert found.staff.keys() == before.staff.keys()


def test_a_list_without_numbers_takes_nobodys_number_away() -> None:
    staff = taken(staff_list("elm", "Ann Bell|71|a.bell@elm.test")).staff
    staff = taken(staff_list("elm", "Ann Bell||a.bell@elm.test", as_of=AUTUMN), staff=staff).staff
    found = taken(staff_list("oak", "Ann Bell|71|ann@oak.test", as_of=AUTUMN), staff=staff)

    assert len(found.staff.keys()) == 1


def test_two_keys_that_turn_out_to_be_one_person_become_the_older_one_and_it_is_told() -> None:
    first = taken(staff_list("elm", "Ann Bell|71"))
    second = taken(staff_list("oak", "Ann Bell||a.bell@trust.test", as_of=AUTUMN), staff=first.staff)
    found = taken(staff_list("ash", "Ann Bell|71|a.bell@trust.test", as_of=AUTUMN), staff=second.staff)

    (newer,) = set(second.staff.keys()) - set(first.staff.keys())
    assert found.staff.keys() == first.staff.keys()
    assert found.were == ((newer, first.staff.keys()[0]),)
    assert {one.school for one in found.staff.listed} == {"elm", "oak", "ash"}


def test_the_same_list_again_changes_nothing() -> None:
    lists = staff_list("elm", *MANY), staff_list("oak", "Bob Birch", "Ann Bell|71")
    before = taken(*lists)
    again = taken(*lists, staff=before.staff)

    assert again.staff == before.staff
    assert [(one.new, one.left) for one in again.counts] == [(0, 0), (0, 0)]


def test_who_is_gone_from_a_newer_whole_list_has_left_and_comes_back_under_the_same_key() -> None:
    before = taken(staff_list("elm", *MANY))
    after = taken(staff_list("elm", *MANY[1:], as_of=AUTUMN), staff=before.staff)
    back = taken(staff_list("elm", *MANY, as_of=date(2027, 1, 5)), staff=after.staff)

    assert (len(after.staff.keys()), [one.key for one in after.staff.gone]) == (10, [at(before, "elm")["Fillera"]])
    assert after.counts[0].left == 1
    assert (back.staff.keys(), back.staff.gone) == (before.staff.keys(), ())


def test_a_list_that_loses_more_than_the_limit_makes_no_leaver_until_the_limit_is_raised() -> None:
    before = taken(staff_list("elm", *MANY))
    short = staff_list("elm", *MANY[2:], "Ann Bell|71", as_of=AUTUMN)
    held = taken(short, staff=before.staff)
    raised = taken(short, staff=held.staff, limit=20)

    assert held.staff.lists[0].because == "2 of 11 people would leave at once, more than 10 percent"
    assert (len(held.staff.keys()), sum(one.stays for one in held.staff.listed)) == (12, 2)
    assert (len(raised.staff.keys()), raised.staff.lists[0].is_whole, raised.counts[0].left) == (10, True, 2)


def test_importing_a_held_list_again_does_not_thin_out_the_share_that_would_leave() -> None:
    before = taken(staff_list("elm", *MANY))
    short = staff_list("elm", *MANY[2:], *(f"Cyd New{chr(97 + n)}|{800 + n}" for n in range(26)), as_of=AUTUMN)
    staff = before.staff
    for _ in range(3):
        staff = taken(short, staff=staff).staff

    assert staff.lists[0].because == "2 of 11 people would leave at once, more than 10 percent"


def test_one_person_may_always_leave() -> None:
    before = taken(staff_list("elm", *MANY[:4]))
    found = taken(staff_list("elm", *MANY[1:4], as_of=AUTUMN), staff=before.staff)

    assert (found.staff.lists[0].is_whole, found.counts[0].left) == (True, 1)


def test_a_list_with_an_open_row_makes_no_leaver() -> None:
    before = taken(staff_list("elm", *MANY))
    found = taken(staff_list("elm", *MANY[1:], "Pat Filler", as_of=AUTUMN), staff=before.staff)

    assert found.staff.lists[0].because == "1 of its rows are not settled"
    assert set(found.staff.keys()) == set(before.staff.keys())
    assert found.staff.lists[0].ever_whole


def test_an_older_list_is_passed_over() -> None:
    before = taken(staff_list("elm", *MANY, as_of=AUTUMN))
    found = taken(staff_list("elm", "Ann Bell|71", as_of=SUMMER, passed_over=2), staff=before.staff)

    assert found.staff == before.staff
    assert (found.counts[0].rows, found.counts[0].passed_over) == (3, 3)


def test_who_is_still_at_another_school_is_a_mover_and_no_leaver() -> None:
    before = taken(staff_list("elm", *MANY, "Ann Bell|71"))
    found = taken(
        staff_list("elm", *MANY, as_of=AUTUMN), staff_list("oak", "Ann Bell|71", as_of=AUTUMN), staff=before.staff, limit=0
    )

    assert [one.because for one in found.staff.lists] == [None, None]
    assert at(found, "oak")["Bell"] == at(before, "elm")["Bell"]
    assert found.staff.gone == ()


@pytest.mark.parametrize(
    ("marks", "primary"),
    [
        (("", ""), "elm"),
        (("", "yes"), "oak"),
        (("Oak School", "oak school"), "oak"),
        (("elm", "elm"), "elm"),
        (("no", "no"), "elm"),
        (("Y", "y"), "elm"),
    ],
)
def test_the_primary_school_is_the_marked_one_else_the_first(marks: tuple[str, str], primary: str) -> None:
    found = taken(
        staff_list("elm", f"Ann Bell|71||{marks[0]}", as_of=SUMMER),
        staff_list("oak", f"Ann Bell|71||{marks[1]}", as_of=AUTUMN),
    )

    assert in_order_of_post(found.staff.listed)[0].school == primary


def test_the_first_school_stays_the_first_when_its_list_is_handed_over_again() -> None:
    before = taken(staff_list("elm", "Ann Bell|71"), staff_list("oak", "Ann Bell|71", as_of=date(2026, 8, 1)))
    found = taken(staff_list("elm", "Ann Bell|71", as_of=AUTUMN), staff=before.staff)

    assert in_order_of_post(found.staff.listed)[0].school == "elm"


def test_a_count_of_rows_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValidationError, match="3 staff rows came in but 2 are accounted for"):
        ListCount(school="elm", rows=3, known=1, asked=1)


# Whatever the lists ---------------------------------------------------------------------------------------------------

_GIVEN = st.sampled_from(["Ann", "Bob", "Cyd", "Änn", "A"])
_FAMILY = st.sampled_from(["Bell", "Birch", "Bell-Birch", "Carr"])
_NUMBERS = st.sampled_from(["", "", "71", "071", "72", "73", "K9"])
_EMAILS = st.sampled_from(["", "", "a@x.test", "A@x.test", "b@x.test", "office@x.test", "no address"])
_ROWS = st.builds("{} {}|{}|{}".format, _GIVEN, _FAMILY, _NUMBERS, _EMAILS)
_LISTS = st.fixed_dictionaries({school: st.lists(_ROWS, max_size=6) for school in ("elm", "oak", "ash")})


def _handed(lists: dict[str, list[str]]) -> list[Handed]:
    return [staff_list(school, *rows) for school, rows in lists.items()]


def _partition(found: Taken) -> set[frozenset[tuple[str, int]]]:
    """Which rows are one person, whatever their keys."""
    people: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for one in found.staff.listed:
        people[one.key].add((one.school, one.place.row))
    return {frozenset(places) for places in people.values()}


@settings(max_examples=150, deadline=None)
@given(_LISTS, st.randoms(use_true_random=False))
def test_the_order_of_lists_changes_nothing(lists: dict[str, list[str]], random: Random) -> None:
    handed = _handed(lists)
    shuffled = random.sample(handed, len(handed))
    one, other = (take(EMPTY, each, mint=keys(), limit={}) for each in (handed, shuffled))

    assert one == other


@settings(max_examples=150, deadline=None)
@given(_LISTS)
def test_lists_that_raise_no_question_join_to_the_same_people_in_any_order_of_import(lists: dict[str, list[str]]) -> None:
    at_once = take(EMPTY, _handed(lists), mint=keys(), limit={})
    if asked(at_once):
        return
    for order in itertools.permutations(_handed(lists)):
        staff = EMPTY
        for each in order:
            found = take(staff, [each], mint=MINT, limit={})
            staff = found.staff
            if asked(found):
                break
        else:
            assert _partition(found) == _partition(at_once)


@settings(max_examples=150, deadline=None)
@given(_LISTS)
def test_no_two_people_merge_on_a_name(lists: dict[str, list[str]]) -> None:
    """Rows of one key always hang together by numbers and addresses; no key has rows of two numbers."""
    found = taken(*_handed(lists))
    for _, rows in itertools.groupby(found.staff.listed, key=lambda one: one.key):
        places = list(rows)
        numbers = {one.number.text for one in places if one.number}
        carried = Counter(what.text for one in places for what in {one.number, *one.emails} if what)

        assert len(numbers) <= 1
        assert len(places) == 1 or all(
            any(what and carried[what.text] > 1 for what in (one.number, *one.emails)) for one in places
        )


@settings(max_examples=150, deadline=None)
@given(_LISTS)
def test_no_two_people_merge_on_a_number(lists: dict[str, list[str]]) -> None:
    """Rows of one key and one number have a family name or an address in common, as they were handed over."""
    handed = {(one.school, row.place.row): row for one in _handed(lists) for row in one.rows}
    found = taken(*_handed(lists))
    for _, rows in itertools.groupby(found.staff.listed, key=lambda one: one.key):
        for one, other in itertools.combinations([handed[row.school, row.place.row] for row in rows], 2):
            if number_of(one) and number_of(one) == number_of(other):
                families = (words(names_of(row)[1]) for row in (one, other))

                assert set.intersection(*map(set, families)) or email_of(one) == email_of(other) is not None


@settings(max_examples=150, deadline=None)
@given(_LISTS, _LISTS)
def test_nobody_is_lost(lists: dict[str, list[str]], later: dict[str, list[str]]) -> None:
    """Rows are people, further rows of them, or asked about; nobody with a key vanishes from the register."""
    before = taken(*_handed(lists))
    for found in (before, taken(*(staff_list(s, *rows, as_of=AUTUMN) for s, rows in later.items()), staff=before.staff)):
        for count in found.counts:
            on_it = [one for one in found.staff.listed if one.school == count.school and not one.stays]

            assert count.known + count.new == len(on_it)
            assert count.rows == len(on_it) + count.again + count.asked + count.passed_over
    still = {*found.staff.keys(), *(one.key for one in found.staff.gone), *(gone for gone, _ in found.were)}

    assert still >= set(before.staff.keys())


@settings(max_examples=100, deadline=None)
@given(_LISTS, _LISTS)
@example(
    {"elm": [], "oak": ["Ann Bell|71|b@x.test"], "ash": []},
    {"elm": [], "oak": [], "ash": ["Ann Birch||b@x.test", "A Bell|71|"]},
)
@example(
    {"elm": [], "oak": [], "ash": ["Ann Bell|71|a@x.test"]},
    {"elm": [], "oak": [], "ash": ["Ann Birch||a@x.test", "Ann Bell|71|"]},
)
@example(
    {"elm": [], "oak": [], "ash": ["Ann Bell|71|b@x.test"]}, {"elm": [], "oak": [], "ash": ["A Bell|71|", "Ann Bell||b@x.test"]}
)
@example(
    {"elm": ["Ann Bell|71|a@x.test"], "oak": [], "ash": []},
    {"elm": ["Ann Birch|72|a@x.test", "Bob Bell|71|a@x.test"], "oak": [], "ash": []},
)
@example(
    {"elm": [], "oak": [], "ash": ["Ann Bell|71|a@x.test"]},
    {"elm": [], "oak": [], "ash": ["Bob Bell|71|a@x.test", "Ann Bell||a@x.test"]},
)
def test_taking_lists_twice_is_taking_them_once(lists: dict[str, list[str]], later: dict[str, list[str]]) -> None:
    """Unless something is asked: what the register learnt from the list's other rows may answer it the next time."""
    staff = taken(*_handed(lists)).staff
    handed = [staff_list(school, *rows, as_of=AUTUMN) for school, rows in later.items()]
    once = taken(*handed, staff=staff)
    again = taken(*handed, staff=once.staff)

    assert again.staff == once.staff or asked(once) or again.were
    assert {*again.staff.keys()} <= {*once.staff.keys()} or asked(once)


@settings(max_examples=100, deadline=None)
@given(_LISTS, _LISTS)
def test_only_a_whole_list_makes_leavers(lists: dict[str, list[str]], later: dict[str, list[str]]) -> None:
    before = taken(*_handed(lists)).staff
    after = taken(*(staff_list(school, *rows, as_of=AUTUMN) for school, rows in later.items()), staff=before)
    renamed = dict(after.were)
    for one in before.listed:
        on_it = after.staff.list_of(one.school)
        now = {other.key for other in after.staff.listed if other.school == one.school}

        assert (on_it and on_it.is_whole) or renamed.get(one.key, one.key) in now
