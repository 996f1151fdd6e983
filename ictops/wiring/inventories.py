"""`ictops inventory`: the schools' Ansible inventories, generated from what was imported and what the standard says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from ictops.adapters.inventory_ansible import check_with_ansible
from ictops.adapters.inventory_files import Written, hash_of_school, read_school, write_school
from ictops.compliance import settings_instead
from ictops.errors import Fault, InventoryRefused, Refused, gather
from ictops.estate import DeviceId, SchoolId
from ictops.evidence import EntryKind
from ictops.inventory import Connection, Inventory, MadeFrom, SchoolAudit, generate, hash_of
from ictops.standard.standard import Standard
from ictops.wiring.locks import school_to_ourselves
from ictops.wiring.staffing import staff_hash
from ictops.wiring.trust import OpenTrust, content_folder


@dataclass(frozen=True, kw_only=True)
class Generated:
    """A school's inventory and where it was written."""

    inventory: Inventory
    written: Written


def standard_told(trust: OpenTrust, school: SchoolId, now: datetime) -> Standard:
    """The standard as the school's hosts are told it: with the inputs that its live exceptions put in place."""
    return trust.folder.standard.told_instead(school, settings_instead(trust.folder.exemptions, school, now.date()))


def generate_inventories(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime) -> tuple[Generated, ...]:
    """Generate and write the inventory of each school. Raises InventoryRefused with the faults of all of them, writing none."""
    faults: list[Fault] = []
    standard = _standard_hash(trust)
    made = [gather(faults, partial(_generate, trust, school, now)) for school in schools]
    if faults:
        raise InventoryRefused(faults)
    return tuple(_write(trust, *one, standard, now) for one in made if one)


def check_inventories(made: tuple[Generated, ...]) -> None:
    """Raise InventoryRefused unless Ansible's own loader sees exactly what was meant, in each school's folder."""
    faults: list[Fault] = []
    for one in made:
        gather(faults, partial(check_with_ansible, one.written.folder, one.inventory))
    if faults:
        raise InventoryRefused(faults)


def _write(trust: OpenTrust, inventory: Inventory, sources: tuple[str, ...], standard: str, now: datetime) -> Generated:
    with school_to_ourselves(trust, inventory.school):
        written = write_school(_schools(trust), inventory, MadeFrom(standard=standard, sources=sources))
        body = {
            "sha256": hash_of(inventory),
            "hosts": [host.id for host in inventory.hosts],
            "withheld": {withheld.device: withheld.because for withheld in inventory.withheld},
        }
        trust.store.append(EntryKind.INVENTORY, at=now, school=inventory.school, body=body)
    return Generated(inventory=inventory, written=written)


def addresses_of(trust: OpenTrust, school: SchoolId) -> dict[DeviceId, str]:
    """Host to address, as the school's inventory has them. Raises InventoryRefused when it is missing or was edited."""
    hosts = read_school(_schools(trust) / school).hosts
    return {host: str(hosts[host].variables["ansible_host"]) for host in sorted(hosts)}


def pinned_hash(trust: OpenTrust, school: SchoolId, now: datetime) -> str:
    """One hash over everything that would run at the school: its inventory, all roles and playbooks, and what would be told
    of staff.

    Raises Refused when the inventory is not what the audits, the standard and the exceptions would make today.
    """
    inventory = hash_of_school(_schools(trust) / school)
    if inventory != hash_of(_generate(trust, school, now)[0]):
        what = "its inventory is older than its audit, the standard or an exception that began or ended"
        raise Refused(Fault(school, what, f"ictops inventory {school}, then read and plan again"))
    total = hashlib.sha256(f"{inventory}{staff_hash(trust, school)}".encode())
    content = content_folder()
    for part in ("roles", "playbooks"):
        for path in sorted((content / part).rglob("*")):
            if path.is_file() and not {"__pycache__", "molecule"} & set(path.relative_to(content).parts):
                total.update(f"\n{path.relative_to(content).as_posix()} ".encode())
                total.update(hashlib.sha256(path.read_bytes()).hexdigest().encode())
    return total.hexdigest()


def _standard_hash(trust: OpenTrust) -> str:
    standard = trust.folder.standard.model_dump_json() + "".join(one.model_dump_json() for one in trust.folder.exemptions)
    return hashlib.sha256(standard.encode()).hexdigest()


def _schools(trust: OpenTrust) -> Path:
    return trust.root / "schools"


def _generate(trust: OpenTrust, school: SchoolId, now: datetime) -> tuple[Inventory, tuple[str, ...]]:
    """The inventory, and the hashes of the audit files that it rests on."""
    imported = trust.store.audited(school)
    if imported is None:
        raise InventoryRefused(Fault(school, "no audit of this school was imported", f"ictops audit import {school}"))
    audited = SchoolAudit(school=school, devices=imported.devices, conflicts=imported.conflicts)
    connection = trust.folder.file.connection
    told, account = standard_told(trust, school, now), Connection(user=connection.user, port=connection.port)
    return generate(audited, told, trust.roles, account), tuple(sorted(source.sha256 for source in imported.sources))
