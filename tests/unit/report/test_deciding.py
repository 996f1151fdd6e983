"""What is proposed to people and never done: retired shares, homes of nobody, leavers' accounts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ictops.compliance import Finding, Verdict
from ictops.estate import Value
from ictops.report import ReportData, as_json, school_page
from ictops.report.deciding import HOMES, LEAVERS, RETIRED, Matter, to_decide
from ictops.report.nouns import ChangeRead, Retired
from ictops.standard import Area
from tests.unit.report.builders import ELM, OAK, RUNS, change, hours_ago, report

HIDDEN = Retired(device="elm-fs01", share="Public", step="hidden")


def found(control: str, verdict: Verdict, observed: Value | None = None, because: str | None = None) -> Finding:
    return Finding(
        school="elm", device="elm-fs01", area=Area.STORAGE, control=control, verdict=verdict, observed=observed,
        because=because, measured_at=None if verdict is Verdict.UNKNOWN else hours_ago(2),
    )  # fmt: skip


def decide(*findings: Finding, retired: tuple[Retired, ...] = (), **more: Any) -> ReportData:
    return report(findings=findings, retired=retired, **{"runs": (), **more})


def closing(*, verdict: Verdict = Verdict.MEETS, undone: bool = False, taken_back_by: str | None = None) -> ReportData:
    """A run that closed two accounts, one of which the newest reading finds open again."""
    made = change("elm-fs01", LEAVERS, ("st-a", "st-b", "st-stays"), ("st-stays",))
    read = ChangeRead(change=made, read=("st-stays",), verdict=verdict, undone=undone)
    record = RUNS[1].model_copy(update={"changes": (read,), "taken_back_by": taken_back_by})
    return decide(found(LEAVERS, Verdict.FAILS, ("st-b", "st-stays")), runs=(record,))


def test_a_share_is_proposed_once_the_standard_hides_it_and_the_reading_agrees() -> None:
    (one,), left = to_decide(decide(found(RETIRED, Verdict.MEETS, ()), retired=(HIDDEN,)))

    assert (one.matter, one.what, one.device, one.read_at) == (Matter.SHARE, "Public", "elm-fs01", hours_ago(2))
    assert left == ()


def test_a_share_that_may_only_not_be_changed_yet_is_not_proposed() -> None:
    retired = (HIDDEN.model_copy(update={"step": "read_only"}),)

    assert to_decide(decide(found(RETIRED, Verdict.MEETS, ()), retired=retired)) == ((), ())


@pytest.mark.parametrize(
    ("findings", "because"),
    [
        ((), "nothing measured yet: run ictops drift"),
        ((found(RETIRED, Verdict.UNKNOWN, because="it did not answer"),), "it did not answer"),
        ((found(RETIRED, Verdict.FAILS, ("PUBLIC: is still listed",)),), "PUBLIC: is still listed"),
    ],
)
def test_a_share_that_no_reading_found_closed_says_why_it_is_not_proposed(findings: tuple[Finding, ...], because: str) -> None:
    proposed, (one,) = to_decide(decide(*findings, retired=(HIDDEN,)))

    assert proposed == ()
    assert (one.what, one.because) == ("Public", because)


def test_another_share_that_is_still_open_holds_nobody_up() -> None:
    (one,), left = to_decide(decide(found(RETIRED, Verdict.FAILS, ("Public2: is still listed",)), retired=(HIDDEN,)))

    assert (one.what, left) == ("Public", ())


def test_homes_of_nobody_are_proposed_by_number_and_unread_ones_are_said() -> None:
    (one,), _ = to_decide(decide(found(HOMES, Verdict.FAILS, ("StaffHomes: 3 without an account",))))
    none, (unknown,) = to_decide(decide(found(HOMES, Verdict.UNKNOWN, because="it did not answer")))

    assert (one.matter, one.what) == (Matter.HOMES, "StaffHomes: 3 without an account")
    assert (none, unknown.because) == ((), "it did not answer")
    assert to_decide(decide(found(HOMES, Verdict.MEETS, ()))) == ((), ())
    assert to_decide(decide(found(HOMES, Verdict.NOT_APPLICABLE, because="no homes"))) == ((), ())


def test_closed_accounts_are_a_number_without_those_that_are_open_again() -> None:
    (one,), _ = to_decide(closing())

    assert (one.matter, one.what) == (Matter.ACCOUNTS, "1 account")
    assert "st-a" not in json.dumps(json.loads(as_json(closing()))["for_a_person_to_decide"])


def test_closed_accounts_that_nobody_can_tell_to_be_closed_still_are_not_proposed() -> None:
    unread = closing().model_copy(update={"findings": (found(LEAVERS, Verdict.UNKNOWN, because="it did not answer"),)})
    proposed, (one,) = to_decide(unread)

    assert proposed == ()
    assert (one.matter, one.what, one.because) == (Matter.ACCOUNTS, "2 accounts", "it did not answer")


@pytest.mark.parametrize(
    "more", [{"verdict": Verdict.UNKNOWN}, {"undone": True, "verdict": Verdict.MEETS}, {"taken_back_by": "run-8"}]
)
def test_accounts_whose_closing_is_not_verified_or_was_taken_back_are_not_counted(more: dict[str, Any]) -> None:
    assert to_decide(closing(**more)) == ((), ())


def test_the_page_of_its_own_school_shows_it_and_json_has_it() -> None:
    both = decide(
        found(RETIRED, Verdict.MEETS, ()),
        found(HOMES, Verdict.UNKNOWN, because="<script>it did not answer"),
        retired=(HIDDEN.model_copy(update={"share": "<script>\u202e"}),),
    )
    data = json.loads(as_json(both))["for_a_person_to_decide"]
    page = school_page(both, ELM)

    assert "1 matter for a person, and never for a run" in page
    assert "&lt;script&gt;[U+202E]" in page
    assert "&lt;script&gt;it did not answer" in page
    assert "<script" not in page
    assert "Nothing on record is proposed for deletion at this school." in school_page(both, OAK)
    assert [one["what"] for one in data["proposed"]] == ["<script>\u202e"]
    assert datetime.fromisoformat(data["proposed"][0]["read_at"]).tzinfo == UTC
    assert [one["matter"] for one in data["not_proposed"]] == ["homes of nobody"]
