"""Mapping profiles: what a trust says of a table that none of our readers knows, made a reader of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import Field

from ictops.audit.dates import DAY_FIRST, MONTH_FIRST, order_of
from ictops.audit.entries import FIELDS
from ictops.audit.headers import PUPIL_HEADERS, StaffField, key, secret, why_left_out
from ictops.audit.nouns import About, Why
from ictops.audit.sources.nouns import Basis, Meaning, Profile, Reader
from ictops.estate import Attribute, Frozen, OwnId

IGNORED = "ignored"
QUANTITY = "quantity"
DEVICES, STAFF = "devices", "staff"


class TableMapping(Frozen):
    """One file of a trust's `mappings/`. `match`: columns that a table must have, all of them (alternatives parted by `|`), to
    be read by it. `lists`: `devices`, `staff`, or what its rows are about (`contract`, `room` …). `columns`: what each column
    is; what is not named is not read. `device`: what a row is when no column says. `is_export`: a program wrote it. `dates`:
    how its days in digits are written: `day-first`, `month-first`, or a form such as `YYYY.MM.DD`."""

    kind: OwnId
    title: str = Field(min_length=1, max_length=120)
    match: tuple[str, ...] = Field(min_length=1)
    lists: str = DEVICES
    columns: dict[str, str] = Field(min_length=1)
    device: str = ""
    is_export: bool = False
    dates: str = DAY_FIRST


def meanings_of(lists: str) -> Mapping[str, Meaning]:
    """What a column may be in a table that lists this, by the word for it; empty for a word that is no list."""
    if lists == DEVICES:
        return {one.value: one for one in Attribute} | {QUANTITY: QUANTITY, IGNORED: None}
    if lists == STAFF:
        return {one.value: one for one in StaffField} | {IGNORED: None}
    fields = FIELDS[About(lists)] if lists in set(About) else None
    return {} if fields is None else {name: name for name in fields} | {IGNORED: None}


LISTS = (DEVICES, STAFF, *(about.value for about in About))
"""All that a table may list."""


def never_read(header: str, lists: str) -> str | None:
    """Why no mapping may read a column of this name; None when it may."""
    if secret(header):
        return Why.SECRETS.value
    if key(header) in PUPIL_HEADERS:
        return "speaks of pupils"
    if lists != STAFF and why_left_out(header) is Why.PERSON:
        return Why.PERSON.value
    return None


def misfits(mapping: TableMapping) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Everything wrong in a mapping: where (keys), what, and what to do."""
    known = meanings_of(mapping.lists)
    if not known:
        yield ("lists",), f"{mapping.lists} is nothing that a table may list", f"Known here: {', '.join(LISTS)}"
        return
    for header, meaning in mapping.columns.items():
        at = ("columns", header)
        if meaning not in known:
            yield at, f"{meaning} is nothing that a column of {mapping.lists} may be", f"Known here: {', '.join(sorted(known))}"
        elif meaning != IGNORED and (why := never_read(header, mapping.lists)):
            yield at, f"the column {why}, so it is never read", f"Write {IGNORED}"
    if order_of(mapping.dates) is None:
        yield (
            ("dates",),
            f"{mapping.dates!r} is no way to write days",
            f"Write {DAY_FIRST}, {MONTH_FIRST}, or a form: YYYY.MM.DD",
        )
    named = {key(header) for header in mapping.columns}
    for sign in mapping.match:
        if not any(key(name) for name in sign.split("|")):
            yield ("match",), f"{sign!r} names no column", "Name columns that only such tables have"
    if not named & {key(name) for sign in mapping.match for name in sign.split("|")}:
        yield ("match",), "none of its columns is among those that are read", "Name columns that such a table has"


def reader_of(mapping: TableMapping) -> Reader:
    """The reader that a mapping without misfits makes."""
    known = meanings_of(mapping.lists)
    return Reader(
        kind=mapping.kind,
        title=mapping.title,
        formats=("csv", "xlsx", "xls", "xlsb", "ods"),
        basis=Basis.MAPPED,
        signs=mapping.match,
        profile=Profile(
            columns=MappingProxyType({key(header): known[meaning] for header, meaning in mapping.columns.items()}),
            lists=_what(mapping.lists),
            device=mapping.device,
            strict=True,
            is_export=mapping.is_export,
            dates=mapping.dates,
        ),
    )


def jobs_and_numbers(reader: Reader) -> frozenset[str]:
    """The columns, by `headers.key`, of jobs and staff numbers in what a mapping says is a list of staff; none elsewhere."""
    if reader.basis is not Basis.MAPPED or reader.profile.lists is not StaffField:
        return frozenset()
    told = {StaffField.ROLE, StaffField.NUMBER}
    return frozenset(name for name, meaning in reader.profile.columns.items() if meaning in told)


def _what(lists: str) -> type[Attribute] | type[StaffField] | About:
    match lists:
        case "devices":
            return Attribute
        case "staff":
            return StaffField
        case _:
            return About(lists)
