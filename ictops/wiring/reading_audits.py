"""Reading the audits of many schools: one after the other, or where there is much to read several at once, each by itself."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from ictops.adapters.audit_files import bytes_handed_over, read_audit_files
from ictops.adapters.decisions_file import read_decisions
from ictops.audit import Import, OnRecord, on_record, read_school
from ictops.audit.carrying import arrived, carried, welcomed
from ictops.audit.decisions import Decisions
from ictops.errors import AuditRefused, Fault
from ictops.estate import Alias, AliasKind, DeviceId, School
from ictops.wiring.kinds import how_to_read
from ictops.wiring.trust import OpenTrust, open_trust

MUCH = 1024 * 1024
"""Bytes of audits from which on more processes save more time than their start costs, about a second and a half each."""

A_SCHOOL = 16 * 1024
"""What it costs to come to a school and leave it again, whatever its files hold: as much as so many bytes of them"""


@dataclass(frozen=True, slots=True)
class Account:
    """What an import came to, without its devices and facts, which are in the record: `devices` says how many."""

    read: Import
    devices: int


@dataclass(frozen=True, slots=True)
class Read:
    """A school's audits, read: what is said of them, and what the record is to keep."""

    account: Account
    record: OnRecord


def read_audits(
    trust: OpenTrust, schools: tuple[School, ...], now: datetime, *, processes: int
) -> Iterator[Read | tuple[Fault, ...]]:
    """What the files of each school say, in order; faults for a school that handed none over. Each is to be kept before the
    next is asked for: a school reads what another that a device came from has on record. `processes`: how many may work at
    once, where there is much to read."""
    workers = min(processes, len(schools))
    if workers > 1 and not read_decisions(trust.root).moved and _is_much(trust.root, schools):
        yield from _at_once(trust.root, schools, now, workers)
    else:
        for school in schools:
            yield _read_alone(trust, school, now)


def _is_much(root: Path, schools: tuple[School, ...]) -> bool:
    return sum(A_SCHOOL + bytes_handed_over(root / "audits", school.id) for school in schools) >= MUCH


def _at_once(root: Path, schools: tuple[School, ...], now: datetime, workers: int) -> Iterator[Read | tuple[Fault, ...]]:
    """Read in processes of their own, one school ahead of what they can do: more would only fill the memory."""
    ahead = workers + 1
    alone = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=alone, initializer=_left_to_the_first) as pool:
        waiting = [pool.submit(_read_elsewhere, root, school.id, now) for school in schools[:ahead]]
        try:
            for school in (*schools[ahead:], *[None] * len(waiting)):
                yield waiting.pop(0).result()
                if school is not None:
                    waiting.append(pool.submit(_read_elsewhere, root, school.id, now))
        except BrokenProcessPool as broken:
            do = "Nothing of it was kept; what was read before is. Free some memory, or import school by school"
            raise AuditRefused(Fault("audits/", "a process that read them was ended from outside", do)) from broken


def _left_to_the_first() -> None:
    """An interruption is for the process that a person started: it stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_elsewhere(root: Path, school: str, now: datetime) -> Read | tuple[Fault, ...]:
    trust = _opened(root)
    return _read_alone(trust, trust.folder.file.school(school), now)


@cache
def _opened(root: Path) -> OpenTrust:
    return open_trust(root, keys=False)


def _read_alone(trust: OpenTrust, school: School, now: datetime) -> Read | tuple[Fault, ...]:
    try:
        with _collector_at_rest():
            return _read(trust, school, now)
    except AuditRefused as refused:
        return refused.faults


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Facts are values without cycles, hundreds of thousands of them: looking through them for garbage, again and again while
    they are made, is a third of the time of an import, and finds none. Between schools it goes about its work as ever."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(trust: OpenTrust, school: School, now: datetime) -> Read:
    one = _import(trust, school, now)
    account = one.model_copy(update={"facts": (), "devices": ()})
    return Read(Account(account, len(one.devices)), on_record(one))


def _import(trust: OpenTrust, school: School, now: datetime) -> Import:
    before = trust.store.import_of(school.id)
    days = {source.sha256: source.describes for source in before.sources} if before else {}
    files = read_audit_files(trust.root / "audits", school.id, today=now.date(), handed_over=days)
    if not files:
        do = f"Put the files as received into audits/{school.id}/, then run ictops audit import {school.id}"
        raise AuditRefused(Fault(f"audits/{school.id}/", "there is no audit file here", do))
    how = how_to_read(trust, school)
    came = arrived(how.decisions.moved, school.id)
    read = read_school(school.id, files, _known(trust, school, how.decisions), how)
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
