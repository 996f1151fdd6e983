"""Plans cover exactly the failing controls of a phase; gates and approvals fail closed."""

from __future__ import annotations

import pytest

from ictops.compliance import Finding, Verdict
from ictops.errors import Refused
from ictops.plan import Approval, Phase, Plan, check_approval, check_gates, check_still_true, make_plan
from ictops.standard import Area, Undone
from tests.builders import NOON, change, control, finding, later, plan

STORAGE = Phase(id="storage", areas=(Area.STORAGE,))
CONTROLS = {one: control(one) for one in ("STO.SMB.1v1", "STO.SIGN.1v1", "PRN.DUPLEX.1v1")}


def test_a_plan_holds_the_failing_controls_of_its_school_and_areas_only() -> None:
    findings = [
        finding(),
        finding(school="oak", device="oak-fs-1"),
        finding(area=Area.PRINT),
        finding(Verdict.MEETS, device="elm-fs-2"),
        finding(Verdict.UNKNOWN, device="elm-fs-3", observed=None),
        finding(Verdict.EXCEPTED, device="elm-fs-4"),
    ]
    made = make_plan(school="elm", phase=STORAGE, findings=findings, controls=CONTROLS, inventory="i")

    assert [one.device for one in made.changes] == ["elm-fs-1"]


def test_a_plan_says_of_each_change_how_much_of_it_comes_back() -> None:
    controls = {"STO.SMB.1v1": control(undone=Undone.PART, undo="The setting goes back; files stay locked.")}
    made = make_plan(school="elm", phase=STORAGE, findings=[finding()], controls=controls, inventory="i")

    assert [(one.undone, one.undo) for one in made.changes] == [(Undone.PART, "The setting goes back; files stay locked.")]


def test_a_phase_with_nothing_failing_is_refused_and_says_what_is_unknown() -> None:
    unknown = finding(Verdict.UNKNOWN, observed=None)

    with pytest.raises(Refused, match=r"1 unknown of 1 .*Run ictops drift"):
        make_plan(school="elm", phase=STORAGE, findings=[unknown], controls=CONTROLS, inventory="i")


@pytest.mark.parametrize("other", [
    plan(school="oak"), plan(phase="print"), plan(change(before="LANMAN1")), plan(change(after="SMB3_11")),
    plan(change(device="elm-fs-2")), plan(inventory="1" * 64), plan(read_at=later(1)), plan(change(undo="none")),
    plan(change(undone=Undone.NEVER)),
])  # fmt: skip
def test_an_approval_opens_one_plan_and_no_other(other: object) -> None:
    approval = Approval(digest=plan().digest, by="A. Example", why="agreed with the head", at=NOON)

    assert check_approval(plan(), [approval]) == approval
    with pytest.raises(Refused, match="is not approved"):
        check_approval(other, [approval])  # type: ignore[arg-type]


def test_without_any_approval_nothing_is_changed() -> None:
    with pytest.raises(Refused, match="ictops approve"):
        check_approval(plan(), [])


def test_a_phase_waits_for_the_one_before_also_at_another_school() -> None:
    accounts = Phase(id="accounts", areas=(Area.ACCOUNTS,))
    waiting = Phase(id="storage", areas=(Area.STORAGE,), after=("central/accounts",))
    failing = finding(school="central", device="central-dc-1", area=Area.ACCOUNTS, control="ACC.LOCK.1v1")

    with pytest.raises(Refused, match="comes after central/accounts, where 1 controls fail and 0 are unknown"):
        check_gates(school="elm", phase=waiting, phases=[accounts, waiting], findings=[failing])
    met = failing.model_copy(update={"verdict": Verdict.MEETS})
    check_gates(school="elm", phase=waiting, phases=[accounts, waiting], findings=[met])


def test_a_gate_does_not_open_on_silence() -> None:
    accounts = Phase(id="accounts", areas=(Area.ACCOUNTS,))
    waiting = Phase(id="storage", areas=(Area.STORAGE,), after=("accounts",))

    with pytest.raises(Refused, match="comes after accounts, where nothing was measured"):
        check_gates(school="elm", phase=waiting, phases=[accounts, waiting], findings=[])


def test_a_plan_is_stale_once_a_setting_the_inventory_or_the_reading_moved() -> None:
    still_true([finding()])

    for findings, inventory in (([finding(observed="SMB2")], "0" * 64), ([finding(intended="SMB3_11")], "0" * 64),
                                ([], "0" * 64), ([finding()], "1" * 64)):  # fmt: skip
        with pytest.raises(Refused, match=r"made|changed since"):
            still_true(findings, inventory=inventory)


def test_a_plan_that_came_about_half_way_may_be_finished_under_its_approval() -> None:
    still_true([finding(Verdict.MEETS, observed="SMB3")])


def test_what_the_run_would_change_beside_the_plan_stops_it() -> None:
    beside = finding(control="STO.SIGN.1v1", observed="off", intended="mandatory")
    unread = finding(Verdict.UNKNOWN, control="STO.SIGN.1v1", observed=None, because="cut off")

    for also in (beside, unread):
        with pytest.raises(Refused, match=r"STO\.SIGN\.1v1: .* does not name it: the run would change it too"):
            still_true([finding(), also])
    still_true([finding(), beside.model_copy(update={"device": "elm-fs-2"})])


def test_a_plan_names_what_nobody_could_tell_and_its_roles_may_change() -> None:
    unread = finding(Verdict.UNKNOWN, control="STO.SIGN.1v1", observed=None, because="cut off")
    made = make_plan(school="elm", phase=STORAGE, findings=[finding(), unread], controls=CONTROLS, inventory="0" * 64)

    assert [(one.control, one.because) for one in made.reached] == [("STO.SIGN.1v1", "cut off")]
    still_true([finding(), unread], of=made)


def test_a_host_that_could_not_be_read_is_to_be_brought_back_and_not_planned_again() -> None:
    with pytest.raises(Refused, match=r"could not be read just now \(unreachable\).*then apply the same plan"):
        still_true([finding(Verdict.UNKNOWN, observed=None, because="unreachable")])


def still_true(findings: list[Finding], *, inventory: str = "0" * 64, of: Plan | None = None) -> None:
    check_still_true(of or plan(), findings=findings, controls=CONTROLS, inventory=inventory, now=NOON)


def test_a_control_that_is_read_off_the_same_measurement_as_a_change_may_move_with_it() -> None:
    alike, other = control("STO.ALIKE.1v1"), control("STO.OTHER.1v1", measure=len)
    found = [finding(), *(finding(Verdict.MEETS, control=one.id) for one in (alike, other))]
    made = make_plan(
        school="elm",
        phase=STORAGE,
        findings=found,
        controls={one.id: one for one in (control(), alike, other)},
        inventory="0" * 64,
    )

    assert [(one.control, one.because) for one in made.reached] == [
        ("STO.ALIKE.1v1", "it is read off the same measurement as STO.SMB.1v1")
    ]
