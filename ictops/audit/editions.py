"""Which files follow each other, and which of them is the newest."""

from __future__ import annotations

import re
from functools import lru_cache

from ictops.audit.records import Edition
from ictops.audit.sources.nouns import Reader
from ictops.estate import Source


def series(source: Source, reader: Reader) -> str:
    """What a file is one of: the exports of one program, or the editions of one list, whose names differ in digits only."""
    return reader.kind if reader.profile.is_export else f"{reader.kind}:{list_name(source.name.text)}"


@lru_cache(maxsize=64)
def list_name(called: str) -> str:
    """What the editions of a list are called, whose names differ in digits only."""
    return re.sub(r"[\W\d_]+", " ", called.rpartition("/")[2].casefold())


def edition(source: Source, reader: Reader) -> Edition:
    """Which of its series a file is: by the day it describes, and of lists of one day by the years in their names."""
    return source.describes, () if reader.profile.is_export else _years(source.name.text)


@lru_cache(maxsize=64)
def _years(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name.rpartition("/")[2]))
