"""Commands that show: `report`, `log`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.cli.speaking import JsonOption, TrustOption, answer, now, opened, say
from ictops.errors import StoreBroken
from ictops.report import log_text, summary_text
from ictops.wiring.reporting import write_report


def report(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where to write. By default .ictops/report.")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Write the report: one page for the trust, one a school, and the same as CSV and JSON.

    Example: ictops report --out /srv/www/ict
    """
    ours = opened(trust)
    data, written = write_report(ours, out or ours.state / "report", now())
    if json:
        answer({"files": [str(path) for path in written]})
    else:
        say([*summary_text(data), "", f"{len(written)} files written. Open {written[0]}"])


def log(
    verify: Annotated[bool, typer.Option("--verify", help="Check that nothing in the record was changed.")] = False,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Show the record, oldest first; with --verify, check that nothing in it was changed.

    Example: ictops log --verify
    """
    store = opened(trust, keys=False).store
    entries = store.entries()
    if json:
        answer([entry.model_dump(mode="json") for entry in entries])
    else:
        say(log_text(entries))
    if verify and (faults := store.faults()):
        raise StoreBroken(faults)
    if verify and not json:
        head = entries[-1].hash if entries else "none"
        say(
            f"{len(entries)} entries, each following from the one before; what was read and imported is unchanged. Head: {head}"
        )
