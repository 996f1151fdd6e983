"""Commands about audits: `audit import`, `audit review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ictops.audit import Import
from ictops.cli.speaking import DIFFERENCES, JsonOption, SchoolsArgument, TrustOption, answer, busy, now, opened, say
from ictops.report import import_text, review_json, review_page, review_text, taken_text
from ictops.wiring.importing import Imported, import_audits, reviewed
from ictops.wiring.trust import OpenTrust

app = typer.Typer(help="Read the audits that were handed over, and say what is in them.", no_args_is_help=True)


@app.command("import")
def import_(schools: SchoolsArgument = None, trust: TrustOption = None, json: JsonOption = False) -> None:
    """Read every file of audits/<school>/ into facts. Says where every row went; ends with 3 when any needs a person.

    Example: ictops audit import quillford
    """
    ours = opened(trust)
    with busy("Reading audits"):
        imported = import_audits(ours, ours.schools(tuple(schools or ())), now())
    if json:
        answer([_import_json(one, imported) for one in imported.schools])
    else:
        for one in imported.schools:
            say(import_text(one))
        say(taken_text(imported.staff))
    needs_someone = any(one.rejects or one.conflicts or one.shared or one.refused for one in imported.schools)
    raise typer.Exit(DIFFERENCES if needs_someone or any(one.asked for one in imported.staff.counts) else 0)


def read_again(trust: OpenTrust, schools: tuple[str, ...]) -> None:
    """Import schools anew after a decision, and say what still needs a person there."""
    with busy("Reading audits"):
        imported = import_audits(trust, trust.schools(schools), now())
    for one in imported.schools:
        say(f"{one.school}: {len(one.conflicts)} contradictions left, {len(one.settled)} settled.")


def _import_json(one: Import, imported: Imported) -> dict[str, object]:
    told = one.model_dump(mode="json", include={"school", "counts", "rejects", "refused", "conflicts", "shared"})
    return {**told, "staff": [count.model_dump(mode="json") for count in imported.staff.counts if count.school == one.school]}


@app.command()
def review(
    schools: SchoolsArgument = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the review as a page, too.")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Say what the audits hold: devices by kind, age and support, what contradicts, what is unknown.

    Example: ictops audit review --html review.html
    """
    ours = opened(trust)
    found = reviewed(ours, ours.schools(tuple(schools or ())), now().date())
    if html:
        html.write_text(review_page(found, ours.folder.file.trust, now()), encoding="utf-8")
    if json:
        answer(review_json(found))
    else:
        say(review_text(found))
