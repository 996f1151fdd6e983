"""`audit diff`: two audits of one school against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.cli.speaking import DIFFERENCES, JsonOption, TrustOption, answer, busy, now, opened, say
from ictops.report.difference import difference_json, difference_page, difference_text
from ictops.wiring.comparing import compared


def diff(
    school: Annotated[str, typer.Argument(metavar="SCHOOL")],
    files: Annotated[tuple[str, str], typer.Argument(metavar="EARLIER LATER", help="Files or folders below audits/SCHOOL/.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page, too.")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Say what a later audit of a school tells otherwise than an earlier one. Ends with 3 when anything but noise differs,
    or could not be compared; what could not is said.

    Example: ictops audit diff quillford register-2025.xlsx register-2026.xlsx --html changes.html
    """
    ours = opened(trust, keys=False)
    with busy("Reading audits"):
        found = compared(ours, school, files, now())
    if html:
        html.write_text(difference_page(found, ours.folder.file.trust, now()), encoding="utf-8")
    if json:
        answer(difference_json(found))
    else:
        say(difference_text(found))
        say([f"Written: {html}"] if html else [])
    raise typer.Exit(DIFFERENCES if found.needs_a_person else 0)
