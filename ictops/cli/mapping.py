"""Commands about how audits are read: `audit kinds`, `audit map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.cli.speaking import JsonOption, TrustOption, answer, now, opened, say
from ictops.errors import BadInput, Fault
from ictops.wiring import kinds as wiring


def kinds(trust: TrustOption = None, json: JsonOption = False) -> None:
    """List the kinds of source that are read, the trust's own mappings among them: the words for --as.

    Example: ictops audit kinds
    """
    found = wiring.readers(opened(trust, keys=False))
    if json:
        answer(
            [{"kind": one.kind, "title": one.title, "formats": list(one.formats), "basis": one.basis.value} for one in found]
        )
    else:
        width = max(len(one.kind) for one in found)
        say(f"{one.kind.ljust(width)}  {one.title} ({', '.join(one.formats)}; {one.basis.value})" for one in found)


def map_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A register that no reader knows.", exists=True, dir_okay=False)],
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The sheet; else the largest table.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there instead of showing it.")] = None,
    trust: TrustOption = None,
) -> None:
    """Propose a mapping for a table that no reader knows: its columns, our best guess of each, how full they are.

    It shows the forms of values and never a value. Correct it, and put it into mappings/ of the trust's folder.

    Example: ictops audit map audits/quillford/kit.csv --out mappings/kit.yml
    """
    text = wiring.proposed(opened(trust, keys=False), file, sheet, now().date())
    if out is None:
        say(text)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            with out.open("x", encoding="utf-8") as written:
                written.write(text)
        except FileExistsError:
            raise BadInput(Fault(str(out), "it is there already", "Name another file, or take that one away")) from None
        say(f"Proposed in {out}. Correct it, and import again.")
