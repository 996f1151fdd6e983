"""Papers of the plan and descriptions of a network: rows that are neither devices nor people, and the columns they have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ictops.audit.headers import key
from ictops.audit.nouns import About, Entry, Reject
from ictops.audit.odd import tells_a_password
from ictops.audit.tables import Row
from ictops.audit.values import clean, silent
from ictops.estate import Place, Untrusted

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
        "term": "term|term name|period|event|holiday|description|name",
        "starts": "start date|start|starts|begins|first day|opens|from",
        "ends": "end date|end|ends|last day|closes|to|until",
        "kind": "type|kind|category",
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
        "number": "dfe number|laestab|establishment number|establishmentnumber",
        "status": "establishment status (name)|status",
        "phase": "phase of education (name)|phase|phase of education",
        "pupils": "number of pupils|pupils on roll|roll|nor",
        "postcode": "postcode|post code|postal code|zip",
        "trust": "trusts (name)|trust",
        "ukprn": "ukprn",
        "opened": "open date|opened",
        "closed": "close date|closed",
        "local_authority": "la (name)|local authority",
    },
    About.COUNT: {"kind": "kind", "model": "model", "room": "room", "number": "number"},
    About.PORT: {
        "switch": "switch", "port": "port", "called": "called", "state": "state", "vlan": "vlan", "speed": "speed",
        "duplex": "duplex", "media": "media",
    },
    About.VLAN: {"switch": "switch", "vlan": "vlan", "called": "called", "state": "state"},
    About.NEIGHBOUR: {
        "switch": "switch", "port": "port", "neighbour": "neighbour", "their_port": "their port", "model": "model",
        "address": "address",
    },
    About.ACCOUNT: {"kind": "kind", "state": "state", "last_seen": "last seen", "number": "number"},
}  # fmt: skip
"""For each subject its fields and the columns that fill them, best name first."""

REQUIRED: Mapping[About, tuple[frozenset[str], ...]] = {
    About.SCHOOL: (frozenset({"urn", "name"}),),
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


def about(names: frozenset[str]) -> About | None:
    """What rows under a header with these columns (`headers.key` of each) are about; None when no subject has what it needs."""
    for subject, needed in REQUIRED.items():
        found = frozenset(NAMES[subject][name][0] for name in names & NAMES[subject].keys())
        if any(those <= found for those in needed):
            return subject
    return None


def read_entry(subject: About, row: Row, fields: Mapping[int, str], place: Place, as_of: date) -> Entry | Reject:
    """The entry a row makes. A cell that reads like a password is left out with its row's place kept."""
    found: dict[str, Untrusted] = {}
    for at, field in fields.items():
        text = row.cell(at).text.text
        if not silent(text) and not tells_a_password(text):
            found.setdefault(field, Untrusted(clean(text)))
    if not _says_enough(subject, found.keys()):
        return Reject(place=place, reason=f"says too little of a {subject.value}")
    return Entry(about=subject, place=place, as_of=as_of, fields=tuple(sorted(found.items())))


def _says_enough(subject: About, found: Collection[str]) -> bool:
    return next(iter(FIELDS[subject])) in found or len(found) >= 2
