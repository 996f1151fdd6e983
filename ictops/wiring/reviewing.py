"""`ictops audit review`: the newest imports and the newest findings, summed up, and written as files that people ask for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ictops.adapters.report_files import write_file, write_files
from ictops.adapters.tables_workbook import tables_workbook
from ictops.audit import Review
from ictops.errors import BadInput, Fault
from ictops.estate import School, Trust
from ictops.report import review_page
from ictops.report.answers import Answers, answers
from ictops.report.review_tables import as_cells, as_csv, review_tables
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.importing import reviewed
from ictops.wiring.observing import findings
from ictops.wiring.trust import OpenTrust


def review_answers(trust: OpenTrust, schools: tuple[School, ...], now: datetime) -> tuple[Review, Answers]:
    """The review of the schools, and what it answers with what was measured until now. Reads no host."""
    review = reviewed(trust, schools, now.date())
    ids = tuple(one.school for one in review.schools)
    devices = [device for school in ids if (one := trust.store.import_of(school)) for device in one.devices]
    towards = {id_: " ".join(clause.framework for clause in one.evidence_towards) for id_, one in CONTROLS.items()}
    by_hand = frozenset(id_ for id_, one in CONTROLS.items() if one.by_hand)
    return review, answers(review, devices, findings(trust, ids, now), towards, by_hand)


def write_review(path: Path, review: Review, said: Answers, trust: Trust, now: datetime) -> None:
    """Write the review as the path's ending says: a page, a workbook; without an ending, a folder of CSV files. Raises
    BadInput."""
    sheets = review_tables(review, said.lines, said.areas, said.declared)
    match path.suffix.casefold():
        case ".html":
            write_file(path, review_page(review, trust, now, said).encode())
        case ".xlsx":
            write_file(path, tables_workbook(((sheet[0], as_cells(sheet)) for sheet in sheets), now))
        case "":
            write_files(path, {f"{sheet[0].replace(' ', '-')}.csv": as_csv(sheet) for sheet in sheets})
        case _:
            do = "Name a file ending with .html or .xlsx, or a folder for CSV files"
            raise BadInput(Fault(str(path), f"a review is not written as {path.suffix}", do))
