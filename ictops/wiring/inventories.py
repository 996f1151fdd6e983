"""`ictops inventory`: the schools' Ansible inventories, generated from what was imported and what the standard says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ictops.adapters.inventory_files import Written, hash_of_school, read_school, write_school
from ictops.compliance import settings_instead
from ictops.errors import Fault, InventoryRefused
from ictops.estate import DeviceId, SchoolId
from ictops.evidence import EntryKind
from ictops.inventory import Connection, Inventory, MadeFrom, SchoolAudit, generate
from ictops.standard.standard import Standard
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
    """Generate and write the inventory of each school. Raises InventoryRefused with the faults of all of them."""
    made = [_generate(trust, school, now) for school in schools]
    written = tuple(
        Generated(inventory=one, written=write_school(_schools(trust), one, _made_from(trust, one.school))) for one in made
    )
    for one in written:
        body = {
            "sha256": hash_of_school(one.written.folder),
            "hosts": [host.id for host in one.inventory.hosts],
            "withheld": {withheld.device: withheld.because for withheld in one.inventory.withheld},
        }
        trust.store.append(EntryKind.INVENTORY, at=now, school=one.inventory.school, body=body)
    return written


def addresses_of(trust: OpenTrust, school: SchoolId) -> dict[DeviceId, str]:
    """Host to address, as the school's inventory has them. Raises InventoryRefused when it is missing or was edited."""
    hosts = read_school(_schools(trust) / school).hosts
    return {host: str(hosts[host].variables["ansible_host"]) for host in sorted(hosts)}


def pinned_hash(trust: OpenTrust, school: SchoolId) -> str:
    """One hash over everything that would run at the school: its inventory, and all roles and playbooks."""
    total = hashlib.sha256(hash_of_school(_schools(trust) / school).encode())
    content = content_folder()
    for part in ("roles", "playbooks"):
        for path in sorted((content / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(f"\n{path.relative_to(content).as_posix()} ".encode())
                total.update(hashlib.sha256(path.read_bytes()).hexdigest().encode())
    return total.hexdigest()


def _made_from(trust: OpenTrust, school: SchoolId) -> MadeFrom:
    standard = trust.folder.standard.model_dump_json() + "".join(one.model_dump_json() for one in trust.folder.exemptions)
    sources = (source.sha256 for imported in trust.store.imports() if imported.school == school for source in imported.sources)
    return MadeFrom(standard=hashlib.sha256(standard.encode()).hexdigest(), sources=tuple(sorted(sources)))


def _schools(trust: OpenTrust) -> Path:
    return trust.root / "schools"


def _generate(trust: OpenTrust, school: SchoolId, now: datetime) -> Inventory:
    imported = next((one for one in trust.store.imports() if one.school == school), None)
    if imported is None:
        raise InventoryRefused(Fault(school, "no audit of this school was imported", f"ictops audit import {school}"))
    audited = SchoolAudit(school=school, devices=imported.devices, conflicts=imported.conflicts)
    connection = trust.folder.file.connection
    return generate(
        audited, standard_told(trust, school, now), trust.roles, Connection(user=connection.user, port=connection.port)
    )
