"""What the record holds of each run, joined: its plan, approval and intent, and what was read after it."""

from __future__ import annotations

from collections.abc import Iterable

from ictops.compliance import Verdict
from ictops.evidence import Entry, EntryKind
from ictops.plan import Checked, Plan, Verification
from ictops.report import ChangeRead, RunRecord
from ictops.wiring.planning import approvals, plan_of
from ictops.wiring.runs import changes_of, request_of, run_of
from ictops.wiring.trust import OpenTrust
from ictops.wiring.undoing import taken_back


def run_records(trust: OpenTrust, entries: tuple[Entry, ...]) -> Iterable[RunRecord]:
    """Every run among the entries, oldest first."""
    plans = {plan.digest: plan for plan in (plan_of(entry) for entry in entries if entry.kind is EntryKind.PLAN)}
    approved = {approval.digest: approval for approval in approvals(trust)}
    intents = {request_of(entry).id: entry for entry in entries if entry.kind is EntryKind.INTENT}
    checks = {e.body["run"]: Verification.model_validate(e.body["check"]) for e in entries if e.kind is EntryKind.VERIFICATION}
    back = taken_back(trust)
    for entry in entries:
        if entry.kind is EntryKind.RUN:
            run, digest = run_of(entry), entry.body["digest"]
            intent = intents[run.request.id]
            yield RunRecord(
                run=run,
                approval=approved.get(digest),
                changes=_changes_read(intent, plans[digest], checks.get(run.request.id)),
                operator=intent.body["operator"],
                why=intent.body.get("why", ""),
                taken_back_by=back.get(run.request.id),
            )


def _changes_read(intent: Entry, plan: Plan, check: Verification | None) -> tuple[ChangeRead, ...]:
    """The run's changes as they were read afterwards; after a run for real that nobody read after, all unknown."""
    request = request_of(intent)
    if not request.for_real:
        return ()
    undone = request.undoes is not None
    if check is None:
        return tuple(ChangeRead(change=change, undone=undone) for change in changes_of(intent) or plan.changes)
    return tuple(ChangeRead(change=one.change, read=one.read, verdict=_verdict(one), undone=undone) for one in check.checked)


def _verdict(checked: Checked) -> Verdict:
    if checked.read is None:
        return Verdict.UNKNOWN
    if checked.met:
        return Verdict.MEETS
    return Verdict.FAILS if checked.owed else Verdict.NOT_APPLICABLE
