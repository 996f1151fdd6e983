"""Drift is a control that met the standard and no longer does, and where it came from."""

from __future__ import annotations

import pytest

from ictops.compliance import Drift, DriftKind, Finding, OurRun, Verdict, drifted, standing
from ictops.estate import Value
from tests.builders import finding, later


def met(minutes: int, **more: object) -> Finding:
    return finding(Verdict.MEETS, observed="SMB3", measured_at=later(minutes), **more)


def fails(minutes: int, **more: object) -> Finding:
    return finding(Verdict.FAILS, measured_at=later(minutes), **more)


def kinds(earlier: list[Finding], now: list[Finding], runs: tuple[OurRun, ...] = ()) -> list[DriftKind]:
    return [drift.kind for drift in drifted(earlier=earlier, now=now, runs=runs)]


def test_a_first_reading_is_no_drift() -> None:
    assert kinds([], [fails(0)]) == []


def test_what_failed_before_has_not_drifted() -> None:
    assert kinds([fails(0)], [fails(1)]) == []


def test_what_met_and_now_fails_has_drifted_by_someone_else() -> None:
    (drift,) = drifted(earlier=[met(0)], now=[fails(1)], runs=())

    assert (drift.kind, drift.was, drift.now, drift.met_until) == (DriftKind.THEIRS, "SMB3", "NT1", later(0))


def test_a_run_of_ours_in_between_makes_it_ours() -> None:
    assert kinds([met(0)], [fails(2)], (OurRun(device="elm-fs-1", ended=later(1)),)) == [DriftKind.OURS]


def test_a_run_on_another_device_or_before_does_not() -> None:
    runs = (OurRun(device="elm-fs-2", ended=later(1)), OurRun(device="elm-fs-1", ended=later(-1)))

    assert kinds([met(0)], [fails(2)], runs) == [DriftKind.THEIRS]


def test_a_standard_that_asks_for_more_is_no_ones_doing() -> None:
    now = finding(Verdict.FAILS, observed="SMB3", intended="SMB3_11", measured_at=later(1))

    assert kinds([met(0)], [now]) == [DriftKind.STANDARD_MOVED]


def test_what_drifted_before_is_flapping() -> None:
    assert kinds([met(0), fails(1), met(2)], [fails(3)]) == [DriftKind.FLAPPING]


def test_silence_in_between_neither_makes_nor_ends_drift() -> None:
    silent = finding(Verdict.UNKNOWN, observed=None, measured_at=None)

    assert kinds([met(0), silent], [fails(2)]) == [DriftKind.THEIRS]
    assert kinds([met(0)], [silent]) == []


# What we took back ourselves ------------------------------------------------------------------------------------------


def undo(minutes: int, to: Value | None = "NT1", **more: object) -> OurRun:
    fields = {"device": "elm-fs-1", "ended": later(minutes), "took_back": {"STO.SMB.1v1": to}}
    return OurRun(**{**fields, **more})


@pytest.mark.parametrize("to", ["NT1", None])
def test_what_our_own_undo_took_back_is_a_gap_again_and_no_drift(to: Value | None) -> None:
    assert kinds([met(0)], [fails(2)], (undo(1, to),)) == []


@pytest.mark.parametrize("other", [
    undo(1, took_back={"STO.SIGN.1v1": "NT1"}), undo(1, device="elm-fs-2"), undo(-1), undo(3), undo(1, to="LANMAN1"),
])  # fmt: skip
def test_an_undo_of_something_else_at_another_time_or_to_another_value_explains_nothing(other: OurRun) -> None:
    assert len(kinds([met(0)], [fails(2)], (other,))) == 1


def test_what_was_taken_back_and_put_right_again_is_not_flapping_when_someone_else_breaks_it() -> None:
    history = [met(0), fails(2), met(4)]

    assert kinds(history, [fails(6)], (undo(1),)) == [DriftKind.THEIRS]
    assert kinds(history, [fails(6)]) == [DriftKind.FLAPPING]


def test_what_was_taken_back_and_nobody_could_read_at_once_is_no_drift_later_either() -> None:
    silent = finding(Verdict.UNKNOWN, observed=None, measured_at=None)

    assert kinds([met(0), silent], [fails(5)], (undo(1),)) == []


def test_drift_stands_until_it_is_put_right_or_until_we_take_back_what_put_it_right() -> None:
    (old,) = drifted(earlier=[met(0)], now=[fails(1)], runs=())
    (new,) = drifted(earlier=[met(4)], now=[fails(5)], runs=())

    def stand(*drift: Drift, found: Finding, runs: tuple[OurRun, ...] = ()) -> list[Drift]:
        return list(standing(drift, [found], runs))

    assert stand(old, found=fails(2)) == [old]
    assert stand(old, found=met(2)) == []
    assert stand(old, found=fails(4), runs=(undo(3),)) == []
    assert stand(old, new, found=fails(6), runs=(undo(3),)) == [new]
