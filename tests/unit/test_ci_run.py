"""CI's run ends with pytest's closing line and its status, whatever is said around them, and never passes without a test."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PASSED = "============ 3 passed, 1 skipped in 61.20s (0:01:01) ============"
FAILED = "============ 1 failed, 2 passed in 0.10s ============"


def run(folder: Path, *recipe: str) -> tuple[int, str]:
    """CI's run in a checkout whose `make test` does these lines; its status and its last line."""
    checkout = folder / "a checkout"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(REPOSITORY / ".ci/run", checkout / ".ci/run")
    (checkout / "Makefile").write_text("test:\n" + "".join(f"\t@{line}\n" for line in recipe))
    answer = subprocess.run(
        ["bash", checkout / ".ci/run"],
        cwd="/",
        env={"PATH": os.environ["PATH"], "CI": "true"},
        stdin=subprocess.DEVNULL,
        text=True,
        capture_output=True,
        check=False,
    )
    return answer.returncode, answer.stdout.splitlines()[-1]


def test_a_good_run_ends_with_the_closing_line(tmp_path: Path) -> None:
    assert run(tmp_path, f"echo '{PASSED}'", "echo 'the lab is down' >&2") == (0, PASSED)


def test_a_bad_run_ends_with_the_closing_line_after_makes_own_words(tmp_path: Path) -> None:
    assert run(tmp_path, f"echo '{FAILED}'; exit 1") == (2, FAILED)


def test_the_closing_line_is_the_last_of_several(tmp_path: Path) -> None:
    assert run(tmp_path, f"echo '{FAILED}'", "echo '5 passed in 0.1s'", f"echo '{PASSED}'") == (0, PASSED)


@pytest.mark.parametrize(("status", "expected"), [(0, 1), (1, 2)])
def test_a_run_that_reached_no_test_never_passes(tmp_path: Path, status: int, expected: int) -> None:
    code, last = run(tmp_path, "echo 'types: 3 errors'", f"exit {status}")

    assert (code, last) == (expected, "CI: no test was run: what comes before the tests did not succeed (see above)")
