"""The trust and its schools."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ictops.estate.base import Frozen
from ictops.estate.ids import OwnId, SchoolId


class Education(StrEnum):
    """Phase of education. `central` is the trust's own services, which no one school owns."""

    CENTRAL = "central"
    NURSERY = "nursery"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SPECIAL = "special"
    ALTERNATIVE = "alternative provision"
    SIXTEEN_PLUS = "16 plus"


class Urn(Frozen):
    """A unique reference number the school has or had. Conversion to an academy brings a new one, so it is never an id."""

    urn: str
    since: date


class School(Frozen):
    """A school, by our permanent id; its names and numbers are attributes with a history."""

    id: SchoolId
    name: str
    education: Education
    joined: date | None = None
    urns: tuple[Urn, ...] = ()
    dfe_numbers: tuple[str, ...] = ()
    """numbers of the Department and of registers (`2013614`), the one of today and those before it: they change too"""


class Trust(Frozen):
    id: OwnId
    name: str
    schools: tuple[School, ...]
