"""The reading that scenarios hold their hosts to: what is amiss is named, and silence is never a pass."""

from __future__ import annotations

from base64 import b64encode

import pytest

from ictops.adapters.reader_exchange import CannotRead
from tests.molecule.filter_plugins.ictops_reading import WORDS, FilterModule, findings, question
from tests.probe_cases import Case, cases

STORAGE = {case.name: case for case in cases() if case.probe == "storage"}
WORD = "".join(WORDS)


def answer(case: Case) -> str:
    """What a host's root shell would send for the question, had its probe printed this case."""
    said = b64encode(case.output + f"\n{WORD} 0".encode()).decode()
    return f"\n{WORD} user 0\n\n{WORD} probe storage {said}\n\n{WORD} end"


def test_only_what_a_host_does_not_meet_is_named_with_what_is_missing_or_too_much() -> None:
    case = STORAGE["rotten"]
    found = findings(answer(case), case.settings, "storage")

    assert found["STO.PUPILS.1v1"] == ["SLT$"]
    assert found["STO.HOMES.1v1"] == ["PupilHomes: 1 without an account", "StaffHomes: 1 without an account"]
    assert "STO.GUEST.1v1" not in found


def test_what_the_standard_asks_for_and_is_not_there_is_named() -> None:
    case = STORAGE["inherited"]

    assert findings(answer(case), case.settings, "storage")["STO.HIDDEN.1v1"] == ["Office$", "SLT$"]


@pytest.mark.parametrize("name", ["empty", "cut-off", "foreign", "not-text", "no-samba"])
def test_an_output_that_is_no_answer_is_amiss_in_every_control(name: str) -> None:
    found = findings(answer(STORAGE[name]), STORAGE[name].settings, "storage")

    assert len(found) > 15
    assert all(str(said).startswith("cannot tell") for said in found.values())


def test_a_host_that_says_nothing_is_no_pass() -> None:
    with pytest.raises(CannotRead):
        findings("", STORAGE["rotten"].settings, "storage")


def test_the_question_is_the_one_that_ictops_asks() -> None:
    asked = question(STORAGE["rotten"].settings, "storage")

    assert set(FilterModule().filters()) == {"ictops_question", "ictops_findings"}
    assert "testparm -s -v" in asked
    assert f"word={WORDS[0]}; word=${{word}}{WORDS[1]}" in asked
