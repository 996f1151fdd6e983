"""What may be taken back: a run for real that changed something, and that no later run of ours was built on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ictops.apply.nouns import Run
from ictops.errors import Fault, Refused

FORWARD = "The way on is forward: ictops plan"


def check_undo(run: Run, *, runs: Sequence[Run], taken_back: Mapping[str, str]) -> None:
    """Raise Refused unless the run may be taken back. `runs`: every run on record at its school, it too, oldest first.
    `taken_back`: each run that an undo was verified of, to the undo's id.

    Refused are a rehearsal, an undo, a run that was taken back or that changed nothing, and one on which a later run stands
    that touched one of its hosts with one of its roles.
    """
    if objection := _objection(run, taken_back):
        raise Refused(objection)
    later = runs[runs.index(run) + 1 :]
    if faults := [fault for one in later if (fault := _built_on(run, one, taken_back))]:
        raise Refused(reversed(faults))


def _objection(run: Run, taken_back: Mapping[str, str]) -> Fault | None:
    request = run.request
    if request.undoes is not None:
        return Fault(request.id, f"is itself an undo, of {request.undoes}", FORWARD)
    if not request.for_real:
        return Fault(request.id, "was a rehearsal and changed nothing", "Name a run for real: ictops log shows them")
    if request.id in taken_back:
        return Fault(request.id, f"was taken back before, by {taken_back[request.id]}", FORWARD)
    if not run.touched:
        return Fault(request.id, "changed nothing on any host", FORWARD)
    return None


def _built_on(run: Run, later: Run, taken_back: Mapping[str, str]) -> Fault | None:
    """What stands in the way: a later run whose own earlier state holds what this one made."""
    if later.request.undoes is not None or later.request.id in taken_back:
        return None
    roles = sorted(set(run.request.roles) & set(later.request.roles))
    hosts = sorted(set(run.touched) & set(later.touched))
    if not roles or not hosts:
        return None
    what = f"{later.request.id} touched {', '.join(hosts)} with {', '.join(roles)} after it"
    return Fault(run.request.id, what, f"Take that one back first: ictops undo {later.request.id}")
