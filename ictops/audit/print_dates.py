"""Days on which printing the old way stops being looked after: a dated table, and whom of an audit it concerns.

Two things end. Windows stops mending the drivers of printers' makers; Exchange Online stops taking mail from machines that
sign in with a name and password (basic SMTP AUTH). The first is told by a queue's driver. The second is told by no audit: who
may mail scans is a question for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ictops.audit.nouns import Import
from ictops.estate import Attribute, Device, DeviceId, Frozen, Kind, Untrusted

READ_ON = date(2026, 11, 22)
"""The day the pages below were read, in stored copies; Microsoft has moved days of both before."""

_DRIVERS = "https://learn.microsoft.com/windows-hardware/drivers/print/end-of-servicing-plan-for-third-party-printer-drivers-on-windows"
_MAIL = (
    "https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline"
    "/4489835"
)


class Turn(Frozen):
    """A day and what is otherwise from then on."""

    day: date
    what: str
    source: str


DRIVER_TURNS = (
    Turn(day=date(2026, 1, 15), what="no new drivers come by Windows Update (Windows 11, Server 2025)", source=_DRIVERS),
    Turn(day=date(2026, 7, 1), what="Windows ranks its own IPP class driver before the maker's", source=_DRIVERS),
    Turn(day=date(2027, 7, 1), what="by Windows Update such drivers get security fixes only", source=_DRIVERS),
)
"""What Windows does with drivers (v3 and v4) of printers' makers. Installed ones go on printing."""

MAIL_TURN = Turn(
    day=date(2026, 12, 31),
    what="Exchange Online turns basic SMTP AUTH off for those who have it; an administrator can turn it on again",
    source=_MAIL,
)
"""The page says `end of December 2026`; the day is its last."""

_NOBODYS = re.compile(
    r"microsoft\b|(generic / text only|ms publisher (color|imagesetter))$|local raw printer|remote printer"
    r"|.*\b(everywhere|driverless)\b"
)
"""Drivers that come with Windows or CUPS. Windows' two for publishers and its text driver do not begin with `Microsoft`."""
_CUPS = frozenset({"cups", "lpstat"})
"""The kinds of source that tell of queues of CUPS"""
_MANY_IN_ONE = re.compile(
    r"\b(mfd|mfp|mfc|aio)s?\b|copiers?\b|multi-? ?function|all-in-one|\bscan|bizhub|image ?runner|taskalfa|workcentre|versalink"
    r"|altalink|workforce|e-?studio|aficio|\bir-?adv|ecosys m"
)


class MakersDriver(Frozen):
    """A queue's driver that is its printer's maker's, and the devices whose queues print by it."""

    driver: Untrusted
    devices: tuple[DeviceId, ...]


def is_makers(driver: str) -> bool:
    """Whether a driver is a printer maker's: neither Windows' own nor CUPS' own. Of no name at all nobody can tell."""
    words = _words(driver)
    return bool(words) and not _NOBODYS.match(words)


def makers_drivers(one: Import) -> tuple[MakersDriver, ...]:
    """Every maker's driver that printers have by the audit of a school, those with the most devices first. What CUPS alone
    tells is left out: these days are Windows'."""
    using: dict[Untrusted, list[DeviceId]] = {}
    elsewhere = _told_by_cups_alone(one)
    for device in one.devices:
        driver = device.get(Attribute.DRIVER)
        if device.kind is Kind.PRINTER and driver and is_makers(driver.text) and device.id not in elsewhere:
            using.setdefault(driver, []).append(device.id)
    found = (MakersDriver(driver=driver, devices=tuple(sorted(ids))) for driver, ids in using.items())
    return tuple(sorted(found, key=lambda each: (-len(each.devices), each.driver)))


def _told_by_cups_alone(one: Import) -> frozenset[DeviceId]:
    kinds = {source.id: source.kind for source in one.sources}
    told: dict[DeviceId, set[str]] = {}
    for fact in one.facts:
        if fact.attribute is Attribute.DRIVER:
            told.setdefault(fact.device, set()).add(kinds.get(fact.place.source, ""))
    return frozenset(device for device, by in told.items() if by <= _CUPS)


def may_mail_scans(devices: Iterable[Device]) -> tuple[DeviceId, ...]:
    """Printers that scan too, as far as name, model, driver and type give it away. Whether they mail, nobody has measured."""
    return tuple(sorted(one.id for one in devices if one.kind is Kind.PRINTER and _scans(one)))


def turned(turns: Iterable[Turn], today: date) -> tuple[tuple[Turn, bool], ...]:
    """Each turn and whether it has come by today."""
    return tuple((turn, turn.day <= today) for turn in turns)


def _scans(device: Device) -> bool:
    told = (Attribute.KIND, Attribute.MODEL, Attribute.DRIVER, Attribute.NAME)
    return any(_MANY_IN_ONE.search(_words(text.text)) for what in told if (text := device.get(what)) is not None)


def _words(text: str) -> str:
    return " ".join(text[:200].casefold().split())
