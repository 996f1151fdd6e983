"""Papers of the plan and descriptions of a network: rows that are neither devices nor people, and the columns they have."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from ictops.audit.dates import DAY_FIRST, NOT_SO, iso_date
from ictops.audit.headers import DEVICE_HEADERS, STAFF_HEADERS, StaffField, key
from ictops.audit.nouns import About, Entry, Reject
from ictops.audit.odd import tells_a_password
from ictops.audit.somebody import names_a_pupil
from ictops.audit.tables import Row
from ictops.audit.values import clean, silent
from ictops.estate import Attribute, Place, Untrusted

FIELDS: Mapping[About, Mapping[str, str]] = {
    About.CONTRACT: {
        "what": "contract|contract name|service|product or service|description|agreement|what|system|software",
        "supplier": "supplier|provider|vendor|contractor|company",
        "starts": "start date|start|contract start|starts|commencement date|from",
        "ends": "end date|end|contract end|expires|expiry|expiry date|renewal date|renewal|contract end date|ends|until|to",
        "notice": "notice|notice period|notice required|cancellation notice|notice by",
        "cost": "cost|annual cost|cost per year|price|annual charge|cost pa|value|yearly cost|contract value|annual value",
        "area": "area|category|type",
        "covers": "covers|scope|devices covered|quantity|licences",
    },
    About.ISSUE: {
        "what": "issue|problem|fault|issue description|what is wrong|complaint",
        "affects": "affects|who is affected|affected|who is annoyed|affected group|annoys|impact on|who",
        "since": "since|since when|first reported|date raised|raised|reported on|date reported|open since|logged",
        "area": "area|category|type",
        "room": "room|where|location|rooms",
        "device": "asset tag|asset|asset no|device|device name|equipment|computer name",
        "priority": "priority|severity|urgency|impact",
        "effort": "effort|quick win|size",
        "state": "status|state|progress",
    },
    About.ROOM: {
        "room": "room|room name|room number|room no|classroom",
        "building": "building|block|area|site",
        "floor": "floor|level|storey",
        "use": "use|room use|purpose|used for|department|room type|type",
        "seats": "seats|capacity|places|pupils|workstations",
        "points": "network points|data points|data outlets|sockets|ports",
    },
    About.TERM: {
        "term": "term|term name|period|event|holiday|term or holiday|half term name",
        "starts": "start date|start|starts|begins|first day|opens|from",
        "ends": "end date|end|ends|last day|closes|to|until",
        "kind": "type|kind|category",
        "half_term": "half term|half-term|half term holiday|mid-term break",
        "inset": "inset days|inset day|inset|training days|staff training days",
    },
    About.ANSWER: {
        "question": "question|standard|requirement|statement|control|criterion",
        "answer": "answer|response|met|are you meeting this|status|compliant|self assessment|our answer",
        "evidence": "evidence|comment|comments|notes",
        "on": "date|answered on|assessed on|date answered|last reviewed|review date",
    },
    About.SCHOOL: {
        "urn": "urn",
        "name": "establishment name|school name|name",
        "number": "dfe number|laestab|la estab|establishment number|dfe no|school dfe number",
        "code": "sis id|school code|school id",
        "status": "establishment status (name)|establishment status|status",
        "kind": "type of establishment (name)|type of establishment|school type",
        "phase": "phase of education (name)|phase|phase of education",
        "pupils": "number of pupils|pupils on roll|number of pupils on roll|number of pupils on roll (7)|roll|nor",
        "postcode": "postcode|post code|postal code|zip",
        "trust": "trusts (name)|trust",
        "ukprn": "ukprn",
        "opened": "open date|opened",
        "closed": "close date|closed",
        "local_authority": "la (name)|local authority",
        "local_authority_code": "la (code)|la",
    },
    About.COUNT: {"kind": "kind", "model": "model", "room": "room", "number": "number"},
    About.PORT: {
        "switch": "switch", "port": "port", "called": "called", "state": "state", "vlan": "vlan", "speed": "speed",
        "duplex": "duplex", "media": "media", "tagged": "tagged", "trunk": "trunk",
    },
    About.VLAN: {"switch": "switch", "vlan": "vlan", "called": "called", "state": "state", "ports": "ports"},
    About.NEIGHBOUR: {
        "switch": "switch", "port": "port", "neighbour": "neighbour", "their_port": "their port", "model": "model",
        "address": "address",
    },
    About.ACCOUNT: {"kind": "kind", "state": "state", "last_seen": "last seen", "number": "number"},
}  # fmt: skip
"""For each subject its fields and the columns that fill them, best name first."""

REQUIRED: Mapping[About, tuple[frozenset[str], ...]] = {
    About.SCHOOL: (frozenset({"urn", "name"}), frozenset({"number", "name"})),
    About.CONTRACT: (frozenset({"supplier", "ends"}), frozenset({"what", "ends", "cost"}), frozenset({"supplier", "notice"})),
    About.ISSUE: (frozenset({"what", "since"}), frozenset({"what", "affects"}), frozenset({"what", "priority"})),
    About.ANSWER: (frozenset({"question", "answer"}),),
    About.TERM: (frozenset({"term", "starts", "ends"}),),
    About.ROOM: (frozenset({"room", "use", "seats"}), frozenset({"room", "points"}), frozenset({"room", "building", "floor"})),
}
"""Which columns a header must have for its rows to be about something; any one set will do. What is not here, only a reader
that knows its source gives."""

NAMES: Mapping[About, Mapping[str, tuple[str, int]]] = {
    about: {
        key(name): (field, rank)
        for field, names in fields.items()
        for rank, name in reversed(list(enumerate(names.split("|"))))
    }
    for about, fields in FIELDS.items()
}
"""The same by a column's name: the field, and how good a name it is for it."""


_OF_PEOPLE = frozenset(
    name for name, (what, _) in STAFF_HEADERS.items() if what in {StaffField.GIVEN_NAME, StaffField.FAMILY_NAME}
)
_OF_A_HOST = frozenset(
    name for name, (what, rank) in DEVICE_HEADERS.items() if what is Attribute.NAME and rank < DEVICE_HEADERS[key("name")][1]
)
_OF_A_MAKE = frozenset(name for name, (what, _) in DEVICE_HEADERS.items() if what is Attribute.MAKER)
_OF_A_SUPPLIER = frozenset(map(key, ("supplier", "provider", "vendor", "contractor", "contract", "contract end", "notice")))

AGAINST: Mapping[About, frozenset[str]] = {
    About.CONTRACT: _OF_A_HOST | _OF_A_MAKE,
    About.TERM: _OF_A_HOST | _OF_A_MAKE | _OF_PEOPLE,
    About.ROOM: _OF_A_HOST | _OF_A_MAKE | _OF_PEOPLE | {key("model")},
}
"""Columns that a list of these does not have: with one of them it is a list of devices or of people that looks alike."""


NAMELESS = frozenset({About.ACCOUNT, About.COUNT})
"""Subjects whose entries have no name: the second like the first is another one"""
OF_A_SWITCH = frozenset({About.PORT, About.VLAN, About.NEIGHBOUR})

NEEDED: frozenset[str] = frozenset(
    name
    for subject, sets in REQUIRED.items()
    for name, (field, _) in NAMES[subject].items()
    if any(field in one for one in sets)
)
"""Columns without two of which a list is about no subject."""


def about(names: frozenset[str]) -> About | None:
    """What rows under a header with these columns (`headers.key` of each) are about; None when no subject has what it needs."""
    if len(names & NEEDED) < 2:  # no subject needs less, and almost every row of data says so at once
        return None
    return next((subject for subject in REQUIRED if _is_about(subject, names)), None)


def _is_about(subject: About, names: frozenset[str]) -> bool:
    if names & AGAINST.get(subject, frozenset()):
        return False
    if subject is About.CONTRACT and names & _OF_PEOPLE and not names & _OF_A_SUPPLIER:
        return False
    found = frozenset(NAMES[subject][name][0] for name in names & NAMES[subject].keys())
    return any(those <= found for those in REQUIRED[subject])


_NO_FIGURES = frozenset("supp ne x np lowcov".split())
"""What the Department writes where it keeps a school's figure back or has none"""

DAYS = frozenset("starts ends since on opened closed last_seen".split())
_FREE = frozenset("what affects since area device effort state covers notice cost evidence answer use called".split())
"""Fields in which people write what they like; the others name things, and a part of a name may read like a password"""
_NAMES_A_PERSON = re.compile(r"\b(mr|mrs|ms|miss|mx|dr|prof)\.?\s+[A-Z]|[^@\s]+@[^@\s]+\.", re.IGNORECASE)
_OF_GROUPS: Mapping[About, frozenset[str]] = {About.ISSUE: frozenset({"affects"})}
"""Fields that are to name groups, and never somebody"""


def read_entry(subject: About, row: Row, fields: Mapping[int, str], place: Place, as_of: date) -> Entry | Reject:
    """The entry a row makes. A cell that reads like a password, or names a person where a group is meant, is left out."""
    found: dict[str, Untrusted] = {}
    for at, field in fields.items():
        text = row.cell(at).text.text
        if not _says_nothing(subject, text) and why_not(subject, field, text) is None:
            found.setdefault(field, Untrusted(clean(text)))
    if not _says_enough(subject, found.keys()):
        return Reject(place=place, reason=f"says too little of the {subject.value}")
    return Entry(about=subject, place=place, as_of=as_of, fields=tuple(sorted(found.items())))


def with_days(entry: Entry | Reject, dates: str) -> Entry | Reject:
    """The entry with the days that its list writes in a way of its own as they are understood, and beside them as written.
    One that is none so, and elsewhere would be, is left out: nobody can say which it is."""
    if isinstance(entry, Reject) or dates == DAY_FIRST:
        return entry
    kept = [(field, text) for field, text in entry.fields if no_day(field, text.text, dates) is None]
    if not _says_enough(entry.about, [field for field, _ in kept]):
        return Reject(place=entry.place, reason=f"says too little of the {entry.about.value}")
    days = {
        field: day for field, text in kept if field in DAYS and (day := iso_date(text.text, dates)) not in {None, text.text}
    }
    fields = tuple((field, Untrusted(days.get(field) or text.text)) for field, text in kept)
    return entry.model_copy(update={"fields": fields, "written": tuple(one for one in kept if one[0] in days)})


def no_day(field: str, text: str, dates: str) -> str | None:
    """What is said of a day that is none in the way of its list, and would be one elsewhere."""
    misfit = field in DAYS and dates != DAY_FIRST and iso_date(text, dates) is None and iso_date(text) is not None
    return NOT_SO if misfit else None


def _says_nothing(subject: About, text: str) -> bool:
    return silent(text) or (subject is About.SCHOOL and text.strip().casefold() in _NO_FIGURES)


def why_not(subject: About, field: str, text: str) -> str | None:
    """Why what a cell says is left out, or None."""
    if tells_a_password(text, free=field in _FREE):
        return "reads like a password"
    if field in _FREE and names_a_pupil(text):
        return "names a pupil"
    names = field in _OF_GROUPS.get(subject, ()) and _NAMES_A_PERSON.search(text)
    return "names a person where a group is meant" if names else None


def _says_enough(subject: About, found: Collection[str]) -> bool:
    return next(iter(FIELDS[subject])) in found or len(found) >= 2
