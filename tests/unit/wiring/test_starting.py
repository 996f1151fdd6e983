"""What `ictops init` writes: the example's standard, with limits that a school can live with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ictops.wiring.starting import make_trust
from ictops.wiring.trust import template_folder

LIMITS = ("quota_mib", "home_quota_mib")
GIB = 1024
LEAST = {
    "StaffShared": 500 * GIB,
    "PupilShared": 200 * GIB,
    "HandIn": 100 * GIB,
    "SLT$": 100 * GIB,
    "Office$": 100 * GIB,
    "Finance$": 100 * GIB,
    "Exams$": 100 * GIB,
    "Science": 100 * GIB,
    "StaffHomes": 10 * GIB,
    "PupilHomes": 1 * GIB,
}


def storage(trust: Path) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load((trust / "standard" / "storage.yml").read_text(encoding="utf-8"))
    return read


def shares(standard: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for settings in (standard["settings"], *standard["schools"].values()):
        yield from settings["network_storage_shares"]


def test_a_new_trust_has_limits_for_real_servers(tmp_path: Path) -> None:
    make_trust(tmp_path / "trust")

    found = list(shares(storage(tmp_path / "trust")))
    small = [(one["name"], one[key]) for one in found for key in LIMITS if key in one and one[key] < LEAST[one["name"]]]
    assert {one["name"] for one in found} == LEAST.keys()
    assert small == []


def test_but_for_the_limits_its_shares_are_the_examples(tmp_path: Path) -> None:
    make_trust(tmp_path / "trust")
    new, example = storage(tmp_path / "trust"), storage(template_folder())

    limited = [[[key for key in LIMITS if one.pop(key, None)] for one in shares(standard)] for standard in (new, example)]
    assert limited[0] == limited[1]
    assert new == example
