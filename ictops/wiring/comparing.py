"""`ictops audit diff`: some files of a school against others; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import AuditFile, HowToRead, Import, known_aliases, read_school
from ictops.audit.carrying import carried
from ictops.audit.differing import Difference, differ
from ictops.errors import AuditRefused, BadInput, Fault
from ictops.estate import Alias, DeviceId, SchoolId
from ictops.wiring.kinds import how_to_read
from ictops.wiring.trust import OpenTrust


def compared(trust: OpenTrust, school: str, pair: tuple[str, str], now: datetime) -> Difference:
    """What the second file or folder of the school's audits tells otherwise than the first, both read as an import reads them.

    Raises BadInput for one that is not there, AuditRefused when no file of one can be read.
    """
    ours = trust.folder.file.school(school)
    before, how = trust.store.import_of(ours.id), how_to_read(trust, ours)
    days = {source.sha256: source.describes for source in before.sources} if before else {}
    files = read_audit_files(trust.root / "audits", ours.id, today=now.date(), handed_over=days)
    chosen = [_chosen(files, ours.id, name) for name in pair]
    known = trust.store.known_devices(ours.id)
    earlier = _read(ours.id, chosen[0], known, how)
    return differ(earlier, _read(ours.id, chosen[1], {**known_aliases(earlier.devices), **known}, how))


def _chosen(files: Iterable[AuditFile], school: SchoolId, name: str) -> list[AuditFile]:
    at = f"{school}/{name.strip('/')}"
    found = [file for file in files if file.name.text == at or file.name.text.startswith((f"{at}/", f"audits/{at}"))]
    if not found:
        raise BadInput(Fault(f"audits/{at}", "there is no such audit file", f"Name a file or folder below audits/{school}/"))
    return found


def _read(school: SchoolId, files: Iterable[AuditFile], known: Mapping[Alias, DeviceId], how: HowToRead) -> Import:
    read = read_school(school, files, known, how)
    if read.refused and not read.sources:
        do = f"Run ictops audit import {school}, which says what to do about each"
        raise AuditRefused(Fault(f"audits/{file.name.text}", file.reason, do) for file in read.refused)
    return carried(None, read, how.decisions)
