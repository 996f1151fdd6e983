"""What a role leaves to people is no plan's promise, and stays a gap."""

from __future__ import annotations

import pytest

from ictops.compliance import Verdict, as_planned, left_to_people
from ictops.errors import Refused
from ictops.plan import Phase, make_plan
from ictops.standard import Area, Relation
from tests.builders import control, finding

KEPT = "Exams, by hand: the standard keeps it as it is"


@pytest.mark.parametrize(
    ("observed", "left", "verdict", "intended"),
    [
        ((KEPT,), True, Verdict.MEETS, (KEPT, "Staff")),
        ((KEPT, "Staff"), True, Verdict.MEETS, (KEPT, "Staff")),
        ((KEPT, "Public"), False, Verdict.FAILS, (KEPT, "Staff")),
        (("Public",), False, Verdict.FAILS, ("Staff",)),
        ("by hand", False, Verdict.FAILS, ("Staff",)),
        (None, False, Verdict.FAILS, ("Staff",)),
    ],
)
def test_what_a_person_settles_is_asked_of_no_run(
    observed: tuple[str, ...] | str | None, left: bool, verdict: Verdict, intended: tuple[str, ...]
) -> None:
    found = finding(observed=observed, intended=("Staff",))

    assert left_to_people(found) is left
    assert (as_planned(found).verdict, as_planned(found).intended) == (verdict, intended)


def test_a_control_that_meets_or_is_unknown_is_left_to_nobody() -> None:
    for verdict in (Verdict.MEETS, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
        assert not left_to_people(finding(verdict, observed=(KEPT,), intended=()))


def planned(*observed: str) -> tuple[object, object]:
    known = {"STO.SMB.1v1": control(relation=Relation.WITHIN)}
    found = [as_planned(finding(observed=observed, intended=()))]
    phase = Phase(id="storage", areas=(Area.STORAGE,))
    (change,) = make_plan(school="elm", phase=phase, findings=found, controls=known, inventory="0" * 64).changes
    return change.before, change.after


def test_a_plan_says_what_stays_and_of_what_stays_alone_there_is_none() -> None:
    assert planned(KEPT, "Public") == ((KEPT, "Public"), (KEPT,))
    with pytest.raises(Refused):
        planned(KEPT)
