"""Text that names a pupil, or who has a device, as far as it says so: free text is people's to write, and no list of names is
complete. A name without a word of whose it is cannot be told from a place's or a supplier's."""

from __future__ import annotations

import re

from ictops.audit.things import is_machine

_WORD = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{1,2}})"
_YEAR = r"(?:Y(?:ea)?r? ?(?:\d|1[0-4])[A-Z]{0,2}\b|(?:\d|1[0-4])[A-Z]{1,2}\b|Reception\b)"
_PUPIL = r"(?i:\b(?:pupil|student|learner|child)(?:'s)?)"
_OF_PUPILS = (
    re.compile(rf"{_PUPIL}(?i: name)?[ :,-]{{1,3}}(?:is )?{_NAME}"),
    re.compile(rf"\b{_NAME}[ ,(:-]{{1,3}}{_YEAR}"),
    re.compile(rf"\b{_NAME}[ ,(:-]{{1,3}}{_PUPIL}"),
)
_WHO_HAS_IT = re.compile(
    r"(?i:\b(?:(?:loan(?:ed)?|lent|issued|assigned|allocated|given|handed)(?: out)? to|(?:used|for use|returned|broken|damaged)"
    rf" by|taken home by|belongs to|user:)) {_NAME}"
)
_HINT = re.compile(
    r"pupil|student|learner|child|loan|lent |issued|assigned|allocated|given|handed|used by|use by|belongs|user:|home by"
    r"|returned by|broken by|damaged by|y(ea)?r? ?\d|\d[a-z]{1,2}\b|reception",
    re.IGNORECASE,
)
"""What every one of them has: few cells do"""
_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir rev".split())
_NOBODY = frozenset(
    "dept department office room rooms school team block staff centre center suite library lab laboratory faculty primary"
    " secondary academy trolley site hall kitchen reception maths mathematics english science music art drama history"
    " geography pe dt ict it computing sen send senco exams finance admin head deputy key stage year class classroom main upper"
    " lower north south east west windows microsoft google apple smart server cupboard store corner building house wing floor"
    " trust council county church street road ltd limited plc services solutions group support governors pta club nursery sixth"
    " form the a an all any each this that to from for in on of and or new old teacher teachers teaching assistant boys girls"
    " unit base hub area zone set premium council parents evening learning resource resources test exam spare".split()
)
"""Words that no person is called by: departments, rooms, firms"""


def names_a_pupil(text: str) -> bool:
    """Whether a text names somebody as a pupil: beside that word, or beside a year or class."""
    plain = " ".join(text.split())
    return _HINT.search(plain) is not None and any(
        _somebody(found["name"]) for one in _OF_PUPILS for found in one.finditer(plain)
    )


def names_who_has_it(text: str) -> bool:
    """Whether a note says by name who has a device. Staff with a title before their names are no pupils."""
    plain = " ".join(text.split())
    return _HINT.search(plain) is not None and any(_somebody(found["name"]) for found in _WHO_HAS_IT.finditer(plain))


def _somebody(name: str) -> bool:
    words = {re.sub("['’]s?$", "", word.casefold()) for word in name.split()}
    return not words & (_NOBODY | _TITLES) and not is_machine(name)
