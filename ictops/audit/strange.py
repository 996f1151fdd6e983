"""Types in a list made by hand that we do not know: what is called so is a device only because its list says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ictops.audit.nouns import Doubt
from ictops.audit.records import Record, Told
from ictops.audit.things import is_machine
from ictops.audit.values import clean
from ictops.estate import Attribute

_ON_A_NETWORK = frozenset({Attribute.MAC, Attribute.ADDRESS, Attribute.SYSTEM})
_MADE = frozenset({Attribute.MODEL, Attribute.MAKER, Attribute.NAME})
_MANY = 10
"""Types of a list above which they are told together: it is a column of descriptions, then"""


def strange_types(records: Iterable[Record]) -> Iterator[Doubt]:
    """What is said of each type that names no machine we know, at its first row, where nothing else in its rows says that
    they are machines."""
    known, called = dict[str, bool](), dict[str, list[Told]]()
    for record in records:
        told = next((one for one in record.told if one.attribute is Attribute.KIND), None)
        if told is None:
            continue
        text = told.text.text
        if text not in known:
            known[text] = is_machine(clean(text))
        if not known[text] and not _says_machine(record):
            called.setdefault(text, []).append(told)
    found = list(called.values())
    one_for_all = len(found) > _MANY
    for those in [[told for each in found for told in each]] if one_for_all else found:
        yield _doubt(those, len(found) if one_for_all else 1)


def _says_machine(record: Record) -> bool:
    return any(
        one.attribute in _ON_A_NETWORK or (one.attribute in _MADE and is_machine(clean(one.text.text))) for one in record.told
    )


def _doubt(those: list[Told], types: int) -> Doubt:
    its_rows = "its row was" if len(those) == 1 else f"{len(those)} rows of it were"
    if types > 1:
        its_rows = f"neither are {types - 1} others: {len(those)} rows of them were"
    reason = f"is no type of device that we know, and {its_rows} taken for devices: take out what is none"
    return Doubt(place=those[0].place, attribute=Attribute.KIND, reason=reason, kept=True)
