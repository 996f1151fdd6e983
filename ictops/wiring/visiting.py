"""`ictops audit visit`: the questions that a school's newest import leaves to a visit, and the sheet they are written on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ictops.adapters.report_files import write_file
from ictops.adapters.visit_sheet import visit_workbook
from ictops.audit.sources.visit import COLUMNS
from ictops.audit.visit import Ask, questions
from ictops.errors import BadInput, Fault
from ictops.estate import SchoolId
from ictops.report.visit import visit_csv, visit_rows
from ictops.wiring.reviewing import review_answers
from ictops.wiring.trust import OpenTrust


def asked(trust: OpenTrust, school: SchoolId, now: datetime) -> tuple[Ask, ...]:
    """What only a visit to the school can answer, nothing that was measured. Raises BadInput where nothing was imported."""
    (one,) = trust.schools((school,))
    imported = trust.store.import_of(one.id)
    if imported is None:
        raise BadInput(Fault(one.id, "no audit of it was imported yet", f"Run ictops audit import {one.id} first"))
    _, said = review_answers(trust, (one,), now)
    return questions(imported, {each.answer.question for each in said.declared if each.meets or each.fails})


def write_sheet(path: Path, school: SchoolId, asks: tuple[Ask, ...], now: datetime) -> None:
    """Write the sheet as the file's ending says: a workbook, or CSV. Raises BadInput for any other."""
    match path.suffix.casefold():
        case ".xlsx":
            write_file(path, visit_workbook(COLUMNS, visit_rows(asks), school, now))
        case ".csv":
            write_file(path, visit_csv(asks).encode("utf-8-sig"))
        case _:
            raise BadInput(Fault(str(path), "its ending is neither .xlsx nor .csv", "Name a file that ends with one of them"))
