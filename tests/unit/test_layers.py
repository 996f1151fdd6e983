"""import-linter holds the rooms apart, and notices each way of breaking in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LAYERS = "Facts flow one way, from audit to report"
OUTSIDE = "Only adapters touch the outside world"
CIRCLES = "No room imports in a circle"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, its import rules, and nothing else."""
    shutil.copytree(REPOSITORY / "ictops", tmp_path / "ictops", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(copy: Path) -> tuple[str, set[str]]:
    """What import-linter says of the copy, and the contracts it finds broken."""
    lint = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run(
        [lint, "--no-cache", "--no-logo"],
        cwd=copy,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(copy), "COLUMNS": "200"},
        text=True,
        capture_output=True,
        check=False,
    )
    said = answer.stdout + answer.stderr
    judged = {name: f"{name} BROKEN" in said for name in (LAYERS, OUTSIDE, CIRCLES) if f"{name} " in said}
    assert len(judged) == 3, said
    return said, {name for name, is_broken in judged.items() if is_broken}


def append(module: Path, line: str) -> None:
    module.write_text(f"{module.read_text()}\n{line}\n")


def test_the_rooms_as_they_stand_break_nothing(copy: Path) -> None:
    said, broken = broken_contracts(copy)

    assert broken == set(), said


def test_a_room_that_no_layer_names_is_noticed(copy: Path) -> None:
    (copy / "ictops/helpers").mkdir()
    (copy / "ictops/helpers/__init__.py").write_text('"""A room nobody decided on."""\n')
    said, broken = broken_contracts(copy)

    assert broken == {LAYERS}
    assert "helpers" in said


@pytest.mark.parametrize("module", ["subprocess", "os", "sqlalchemy"])
def test_the_plan_may_not_touch_the_outside_world(copy: Path, module: str) -> None:
    append(copy / "ictops/plan/__init__.py", f"import {module}")
    said, broken = broken_contracts(copy)

    assert broken == {OUTSIDE}
    assert f"ictops.plan -> {module}" in said


def test_comparing_may_not_know_how_results_are_shown(copy: Path) -> None:
    append(copy / "ictops/compliance/__init__.py", "import ictops.report")
    said, broken = broken_contracts(copy)

    assert LAYERS in broken
    assert "ictops.compliance -> ictops.report" in said


def test_reading_audits_and_holding_the_standard_are_strangers(copy: Path) -> None:
    append(copy / "ictops/audit/__init__.py", "import ictops.standard")
    said, broken = broken_contracts(copy)

    assert LAYERS in broken
    assert "ictops.audit -> ictops.standard" in said


def test_two_rooms_that_import_each_other_are_a_circle(copy: Path) -> None:
    append(copy / "ictops/estate/__init__.py", "import ictops.plan")
    _, broken = broken_contracts(copy)

    assert broken >= {LAYERS, CIRCLES}
