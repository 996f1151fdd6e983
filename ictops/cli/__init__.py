"""The commands: words in, one function called, an exit number out (0 fine, 1 it broke, 2 usage, 3 differences, 4 refused)."""

from __future__ import annotations

import sys

import typer

from ictops.cli import auditing, changing, looking, reporting, starting
from ictops.cli.speaking import complain
from ictops.errors import IctopsError

app = typer.Typer(
    help="Bring the schools of a trust onto one ICT standard, and show where each stands.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(auditing.app, name="audit")
for command in (
    starting.init, looking.inventory, looking.gaps, looking.drift, changing.plan, changing.approve, changing.apply,
    reporting.report, reporting.log, starting.doctor,
):  # fmt: skip
    app.command()(command)


def main() -> None:
    """Run the command that was given, and end with its exit number."""
    try:
        app()
    except IctopsError as error:
        complain(*map(str, error.faults))
        sys.exit(error.exit_number)
    except KeyboardInterrupt:
        complain("Stopped. What was read or changed until now is on record; ictops log shows it.")
        sys.exit(1)
