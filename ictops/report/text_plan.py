"""A plan and a run, as the person who approves and applies them reads them."""

from __future__ import annotations

from ictops.apply import HostEnd, HostResult, Run
from ictops.plan import Change, Plan
from ictops.report.nouns import ChangeRead, RunRecord
from ictops.report.visible import shortened, visible, visible_lines
from ictops.report.words import asked, counted, line, minute, plain
from ictops.standard import Undone

MOST_LINES = 12
"""Lines of one host's output that a terminal shows; the evidence keeps more."""


def plan_text(plan: Plan) -> list[str]:
    """What would change, where, and how each change is taken back; the digest to approve stands last."""
    devices = sorted({change.device for change in plan.changes})
    extent = f"{counted(len(plan.changes), 'change')} on {counted(len(devices), 'device')}"
    rests = f"resting on readings of {minute(plan.read_at)} or later"
    lines = [f"Plan for {plan.school}, phase {plan.phase}: {extent}, {rests}."]
    for device in devices:
        lines += ["", device]
        for change in plan.changes:
            lines += _change(change) if change.device == device else []
    return [*lines, *_reached(plan), *_way_back(plan), "", f"digest {plan.digest}"]


def _way_back(plan: Plan) -> list[str]:
    """What approving the plan says of taking it back, and what of it will not come back whole."""
    lines = ["", "Approving this approves the way back too, once for each run of it: ictops undo RUN."]
    stays = [change for change in plan.changes if change.undone is not Undone.WHOLE]
    said = [f"  {change.device} {change.control}: {_undo(change)}" for change in stays]
    return [*lines, "What it does not put back whole:", *said] if stays else lines


def _undo(change: Change) -> str:
    how = {Undone.WHOLE: "", Undone.PART: "in part: ", Undone.NEVER: "never: "}[change.undone]
    return f"{how}{visible(change.undo)}"


def _reached(plan: Plan) -> list[str]:
    """What the roles may move though no change names it; approving the plan approves that too."""
    if not plan.reached:
        return []
    said = [f"  {one.device} {one.control}: {visible(one.because)}" for one in plan.reached]
    return ["", "Reached too, and may move, since nobody could read it or the standard asks nothing of it there:", *said]


def _change(change: Change) -> list[str]:
    return [
        f"  {change.control} ({change.role})",
        f"    before  {line(change.before)}",
        f"    after   {'; '.join(asked(change.after, change.relation))}",
        f"    undo    {_undo(change)}",
    ]


def run_text(record: RunRecord) -> list[str]:
    """How a run ended for every host it was asked of, and what was read afterwards."""
    run = record.run
    what, changed = (_done(run), "changed") if run.request.for_real else (_rehearsed(run), "would change")
    lines = [f"{what}: {run.request.id} at {run.request.school}, {minute(run.began)}. {_outcome(record)}."]
    for result in run.results:
        lines += _host(result, changed)
    return [*lines, "Read again afterwards:", *map(_held, record.changes)] if record.changes else lines


def _done(run: Run) -> str:
    return f"Took back {run.request.undoes}, for real" if run.request.undoes else "Applied for real"


def _rehearsed(run: Run) -> str:
    of = f" of taking {run.request.undoes} back" if run.request.undoes else ""
    return f"Rehearsal{of}, nothing was changed"


def _held(made: ChangeRead) -> str:
    read = "not read" if made.read is None else f"read {line(made.read)}"
    return f"  {made.change.device} {made.change.control}: {made.word}, {read}"


def _outcome(record: RunRecord) -> str:
    return record.outcome if record.run.request.for_real else _would_change(record.run)


def _would_change(run: Run) -> str:
    hosts = sum(result.end is HostEnd.CHANGED for result in run.results)
    return f"It would change {counted(run.changed, 'setting')} on {counted(hosts, 'device')}"


def _host(result: HostResult, changed: str) -> list[str]:
    end = changed if result.end is HostEnd.CHANGED else plain(result.end.value)
    lines = [f"  {result.device}: {end}" + (f": {shortened(visible(result.says))}" if result.says else "")]
    for task in result.tasks:
        if task.changed or task.failed:
            lines.append(f"    {'failed' if task.failed else changed}: {visible(task.task)}")
            lines += _bounded(task.says) if task.failed else []
            lines += _bounded(task.diff)
    for note in result.notes:
        lines += ["    note:", *_bounded(note)]
    return lines


def _bounded(output: str) -> list[str]:
    lines = visible_lines(output) if output else []
    shown = [f"      {shortened(one)}" for one in lines[:MOST_LINES]]
    more = len(lines) - MOST_LINES
    return [*shown, f"      and {counted(more, 'more line', 'more lines')}"] if more > 0 else shown
