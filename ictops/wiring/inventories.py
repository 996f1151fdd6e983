"""`ictops inventory`: the schools' Ansible inventories, generated from what was imported and what the standard says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import ictops
from ictops.adapters.inventory_ansible import check_with_ansible
from ictops.adapters.inventory_files import hash_of_school, lies_as_written, read_school, write_school
from ictops.compliance import settings_instead
from ictops.errors import Fault, InventoryRefused, Refused, gather
from ictops.estate import DeviceId, SchoolId
from ictops.evidence import Entry, EntryKind
from ictops.inventory import (
    Connection,
    Inputs,
    Inventory,
    MadeFrom,
    SchoolAudit,
    Withheld,
    generate,
    hash_of,
    roles_hash,
    told_hash,
)
from ictops.standard.standard import Standard
from ictops.wiring.locks import school_to_ourselves
from ictops.wiring.staffing import staff_hash
from ictops.wiring.trust import OpenTrust, content_folder


@dataclass(frozen=True, kw_only=True)
class Generated:
    """The hosts of a school's inventory, the devices withheld from it, and where it was written."""

    school: SchoolId
    hosts: tuple[DeviceId, ...]
    withheld: tuple[Withheld, ...]
    folder: Path
    changed: tuple[str, ...]
    """the paths in the folder that are new, other than before, or gone"""


@dataclass(frozen=True, kw_only=True)
class _Made:
    """An inventory before it is written, and what it was made from."""

    inventory: Inventory
    made_from: MadeFrom


def standard_told(trust: OpenTrust, school: SchoolId, now: datetime) -> Standard:
    """The standard as the school's hosts are told it: with the inputs that its live exceptions put in place."""
    return trust.folder.standard.told_instead(school, settings_instead(trust.folder.exemptions, school, now.date()))


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Of some schools those whose audits were imported, and a fault for each of the others."""

    imported: tuple[SchoolId, ...]
    faults: tuple[Fault, ...]


def choose(trust: OpenTrust, schools: tuple[SchoolId, ...]) -> Chosen:
    """Sort out the schools that an inventory can be made for. Raises InventoryRefused when there is none."""
    imported = trust.store.newest(EntryKind.IMPORT)
    faults = tuple(_not_imported(school) for school in schools if school not in imported)
    if len(faults) == len(schools):
        raise InventoryRefused(faults)
    return Chosen(imported=tuple(school for school in schools if school in imported), faults=faults)


def _not_imported(school: SchoolId) -> Fault:
    return Fault(school, "no audit of this school was imported", f"ictops audit import {school}")


def generate_inventories(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime) -> tuple[Generated, ...]:
    """Bring the inventory of each school up to date. One whose inputs are those of the last time, and that lies as it was
    written then, is left alone. Raises InventoryRefused with the faults of all the others, writing none."""
    inputs, last = _inputs(trust, schools, now), trust.store.newest(EntryKind.INVENTORY)
    stands = {school: _unchanged(trust, inputs.get(school), last.get(school)) for school in schools}
    faults: list[Fault] = []
    new = [school for school in schools if not stands[school]]
    made = {school: one for school in new if (one := gather(faults, partial(_generate, trust, school, now)))}
    if faults:
        raise InventoryRefused(faults)
    return tuple(stands[school] or _write(trust, made[school], inputs.get(school), now) for school in schools)


def check_inventories(trust: OpenTrust, made: tuple[Generated, ...], now: datetime) -> None:
    """Raise InventoryRefused unless Ansible's own loader sees exactly what is meant, in each school's folder. What is meant is
    worked out anew, also for a school whose inventory was left alone."""
    faults: list[Fault] = []
    for one in made:
        gather(faults, partial(_check, trust, one, now))
    if faults:
        raise InventoryRefused(faults)


def _check(trust: OpenTrust, made: Generated, now: datetime) -> None:
    check_with_ansible(made.folder, _generate(trust, made.school, now).inventory)


def _inputs(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime) -> dict[SchoolId, str]:
    """The digest of what each inventory would be made from, without reading any audit: the record's seal stands for it. To be
    asked for before anything is generated: an import that comes between then makes it again, and never too seldom."""
    seals = {
        school: seal for school, entry in trust.store.newest(EntryKind.IMPORT).items() if (seal := entry.body.get("sha256"))
    }
    roles, connection, program = roles_hash(trust.roles), _connection(trust), _program()
    return {
        school: Inputs(
            school=school,
            audit=seals[school],
            told=told_hash(school, standard_told(trust, school, now)),
            roles=roles,
            connection=connection,
            program=program,
        ).digest()
        for school in schools
        if school in seals
    }


def _unchanged(trust: OpenTrust, inputs: str | None, last: Entry | None) -> Generated | None:
    """The school's inventory as the record tells of it, when it would be made from the same, and its folder is byte for byte
    what was written. None in any doubt: generating and writing it again then finds what is the matter."""
    if inputs is None or last is None or last.body.get("inputs") != inputs or last.school is None:
        return None
    folder, body = _schools(trust) / last.school, last.body
    if not lies_as_written(folder, body.get("folder", "")):
        return None
    withheld = tuple(Withheld(device=device, because=because) for device, because in body["withheld"].items())
    return Generated(school=last.school, hosts=tuple(body["hosts"]), withheld=withheld, folder=folder, changed=())


def _write(trust: OpenTrust, made: _Made, inputs: str | None, now: datetime) -> Generated:
    """Write the inventory, and into the record what it is, what it was made from, and what then lies in its folder."""
    inventory = made.inventory
    hosts = tuple(host.id for host in inventory.hosts)
    with school_to_ourselves(trust, inventory.school):
        written = write_school(_schools(trust), inventory, made.made_from)
        body = {
            "sha256": written.sha256,
            "inputs": inputs,
            "folder": written.whole,
            "hosts": list(hosts),
            "withheld": {withheld.device: withheld.because for withheld in inventory.withheld},
        }
        trust.store.append(EntryKind.INVENTORY, at=now, school=inventory.school, body=body)
    return Generated(
        school=inventory.school,
        hosts=hosts,
        withheld=inventory.withheld,
        folder=written.folder,
        changed=written.changed,
    )


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
    if inventory != hash_of(_generate(trust, school, now).inventory):
        what = "its inventory is older than its audit, the standard or an exception that began or ended"
        raise Refused(Fault(school, what, f"ictops inventory {school}, then read and plan again"))
    total = hashlib.sha256(f"{inventory}{staff_hash(trust, school)}".encode())
    content = content_folder()
    for part in ("roles", "playbooks"):
        for path in sorted((content / part).rglob("*")):
            if path.is_file() and not {"__pycache__", "molecule"} & set(path.relative_to(content).parts):
                total.update(_line(path, content))
    return total.hexdigest()


def _program() -> str:
    """The hash of ictops itself, all of its code: in a checkout that changes, and the version stays."""
    total, package = hashlib.sha256(ictops.__version__.encode()), Path(ictops.__file__).parent
    for path in sorted(package.rglob("*.py")):
        total.update(_line(path, package))
    return total.hexdigest()


def _line(path: Path, root: Path) -> bytes:
    return f"\n{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode()


def _schools(trust: OpenTrust) -> Path:
    return trust.root / "schools"


def _connection(trust: OpenTrust) -> Connection:
    written = trust.folder.file.connection
    return Connection(user=written.user, port=written.port)


def _generate(trust: OpenTrust, school: SchoolId, now: datetime) -> _Made:
    imported = trust.store.audited(school)
    if imported is None:
        raise InventoryRefused(_not_imported(school))
    audited = SchoolAudit(school=school, devices=imported.devices, conflicts=imported.conflicts)
    told = standard_told(trust, school, now)
    sources = tuple(sorted(source.sha256 for source in imported.sources))
    return _Made(
        inventory=generate(audited, told, trust.roles, _connection(trust)),
        made_from=MadeFrom(standard=told_hash(school, told), sources=sources),
    )
