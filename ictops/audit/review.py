"""What the audits of a trust say, summed up for people: what is there, what contradicts, what nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from ictops.audit.dates import first_day, iso_date
from ictops.audit.decisions import Settled
from ictops.audit.nouns import Chosen, Doubt, Entry, FileCount, FileRefused, Import, LeftOut, Note, Reject, Shared
from ictops.audit.papers import Answer, Contract, Issue, answers, contracts, issues
from ictops.audit.print_dates import DRIVER_TURNS, MAIL_TURN, MakersDriver, Turn, makers_drivers, may_mail_scans
from ictops.audit.print_dates import READ_ON as PRINT_READ_ON
from ictops.audit.quality import Quality, quality
from ictops.audit.support import READ_ON, Support, support, systems
from ictops.estate import Alias, AliasKind, Attribute, Conflict, Device, DeviceId, Frozen, Kind, SchoolId, Source, Untrusted

_HAVE_A_SYSTEM = frozenset(
    {Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC, Kind.LAPTOP, Kind.TABLET, Kind.SERVER}
)
_ASKED_FOR = (Attribute.SERIAL, Attribute.TAG, Attribute.ADDRESS, Attribute.ROOM, Attribute.PURCHASED)


class Age(StrEnum):
    """Bands of age by the day of purchase; the oldest first day counts where only a month or year is known."""

    UNDER_3 = "under 3 years"
    FROM_3 = "3 to 4 years"
    FROM_5 = "5 to 6 years"
    FROM_7 = "7 to 9 years"
    FROM_10 = "10 years and more"
    UNKNOWN = "not known"


class KindCount(Frozen):
    kind: Kind
    devices: int


class AgeCount(Frozen):
    age: Age
    devices: int


class SupportCount(Frozen):
    """Devices with one system. `named`: what the audit calls it (None: it does not say); `until`, `source`: from our table."""

    named: Untrusted | None
    support: Support
    until: date | None
    extended: date | None
    source: str | None
    devices: int


class NotKnown(Frozen):
    """An attribute and the devices of which the audit does not tell it, or contradicts itself."""

    attribute: Attribute
    devices: tuple[DeviceId, ...]


class SameAddress(Frozen):
    """An address that several devices claim. It may be an old row, or a printer behind its server; nothing is merged."""

    address: Untrusted
    devices: tuple[DeviceId, ...]


class SchoolReview(Frozen):
    """One school's audit. Staff are a number here and nowhere a name."""

    school: SchoolId
    sources: tuple[Source, ...]
    total: FileCount
    counts: tuple[FileCount, ...]
    devices: int
    staff: int
    kinds: tuple[KindCount, ...]
    ages: tuple[AgeCount, ...]
    support: tuple[SupportCount, ...]
    conflicts: tuple[Conflict, ...]
    shared: tuple[Shared, ...]
    same_addresses: tuple[SameAddress, ...]
    not_known: tuple[NotKnown, ...]
    rejects: tuple[Reject, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[FileRefused, ...]
    notes: tuple[Note, ...]
    chosen: tuple[Chosen, ...] = ()
    settled: tuple[Settled, ...] = ()
    in_no_file: tuple[DeviceId, ...] = ()
    entries: tuple[Entry, ...] = ()
    quality: Quality
    contracts: tuple[Contract, ...] = ()
    issues: tuple[Issue, ...] = ()
    answers: tuple[Answer, ...] = ()
    makers_drivers: tuple[MakersDriver, ...] = ()
    may_mail_scans: tuple[DeviceId, ...] = ()
    """printers of which a person has to say whether they mail scans with a name and password"""


class Review(Frozen):
    """The audits of a trust on a day. `across`: serials and MACs that devices of different schools carry."""

    today: date
    schools: tuple[SchoolReview, ...]
    across: tuple[Shared, ...]
    support_read_on: date = READ_ON
    driver_turns: tuple[Turn, ...] = DRIVER_TURNS
    mail_turn: Turn = MAIL_TURN
    print_read_on: date = PRINT_READ_ON


def review(imports: Iterable[Import], today: date) -> Review:
    """Sum up imports, one a school, in the order given."""
    kept = tuple(imports)
    return Review(today=today, schools=tuple(_school(one, today) for one in kept), across=across(kept))


def across(imports: Iterable[Import]) -> tuple[Shared, ...]:
    """Serials and MACs seen at more than one school: moved, cloned or copied devices. Tags and names repeat innocently."""
    holders: dict[Alias, list[Device]] = {}
    for one in imports:
        for device in one.devices:
            for alias in device.aliases:
                if alias.kind in (AliasKind.SERIAL, AliasKind.MAC):
                    holders.setdefault(alias, []).append(device)
    return tuple(
        Shared(alias=alias, devices=tuple(sorted(device.id for device in those)), places=())
        for alias, those in sorted(holders.items(), key=lambda item: (item[0].kind, item[0].value))
        if len({device.school for device in those}) > 1
    )


def _school(one: Import, today: date) -> SchoolReview:
    return SchoolReview(
        school=one.school,
        sources=one.sources,
        total=one.total,
        counts=one.counts,
        devices=len(one.devices),
        staff=one.staff_rows,
        kinds=_kinds(one.devices),
        ages=_ages(one.devices, today),
        support=_support(one.devices, today),
        conflicts=one.conflicts,
        shared=one.shared,
        same_addresses=_same_addresses(one.devices),
        not_known=_not_known(one.devices),
        rejects=one.rejects,
        doubts=one.doubts,
        left_out=one.left_out,
        refused=one.refused,
        notes=one.notes,
        chosen=one.chosen,
        settled=one.settled,
        in_no_file=one.in_no_file,
        entries=one.entries,
        quality=quality(one, today),
        contracts=contracts(one.entries, today),
        issues=issues(one.entries, today),
        answers=answers(one.entries),
        makers_drivers=makers_drivers(one),
        may_mail_scans=may_mail_scans(one.devices),
    )


def _kinds(devices: tuple[Device, ...]) -> tuple[KindCount, ...]:
    counted = Counter(device.kind for device in devices)
    return tuple(KindCount(kind=kind, devices=counted[kind]) for kind in Kind if counted[kind])


def age(device: Device, today: date) -> Age:
    """The age band of a device; not known without a purchase date we can be sure of, or with one still to come."""
    bought = device.get(Attribute.PURCHASED)
    iso = iso_date(bought.text) if bought else None
    if iso is None or (first := first_day(iso)) > today:
        return Age.UNKNOWN
    years = today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    bands = ((10, Age.FROM_10), (7, Age.FROM_7), (5, Age.FROM_5), (3, Age.FROM_3), (0, Age.UNDER_3))
    return next(band for least, band in bands if years >= least)


def _ages(devices: tuple[Device, ...], today: date) -> tuple[AgeCount, ...]:
    counted = Counter(age(device, today) for device in devices)
    return tuple(AgeCount(age=band, devices=counted[band]) for band in Age if counted[band])


def _support(devices: tuple[Device, ...], today: date) -> tuple[SupportCount, ...]:
    counted: Counter[Untrusted | None] = Counter(
        device.get(Attribute.SYSTEM)
        for device in devices
        if device.kind in _HAVE_A_SYSTEM or device.get(Attribute.SYSTEM) is not None
    )
    lines = [_support_count(named, number, today) for named, number in counted.items()]
    worst_first = list(reversed(Support))
    return tuple(sorted(lines, key=lambda line: (worst_first.index(line.support), line.named or Untrusted(""))))


def _support_count(named: Untrusted | None, devices: int, today: date) -> SupportCount:
    text = named.text if named else ""
    meant = systems(text)
    one = meant[0] if len(meant) == 1 else None
    return SupportCount(
        named=named,
        support=support(text, today),
        until=one.ends if one else None,
        extended=one.extended if one else None,
        source=meant[0].source if meant else None,
        devices=devices,
    )


def _same_addresses(devices: tuple[Device, ...]) -> tuple[SameAddress, ...]:
    claims: dict[Untrusted, list[DeviceId]] = {}
    for device in devices:
        if (address := device.get(Attribute.ADDRESS)) is not None:
            claims.setdefault(address, []).append(device.id)
    return tuple(SameAddress(address=at, devices=tuple(ids)) for at, ids in sorted(claims.items()) if len(ids) > 1)


def _not_known(devices: tuple[Device, ...]) -> tuple[NotKnown, ...]:
    told: Mapping[DeviceId, frozenset[Attribute]] = {d.id: frozenset(a for a, _ in d.attributes) for d in devices}
    silent = {asked: tuple(d for d, attributes in told.items() if asked not in attributes) for asked in _ASKED_FOR}
    return tuple(NotKnown(attribute=attribute, devices=those) for attribute, those in silent.items() if those)
