"""What is there, what should be, and what the difference is: from the record alone, or after reading the hosts again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from ictops.adapters.pyinfra_reader import Access, Limits, PyinfraReader
from ictops.apply import HostAnswer, NotRead, ReadRequest, Run
from ictops.compliance import Drift, Finding, OurRun, compare, drifted
from ictops.estate import Device, DeviceId, Estate, SchoolId, Setting
from ictops.evidence import Entry, EntryKind
from ictops.standard import CannotTell, Control, Settings
from ictops.standard.catalogue import ATTRIBUTES, CONTROLS
from ictops.standard.control import AttributeProbe
from ictops.standard.intended import intended_estate
from ictops.standard.standard import MANAGED_KINDS
from ictops.wiring.inventories import addresses_of, standard_told
from ictops.wiring.trust import OpenTrust


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """One reading of some schools' hosts: what it found, what drifted, which hosts could not be read, its evidence."""

    findings: tuple[Finding, ...]
    drift: tuple[Drift, ...]
    not_read: Mapping[DeviceId, NotRead]
    hosts: int
    is_first: bool
    entry: Entry


def observed(trust: OpenTrust, schools: Iterable[SchoolId]) -> Estate:
    """The schools' managed hosts with the newest setting of each item."""
    devices = managed_devices(trust, schools)
    ids = {device.id for device in devices}
    read = (setting for setting in trust.store.latest_settings() if setting.device in ids)
    return Estate(devices=devices, settings=tuple({**_withheld(trust, devices), **Estate(settings=tuple(read)).at()}.values()))


def _withheld(trust: OpenTrust, devices: Iterable[Device]) -> Mapping[tuple[DeviceId, str], Setting]:
    """For each device that the newest inventories withhold, and each item asked of it, the reason why nobody can tell."""
    reasons: dict[DeviceId, str] = {}
    for entry in trust.store.entries(EntryKind.INVENTORY):
        reasons = {device: why for device, why in reasons.items() if device not in entry.body["hosts"]} | entry.body["withheld"]
    return {
        (device.id, item): Setting(device=device.id, item=item, because=f"withheld from the inventory: {reasons[device.id]}")
        for device in devices
        if device.id in reasons
        for item in _asked_of(device)
    }


def managed_devices(trust: OpenTrust, schools: Iterable[SchoolId]) -> tuple[Device, ...]:
    """Every device of a managed kind that the audits know, those withheld from the inventory included: unread is unknown."""
    wanted = frozenset(schools)
    return tuple(
        device
        for imported in trust.store.imports()
        if imported.school in wanted
        for device in imported.devices
        if device.kind in MANAGED_KINDS
    )


def judged(trust: OpenTrust, seen: Estate, now: datetime) -> tuple[Finding, ...]:
    """The findings over an observed estate, against the trust's standard and exceptions as of now."""
    return compare(
        observed=seen,
        intended=intended_estate(seen, trust.folder.standard, CONTROLS.values()),
        controls=CONTROLS.values(),
        exemptions=trust.folder.exemptions,
        today=now.date(),
    )


def findings_as_told(trust: OpenTrust, school: SchoolId, now: datetime) -> tuple[Finding, ...]:
    """What the record says of one school, against what its hosts are really told: the standard, with what exceptions put in
    its place, and no excuse. A run brings hosts to this, so plans are made and verified against it."""
    seen = observed(trust, [school])
    intended = intended_estate(seen, standard_told(trust, school, now), CONTROLS.values())
    return compare(observed=seen, intended=intended, controls=CONTROLS.values(), exemptions=(), today=now.date())


def findings(trust: OpenTrust, schools: Iterable[SchoolId], now: datetime) -> tuple[Finding, ...]:
    """What the record says today, without reading anything."""
    return judged(trust, observed(trust, schools), now)


def sweep(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime) -> Sweep:
    """Read the schools' hosts, all probes of a host in one exchange, judge what was read, and keep it all as evidence."""
    with closing(_reader(trust, schools)) as reader:
        reader.prepare()  # starts while the record is opened
        devices = {device.id: device for device in managed_devices(trust, schools)}
        requests = tuple(_request(trust, school, devices, now) for school in schools)
        answers = reader.read(requests)
    asked = sorted(host for request in requests for host in request.scripts)
    read = tuple(setting for host in asked for setting in _settings(devices[host], answers[host], now))
    return _keep(trust, schools, read, answers, now)


def _reader(trust: OpenTrust, schools: tuple[SchoolId, ...]) -> PyinfraReader:
    file = trust.folder.file
    return PyinfraReader(
        {
            host: Access(address=address, port=file.connection.port, user=file.connection.user)
            for school in schools
            for host, address in addresses_of(trust, school).items()
        },
        {school: trust.known_hosts(school) for school in schools},
        trust.private_key,
        limits=Limits(parallel=file.limits.parallel, seconds=file.limits.read_seconds),
    )


def _request(trust: OpenTrust, school: SchoolId, devices: Mapping[DeviceId, Device], now: datetime) -> ReadRequest:
    told = standard_told(trust, school, now)
    hosts = [devices[host] for host in addresses_of(trust, school)]
    return ReadRequest(school=school, scripts={host.id: _scripts(host, told.settings_for(school, host.kind)) for host in hosts})


def _keep(
    trust: OpenTrust,
    schools: tuple[SchoolId, ...],
    read: tuple[Setting, ...],
    answers: Mapping[DeviceId, HostAnswer],
    now: datetime,
) -> Sweep:
    before = observed(trust, schools)
    earlier = trust.store.findings()
    seen = Estate(devices=before.devices, settings=tuple({**before.at(), **Estate(settings=read).at()}.values()))
    found = judged(trust, seen, now)
    drift = drifted(earlier=earlier, now=found, runs=_our_runs(trust))
    not_read = {host: answer for host, answer in answers.items() if isinstance(answer, NotRead)}
    body = {
        "schools": list(schools),
        "hosts": len(answers),
        "not_read": {host: answer.model_dump(mode="json") for host, answer in not_read.items()},
        "drift": [one.model_dump(mode="json") for one in drift],
    }
    entry = trust.store.keep_readings(read, found, at=now, body=body)
    return Sweep(findings=found, drift=drift, not_read=not_read, hosts=len(answers), is_first=not earlier, entry=entry)


def _our_runs(trust: OpenTrust) -> tuple[OurRun, ...]:
    """The hosts that runs of ours changed, and when."""
    return tuple(
        OurRun(device=result.device, ended=run.ended)
        for run in map(run_of, trust.store.entries(EntryKind.RUN))
        if run.request.for_real
        for result in run.results
        if any(task.changed for task in result.tasks)
    )


def run_of(entry: Entry) -> Run:
    """The run an entry of that kind holds."""
    return Run.model_validate(entry.body["run"])


def _scripts(device: Device, settings: Settings) -> dict[str, str]:
    """Every probe that concerns the device, once, as the script to run there."""
    return {asked.probe.id: asked.probe.command(settings) for asked in _asked_of(device).values()}


def _asked_of(device: Device) -> dict[str, Control | AttributeProbe]:
    asked: dict[str, Control | AttributeProbe] = {**CONTROLS, **ATTRIBUTES}
    return {item: one for item, one in sorted(asked.items()) if device.kind in one.kinds}


def _settings(device: Device, answer: HostAnswer, now: datetime) -> Iterable[Setting]:
    for item, asked in _asked_of(device).items():
        try:
            value = asked.measure(_text(answer, asked.probe.id))
        except CannotTell as reason:
            yield Setting(device=device.id, item=item, because=str(reason), as_of=now)
        else:
            yield Setting(device=device.id, item=item, value=value, as_of=now)


def _text(answer: HostAnswer, probe: str) -> str:
    if isinstance(answer, NotRead):
        raise CannotTell(f"{answer.why.value}: {answer.says}")
    output = answer.get(probe)
    if output is None or output.text is None:
        raise CannotTell((output and output.because) or "the probe's output did not come")
    return output.text
