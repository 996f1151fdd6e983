"""`ictops audit`: files become facts on record, and the record is reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ictops.adapters.decisions_file import read_decisions
from ictops.audit import Taken
from ictops.audit.carrying import arrived
from ictops.audit.review import Review, review
from ictops.errors import AuditRefused, Fault
from ictops.estate import School
from ictops.wiring.reading_audits import Account, Read, read_audits
from ictops.wiring.staffing import take_lists
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What was read of each school, and what became of the rows of their staff lists. The devices and their facts are on record
    only: those of a hundred schools together are more than a machine's memory."""

    schools: tuple[Account, ...]
    staff: Taken
    no_files: tuple[Fault, ...] = ()
    """the schools that handed nothing over, for a person to see to"""


def import_audits(trust: OpenTrust, schools: tuple[School, ...], now: datetime, *, processes: int = 1) -> Imported:
    """Read the audit files of each school and keep what they say, school by school: staff in the register, all else in the
    record.

    A file that cannot be read is refused with its reason, and the others go on; so do schools beside one without a file.
    Raises AuditRefused when none of them has any. `processes`: how many may read at once; more than one only from a program
    whose main module may be imported again, as multiprocessing asks.
    """
    accounts, faults = list[Account](), list[Fault]()
    for read in read_audits(trust, _givers_last(trust, schools), now, processes=processes):
        if isinstance(read, Read):
            trust.store.keep_import(read.record, at=now, body=_body(read.account))
            accounts.append(read.account)
        else:
            faults += read
    if faults and not accounts:
        raise AuditRefused(faults)
    taken = take_lists(trust, [one.read for one in accounts], now)
    order = [school.id for school in schools]
    in_order = sorted(accounts, key=lambda one: order.index(one.read.school))
    return Imported(schools=tuple(in_order), staff=taken, no_files=tuple(faults))


def _givers_last(trust: OpenTrust, schools: tuple[School, ...]) -> tuple[School, ...]:
    """Who receives a device reads of it before the other school lets it go."""
    moved = read_decisions(trust.root).moved
    return tuple(sorted(schools, key=lambda one: not arrived(moved, one.id)))


def reviewed(trust: OpenTrust, schools: tuple[School, ...], today: date) -> Review:
    """What the newest imports of the schools hold."""
    named = {school.id for school in schools}
    return review(tuple(one for one in trust.store.imports() if one.school in named), today=today)


def _body(account: Account) -> dict[str, Any]:
    """What the record's entry says of an import: counts and hashes, and no name of any person."""
    read = account.read
    counts = read.total
    return {
        "sources": {source.id: source.sha256 for source in read.sources},
        "rows": {
            name: getattr(counts, name) for name in ("rows", "imported", "merged", "rejected", "blank", "titles", "headers")
        },
        "devices": account.devices,
        "conflicts": len(read.conflicts),
        "settled": [f"{one.conflict.device}, {one.conflict.attribute.value}: {one.how}" for one in read.settled],
        "in_no_file": list(read.in_no_file),
        "refused": len(read.refused),
    }
