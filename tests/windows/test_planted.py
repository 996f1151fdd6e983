"""A folder under C:\\ProgramData can be made by anybody: what somebody else put in our place is neither used nor put back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.windows import test_accounts, test_network_storage, test_print_queues, test_whiteboards
from tests.windows.machine.files import INHERITED
from tests.windows.stage import Stage, changing

pytestmark = pytest.mark.slow

OURS = "C:\\ProgramData\\ictops"
PUPIL = "SCHOOL\\pupil7"
OUR_FOLDER = {"win_file", "win_owner", "win_acl", "win_acl_inheritance"}
STANDING: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "accounts": (test_accounts.HOST, test_accounts.LOCAL),
    "network_storage": (test_network_storage.INHERITED_SERVER, test_network_storage.INPUTS),
    "print_queues": (test_print_queues.SERVER, test_print_queues.INPUTS),
    "whiteboards": (test_whiteboards.PC, test_whiteboards.INPUTS),
}


def planted(machine: dict[str, Any], role: str) -> dict[str, dict[str, Any]]:
    folders = dict.fromkeys(("C:\\ProgramData", OURS, f"{OURS}\\earlier", f"{OURS}\\earlier\\first"), INHERITED)
    whole = {**machine, "folders": {**machine["folders"], **folders}}
    pack = f"{OURS}\\earlier\\first\\{role}.json"
    return {
        "folder": {**whole, "owners": {OURS: PUPIL}},
        "junction": {**whole, "junctions": [OURS]},
        "within": {**whole, "owners": {f"{OURS}\\earlier": PUPIL}},
        "pack": {**whole, "files": {pack: "{}"}, "owners": {pack: PUPIL}},
        "undo": {**whole, "files": {pack: "{}"}, "owners": {pack: PUPIL}},
    }


@pytest.mark.parametrize("role", STANDING)
def test_what_somebody_else_put_in_our_place_is_refused(role: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    stage, (machine, inputs) = Stage(tmp_path_factory.mktemp("planted")), STANDING[role]
    for host, given in planted(machine, role).items():
        stage.put(host, given)
    wanted = dict.fromkeys(planted(machine, role), inputs)
    found = stage.run(role, {**wanted, "undo": {**inputs, f"{role}_undo": "first"}})

    for host, outcome in found.items():
        assert "somebody else may have put it there" in outcome.failed, (host, outcome.failed)
        assert changing(outcome) <= (OUR_FOLDER if host in {"within", "pack"} else set()), host


@pytest.mark.parametrize("role", STANDING)
def test_what_the_run_makes_there_belongs_to_administrators(role: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    stage, (machine, inputs) = Stage(tmp_path_factory.mktemp("ours")), STANDING[role]
    stage.put("host", machine)
    once, twice = (stage.run(role, {"host": inputs})["host"] for _ in range(2))

    assert (once.failed, twice.failed) == ("", "")
    assert not [path for path in once.machine.get("owners", {}) if path.startswith(OURS)]
    assert changing(twice) & OUR_FOLDER == set()
