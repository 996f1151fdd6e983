"""What is compared is compared rightly: rehearsal and run, file systems, readings; and data is held to what it repeats."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.lab.hosts import FLAGS
from tests.molecule.events import Events, differences
from tests.molecule.looks import WALK, Files, changed, first, written
from tests.molecule.scenario import SHARED, Scenario, Wrong, named

QUEUE = ("print-12", "Make the queue")


def event(**changes: object) -> dict[str, object]:
    return {"kind": "result", "host": "print-12", "task": "Make the queue", "outcome": "ok", "changed": 1, "says": ""} | changes


def test_a_loop_counts_its_items_and_a_repeated_task_adds_up() -> None:
    events = Events((event(changed=2), event(), event(changed=0, task="Look"), event(kind="end")))

    assert events.changes == Counter({QUEUE: 3})
    assert events.hosts == {"print-12"}


def test_a_failure_is_a_sentence_and_an_ignored_one_is_none() -> None:
    events = Events((event(outcome="failed", says="no such printer"), event(outcome="ignored")))

    assert events.failures == ("print-12: Make the queue: no such printer",)


@pytest.mark.parametrize(("predicted", "made"), [(1, 0), (0, 1), (2, 3)])
def test_a_rehearsal_that_lied_is_named(predicted: int, made: int) -> None:
    found = list(differences(Counter({QUEUE: predicted}), Counter({QUEUE: made})))

    assert found == [f"print-12: Make the queue: the rehearsal said {predicted} changes, the run made {made}"]


def test_a_true_rehearsal_and_what_it_cannot_foresee_are_no_fault() -> None:
    assert not list(differences(Counter({QUEUE: 1}), Counter({QUEUE: 1})))
    assert not list(differences(Counter(), Counter({QUEUE: 1}), leaving_out=["Make the queue"]))


@pytest.mark.parametrize(("said", "did", "faults"), [(1, 3, 0), (0, 0, 0), (1, 0, 1), (0, 1, 1)])
def test_a_task_that_only_speaks_is_held_to_those_it_speaks_for(said: int, did: int, faults: int) -> None:
    speaks = {"Say": ("Make the queue", "Open the queue")}
    predicted, made = Counter({("print-12", "Say"): said}), Counter({QUEUE: did})

    assert len(list(differences(+predicted, +made, stand_ins=speaks))) == faults


FILE, FOLDER = [0o100644, 0, 0, 5, 111], [0o040755, 0, 0, 111, {}]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"/etc/a": FILE}, "/etc/a: came"),
        ({"/etc/a": FILE}, {}, "/etc/a: went"),
        ({"/etc/a": FILE}, {"/etc/a": [0o100600, 0, 0, 5, 112]}, "/etc/a: was written (mode, time)"),
        ({"/etc/a": FILE}, {"/etc/a": [0o100644, 0, 0, 6, 112]}, "/etc/a: was written (size, time)"),
        (
            {"/srv": FOLDER},
            {"/srv": [0o040755, 0, 0, 111, {"system.posix_acl_access": "02"}]},
            "/srv: was written (attributes)",
        ),
    ],
)
def test_every_write_is_seen(before: Files, after: Files, said: str) -> None:
    assert list(written({"h": before}, {"h": after})) == [f"h: {said}"]


def test_a_walk_sees_a_file_written_back_with_its_own_content(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("same", "below/left"):
        (tmp_path / name).write_text("words")

    def walk() -> Files:
        text = WALK.read_text(encoding="utf-8").replace('walk("/")', f"walk({str(tmp_path)!r})")
        words = [sys.executable, "-I", "-", str(tmp_path / "below")]
        done = subprocess.run(words, input=text, capture_output=True, text=True, check=True)
        return dict(json.loads(line) for line in done.stdout.splitlines())

    before = walk()
    (tmp_path / "same").write_text("words")
    (tmp_path / "below/left").write_text("out")

    assert list(before) == [str(tmp_path / "same")]
    assert list(written({"h": before}, {"h": walk()})) == [f"h: {tmp_path}/same: was written (time)"]


def test_a_reading_that_did_not_return_is_shown_as_a_diff() -> None:
    before, after = {"h: lpstat -v": "Library\nOffice\n", "h: id": "same"}, {"h: lpstat -v": "Library\n", "h: id": "same"}

    assert list(changed(before, after)) == ["h: lpstat -v\n--- before\n+++ after\n@@ -1,2 +1 @@\n Library\n-Office"]


def test_a_long_list_says_how_much_longer_it_is() -> None:
    assert first("abcd", most=2) == ("a", "b", "… and 2 more")


def test_what_images_need_is_what_the_lab_gives_them() -> None:
    kinds = YAML(typ="safe").load(SHARED / "kinds.yml")["kinds"]

    assert {name: tuple(words) for name, words in kinds.items()} == {"node": (), **{str(kind): FLAGS[kind] for kind in FLAGS}}


@pytest.mark.parametrize("text", ["", "drift: {}", "drift: {}\nreading: []\ndirft: {}\n", "drift: [\n"])
def test_a_scenario_that_says_too_little_or_too_much_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "scenario.yml").write_text(text)

    with pytest.raises(Wrong, match=r"(?s)scenario\.yml.*README"):
        _ = Scenario(tmp_path).expected


def test_a_name_that_no_role_has_is_answered_with_those_that_are() -> None:
    with pytest.raises(Wrong, match="there is no scenario time_sync: choose one of "):
        named("time_sync")
