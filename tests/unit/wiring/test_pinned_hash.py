"""What a plan is approved for: a role's task is part of it, a role's scenario is not."""

import shutil
from pathlib import Path

import pytest

from ictops.wiring import inventories
from ictops.wiring.inventories import pinned_hash
from ictops.wiring.trust import content_folder, open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import SCHOOL, imported


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the roles and playbooks, which is what would run."""
    for part in ("roles", "playbooks"):
        shutil.copytree(content_folder() / part, tmp_path / "content" / part)
    monkeypatch.setattr(inventories, "content_folder", lambda: tmp_path / "content")
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("accounts/tasks/linux/more.yml", True),
        ("accounts/molecule/more/verify.yml", False),
        ("accounts/__pycache__/x.pyc", False),
    ],
)
def test_the_hash_moves_with_what_would_run_and_with_nothing_else(
    content: Path, tmp_path: Path, path: str, counts: bool
) -> None:
    trust = open_trust(imported(tmp_path / "trust"))
    before = pinned_hash(trust, SCHOOL, NOON)

    (content / "roles" / path).parent.mkdir(parents=True, exist_ok=True)
    (content / "roles" / path).write_text("---\n")

    assert (pinned_hash(trust, SCHOOL, NOON) != before) is counts
