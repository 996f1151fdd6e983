"""Commands that lead to change, and back: `plan`, `approve`, `apply`, `undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from ictops.cli.speaking import BROKE, DIFFERENCES, JsonOption, TrustOption, answer, busy, now, opened, say
from ictops.report import plan_text, run_text
from ictops.wiring.changing import apply_plan
from ictops.wiring.planning import approve as approve_plan
from ictops.wiring.planning import find_plan, plan_phase
from ictops.wiring.reporting import run_record
from ictops.wiring.runs import Order, Outcome, request_of
from ictops.wiring.trust import OpenTrust
from ictops.wiring.undoing import find_intent, undo_run

RealOption = Annotated[bool, typer.Option("--for-real", help="Change the hosts. Without it, this is a rehearsal.")]
DigestArgument = Annotated[str, typer.Argument(metavar="DIGEST", help="The plan's digest, or its first 12 characters or more.")]


def plan(
    school: Annotated[str, typer.Argument(metavar="SCHOOL")],
    phase: Annotated[str, typer.Argument(metavar="PHASE")],
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Plan the changes that bring one phase of one school to the standard. Changes nothing.

    Example: ictops plan quillford storage
    """
    made = plan_phase(opened(trust), school, phase, now())
    if json:
        answer(made.model_dump(mode="json"))
    else:
        say(plan_text(made))


def approve(
    digest: DigestArgument,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approves.")],
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it may be done now.")],
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Approve one plan, by its digest: this plan, as it stands, and no other; and once, the way back from it.

    Example: ictops approve 4137c5e34947 --by "A. Example" --why "Agreed with the head for Friday after school"
    """
    approved, approval = approve_plan(opened(trust), digest, by=by, why=why, now=now())
    if json:
        answer(approval.model_dump(mode="json"))
    else:
        say(f"Approved: {len(approved.changes)} changes at {approved.school}, phase {approved.phase}, by {approval.by}.")
        say("That covers the way back too, once for each run of it: ictops undo RUN.")
        say(f"Next: ictops apply {approved.digest[:12]} rehearses it; with --for-real it is done.")


def apply(
    digest: DigestArgument,
    for_real: RealOption = False,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Rehearse a plan; with --for-real and an approval, carry it out, read the hosts again and verify.

    Example: ictops apply 4137c5e34947 --for-real
    """
    ours = opened(trust)
    hosts = len({change.device for change in find_plan(ours, digest).changes})
    with busy("Applying" if for_real else "Rehearsing", hosts) as one_more:
        done = apply_plan(ours, digest, Order(for_real=for_real, now=now, said=one_more))
    _tell(ours, done, json=json)
    raise typer.Exit(0 if done.went_well else BROKE)


def undo(
    run: Annotated[str, typer.Argument(metavar="RUN", help="The id of a run for real; ictops log shows them.")],
    for_real: RealOption = False,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is taken back; needed with --for-real.")] = "",
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Rehearse taking a run back; with --for-real, put its hosts back as they were before it, read them again and verify.

    Ends with 3 when something does not read as before. Example: ictops undo quillford-storage-0004 --for-real --why "Staff
    cannot save their work"
    """
    ours = opened(trust)
    hosts = len(request_of(find_intent(ours, run)).hosts)
    with busy("Taking back" if for_real else "Rehearsing", hosts) as one_more:
        done = undo_run(ours, run, Order(for_real=for_real, now=now, said=one_more), why=why)
    _tell(ours, done, json=json)
    if not done.run.ended_well:
        raise typer.Exit(BROKE)
    raise typer.Exit(0 if done.went_well else DIFFERENCES)


def _tell(ours: OpenTrust, done: Outcome, *, json: bool) -> None:
    if json:
        verification = done.verification.model_dump(mode="json") if done.verification else None
        answer({"run": done.run.model_dump(mode="json"), "verification": verification, "went_well": done.went_well})
    else:
        say(run_text(run_record(ours, done.run.request.id)))
        say(_unplanned(done))


def _unplanned(done: Outcome) -> list[str]:
    if done.verification is None:
        return []
    moved = [f"  {one.device} {one.control}: was {one.before}, is now {one.after}" for one in done.verification.unplanned]
    return ["Moved without a plan:", *moved] if moved else ["Nothing moved without a plan."]
