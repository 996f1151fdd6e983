"""`ictops report`: everything on record about the trust, gathered for the pages, and the pages written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ictops.adapters.report_files import write_files
from ictops.compliance import Drift
from ictops.estate import SchoolId
from ictops.evidence import EntryKind
from ictops.report import (
    ControlText,
    Head,
    ReportData,
    RunRecord,
    as_json,
    changes_csv,
    findings_csv,
    review_page,
    school_file,
    school_page,
    trust_page,
)
from ictops.report.answers import Answers
from ictops.report.growth import growth
from ictops.report.nouns import Retired
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.storage import SPACE
from ictops.wiring.importing import reviewed
from ictops.wiring.inventories import standard_told
from ictops.wiring.observing import findings, managed_devices, standing_drift
from ictops.wiring.reviewing import review_answers
from ictops.wiring.run_records import run_records
from ictops.wiring.trust import OpenTrust


def report_data(
    trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime, drift: Iterable[Drift] | None = None
) -> ReportData:
    """What the record says of the schools as of now. `drift`: what to show as drifting; by default all that still is."""
    found = findings(trust, schools, now)
    entries = trust.store.entries()
    named = frozenset(schools)
    sites = tuple(school for school in trust.folder.file.schools if school.id in named)
    return ReportData(
        trust=trust.folder.file.trust.model_copy(update={"schools": sites}),
        as_of=now,
        controls=tuple(ControlText.of(CONTROLS[one]) for one in sorted(CONTROLS)),
        devices=tuple(d for school in schools if (one := trust.store.import_of(school)) for d in one.devices),
        findings=found,
        runs=tuple(one for one in run_records(trust, entries) if one.run.request.school in named),
        exceptions=tuple(one for one in trust.folder.exemptions if one.school in named),
        drift=standing_drift(trust, found) if drift is None else tuple(drift),
        space=growth(trust.store.readings(SPACE.name)),
        retired=tuple(_retired(trust, schools, now)),
        review=reviewed(trust, sites, now.date()),
        evidence=Head(sequence=entries[-1].sequence, hash=entries[-1].hash) if entries else None,
    )


def _retired(trust: OpenTrust, schools: tuple[SchoolId, ...], now: datetime) -> Iterator[Retired]:
    """The shares on their way out, host by host, as the hosts are told them."""
    told = {school: standard_told(trust, school, now) for school in schools}
    for device in managed_devices(trust, schools):
        inputs = told[device.school].settings_for(device.school, device.kind)
        for share in inputs.get("network_storage_retired") or ():
            yield Retired(device=device.id, share=share["name"], step=share["step"])


def write_report(trust: OpenTrust, folder: Path, now: datetime) -> tuple[ReportData, tuple[Path, ...]]:
    """Write the trust's page, a page a school, CSV and JSON into the folder. Gives what they say, and where they lie."""
    data = report_data(trust, tuple(school.id for school in trust.folder.file.schools), now)
    _, answers = review_answers(trust, trust.folder.file.schools, now)
    written = write_files(folder, _files(data, answers))
    hashes = {path.name: digest for path, digest in written.items()}
    trust.store.append(EntryKind.REPORT, at=now, school=None, body={"files": hashes})
    return data, tuple(written)


def run_record(trust: OpenTrust, run: str) -> RunRecord:
    """The run of that id, with its approval and what was read after it."""
    return next(one for one in reversed([*run_records(trust, trust.store.entries())]) if one.run.request.id == run)


def _files(data: ReportData, answers: Answers) -> dict[str, str]:
    pages = {school_file(school): school_page(data, school) for school in data.trust.schools}
    tables = {"findings.csv": findings_csv(data), "changes.csv": changes_csv(data), "report.json": as_json(data)}
    review = {"review.html": review_page(data.review, data.trust, data.as_of, answers)} if data.review else {}
    return {"index.html": trust_page(data), **pages, **review, **tables}
