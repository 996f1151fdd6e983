"""Scenarios in a process of their own: what came of them arrives whole, and a process without results is no pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.beside import beside
from tests.molecule.run import Result, keep, kept
from tests.molecule.steps import Outcome


def test_results_arrive_as_they_were_kept(tmp_path: Path) -> None:
    results = [
        Result(
            "sound_role", (Outcome("made", (), 1.5), Outcome("verified", ("two lines\nof one fault", "another"), 0.25)), 9.0, 64
        ),
        Result("other_role", (), 0.0, 0),
    ]

    keep(results, tmp_path / "results.json")

    assert list(kept(tmp_path / "results.json")) == results


def test_a_process_that_ends_without_results_says_what_it_said(tmp_path: Path) -> None:
    with (
        beside("tests.molecule.run", str(tmp_path / "nowhere"), "--results", folder=tmp_path) as scenarios,
        pytest.raises(RuntimeError, match=r"tests\.molecule\.run ended with 2:\nthere is no scenario .*nowhere"),
    ):
        assert scenarios.written()
