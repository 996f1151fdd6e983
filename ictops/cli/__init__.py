"""The commands: words in, one function called, an exit number out (0 fine, 1 it broke, 2 usage, 3 differences, 4 refused)."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from ictops import __version__
from ictops.cli import (
    auditing,
    changing,
    differing,
    looking,
    mapping,
    reporting,
    settling,
    staffing,
    starting,
    telling,
    visiting,
)
from ictops.cli.speaking import complain, say
from ictops.errors import IctopsError

app = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(starting.init)
app.add_typer(auditing.app, name="audit")
app.add_typer(staffing.app, name="staff")
auditing.app.command()(differing.diff)
auditing.app.command()(visiting.visit)
auditing.app.command()(telling.facts)
auditing.app.command()(mapping.kinds)
auditing.app.command("map")(mapping.map_)
auditing.app.command()(settling.settle)
auditing.app.command()(settling.gone)
auditing.app.command()(settling.moved)
for command in (
    looking.inventory, looking.gaps, looking.drift, changing.plan, changing.approve, changing.apply,
    changing.undo, reporting.report, reporting.log, starting.doctor,
):  # fmt: skip
    app.command()(command)


@app.callback()
def words(
    version: Annotated[bool, typer.Option("--version", help="Say which ictops this is.", is_eager=True)] = False,
) -> None:
    """Bring the schools of a trust onto one ICT standard, and show where each stands."""
    if version:
        say(f"ictops {__version__}")
        raise typer.Exit


class Stopped(BaseException):
    """Ctrl-C: not a KeyboardInterrupt, which Typer would take for itself and end with a number of its own."""


def main() -> None:
    """Run the command that was given, and end with its exit number."""
    signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except IctopsError as error:
        complain(*map(str, error.faults))
        sys.exit(error.exit_number)
    except OSError as error:
        complain(f"{error.filename or 'ictops'}: {error.strerror or error}. See that it is there and may be used.")
        sys.exit(1)
    except Stopped:
        complain("Stopped. What was read or changed until now is on record; ictops log shows it.")
        sys.exit(1)


def _stop(_number: int, _frame: object) -> None:
    raise Stopped
