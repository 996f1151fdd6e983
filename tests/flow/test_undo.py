"""Apply, take back, and the earlier reading returns: ours, and that of clients that are not ours. Then forward once more."""

from __future__ import annotations

import pytest

from tests.flow.ictops_command import Said
from tests.flow.story import Story
from tests.flow.way_back import PHASES, SCHOOL_OF, WayBack

pytestmark = pytest.mark.lab


def observed(said: Said, school: str, controls: set[tuple[str, str]]) -> dict[tuple[str, str], object]:
    return {
        (one["device"], one["control"]): one["observed"]
        for one in said.json["findings"]
        if one["school"] == school and (one["device"], one["control"]) in controls
    }


@pytest.mark.parametrize("phase", PHASES)
def test_an_undo_is_verified_and_nothing_else_moved(ways: dict[str, WayBack], phase: str) -> None:
    undone = ways[phase].undone
    check = undone.json["verification"]

    assert [(one["change"]["control"], one["read"]) for one in check["checked"] if not one["met"]] == []
    assert check["unplanned"] == []
    assert undone.exit_number == 0


@pytest.mark.parametrize("phase", PHASES)
def test_the_earlier_reading_returns(story: Story, ways: dict[str, WayBack], phase: str) -> None:
    """What could not be read before (pupils' access, while the directory had no pupils' group) may be known afterwards."""
    changed = {(one["device"], one["control"]) for one in story.phases[SCHOOL_OF[phase], phase].plan.json["changes"]}
    before, after = (observed(said, SCHOOL_OF[phase], changed) for said in (story.first_gaps, ways[phase].gaps))

    could_be_read = {at for at, value in before.items() if value is not None}

    assert len(before) == len(after) == len(changed) > 2
    assert len(could_be_read) > 2
    assert {at: after[at] for at in could_be_read} == {at: before[at] for at in could_be_read}


@pytest.mark.parametrize("phase", PHASES)
def test_clients_that_are_not_ours_see_the_earlier_state(story: Story, ways: dict[str, WayBack], phase: str) -> None:
    way = ways[phase]

    assert way.converged != story.inherited[phase]
    assert way.seen == story.inherited[phase]


@pytest.mark.parametrize("phase", PHASES)
def test_a_rehearsal_of_the_way_back_changes_nothing(ways: dict[str, WayBack], phase: str) -> None:
    rehearsed = ways[phase].rehearsed.json

    assert {result["end"] for result in rehearsed["run"]["results"]} == {"changed"}
    assert rehearsed["verification"] is None
    assert ways[phase].rehearsal_seen == ways[phase].converged


@pytest.mark.parametrize("phase", PHASES)
def test_what_was_taken_back_is_a_gap_and_no_drift(story: Story, ways: dict[str, WayBack], phase: str) -> None:
    """The story ends with one drift planted by hand, at quillford: it goes on being one."""
    planted = [(one["device"], one["control"]) for one in story.drifted.json["drift"] if one["school"] == SCHOOL_OF[phase]]

    assert [(one["device"], one["control"]) for one in ways[phase].drift.json["drift"]] == planted
    assert ways[phase].drift.exit_number == (3 if planted else 0)


@pytest.mark.parametrize("phase", PHASES)
def test_a_run_is_taken_back_once_and_its_approval_is_spent(ways: dict[str, WayBack], phase: str) -> None:
    way = ways[phase]

    assert way.again.exit_number == way.old_plan.exit_number == 4
    assert "was taken back before, by " in way.again.err
    assert "and its approval with it" in way.old_plan.err


@pytest.mark.parametrize("phase", PHASES)
def test_the_phase_is_planned_approved_and_applied_anew(story: Story, ways: dict[str, WayBack], phase: str) -> None:
    way, told = ways[phase], story.phases[SCHOOL_OF[phase], phase].plan.json

    assert way.replanned.json["digest"] != told["digest"]
    assert way.replanned.json["changes"] == told["changes"]
    assert way.reapplied.exit_number == 0, way.reapplied.err
    assert way.seen_again == way.converged


@pytest.mark.parametrize("phase", PHASES)
def test_the_log_names_the_run_that_was_taken_back(ways: dict[str, WayBack], phase: str) -> None:
    run = ways[phase].undone.json["run"]["request"]

    assert f"{run['id']}, takes back {run['undoes']}" in ways[phase].log.out
