"""Ids for devices: the school, the kind's short word and a digest of the strongest alias, so that the same audit gives the
same ids anywhere. Once given, an id is kept (see `known` in `read_school`), whatever later audits say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection

from ictops.audit.kinds import WORDS_IN_IDS
from ictops.audit.records import AliasKey
from ictops.estate import DeviceId, Kind, SchoolId

SHORT, LONG = 6, 16
"""Hex digits in an id: six are easy to say on the telephone; devices that would share six get sixteen."""

_SCHOOL = 38
"""A host name's label has 63 letters: the school's part is cut so that the longest kind's word and digest still fit."""


def mint(school: SchoolId, wanted: list[tuple[Kind, AliasKey]], taken: Collection[DeviceId]) -> list[DeviceId]:
    """An id for each kind and strongest alias, in the order given; none of them in `taken`, no two alike."""
    short = [_id(school, kind, alias, SHORT) for kind, alias in wanted]
    often = Counter(short)
    return [
        _id(school, kind, alias, LONG) if often[device] > 1 or device in taken else device
        for device, (kind, alias) in zip(short, wanted, strict=True)
    ]


def _id(school: SchoolId, kind: Kind, alias: AliasKey, digits: int) -> DeviceId:
    digest = hashlib.sha256("\0".join((school, *alias)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{school[:_SCHOOL].rstrip('-')}-{WORDS_IN_IDS[kind]}-{digest[:digits]}"
