"""`report.json`: counts and words for programs, ASCII on disk, and no more than the report may hold."""

from __future__ import annotations

import json

from ictops.apply import TaskResult
from ictops.estate import Kind
from ictops.report import as_json
from ictops.report.as_json import FORMAT
from tests.unit.report.builders import RUNS, device, report


def test_the_figures_are_counts_with_percentages_beside_them() -> None:
    said = json.loads(as_json(report()))

    assert said["format"] == FORMAT
    assert said["figures"]["met"] == 8
    assert said["figures"]["percent_met"] == 50
    assert said["figures"]["unknown"] == 5


def test_nothing_measured_is_null_never_a_number() -> None:
    said = json.loads(as_json(report(findings=())))

    assert said["figures"]["percent_met"] is None
    assert said["figures"]["worst"] == "unknown"


def test_verdicts_are_words_and_moments_iso() -> None:
    finding = json.loads(as_json(report()))["findings"][0]

    assert finding["verdict"] == "fails"
    assert finding["measured_at"] == "2026-11-03T01:30:00+00:00"


def test_text_of_others_is_kept_whole_and_the_file_is_ascii() -> None:
    written = as_json(report())

    assert written.isascii()
    assert any(d["said"]["room"] == "Room 5 \u202e5 mooR" for d in json.loads(written)["devices"])


def test_notes_and_differences_of_files_are_left_out() -> None:
    noted = device("oak-srv01", "oak", Kind.FILE_SERVER, "n", "r", notes="ring Ms Example on her own number")
    result = RUNS[1].run.results[0].model_copy(update={"tasks": (TaskResult(task="t", changed=True, diff="+secret line"),)})
    record = RUNS[1].model_copy(update={"run": RUNS[1].run.model_copy(update={"results": (result,)})})
    written = as_json(report(devices=(noted,), runs=(record,)))

    assert "Ms Example" not in written
    assert "secret line" not in written
