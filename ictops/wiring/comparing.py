"""`ictops audit diff`: some files of a school against others; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import AuditFile, Import, known_aliases, read_school
from ictops.audit.differing import Difference, differ
from ictops.errors import AuditRefused, BadInput, Fault
from ictops.estate import Alias, DeviceId, SchoolId
from ictops.wiring.trust import OpenTrust


def compared(trust: OpenTrust, school: str, pair: tuple[str, str], now: datetime) -> Difference:
    """What the second file or folder of the school's audits tells otherwise than the first.

    Raises BadInput for one that is not there, AuditRefused for files that cannot be read.
    """
    ours = trust.folder.file.school(school).id
    files = read_audit_files(trust.root / "audits", ours, today=now.date())
    chosen = [_chosen(files, ours, name) for name in pair]
    known = trust.store.known_devices(ours)
    earlier = _read(ours, chosen[0], known)
    return differ(earlier, _read(ours, chosen[1], {**known_aliases(earlier.devices), **known}))


def _chosen(files: Iterable[AuditFile], school: SchoolId, name: str) -> list[AuditFile]:
    at = f"{school}/{name.strip('/')}"
    found = [file for file in files if file.name.text == at or file.name.text.startswith((f"{at}/", f"audits/{at}"))]
    if not found:
        raise BadInput(Fault(f"audits/{at}", "there is no such audit file", f"Name a file or folder below audits/{school}/"))
    return found


def _read(school: SchoolId, files: Iterable[AuditFile], known: Mapping[Alias, DeviceId]) -> Import:
    read = read_school(school, files, known)
    if read.refused:
        do = f"Run ictops audit import {school}, which says what to do about each"
        raise AuditRefused(Fault(f"audits/{file.name.text}", file.reason, do) for file in read.refused)
    return read
