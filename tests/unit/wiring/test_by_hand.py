"""What no role puts right is a gap for people: in no plan, no matter for a run's verification, and no bar to a gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ictops.compliance import Verdict
from ictops.errors import Refused
from ictops.plan import Phase
from ictops.standard import Area
from ictops.wiring import planning
from ictops.wiring.observing import findings
from ictops.wiring.planning import check_phase, plan_phase
from tests.builders import finding
from tests.unit.wiring.small_world import SCHOOL, WRONG, World, imported, small_world

WAITING = "WBD.REBOOT.1v1"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return small_world(imported(tmp_path / "trust"), monkeypatch)


def restart_is_due(world: World) -> None:
    """Everything meets the standard at the school but for a PC that waits for a restart."""
    asked = {f.control: f.intended for f in findings(world.trust, (SCHOOL,), world.now()) if f.intended is not None}
    world.values |= {**asked, "boards": ("1d6b:f00d",), WAITING: ("libtouch0",)}
    world.read()


def test_it_is_a_gap_and_in_no_plan(world: World) -> None:
    restart_is_due(world)

    assert Verdict.FAILS in {f.verdict for f in findings(world.trust, (SCHOOL,), world.now()) if f.control == WAITING}
    with pytest.raises(Refused, match="nothing is known to fail here"):
        plan_phase(world.trust, SCHOOL, "quick-wins", world.now())


def test_a_run_that_finds_it_moved_is_verified_all_the_same(world: World) -> None:
    plan = world.planned()
    world.does |= {"boards": ("1d6b:f00d",), WAITING: ("libtouch0",)}
    outcome = world.applied(plan)

    assert outcome.verification
    assert outcome.verification.verified
    assert [change.control for change in plan.changes] == [WRONG]


def test_it_keeps_no_gate_shut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = Phase(id="later", areas=(Area.PRINT,), after=(f"{SCHOOL}/quick-wins",))
    file = world.trust.folder.file.model_copy(update={"phases": (*world.trust.folder.file.phases, waits)})
    trust = replace(world.trust, folder=world.trust.folder.model_copy(update={"file": file}))
    of = {"school": SCHOOL, "device": "quillford-pc-1", "area": Area.WHITEBOARDS}
    found = [finding(Verdict.MEETS, control="WBD.HOLD.1v1", **of), finding(Verdict.FAILS, control=WAITING, **of)]
    monkeypatch.setattr(planning, "findings", lambda *_: found)

    check_phase(trust, SCHOOL, waits.id, world.now())
    found.append(finding(Verdict.FAILS, control="WBD.DRIVER.1v1", **of))
    with pytest.raises(Refused, match="comes after quillford/quick-wins, where 1 controls fail"):
        check_phase(trust, SCHOOL, waits.id, world.now())


OPEN = "STO.EVERYONE.1v1"
KEPT = "Exams, by hand: the standard keeps it as it is"


def test_what_a_role_leaves_to_people_is_a_gap_and_in_no_plan(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "check_phase", lambda *_: None)
    restart_is_due(world)
    world.values |= {OPEN: (KEPT,)}
    world.read()

    assert Verdict.FAILS in {f.verdict for f in findings(world.trust, (SCHOOL,), world.now()) if f.control == OPEN}
    with pytest.raises(Refused, match="nothing is known to fail here"):
        plan_phase(world.trust, SCHOOL, "storage", world.now())
    world.values |= {OPEN: (KEPT, "Public")}
    world.read()
    (change,) = plan_phase(world.trust, SCHOOL, "storage", world.now()).changes
    assert (change.control, change.after) == (OPEN, (KEPT,))


def test_what_a_role_leaves_to_people_keeps_no_gate_shut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = Phase(id="later", areas=(Area.PRINT,), after=(f"{SCHOOL}/storage",))
    file = world.trust.folder.file.model_copy(update={"phases": (*world.trust.folder.file.phases, waits)})
    trust = replace(world.trust, folder=world.trust.folder.model_copy(update={"file": file}))
    of = {"school": SCHOOL, "device": "quillford-fs-1", "area": Area.STORAGE, "control": OPEN, "intended": ()}
    found = [finding(Verdict.FAILS, observed=(KEPT,), **of)]
    monkeypatch.setattr(planning, "findings", lambda *_: found)

    check_phase(trust, SCHOOL, waits.id, world.now())
    found[0] = finding(Verdict.FAILS, observed=(KEPT, "Public"), **of)
    with pytest.raises(Refused, match="comes after quillford/storage, where 1 controls fail"):
        check_phase(trust, SCHOOL, waits.id, world.now())
