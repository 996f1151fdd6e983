"""Whatever becomes of the command, the lab is taken down, and the command's own status and last words are kept."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CAN, CANNOT = "exit 0", "echo 'podman is not installed'; exit 1"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout, its path with a space, whose lab only notes that it was taken down."""
    root = tmp_path / "a checkout"
    (root / "tests").mkdir(parents=True)
    (root / ".venv/bin").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests/with_lab.sh", root / "tests")
    program(root / "tests/setup.sh", CAN)
    program(root / ".venv/bin/python", 'echo "$2" >>lab-calls; echo "the lab talks"')
    return root


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(0o755)


def start(checkout: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["bash", checkout / "tests/with_lab.sh", *words],
        cwd="/",
        env={"PATH": os.environ["PATH"]},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def run(checkout: Path, *words: str) -> tuple[int, str, str]:
    process = start(checkout, *words)
    output, errors = process.communicate(timeout=60)
    return process.returncode, output, errors


def calls(checkout: Path) -> list[str]:
    noted = checkout / "lab-calls"
    return noted.read_text().split() if noted.exists() else []


@pytest.mark.parametrize("status", [0, 1, 5])
def test_the_status_and_the_last_line_are_the_commands_own(checkout: Path, status: int) -> None:
    answer = run(checkout, "bash", "-c", f"echo '3 passed in 0.1s'; exit {status}")

    assert answer == (status, "3 passed in 0.1s\n", "")
    assert calls(checkout) == ["down", "tests.molecule.leftovers"]


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_is_told_and_the_lab_taken_down_afterwards(checkout: Path, signalled: signal.Signals) -> None:
    process = start(checkout, "bash", "-c", "trap 'echo told; exit 2' INT TERM; echo ready; while :; do sleep 0.05; done")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"

    process.send_signal(signalled)
    output, _ = process.communicate(timeout=60)

    assert (process.returncode, output) == (2, "told\n")
    assert calls(checkout) == ["down", "tests.molecule.leftovers"]


def test_a_command_that_will_not_stop_is_ended_at_the_second_asking(checkout: Path) -> None:
    process = start(checkout, "bash", "-c", "trap 'echo heard' INT; echo ready; while :; do sleep 0.05; done")
    assert process.stdout is not None
    for said in ("ready\n", "heard\n"):
        assert process.stdout.readline() == said
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)

    assert process.returncode == 128 + signal.SIGKILL
    assert calls(checkout) == ["down", "tests.molecule.leftovers"]


def test_without_containers_the_command_runs_and_knows_why(checkout: Path) -> None:
    program(checkout / "tests/setup.sh", CANNOT)
    _, output, _ = run(checkout, "bash", "-c", 'echo "$ICTOPS_LAB: $ICTOPS_LAB_WHY"')

    assert output == "no: podman is not installed\n"
    assert calls(checkout) == []


def test_a_command_that_must_have_the_lab_is_not_run_without(checkout: Path) -> None:
    program(checkout / "tests/setup.sh", CANNOT)
    status, output, errors = run(checkout, "--required", "echo", "ran")

    assert (status, output) == (1, "")
    assert "this needs containers: podman is not installed (make check needs none)" in errors


def test_a_lab_that_stays_up_is_mentioned(checkout: Path) -> None:
    program(checkout / ".venv/bin/python", "exit 1")
    status, _, errors = run(checkout, "true")

    assert (status, "run make lab-down" in errors) == (0, True)
