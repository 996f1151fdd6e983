"""What goes on beside pytest: a process without results is no pass, and nothing goes on after."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow import telling
from tests.lab import beside as beside_module
from tests.lab.beside import beside
from tests.lab.places import ROOT
from tests.molecule.run import Result, keep, kept
from tests.molecule.steps import Outcome


def test_results_of_scenarios_arrive_as_they_were_kept(tmp_path: Path) -> None:
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
        beside("tests.molecule.run", str(tmp_path / "nowhere"), "--results") as scenarios,
        pytest.raises(RuntimeError, match=r"tests\.molecule\.run ended with 2:\nthere is no scenario .*nowhere"),
    ):
        assert scenarios.written()


def test_whoever_does_not_hear_that_it_should_stop_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside_module, "PATIENCE", 0.2)
    with beside("tests.unit.lab.stubborn") as started:
        _wait(lambda: "ready" in started.said())

        assert started.stop() == 5


def test_a_stopped_telling_waits_for_what_it_started(tmp_path: Path) -> None:
    """What it started hears SIGTERM, takes its time, and is not killed."""
    slow = "import signal, sys, time; signal.signal(15, lambda *_: (time.sleep(1), print('ended', flush=True), sys.exit()))"
    child = f"{slow}; print('began', flush=True); signal.pause()"
    text = (
        "import signal, subprocess, sys; from tests.flow import telling; signal.signal(15, telling.stop);"
        f" subprocess.run([sys.executable, '-c', {child!r}])"
    )
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen([sys.executable, "-c", text], cwd=ROOT, stdout=out, stderr=out)
    _wait(lambda: "began" in said.read_text())
    process.terminate()

    assert process.wait(telling.GRACE) != 0
    assert "ended" in said.read_text()


def _wait(there: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not there():
        assert time.monotonic() < end, "it did not come in half a minute"
        time.sleep(0.05)
