"""Reading what ipptool printed: no test may get lost between two queues, and no fault hide behind a known one."""

from __future__ import annotations

import pytest

from tests.molecule.ipp.answers import Ended, answers, passed, told, worse

PLAIN = """\
"ipp-1.1.test":
    RFC 8011 section 4.2.1: Print-Job Operation                          [PASS]
    RFC 8011 section 4.2.5: Get-Printer-Attributes Operation (default)   [PASS]
    RFC 8011 section 4.3.3: Cancel-Job Operation (completed job)         [PASS]
    RFC 8011 section 4.2.1: Print-Job Operation                          [PASS]
    RFC 8011 section 4.2.2: Print-URI Operation                          [SKIP]
"""
REFUSED = """\
    RFC 8011 section 4.2.1: Print-Job Operation                          [FAIL]
        RECEIVED: 114 bytes in response
        status-code = client-error-not-possible (Not accepting jobs.)
        EXPECTED: STATUS successful-ok (got client-error-not-possible)
        status-message="Not accepting jobs."
"""
PRINTS = "    RFC 8011 section 4.2.1: Print-Job Operation                          [PASS]\n"
STATES = "    RFC 8011 section 4.2.5: Get-Printer-Attributes Operation (default)   [PASS]\n"
TWICE = STATES.replace("PASS", "FAIL") + '        Duplicate "sides-default" attribute in printer-attributes-tag group\n'
GIVEN = "        sides-default (keyword) = one-sided\n"


def found(old: str, new: str, count: int = 1) -> list[str]:
    assert old in PLAIN
    return list(worse(answers(PLAIN.replace(old, new, count)), answers(PLAIN)))


def test_each_test_is_read_and_two_of_one_name_are_two() -> None:
    read = answers(PLAIN)

    assert len(read) == 5
    assert len(passed(read)) == 4
    assert read["RFC 8011 section 4.2.1: Print-Job Operation #2"] == Ended("PASS")


def test_a_test_that_only_our_queue_fails_is_named_with_what_is_wrong() -> None:
    name = "RFC 8011 section 4.2.1: Print-Job Operation"

    assert found(PRINTS, REFUSED) == [f"{name}: FAIL: EXPECTED: STATUS successful-ok (got client-error-not-possible)"]


@pytest.mark.parametrize("count", [1, 2])
def test_a_test_that_never_ran_on_ours_counts_as_failing(count: int) -> None:
    assert len(found(PRINTS, "", count)) == count


def test_a_default_that_is_stated_twice_is_known_and_anything_beside_it_is_not() -> None:
    assert found(STATES, TWICE + GIVEN) == []
    assert len(found(STATES, f"{TWICE}        EXPECTED: printer-state\n")) == 1
    assert len(found(STATES, STATES.replace("PASS", "FAIL"))) == 1


def test_what_the_standard_itself_makes_fail_is_told_with_its_reason() -> None:
    old = "Cancel-Job Operation (completed job)         [PASS]"
    ours = answers(PLAIN.replace(old, old.replace("PASS", "FAIL")))

    assert list(worse(ours, answers(PLAIN))) == []
    assert "keeps no finished jobs" in told(ours, answers(PLAIN))


def test_what_fails_on_both_is_no_difference() -> None:
    failing = answers(PLAIN.replace("PASS", "FAIL"))

    assert list(worse(failing, failing)) == []
    assert "0 of 5 tests pass on ours" in told(failing, failing)
