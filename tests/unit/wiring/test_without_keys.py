"""A trust opened without the keys that its standard names: audits are read, hosts are not judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictops.errors import BadInput
from ictops.wiring.observing import findings
from ictops.wiring.trust import open_trust
from tests.unit.wiring.small_world import SCHOOL, imported, small_world


def test_a_standard_without_its_keys_judges_no_host_that_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world(imported(tmp_path / "trust"), monkeypatch)
    shutil.rmtree(world.trust.root / "keys")

    with pytest.raises(BadInput, match="cannot be read as text"):
        findings(open_trust(world.trust.root, keys=False), (SCHOOL,), world.now())
