"""`ictops drift`: read hosts, all probes of one in one exchange; judge what was read; keep it and what drifted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ictops.adapters.pyinfra_reader import Access, Limits, PyinfraReader
from ictops.apply import HostAnswer, NotRead, ReadRequest
from ictops.compliance import Drift, Finding, Verdict, drifted
from ictops.errors import Fault, InventoryRefused, gather
from ictops.estate import Device, DeviceId, Estate, SchoolId, Setting
from ictops.evidence import EntryKind
from ictops.inventory.platforms import is_windows
from ictops.standard import CannotTell
from ictops.wiring.inventories import addresses_of, standard_told
from ictops.wiring.locks import check_nobody_works_at
from ictops.wiring.observing import asked_of, judged, managed_devices, observed, scripts_for, standing_drift
from ictops.wiring.runs import our_runs
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """One reading of some schools' hosts: what it found, what has drifted and not come back, what could not be read."""

    findings: tuple[Finding, ...]
    drift: tuple[Drift, ...]
    not_read: Mapping[DeviceId, NotRead]
    faults: tuple[Fault, ...]
    """schools that were not read at all, and why"""
    hosts: int
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class Question:
    """One host of an inventory and the script of each probe it is asked."""

    device: Device
    scripts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Read:
    """What came back: a setting for every question, the hosts' answers, and the schools that could not be asked."""

    settings: tuple[Setting, ...]
    answers: Mapping[DeviceId, HostAnswer]
    faults: tuple[Fault, ...]


def sweep(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime, *, holding_the_lock: bool = False) -> Sweep:
    """Read the schools' hosts, judge what was read, and keep it all as evidence.

    A school whose inventory cannot be used, or where someone else is at work, is left out with that fault; the others are
    read.
    """
    faults: list[Fault] = []
    free = [one for one in schools if holding_the_lock or gather(faults, partial(_free, trust, one))]
    return _keep(trust, schools, _read(trust, free, faults, now), now)


def _free(trust: OpenTrust, school: SchoolId) -> bool:
    check_nobody_works_at(trust, school)
    return True


def _read(trust: OpenTrust, schools: Iterable[SchoolId], faults: list[Fault], now: datetime) -> Read:
    addresses = {school: gather(faults, partial(addresses_of, trust, school)) for school in schools}
    with closing(reader_for(trust, addresses)) as reader:
        reader.prepare()  # starts while the record is opened
        gathered = [gather(faults, partial(questions_for, trust, one, of, now)) for one, of in addresses.items() if of]
        asked = [questions for questions in gathered if questions]
        answers = reader.read(tuple(map(request_of, asked)))
    settings = (one for questions in asked for each in questions for one in _settings(each, answers[each.device.id], now))
    return Read(settings=tuple(settings), answers=answers, faults=tuple(faults))


def reader_for(trust: OpenTrust, addresses: Mapping[SchoolId, Mapping[DeviceId, str] | None]) -> PyinfraReader:
    """A reader that knows these schools' hosts, their keys and ours. Raises BadInput when our key is nowhere to be found."""
    connection, limits = trust.folder.file.connection, trust.folder.file.limits
    return PyinfraReader(
        {
            host: Access(address=address, port=connection.port, user=connection.user)
            for of_school in addresses.values()
            for host, address in (of_school or {}).items()
        },
        {school: trust.known_hosts(school) for school in addresses},
        trust.private_key,
        limits=Limits(parallel=limits.parallel, seconds=limits.read_seconds),
    )


def questions_for(trust: OpenTrust, school: SchoolId, hosts: Iterable[DeviceId], now: datetime) -> list[Question]:
    """What each host of the school is asked; a Windows host nothing yet.

    Raises InventoryRefused for hosts that the newest audits do not know.
    """
    told = standard_told(trust, school, now)
    devices = {device.id: device for device in managed_devices(trust, [school])}
    if strangers := sorted(set(hosts) - devices.keys()):
        what = f"its inventory names {', '.join(strangers)}, which the newest audits do not know"
        raise InventoryRefused(Fault(school, what, f"ictops inventory {school}"))
    return [
        Question(device=devices[host], scripts=scripts_for(devices[host], told.settings_for(school, devices[host].kind)))
        for host in hosts
        if not is_windows(devices[host])
    ]


def request_of(questions: list[Question]) -> ReadRequest:
    """The questions to one school's hosts, as the reader takes them."""
    return ReadRequest(school=questions[0].device.school, scripts={one.device.id: dict(one.scripts) for one in questions})


def _keep(trust: OpenTrust, schools: tuple[SchoolId, ...], read: Read, now: datetime) -> Sweep:
    before = observed(trust, schools, now)
    seen = Estate(devices=before.devices, settings=tuple({**before.at(), **Estate(settings=read.settings).at()}.values()))
    found = judged(trust, seen, now)
    failing = [(one.device, one.control) for one in found if one.verdict is Verdict.FAILS]
    is_first = not trust.store.entries(EntryKind.READING)
    new = drifted(earlier=trust.store.history(failing), now=found, runs=our_runs(trust))
    not_read = {host: answer for host, answer in read.answers.items() if isinstance(answer, NotRead)}
    body = {
        "schools": list(schools),
        "hosts": len(read.answers),
        "not_read": {host: answer.model_dump(mode="json") for host, answer in not_read.items()},
        "drift": [one.model_dump(mode="json") for one in new],
    }
    trust.store.keep_readings(read.settings, [one for one in found if one.device in read.answers], at=now, body=body)
    return Sweep(
        findings=found,
        drift=standing_drift(trust, found),
        not_read=not_read,
        faults=read.faults,
        hosts=len(read.answers),
        is_first=is_first,
    )


def _settings(host: Question, answer: HostAnswer, now: datetime) -> Iterable[Setting]:
    for item, asked in asked_of(host.device).items():
        script = hashlib.sha256(host.scripts[asked.probe.id].encode()).hexdigest()[:16]
        try:
            value = asked.measure(_text(answer, asked.probe.id))
        except CannotTell as reason:
            yield Setting(device=host.device.id, item=item, because=str(reason), as_of=now, asked=script)
        else:
            yield Setting(device=host.device.id, item=item, value=value, as_of=now, asked=script)


def _text(answer: HostAnswer, probe: str) -> str:
    if isinstance(answer, NotRead):
        raise CannotTell(f"{answer.why.value}: {answer.says}")
    output = answer.get(probe)
    if output is None or output.text is None:
        raise CannotTell((output and output.because) or "the probe's output did not come")
    return output.text
