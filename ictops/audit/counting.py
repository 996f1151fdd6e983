"""What a cell says that counts devices instead of naming one: "30 laptops", "Laptop (30)", "PC01-PC30".

A form counts only where a host name, a tag or a model is never written so. A number is taken where it is plain; otherwise
the cell counts devices and nobody can tell how many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ictops.audit.kinds import kind_of

_LONGEST = 120
"""Letters of a cell that says how many of what; the longer ones are notes, and would cost time."""
_ONES = (
    "one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: at for at, word in enumerate(_ONES.split(), start=1)} | {
    word: 10 * at for at, word in enumerate(_TENS.split(), start=2)
}
_WORDS |= {f"{ten} {one}": _WORDS[ten] + _WORDS[one] for ten in _TENS.split() for one in _ONES.split()[:9]}
_WORDS |= {"hundred": 100, "a hundred": 100, "one hundred": 100, "dozen": 12, "a dozen": 12}
_IN_WORDS = "|".join(sorted((word.replace(" ", "[ -]") for word in _WORDS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,5}}|\b(?:{_IN_WORDS})\b)"
_THINGS = (
    r"(?:laptops|notebooks|chromebooks|macbooks|netbooks|ipads|tablets|pcs|computers|desktops|i?macs|workstations|machines"
    r"|devices|printers|copiers|switches|servers|access points|aps|(?:white ?)?boards|iwbs|panels|projectors|visuali[sz]ers"
    r"|monitors|screens|thin clients)"
)
"""Words for devices that mean several."""
_SETS = r"(?:class ?)?(?:sets?|trolleys?|carts?|banks?|box(?:es)?|cabinets?|suites?|packs?)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{pattern}\s*", re.IGNORECASE)


_IN_SETS = _form(
    rf"(?:(?P<sets>{_NUMBER})\s*x?\s+|an?\s+)?(?:\w+\s+)?{_SETS}\s+(?:of|with)\s+(?P<number>{_NUMBER})(?:\s+(?P<what>.+))?"
)
_TIMES = _form(rf"(?P<number>{_NUMBER})\s*[x×*]\s+(?P<what>\D.*)")
_TIMES_CLOSE = _form(r"(?P<number>\d{1,5})\s*[x×](?P<what>[^\W\d].*)")
_TIMES_AFTER = _form(r"(?P<what>.*\w)\s+[x×*]\s*(?P<number>\d{1,5})")
_PLURAL = _form(rf"(?P<number>{_NUMBER})\s+(?P<what>[^\W\d].*s)")
_PLURAL_AND_MORE = _form(rf"(?P<number>{_NUMBER})\s+(?P<what>(?:[\w'-]+\s+){{0,3}}?{_THINGS}\b.*)")
_NUMBER_OF = _form(rf"(?P<number>{_NUMBER})\s*(?:nos?\b\.?|nr\b\.?|off\b)\s*(?P<what>[^\W\d].*)")
_THEN_NUMBER = _form(r"(?P<what>[^\W\d][^():=]*?)\s*(?:\(\s*(?P<number>\d{1,3})\s*\)|[:=]\s*(?P<number2>\d{1,3}))")
_PLAIN = (_TIMES, _TIMES_CLOSE, _TIMES_AFTER, _NUMBER_OF, _PLURAL, _PLURAL_AND_MORE)
_HOW_MANY = (
    r"(?:approx(?:imately|\.)?|about|around|circa|ca?\.?|roughly|some|over|nearly|at least|up to|various|several|many|multiple"
    r"|a few|few|a couple of|assorted|[~≈<>])"
)
_ABOUT = _form(rf"{_HOW_MANY}\s*(?:{_NUMBER}\s+)?(?:[\w'-]+\s+){{0,3}}?{_THINGS}\b.*")
_FROM_TO = _form(rf"\d{{1,5}}\s*(?:\+|[-–]\s*\d{{1,5}}|or so|ish)\s*(?:[\w'-]+\s+){{0,3}}?{_THINGS}\b.*")
_SET_OF = _form(rf"(?:(?:{_NUMBER})\s*x?\s+|an?\s+)?(?:\w+\s+)?{_SETS}\s+(?:of|with)\s+.*{_THINGS}\b.*")
_UNTOLD = (_ABOUT, _FROM_TO, _SET_OF)
_ENDS_IN_THINGS = re.compile(rf".*\b{_THINGS}", re.IGNORECASE)
_ONLY_THINGS = _form(rf"(?=.{{6}})(?:[^\W\d]+\s+){{0,3}}{_THINGS}")
_ONLY_A_THING = _form(
    r"(?:interactive |network |desktop |touch )?(?:laptop|notebook|chromebook|macbook|netbook|ipad|tablet|pc|computer|desktop"
    r"|i?mac|workstation|machine|device|printer|copier|photocopier|switch|server|access point|ap|(?:white ?)?board|iwb|panel"
    r"|projector|visuali[sz]er|monitor|screen|thin client)"
)
_MORE_THAN_DEVICES = re.compile(r"trolley|cart\b|cabinet|charging|rack\b", re.IGNORECASE)
"""What holds devices: of "trolley (32)" nobody can tell whether 32 devices are meant, or places for them."""
_MEASURE = re.compile(
    r"(port|way|bay|core|inch|pin|gb|gbe|tb|mb|mbps|gbps|gig|gigabit|mp|ghz|mhz|u|v|w|d|k|watt|in|st|nd|rd|th)\b", re.IGNORECASE
)
"""What a number may measure instead of counting: 24 port switches, 2 in 1 laptops."""
_NUMBERED = re.compile(r"\b\d{1,2}$")
"""The end of a name with a number of its own: PC 4 x 4."""
_NUMBERED_NAME = re.compile(r"[A-Z][A-Z\d_-]*\d", re.IGNORECASE | re.ASCII)
"""A name in one word that ends in its number, as nearly all are: LT-0042. No form of several is written so but a range."""
_RANGE = _form(
    r"(?P<stem>.*?[^\W\d].*?(?<!\d))(?P<first>\d{1,5})\s*(?:[-–—>]|->|\bto\b|\.{2,3})\s*(?P<again>(?P=stem))?(?P<last>\d{1,5})"
)
_MAY_BE_RANGE = re.compile(r"\d\s*(?:[-–—>.]|to)\s*(?:.*\D)?\d{1,5}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Several:
    """That a cell counts devices: how many, where it says so plainly, and of what."""

    number: int | None = None
    what: str | None = None


def counts(text: str) -> Several | None:
    """How many of what a cell speaks of, as "30 x laptop", "Latitude 3540 x 30", "30 laptops"; None for what may be a name."""
    return None if len(text) > _LONGEST or _NUMBERED_NAME.fullmatch(text) else _counts(text)


@lru_cache(maxsize=16_384)
def _counts(text: str) -> Several | None:
    if found := _IN_SETS.fullmatch(text):
        return Several(_number(found["number"]) * _number(found["sets"] or "1"), found["what"])
    if any(form.fullmatch(text) for form in _UNTOLD):
        return Several()
    if found := _THEN_NUMBER.fullmatch(text):
        return _then_number(found["what"].strip(), _number(found["number"] or found["number2"]))
    return next((several for form in _PLAIN if (found := form.fullmatch(text)) and (several := _plain(found))), None)


def is_several(text: str) -> bool:
    """Whether a name is nothing but a word for several devices: Laptops, Old staff iPads."""
    return len(text) <= _LONGEST and bool(_ONLY_THINGS.fullmatch(text))


def is_only_a_kind(text: str) -> bool:
    """Whether a text is nothing but the word for a kind of device, one or several: Laptop, Laptops, Interactive panel."""
    return len(text) <= _LONGEST and bool(_ONLY_A_THING.fullmatch(text) or _ONLY_THINGS.fullmatch(text))


def _plain(found: re.Match[str]) -> Several | None:
    number, what = _number(found["number"]), found["what"].strip()
    meant = kind_of(what) is not None or found.re not in {_PLURAL, _PLURAL_AND_MORE, _NUMBER_OF} or _ENDS_IN_THINGS.match(what)
    if not meant or number < 2 or _MEASURE.match(what) or (_NUMBERED.search(what) and found.re is not _PLURAL_AND_MORE):
        return None
    return Several() if found.re in {_PLURAL, _PLURAL_AND_MORE} and 1990 <= number <= 2099 else Several(number, what)


def _then_number(what: str, number: int) -> Several | None:
    """What "Laptop (30)" and "Laptops: 12" say; a model's number stands for no several of it."""
    several = bool(_ENDS_IN_THINGS.fullmatch(what))
    if number < 2 or not (several or (kind_of(what) is not None and not any(map(str.isdigit, what)))):
        return None
    return Several() if _MORE_THAN_DEVICES.search(what) else Several(number, what)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[re.sub(r"[\s-]+", " ", text.casefold())]


def is_range(text: str) -> bool:
    """Whether a text runs from one name to another: PC01-PC30, IT1-01 to IT1-30, Laptop 1 - 30. QHS-ICT1-12 is one name."""
    found = _RANGE.fullmatch(text) if len(text) <= _LONGEST and _MAY_BE_RANGE.search(text) else None
    if found is None or int(found["first"]) >= int(found["last"]):
        return False
    if found["again"] is not None:
        return True
    return " " in text.strip() and int(found["first"]) == 1 and kind_of(found["stem"]) is not None
