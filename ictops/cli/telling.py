"""`audit facts`: where it is written what is known of a device."""

from __future__ import annotations

from typing import Annotated

import typer

from ictops.cli.speaking import JsonOption, TrustOption, answer, opened, say
from ictops.report.facts import facts_json, facts_text
from ictops.wiring.telling import known_as


def facts(
    device: Annotated[str, typer.Argument(metavar="DEVICE", help="Its id, or a serial, tag, MAC or name of it.")],
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Show where it is written what is known of a device: each fact as written and as understood, its file, place and day.

    Example: ictops audit facts quillford-pc-1a2b3c
    """
    found = known_as(opened(trust, keys=False), device)
    if json:
        answer(facts_json(found))
    else:
        say(facts_text(found))
