"""What is there, what should be, and what the difference is: from the record alone, or after reading the hosts again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from ictops.compliance import Drift, Finding, as_planned, compare, standing
from ictops.errors import BadInput
from ictops.estate import Device, DeviceId, Estate, SchoolId, Setting
from ictops.evidence import EntryKind
from ictops.inventory.from_audit import audited_text
from ictops.inventory.platforms import is_windows
from ictops.standard import Control, Settings
from ictops.standard.catalogue import ATTRIBUTES, CONTROLS, GIVEN
from ictops.standard.catalogue.print_words import PLACE
from ictops.standard.control import AttributeProbe
from ictops.standard.intended import intended_estate
from ictops.standard.standard import MANAGED_KINDS, Standard
from ictops.wiring.inventories import standard_told
from ictops.wiring.runs import our_runs
from ictops.wiring.staffing import staff_settings
from ictops.wiring.trust import OpenTrust

NOT_READ_YET = "Windows hosts are not read yet (docs/windows.md)"


def observed(trust: OpenTrust, schools: Iterable[SchoolId], now: datetime) -> Estate:
    """The schools' managed hosts with the newest setting of each item.

    What is withheld from the inventory now, or was asked otherwise than it would be asked today, is unknown with that
    reason, whatever was read before.
    """
    schools = tuple(schools)
    devices = managed_devices(trust, schools)
    told = {school: standard_told(trust, school, now) for school in schools}
    asked = {device.id: _asked(device, told[device.school]) for device in devices}
    read = {
        (setting.device, setting.item): _unless_outdated(setting, asked[setting.device])
        for setting in trust.store.latest_settings()
        if setting.device in asked
    }
    settled = {**read, **_not_read_yet(devices), **_withheld(trust, devices)}
    return Estate(devices=devices, settings=(*settled.values(), *staff_settings(trust, devices), *_places(devices)))


def _places(devices: Iterable[Device]) -> tuple[Setting, ...]:
    """Where the audits say each print server stands, as its inventory is told it."""
    return tuple(
        Setting(device=device.id, item=PLACE, value=audited_text(device, "print_queues_location"))
        for device in devices
        if device.kind in GIVEN[PLACE]
    )


def _asked(device: Device, told: Standard) -> dict[str, str]:
    """Item to the hash of the script that would ask for it today."""
    scripts = scripts_for(device, told.settings_for(device.school, device.kind))
    hashes = {probe: hashlib.sha256(script.encode()).hexdigest()[:16] for probe, script in scripts.items()}
    return {item: hashes[one.probe.id] for item, one in asked_of(device).items()}


def _unless_outdated(setting: Setting, asked: Mapping[str, str]) -> Setting:
    if setting.value is None or setting.asked == asked.get(setting.item):
        return setting
    because = "read before the standard changed what is asked: run ictops drift"
    return setting.model_copy(update={"value": None, "because": because})


def _not_read_yet(devices: Iterable[Device]) -> Mapping[tuple[DeviceId, str], Setting]:
    """Each item that would be asked of a Windows host, were there a probe that it understands."""
    return {
        (device.id, item): Setting(device=device.id, item=item, because=NOT_READ_YET)
        for device in devices
        if is_windows(device)
        for item in asked_of(device)
    }


def _withheld(trust: OpenTrust, devices: Iterable[Device]) -> Mapping[tuple[DeviceId, str], Setting]:
    """For each device that the newest inventories withhold, and each item asked of it, the reason why nobody can tell."""
    reasons: dict[DeviceId, str] = {}
    for entry in trust.store.entries(EntryKind.INVENTORY):
        reasons = {device: why for device, why in reasons.items() if device not in entry.body["hosts"]} | entry.body["withheld"]
    return {
        (device.id, item): Setting(device=device.id, item=item, because=f"withheld from the inventory: {reasons[device.id]}")
        for device in devices
        if device.id in reasons
        for item in asked_of(device)
    }


def managed_devices(trust: OpenTrust, schools: Iterable[SchoolId]) -> tuple[Device, ...]:
    """Every device of a managed kind that the audits know, those withheld from the inventory included: unread is unknown."""
    imports = (imported for school in schools if (imported := trust.store.import_of(school)))
    return tuple(device for imported in imports for device in imported.devices if device.kind in MANAGED_KINDS)


def judged(trust: OpenTrust, seen: Estate, now: datetime) -> tuple[Finding, ...]:
    """The findings over an observed estate, against the trust's standard and exceptions as of now. Raises BadInput where hosts
    were read and the standard is not whole: without its keys it would ask less of them."""
    if trust.folder.without_keys and trust.store.entries(EntryKind.READING):
        raise BadInput(trust.folder.without_keys)
    return compare(
        observed=seen,
        intended=intended_estate(seen, trust.folder.standard, CONTROLS.values()),
        controls=CONTROLS.values(),
        exemptions=trust.folder.exemptions,
        today=now.date(),
    )


def findings_as_told(trust: OpenTrust, school: SchoolId, now: datetime) -> tuple[Finding, ...]:
    """What the record says of one school, against what its hosts are really told: the standard, with what exceptions put in
    its place, and no excuse. A run brings hosts to this, so plans are made and verified against it: without the controls that
    no role puts right, which people and time move, and without what a role leaves to people of the others."""
    ours = [control for control in CONTROLS.values() if not control.by_hand]
    seen = observed(trust, [school], now)
    intended = intended_estate(seen, standard_told(trust, school, now), ours)
    found = compare(observed=seen, intended=intended, controls=ours, exemptions=(), today=now.date())
    return tuple(map(as_planned, found))


def findings(trust: OpenTrust, schools: Iterable[SchoolId], now: datetime) -> tuple[Finding, ...]:
    """What the record says today, without reading anything."""
    return judged(trust, observed(trust, schools, now), now)


def standing_drift(trust: OpenTrust, found: Iterable[Finding]) -> tuple[Drift, ...]:
    """What drifted and has not come back, nor is a gap again because we took back what put it right."""
    seen = (Drift.model_validate(one) for entry in trust.store.entries(EntryKind.READING) for one in entry.body["drift"])
    return standing(seen, found, our_runs(trust))


def scripts_for(device: Device, settings: Settings) -> dict[str, str]:
    """Every probe that concerns the device, once, as the script to run there."""
    return {asked.probe.id: asked.probe.command(settings) for asked in asked_of(device).values()}


def asked_of(device: Device) -> dict[str, Control | AttributeProbe]:
    asked: dict[str, Control | AttributeProbe] = {**CONTROLS, **ATTRIBUTES}
    return {item: one for item, one in sorted(asked.items()) if device.kind in one.kinds}
