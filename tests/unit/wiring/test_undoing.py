"""From plan to undo and on, with everything real but SSH and Ansible."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictops.apply import NotRead, NotReadWhy
from ictops.compliance import DriftKind, Verdict
from ictops.errors import BadInput, Refused
from ictops.evidence import EntryKind
from ictops.plan import Verification
from ictops.wiring.changing import apply_plan
from ictops.wiring.locks import operator, school_to_ourselves
from ictops.wiring.observing import findings
from ictops.wiring.reporting import run_record
from ictops.wiring.runs import Outcome
from ictops.wiring.undoing import taken_back
from tests.unit.wiring.small_world import RIGHT, SCHOOL, WRONG, Killed, World, imported, small_world


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("unread") / "trust")


@pytest.fixture
def world(unread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return small_world(Path(shutil.copytree(unread, tmp_path / "trust")), monkeypatch)


def read_after(done: Outcome) -> Verification:
    assert done.verification
    return done.verification


@pytest.fixture
def run(world: World) -> str:
    """The id of a run for real, verified."""
    done = world.applied(world.planned())
    assert done.went_well
    return done.run.request.id


def test_an_undo_puts_the_hosts_back_and_is_verified(world: World, run: str) -> None:
    done = world.undone(run)

    assert world.values[WRONG] == "one-sided"
    assert done.went_well
    assert [(one.change.control, one.read, one.met) for one in read_after(done).checked] == [(WRONG, "one-sided", True)]
    assert (done.run.request.undoes, done.run.request.id) == (run, f"{SCHOOL}-print-undo-0002")


def test_an_undo_runs_the_same_roles_on_the_hosts_that_the_run_changed(world: World, run: str) -> None:
    world.undone(run)
    applied, undone = world.requests

    assert (undone.roles, undone.hosts) == (applied.roles, applied.hosts)


def test_the_reason_is_on_record_before_anything_starts(world: World, run: str) -> None:
    world.undone(run, why="nobody can print")
    intent = world.trust.store.entries(EntryKind.INTENT)[-1].body

    assert (intent["why"], intent["request"]["undoes"]) == ("nobody can print", run)
    assert [change["before"] for change in intent["changes"]] == ["one-sided"]


def test_the_record_of_each_run_says_who_took_it_back_and_why(world: World, run: str) -> None:
    undo = world.undone(run, why="nobody can print").run.request.id
    applied, back = run_record(world.trust, run), run_record(world.trust, undo)

    assert applied.taken_back_by == undo
    assert (back.operator, back.why, [one.word for one in back.changes]) == (operator(), "nobody can print", ["as before"])


def test_without_a_reason_nothing_is_taken_back_for_real(world: World, run: str) -> None:
    with pytest.raises(BadInput, match="--why REASON"):
        world.undone(run, why=" ")
    assert world.values[WRONG] != "one-sided"


def test_a_rehearsal_takes_nothing_back_and_needs_no_reason(world: World, run: str) -> None:
    done = world.undone(run, for_real=False, why="")

    assert (done.verification, world.values[WRONG]) == (None, world.does[WRONG])
    assert taken_back(world.trust) == {}
    assert world.undone(run).went_well


def test_a_run_is_taken_back_once(world: World, run: str) -> None:
    first = world.undone(run)

    with pytest.raises(Refused, match=f"was taken back before, by {first.run.request.id}"):
        world.undone(run)


def test_a_run_that_nobody_knows_and_a_rehearsal_are_refused(world: World) -> None:
    rehearsal = apply_plan(world.trust, world.planned().digest, world.order(for_real=False)).run.request.id

    with pytest.raises(BadInput, match="no run on record has this id"):
        world.undone("quillford-print-0099")
    with pytest.raises(Refused, match="was a rehearsal"):
        world.undone(rehearsal)


def test_after_an_undo_the_old_approval_opens_nothing_and_a_new_plan_is_approved_anew(world: World) -> None:
    old = world.planned()
    run = world.applied(old).run.request.id
    world.undone(run)
    new = world.planned()

    assert new.digest != old.digest
    with pytest.raises(Refused, match=r"was taken back by .* and its approval with it"):
        apply_plan(world.trust, old.digest, world.order())
    with pytest.raises(Refused, match="is not approved"):
        apply_plan(world.trust, new.digest, world.order())
    again = world.applied(new)
    assert again.went_well
    assert world.undone(again.run.request.id).went_well


def test_the_approval_of_a_run_that_broke_off_is_spent_too_once_it_was_taken_back(world: World) -> None:
    plan = world.planned()
    world.killed = True
    with pytest.raises(Killed):
        world.applied(plan)
    world.killed = False

    assert world.undone(f"{SCHOOL}-print-0001").went_well
    with pytest.raises(Refused, match="was taken back by"):
        apply_plan(world.trust, plan.digest, world.order())


def test_what_was_taken_back_is_a_gap_again_and_no_drift(world: World, run: str) -> None:
    world.undone(run)
    read = world.read()

    assert [one.control for one in read.findings if one.verdict is Verdict.FAILS] == [WRONG]
    assert read.drift == ()


def test_what_is_put_right_after_an_undo_and_broken_by_hand_is_theirs_and_not_flapping(world: World, run: str) -> None:
    world.undone(run)
    world.applied(world.planned())
    world.values[WRONG] = "two-sided-short-edge"

    assert [one.kind for one in world.read().drift] == [DriftKind.THEIRS]


def test_an_undo_that_does_not_bring_the_earlier_reading_back_is_told_and_may_be_tried_again(world: World, run: str) -> None:
    world.spoils = {WRONG: "two-sided-short-edge"}
    done = world.undone(run)
    world.spoils = {}

    assert not done.went_well
    assert [one.read for one in read_after(done).checked] == ["two-sided-short-edge"]
    assert taken_back(world.trust) == {}
    assert world.undone(run).went_well


def test_an_undo_that_failed_took_nothing_back_even_where_nothing_is_owed(world: World) -> None:
    kept = "PRN.RETAIN.1v1"
    asked = {f.control: f.intended for f in findings(world.trust, (SCHOOL,), world.now())}
    world.values |= {WRONG: world.does[WRONG], kept: "everything"}
    world.does = {kept: asked[kept]}
    world.read()
    done = world.applied(world.planned())
    world.fails = True
    failed = world.undone(done.run.request.id)
    drift = world.read().drift
    world.fails = False

    assert failed.verification
    assert [(one.change.control, one.owed) for one in failed.verification.checked] == [(kept, False)]
    assert drift == ()
    assert world.undone(done.run.request.id).went_well


def test_a_failed_undo_ends_no_drift(world: World, run: str) -> None:
    world.values[WRONG] = "two-sided-short-edge"
    before = world.read().drift
    world.fails = True
    world.undone(run)

    assert [one.control for one in before] == [WRONG]
    assert [one.control for one in world.read().drift] == [WRONG]


def test_what_an_undo_moves_beside_its_changes_is_named(world: World, run: str) -> None:
    world.spoils = {RIGHT: "color"}
    done = world.undone(run)

    assert [one.control for one in read_after(done).unplanned] == [RIGHT]
    assert not done.went_well


def test_a_killed_undo_is_no_drift_meanwhile_is_settled_and_may_be_finished(world: World, run: str) -> None:
    world.killed = True
    with pytest.raises(Killed):
        world.undone(run)
    world.killed = False

    assert world.read().drift == ()
    assert world.undone(run).went_well
    ends = [entry.body["run"]["results"][0]["end"] for entry in world.trust.store.entries(EntryKind.RUN)]
    assert ends == ["changed", "failed", "changed"]


def test_a_host_that_cannot_be_read_just_now_is_left_alone(world: World, run: str) -> None:
    world.not_read = NotRead(why=NotReadWhy.UNREACHABLE, says="no route")

    with pytest.raises(Refused, match=r"could not be read just now \(unreachable: no route\), so nothing is changed"):
        world.undone(run)
    assert len(world.requests) == 1


def test_nobody_else_may_be_at_work_at_the_school(world: World, run: str) -> None:
    with school_to_ourselves(world.trust, SCHOOL), pytest.raises(Refused, match="is working at this school"):
        world.undone(run)
