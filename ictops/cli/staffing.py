"""Commands about staff: `staff`, `staff forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from ictops.cli.speaking import DIFFERENCES, JsonOption, TrustOption, answer, now, opened, say
from ictops.report import staff_json, staff_text
from ictops.wiring.staffing import Forgotten, forget, staff_and_sources

app = typer.Typer(invoke_without_command=True)


@app.callback()
def staff(context: typer.Context, trust: TrustOption = None, json: JsonOption = False) -> None:
    """Say how many people the schools' staff lists have, and what a person has to settle about them; keys, never names.

    Ends with 3 when a list is not taken as the whole list of its school. Example: ictops staff
    """
    if context.invoked_subcommand:
        return
    register, sources = staff_and_sources(opened(trust, keys=False))
    if json:
        answer(staff_json(register, sources))
    else:
        say(staff_text(register, sources))
    raise typer.Exit(0 if all(one.is_whole for one in register.lists) else DIFFERENCES)


@app.command("forget")
def forget_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of somebody who is on no list any more.")],
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Take somebody who is on no list any more out of the trust's store, for good.

    Example: ictops staff forget st-k7q2mzd4ne
    """
    forgotten: Forgotten = forget(opened(trust), key, now())
    if json:
        answer({"forgotten": key, "files": list(forgotten.files), "elsewhere": list(forgotten.elsewhere)})
        return
    say(f"Forgotten: {key}. The record keeps the key, and nothing that says whose it was.")
    say(f"  {file} still has the row: take it out of audits/ when you no longer need it" for file in forgotten.files)
    say(f"  {place}" for place in forgotten.elsewhere)
