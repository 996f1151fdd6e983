"""`ictops audit`: files become facts on record, and the record is reviewed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ictops.adapters.audit_files import read_audit_files
from ictops.adapters.decisions_file import read_decisions
from ictops.audit import Import, Taken, read_school
from ictops.audit.carrying import arrived, carried, welcomed
from ictops.audit.decisions import Decisions
from ictops.audit.review import Review, review
from ictops.errors import AuditRefused, Fault
from ictops.estate import Alias, AliasKind, DeviceId, School
from ictops.wiring.kinds import how_to_read
from ictops.wiring.staffing import take_lists
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What was read of each school, and what became of the rows of their staff lists. The facts are on record only: those of a
    hundred schools together are more than a machine's memory."""

    schools: tuple[Import, ...]
    staff: Taken
    no_files: tuple[Fault, ...] = ()
    """the schools that handed nothing over, for a person to see to"""


def import_audits(trust: OpenTrust, schools: tuple[School, ...], now: datetime) -> Imported:
    """Read the audit files of each school and keep what they say, school by school: staff in the register, all else in the
    record.

    A file that cannot be read is refused with its reason, and the others go on; so do schools beside one without a file.
    Raises AuditRefused when none of them has any.
    """
    imported, faults = _imported(trust, schools, now)
    if faults and not imported:
        raise AuditRefused(faults)
    taken = take_lists(trust, imported, now)
    order = [school.id for school in schools]
    in_order = sorted(imported, key=lambda one: order.index(one.school))
    return Imported(schools=tuple(in_order), staff=taken, no_files=tuple(faults))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Facts are values without cycles, hundreds of thousands of them: looking through them for garbage, again and again while
    they are made, is a third of the time of an import, and finds none. After each school it looks once."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
            gc.collect()


def _imported(trust: OpenTrust, schools: tuple[School, ...], now: datetime) -> tuple[list[Import], list[Fault]]:
    """The imports of the schools, each kept as soon as it is read, and the schools without a file. Who receives a device reads
    of it before the other school lets it go."""
    imported, faults = list[Import](), list[Fault]()
    moved = read_decisions(trust.root).moved
    for school in sorted(schools, key=lambda one: not arrived(moved, one.id)):
        try:
            with _collector_at_rest():
                imported.append(_read_and_kept(trust, school, now))
        except AuditRefused as refused:
            faults += refused.faults
    return imported, faults


def _read_and_kept(trust: OpenTrust, school: School, now: datetime) -> Import:
    """A school's import without its facts, which are in the record: those of a whole trust do not fit into memory."""
    one = _import(trust, school, now)
    kept = one.model_copy(update={"staff": ()})
    trust.store.keep_import(kept, at=now, body=_body(kept))
    return one.model_copy(update={"facts": ()})


def reviewed(trust: OpenTrust, schools: tuple[School, ...], today: date) -> Review:
    """What the newest imports of the schools hold."""
    named = {school.id for school in schools}
    return review(tuple(one for one in trust.store.imports() if one.school in named), today=today)


def _import(trust: OpenTrust, school: School, now: datetime) -> Import:
    before = trust.store.import_of(school.id)
    days = {source.sha256: source.describes for source in before.sources} if before else {}
    files = read_audit_files(trust.root / "audits", school.id, today=now.date(), handed_over=days)
    if not files:
        do = f"Put the files as received into audits/{school.id}/, then run ictops audit import {school.id}"
        raise AuditRefused(Fault(f"audits/{school.id}/", "there is no audit file here", do))
    how = how_to_read(trust, school)
    read = read_school(school.id, files, _known(trust, school, how.decisions), how)
    came = arrived(how.decisions.moved, school.id)
    with_them = welcomed(before, trust.store.imports(), school.id, came) if came else before
    return carried(with_them, read, how.decisions)


def _known(trust: OpenTrust, school: School, decisions: Decisions) -> Mapping[Alias, DeviceId]:
    """What the school's devices are known by, those among them that came from other schools."""
    came = arrived(decisions.moved, school.id)
    known = trust.store.known_devices(school.id)
    theirs = {
        alias: device
        for other in (trust.folder.file.schools if came else ())
        if other.id != school.id
        for alias, device in trust.store.known_devices(other.id).items()
        if device in came and alias.kind is not AliasKind.NAME
    }
    taken_for_another = {known[alias] for alias in theirs.keys() & known.keys()}
    return {alias: device for alias, device in known.items() if device not in taken_for_another} | theirs


def _body(imported: Import) -> dict[str, Any]:
    """What the record's entry says of an import: counts and hashes, and no name of any person."""
    counts = imported.total
    return {
        "sources": {source.id: source.sha256 for source in imported.sources},
        "rows": {
            name: getattr(counts, name) for name in ("rows", "imported", "merged", "rejected", "blank", "titles", "headers")
        },
        "devices": len(imported.devices),
        "conflicts": len(imported.conflicts),
        "settled": [f"{one.conflict.device}, {one.conflict.attribute.value}: {one.how}" for one in imported.settled],
        "in_no_file": list(imported.in_no_file),
        "refused": len(imported.refused),
    }
