"""Values, times and shares in the words people read. Percentages are rounded down; ages are never left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ictops.compliance import stands
from ictops.estate import Untrusted, Value
from ictops.report.visible import shortened, visible
from ictops.standard import Relation

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

MOST_ITEMS = 12
"""Items of a list that are shown before `and 30 more`; JSON keeps them all."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 gap`, `2 gaps`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def plain(word: str) -> str:
    """A word of ours as people read it: `file_server` gives `file server`, `classroom_pc` `classroom PC`, `mac` `MAC`."""
    return "MAC" if word == "mac" else word.replace("_", " ").replace(" pc", " PC")


def sentence(text: str) -> str:
    """The text with its first letter large and the rest as they are."""
    return text[:1].upper() + text[1:]


def items(value: Value | None) -> tuple[str, ...]:
    """A value as the items people read, each made visible and bounded: nothing listed is `none`, no value `not read`."""
    match value:
        case None:
            return ("not read",)
        case bool():
            return ("yes" if value else "no",)
        case int() | str():
            return (shortened(visible(str(value))) or "(empty)",)
        case ():
            return ("none",)
        case _:
            shown = tuple(shortened(visible(one)) or "(empty)" for one in value[:MOST_ITEMS])
            return shown if len(value) <= MOST_ITEMS else (*shown, f"and {len(value) - MOST_ITEMS} more")


def line(value: Value | None) -> str:
    """A value on one line."""
    return "; ".join(items(value))


def asked(intended: Value | None, relation: Relation) -> tuple[str, ...]:
    """What the standard asks for, as items: of numbers that need only be reached, `12 or more` or `10 or fewer`."""
    more = {Relation.AT_LEAST: " or more", Relation.AT_MOST: " or fewer"}.get(relation, "")
    return tuple(f"{one}{more}" for one in items(intended)) if more and intended not in (None, ()) else items(intended)


def why_it_fails(observed: Value | None, intended: Value | None, relation: Relation) -> tuple[str, tuple[str, ...]]:
    """What is wrong, as a lead and items: `missing` or `should not be there` for lists, `found` otherwise."""
    if isinstance(observed, tuple) and isinstance(intended, tuple):
        if relation is Relation.INCLUDES:
            return "missing", items(tuple(one for one in intended if one not in observed))
        if relation is Relation.WITHIN:
            return "should not be there", items(tuple(one for one in observed if one not in intended))
        if relation in (Relation.AT_LEAST, Relation.AT_MOST):
            short = tuple(one for one in intended if not stands(observed=observed, intended=(one,), relation=relation))
            return "not reached", asked(short, relation)
    return "found", items(observed)


def date_words(of: date) -> str:
    """`4 Nov 2026`, whatever the language of the machine."""
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def day(moment: datetime) -> str:
    """The moment's day in UTC: `4 Nov 2026`."""
    return date_words(moment.astimezone(UTC).date())


def minute(moment: datetime) -> str:
    """`4 Nov 2026, 07:30 UTC`."""
    return f"{day(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def age(moment: datetime | None, as_of: datetime) -> str:
    """How old a reading is: `3 hours`, `12 days`. A reading from after the report says so instead of being young."""
    if moment is None:
        return "never read"
    old = as_of - moment
    if old < timedelta(0):
        return "dated after this report: check the clocks"
    if old < timedelta(hours=1):
        return "under an hour"
    if old < timedelta(days=2):
        return counted(int(old.total_seconds() // 3600), "hour")
    return counted(old.days, "day")


def name_or(name: Untrusted | None, otherwise: str) -> str:
    """A display name made visible, or our own id where the audit gives none."""
    return shortened(visible(name)) if name and name.text.strip() else otherwise
