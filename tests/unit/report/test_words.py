"""Values, ages and states in the words people read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ictops.apply import TaskResult
from ictops.audit import Shared
from ictops.estate import Alias, AliasKind, Kind, Untrusted, Value
from ictops.report import ControlText, review_text, run_text
from ictops.report.as_csv import findings_csv
from ictops.report.as_json import written
from ictops.report.groups import exceptions
from ictops.report.words import MOST_ITEMS, age, asked, items, why_it_fails
from ictops.standard import Area, Relation
from tests.builders import control
from tests.unit.report.audits import reviewed
from tests.unit.report.builders import AS_OF, EXCEPTIONS, RUNS, device, meets, report, run


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "not read"), (True, "yes"), (False, "no"), (12, "12"), ("", "(empty)"), ((), "none"), (("a", ""), "a|(empty)")],
)
def test_every_value_has_words(value: Value | None, said: str) -> None:
    assert "|".join(items(value)) == said


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    shown = items(tuple(f"share {number}" for number in range(MOST_ITEMS + 3)))

    assert shown[-1] == "and 3 more"


@pytest.mark.parametrize(
    ("relation", "lead", "wrong"),
    [(Relation.INCLUDES, "missing", "c"), (Relation.WITHIN, "should not be there", "a"), (Relation.EQUALS, "found", "a|b")],
)
def test_what_is_wrong_with_a_list_depends_on_what_is_asked_of_it(relation: Relation, lead: str, wrong: str) -> None:
    said, listed = why_it_fails(("a", "b"), ("b", "c"), relation)

    assert (said, "|".join(listed)) == (lead, wrong)


def test_what_need_only_be_reached_is_said_so() -> None:
    assert asked(12, Relation.AT_LEAST) == ("12 or more",)
    assert asked(("Admins: 10",), Relation.AT_MOST) == ("Admins: 10 or fewer",)
    assert asked((), Relation.AT_MOST) == ("none",)
    assert asked(12, Relation.EQUALS) == ("12",)
    assert why_it_fails(("A: 9", "B: 5"), ("A: 8", "B: 8"), Relation.AT_LEAST) == ("not reached", ("B: 8 or more",))
    assert why_it_fails("never", 10, Relation.AT_MOST) == ("found", ("never",))


@pytest.mark.parametrize(
    ("old", "said"),
    [
        (59, "under an hour"),
        (60, "1 hour"),
        (47 * 60, "47 hours"),
        (48 * 60, "2 days"),
        (-1, "dated after this report: check the clocks"),
    ],
)
def test_an_age_is_never_younger_than_it_is_and_never_from_the_future(old: int, said: str) -> None:
    assert age(AS_OF - timedelta(minutes=old), AS_OF) == said


def test_a_reading_from_after_the_report_is_not_called_ago() -> None:
    future = meets("elm-fs01", "STO.SMB.1v1", True, measured_at=AS_OF + timedelta(hours=1))

    assert "check the clocks" in findings_csv(report(findings=(future,)))
    assert '"yes"' in findings_csv(report(findings=(future,)))


@pytest.mark.parametrize(
    ("until", "state"),
    [(date(2026, 11, 3), "expired"), (date(2026, 11, 4), "ends today"), (date(2026, 11, 5), "ends in 1 day"),
     (date(2026, 12, 4), "ends in 30 days"), (date(2026, 12, 5), "live")],
)  # fmt: skip
def test_an_exception_says_how_long_it_still_works(until: date, state: str) -> None:
    exemption = EXCEPTIONS[0].model_copy(update={"until": until})

    assert exceptions(report(exceptions=(exemption,)))[0].state == state


def test_a_catalogues_control_gives_its_words_and_not_its_probe() -> None:
    words = ControlText.of(control())

    assert (words.id, words.area, words.governor) == ("STO.SMB.1v1", Area.STORAGE, "Files are kept safely.")


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="no form in JSON"):
        written({"odd": {1, 2}})
    assert written({"name": Untrusted("a\u202e")}) == '{\n  "name": "a\\u202e"\n}\n'


def test_a_label_carried_at_two_schools_is_listed() -> None:
    alias = Alias(kind=AliasKind.SERIAL, value=Untrusted("SN\x1b1"))
    moved = reviewed().model_copy(update={"across": (Shared(alias=alias, devices=("elm-a", "oak-b"), places=()),)})

    assert review_text(moved)[-1] == "  serial SN[U+001B]1: elm-a, oak-b"


def test_a_task_that_changed_nothing_is_not_listed() -> None:
    result = run().results[0].model_copy(update={"tasks": (TaskResult(task="Look at the shares", changed=False),)})
    record = RUNS[1].model_copy(update={"run": run().model_copy(update={"results": (result,)})})

    assert not any("Look at the shares" in line for line in run_text(record))


def test_a_device_without_a_name_is_known_by_our_id() -> None:
    nameless = device("elm-fs01", "elm", Kind.FILE_SERVER, "  ", "")
    row = findings_csv(report(devices=(nameless,), findings=(meets("elm-fs01", "STO.SMB.1v1", 3),)))

    assert '"elm-fs01","elm-fs01","room not known"' in row
