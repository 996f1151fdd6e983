"""Staff as lines for a terminal and as JSON: how many, under which keys, and what a person has to settle. Never a name."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ictops.audit import ListCount, Taken, namesakes
from ictops.estate import Listed, Question, SchoolId, Source, Staff, StaffList, in_order_of_post
from ictops.report.audits import place_words
from ictops.report.words import counted, date_words

type Sources = tuple[Source, ...]
"""The files of the newest imports, by which places are named"""


def staff_text(staff: Staff, sources: Sources) -> list[str]:
    """The schools' lists, and every question about them."""
    lines = [f"{counted(len(staff.keys()), 'member')} of staff on {counted(len(staff.lists), 'list')}."]
    for one in staff.lists:
        lines += _list_lines(one, staff, sources)
    lines += [f"  {_asked(question, sources)}" for question in namesakes(staff)]
    if staff.gone:
        lines += [f"On no list now, kept until they are forgotten ({len(staff.gone)}):"]
        lines += [f"  {one.key}, last at {one.school}" for one in staff.gone]
    return lines


def staff_json(staff: Staff, sources: Sources) -> dict[str, Any]:
    """The same for programs."""
    questions = [*(question for one in staff.lists for question in one.questions), *namesakes(staff)]
    return {
        "people": list(staff.keys()),
        "schools": [
            {
                "school": one.school, "as_of": one.as_of.isoformat(), "rows": one.rows, "whole": one.is_whole,
                "because": one.because, "people": len(_on(staff, one.school)), "primary": len(_primary(staff, one.school)),
                "stay": [each.key for each in _on(staff, one.school) if each.stays],
            }
            for one in staff.lists
        ],
        "questions": [
            {"why": one.why.value, "keys": list(one.keys), "places": _places(one, sources)} for one in questions
        ],
        "gone": {one.key: one.school for one in staff.gone},
    }  # fmt: skip


def taken_text(taken: Taken) -> list[str]:
    """What became of the rows of the staff lists that were just imported."""
    lines = [line for count in taken.counts for line in _count_lines(count, taken.staff.list_of(count.school))]
    return [
        *lines,
        *(f"Staff: {one} turned out to be {other}; the account of {one} will be closed" for one, other in taken.were),
    ]


def _count_lines(count: ListCount, in_force: StaffList | None) -> list[str]:
    parts = (
        (count.known, "known"), (count.new, "new"), (count.again, "further rows of somebody"),
        (count.asked, "asked about: ictops staff"), (count.passed_over, "on an older list"),
    )  # fmt: skip
    told = ", ".join(f"{number} {what}" for number, what in parts if number)
    left = f"; {count.left} left" if count.left else ""
    lines = [f"Staff of {count.school}: {counted(count.rows, 'row')}: {told}{left}."]
    if in_force and in_force.because:
        lines.append(f"  not taken as the whole list, so nobody has left: {in_force.because}")
    return lines


def _list_lines(one: StaffList, staff: Staff, sources: Sources) -> list[str]:
    on, primary = _on(staff, one.school), _primary(staff, one.school)
    people = counted(len(on), "person", "people")
    lines = [f"{one.school}: {people}, {len(primary)} with their main post here; list of {date_words(one.as_of)}"]
    if one.because:
        stay = sum(each.stays for each in on)
        used = "" if one.ever_whole else "; no list of this school was whole yet, so nobody on it gets an account"
        lines.append(f"  not the whole list: {one.because}; {stay} stay who are not on it{used}")
    return [*lines, *(f"  {_asked(question, sources)}" for question in one.questions)]


def _asked(question: Question, sources: Sources) -> str:
    return f"{'; '.join([*question.keys, *_places(question, sources)])}: {question.why.value}"


def _places(question: Question, sources: Sources) -> list[str]:
    return [place_words(place, sources) for place in question.places]


def _on(staff: Staff, school: SchoolId) -> list[Listed]:
    return [one for one in staff.listed if one.school == school]


def _primary(staff: Staff, school: SchoolId) -> list[Listed]:
    firsts = (in_order_of_post(places)[0] for _, places in groupby(staff.listed, key=lambda one: one.key))
    return [one for one in firsts if one.school == school]
