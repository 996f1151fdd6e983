"""Initial passwords are strong and hold nothing of the name, and only the school's key opens the file that hands them over."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.roles.readme_table import ROLES


def _loaded() -> Any:
    spec = importlib.util.spec_from_file_location("handover", ROLES / "accounts/module_utils/accounts_handover.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HANDOVER = _loaded()
PERSON = {
    "key": "7",
    "given_name": "=cmd|x",
    "family_name": "Inventa",
    "logon": "a.inventa",
    "initial_password": "Tavoke-Mirupa-47",
}


def run(words: list[str], *, data: bytes, binary_data: bool) -> tuple[int, str, str]:
    """As a module's run_command."""
    assert binary_data
    done = subprocess.run(words, input=data, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    words = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out school.pem -days 2 -subj /CN=oak".split()
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def opened(path: str, key: Path) -> list[list[str]]:
    words = ["openssl", "cms", "-decrypt", "-inform", "PEM", "-in", path, "-inkey", str(key / "key.pem")]
    return list(csv.reader(io.StringIO(subprocess.run(words, check=True, capture_output=True).stdout.decode())))


def test_passwords_are_long_mixed_and_never_the_same() -> None:
    made = [HANDOVER.password("a.inventa") for _ in range(500)]

    assert len(set(made)) == 500
    assert all(re.fullmatch(r"([A-Z][a-z]{5}-){3}[1-9][0-9]", word) for word in made)


def test_a_password_never_holds_a_part_of_the_logon_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rolled = iter("ba" * 9 + "di" * 9)
    monkeypatch.setattr(HANDOVER.secrets, "choice", lambda _: next(rolled))

    assert HANDOVER.password("x.baba").startswith("Dididi-")


def test_only_the_schools_key_opens_the_file_and_no_cell_is_a_formula(key: Path) -> None:
    path = HANDOVER.handed_over(run, str(key / "made/oak-first"), [PERSON], (key / "school.pem").read_text())
    written = Path(path)

    assert opened(path, key)[1] == ["7", "'=cmd|x", "Inventa", "a.inventa", "Tavoke-Mirupa-47"]
    assert b"Tavoke" not in written.read_bytes()
    assert (written.stat().st_mode & 0o777, written.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(written.parent.iterdir()) == [written]


def test_a_file_that_is_there_is_never_written_over(key: Path) -> None:
    certificate = (key / "school.pem").read_text()
    paths = [HANDOVER.handed_over(run, str(key / "made/oak-first"), [PERSON], certificate) for _ in range(3)]

    assert [Path(path).name for path in paths] == ["oak-first.cms", "oak-first-2.cms", "oak-first-3.cms"]


def test_what_is_no_certificate_stops_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="could not encrypt"):
        HANDOVER.handed_over(run, str(tmp_path / "made/oak-first"), [PERSON], "not a certificate")

    assert list((tmp_path / "made").iterdir()) == []
