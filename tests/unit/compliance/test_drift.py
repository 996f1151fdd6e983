"""Drift is a control that met the standard and no longer does, and where it came from."""

from __future__ import annotations

from ictops.compliance import DriftKind, Finding, OurRun, Verdict, drifted
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
