"""The environment is made once, brought up to date when the lock moves, and made anew when its folder did."""

import sys
from pathlib import Path

import pytest

from tests.setup_machine import Machine

UV = f"""
[[ $1 == --version ]] || echo "$1 $2" >>uv-calls
if [[ $1 == venv ]]; then
  mkdir -p .venv/bin
  ln -sf '{sys.executable}' .venv/bin/python
fi
"""
NO_COMPILING = "compile_what_starts_often() { true; }; "
MADE, FILLED = "venv --quiet", ["pip sync", "pip install"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A checkout with a lock, on a machine whose uv notes what it is asked."""
    machine = Machine(tmp_path)
    machine.command("uv", UV)
    (tmp_path / "requirements.lock").write_text("ansible==14.5.0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "tests/setup").mkdir(parents=True)
    (tmp_path / "tests/setup/environment.sh").write_text("# how it is made\n")
    return machine


def prepare(machine: Machine) -> list[str]:
    """Prepare the environment; what uv was asked this time."""
    calls = machine.folder / "uv-calls"
    calls.unlink(missing_ok=True)
    answer = machine.run(NO_COMPILING + "prepare_environment")
    assert answer.returncode == 0, answer.stderr
    return calls.read_text().splitlines() if calls.exists() else []


def test_the_second_time_there_is_nothing_to_do(machine: Machine) -> None:
    assert prepare(machine) == [MADE, *FILLED]
    assert prepare(machine) == []


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_is_locked_is_installed_into_the_same_folder(machine: Machine, file: str) -> None:
    prepare(machine)
    (machine.folder / file).write_text("# changed\n")

    assert prepare(machine) == FILLED


def test_a_folder_that_was_moved_is_made_anew(machine: Machine) -> None:
    prepare(machine)
    stamp = machine.folder / ".venv/.set-up"
    stamp.write_text(stamp.read_text().replace(str(machine.folder), "/where/it/was"))

    assert prepare(machine) == [MADE, *FILLED]


def test_a_folder_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    prepare(machine)
    (machine.folder / ".venv/bin/python").unlink()

    assert prepare(machine) == [MADE, *FILLED]


def test_a_lock_that_cannot_be_installed_is_one_sentence_and_tried_again(machine: Machine) -> None:
    machine.command("uv", UV + 'if [[ $2 == sync ]]; then echo "error: Hash mismatch for ansible" >&2; exit 1; fi')
    first = machine.run(NO_COMPILING + "prepare_environment")
    machine.command("uv", UV)

    assert first.returncode == 1
    assert "the locked environment could not be installed" in first.stderr
    assert "it said: error: Hash mismatch for ansible" in first.stderr
    assert prepare(machine) == FILLED
