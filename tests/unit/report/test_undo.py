"""The way back, as people read it: before they approve a plan, after a run was taken back, and in the log."""

from __future__ import annotations

from typing import Any

from ictops.compliance import Verdict
from ictops.evidence import Entry, EntryKind
from ictops.evidence.entries import chained
from ictops.report import ChangeRead, RunRecord, as_json, changes_csv, log_text, plan_text, run_text, trust_page
from ictops.standard import Undone
from tests.builders import NOON, change, plan
from tests.builders import run as built_run
from tests.unit.report.builders import report

FIRST, UNDO = "elm-storage-0001", "elm-storage-undo-0002"
BACK = RunRecord(
    run=built_run(2).model_copy(update={"request": built_run(2, id=UNDO, undoes=FIRST).request}),
    operator="a.example",
    why="staff cannot save",
    changes=(
        ChangeRead(change=change(before="NT1"), read="NT1", verdict=Verdict.MEETS, undone=True),
        ChangeRead(change=change(control="STO.SIGN.1v1"), read="on", verdict=Verdict.FAILS, undone=True),
        ChangeRead(change=change(control="STO.LIMIT.1v1"), read="on", verdict=Verdict.NOT_APPLICABLE, undone=True),
    ),
)


def test_a_plan_says_that_its_approval_covers_the_way_back() -> None:
    said = plan_text(plan())

    assert "Approving this approves the way back too, once for each run of it: ictops undo RUN." in said
    assert not any("does not put back" in line for line in said)


def test_a_plan_says_beforehand_what_will_not_come_back_whole() -> None:
    part = change(undone=Undone.PART, undo="The hold goes.\x1b[2J")
    never = change(control="STO.SIGN.1v1", undone=Undone.NEVER, undo="Nothing brings it back.")
    said = plan_text(plan(part, never, change(control="STO.LIMIT.1v1")))

    assert said[said.index("What it does not put back whole:") + 1 :][:2] == [
        "  elm-fs-1 STO.SMB.1v1: in part: The hold goes.[U+001B][2J",
        "  elm-fs-1 STO.SIGN.1v1: never: Nothing brings it back.",
    ]
    assert "    undo    never: Nothing brings it back." in said
    assert plan(part).model_dump(mode="json")["changes"][0]["undone"] == "part"


def test_an_undo_is_told_in_words_of_its_own() -> None:
    said = run_text(BACK)

    assert said[0].startswith(f"Took back {FIRST}, for real: {UNDO} at elm")
    assert f"1 of 3 changes read as before {FIRST}" in said[0]
    assert said[-3:] == [
        "  elm-fs-1 STO.SMB.1v1: as before, read NT1",
        "  elm-fs-1 STO.SIGN.1v1: not as before, read on",
        "  elm-fs-1 STO.LIMIT.1v1: not as before, as the plan said, read on",
    ]


def test_a_rehearsal_of_an_undo_says_so() -> None:
    rehearsed = built_run(2, id=UNDO, undoes=FIRST, for_real=False)

    assert run_text(RunRecord(run=rehearsed))[0].startswith(f"Rehearsal of taking {FIRST} back, nothing was changed: {UNDO}")


def test_pages_and_tables_show_who_took_what_back_and_why() -> None:
    data = report(runs=(RunRecord(run=built_run(), taken_back_by=UNDO), BACK))
    page = trust_page(data)

    assert f"taken back by {UNDO}" in page
    assert "<bdi>a.example</bdi>: <bdi>staff cannot save</bdi>" in page
    assert "Changes that were taken back" in page
    assert "not as before, as the plan said" in changes_csv(data)
    assert '"verdict": "as before"' in as_json(data)


def entry(kind: EntryKind, body: dict[str, Any]) -> Entry:
    return chained(None, at=NOON, kind=kind, school="elm", body=body)


def test_the_log_names_runs_and_what_they_took_back() -> None:
    applied, back, rehearsed = (
        built_run(number, **more).model_dump(mode="json")
        for number, more in ((1, {}), (2, {"id": UNDO, "undoes": FIRST}), (3, {"for_real": False}))
    )
    lines = log_text([
        entry(EntryKind.APPROVAL, {"digest": "4f" * 32, "by": "A. Example"}),
        entry(EntryKind.INTENT, {"request": applied["request"]}),
        entry(EntryKind.RUN, {"run": back}),
        entry(EntryKind.RUN, {"run": rehearsed}),
        entry(EntryKind.VERIFICATION, {"run": UNDO}),
        entry(EntryKind.READING, {}),
    ])  # fmt: skip

    assert lines[0].endswith("  plan 4f4f4f4f4f4f, by A. Example")
    assert lines[1].endswith(f"  {FIRST}")
    assert lines[2].endswith(f"  {UNDO}, takes back {FIRST}")
    assert lines[3].endswith("  elm-storage-0003, a rehearsal")
    assert lines[4].endswith(f"  {UNDO}")
    assert lines[5].endswith(entry(EntryKind.READING, {}).hash[:12])
