"""`audit visit`: the sheet to take along to a school."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.cli.speaking import JsonOption, TrustOption, answer, now, opened, say
from ictops.report.visit import visit_json, visit_text
from ictops.wiring.visiting import asked, write_sheet


def visit(
    school: Annotated[str, typer.Argument(metavar="SCHOOL")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the sheet to print and fill in: .xlsx or .csv.")
    ] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """List what only a visit to a school can answer. Filled in, the sheet is imported from audits/SCHOOL/ like any file.

    Example: ictops audit visit quillford --out visit-quillford.xlsx
    """
    ours = opened(trust, keys=False)
    asks = asked(ours, school, now())
    if out:
        write_sheet(out, school, asks, now())
    if json:
        answer(visit_json(school, asks))
    else:
        say(visit_text(school, asks))
        say([f"Written: {out}"] if out else [])
