"""Commands to begin with: `init`, `doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.cli.speaking import BROKE, JsonOption, TrustOption, answer, opened, say
from ictops.wiring.starting import check_up, make_trust


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or is empty.")]) -> None:
    """Make a trust's folder, with a trust.yml, a standard and an exceptions.yml to make yours.

    Example: ictops init our-trust
    """
    for path in make_trust(folder):
        say(f"wrote {path}")
    say(f"Next: edit {folder / 'trust.yml'}, put each school's audit files into audits/<school>/, then: ictops audit import")


def doctor(trust: TrustOption = None, json: JsonOption = False) -> None:
    """Check that everything a run needs is here: programs, keys, host keys, secrets, the record. Changes nothing.

    Example: ictops doctor
    """
    checks = check_up(opened(trust))
    if json:
        answer([{"check": one.what, "ok": one.is_fine, "says": one.says} for one in checks])
    else:
        say(f"{'fine   ' if one.is_fine else 'MISSING'}  {one.what}: {one.says}" for one in checks)
    raise typer.Exit(0 if all(one.is_fine for one in checks) else BROKE)
