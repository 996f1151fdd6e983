"""Commands about audits: `audit import`, `audit review`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ictops.audit import Import
from ictops.cli.speaking import DIFFERENCES, JsonOption, SchoolsArgument, TrustOption, answer, busy, complain, now, opened, say
from ictops.report import import_text, review_json, review_text, taken_text
from ictops.wiring.importing import Imported, import_audits
from ictops.wiring.kinds import name_kinds
from ictops.wiring.reviewing import review_answers, write_review
from ictops.wiring.trust import OpenTrust

app = typer.Typer(help="Read the audits that were handed over, and say what is in them.", no_args_is_help=True)


@app.command("import")
def import_(
    schools: SchoolsArgument = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--as", metavar="FILE=KIND", help="What kind of source a file is. It is kept.")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")] = "",
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Read every file of audits/<school>/ into facts. Says where every row went; ends with 3 when any needs a person.

    A file that may be several things is asked about: answer with --as, and the answer holds for these bytes from then on.

    Example: ictops audit import quillford --as printers.csv=register --by "A. Example"
    """
    ours = opened(trust, keys=False)
    if kinds:
        name_kinds(ours, ours.schools(tuple(schools or ())), kinds, by, now())
    with busy("Reading audits"):
        imported = import_audits(ours, ours.schools(tuple(schools or ())), now(), processes=os.cpu_count() or 1)
    if json:
        answer([_import_json(one.read, imported) for one in imported.schools])
    else:
        for one in imported.schools:
            say(import_text(one.read, one.devices))
        say(taken_text(imported.staff))
    complain(*map(str, imported.no_files))
    needs_someone = bool(imported.no_files) or any(
        one.read.rejects or one.read.conflicts or one.read.shared or one.read.refused for one in imported.schools
    )
    raise typer.Exit(DIFFERENCES if needs_someone or any(one.asked for one in imported.staff.counts) else 0)


def read_again(trust: OpenTrust, schools: tuple[str, ...]) -> None:
    """Import schools anew after a decision, and say what still needs a person there."""
    with busy("Reading audits"):
        imported = import_audits(trust, trust.schools(schools), now())
    for one in imported.schools:
        say(f"{one.read.school}: {len(one.read.conflicts)} contradictions left, {len(one.read.settled)} settled.")
    complain(*map(str, imported.no_files))


_IN_JSON = {
    "school",
    "counts",
    "chosen",
    "notes",
    "rejects",
    "refused",
    "doubts",
    "left_out",
    "conflicts",
    "shared",
    "in_no_file",
}


def _import_json(one: Import, imported: Imported) -> dict[str, object]:
    told = one.model_dump(mode="json", include=_IN_JSON)
    return {**told, "staff": [count.model_dump(mode="json") for count in imported.staff.counts if count.school == one.school]}


@app.command()
def review(
    schools: SchoolsArgument = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out", metavar="FILE", help="Write it, too: a page (.html), a workbook (.xlsx), or a folder of CSV files."
        ),
    ] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Say what there is, whether it meets the standard, whether it can be made to, what contradicts, what nobody knows.

    Example: ictops audit review --out review.html --out review.xlsx
    """
    ours = opened(trust, keys=False)
    found, answered = review_answers(ours, ours.schools(tuple(schools or ())), now())
    for path in out or ():
        write_review(path, found, answered, ours.folder.file.trust, now())
    if json:
        answer(review_json(found, answered))
    else:
        say(review_text(found, answered))
        say(f"Written: {path}" for path in out or ())
