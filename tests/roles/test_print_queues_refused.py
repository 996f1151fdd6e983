"""Bad inputs end a role before anything is read or done on the host, naming the input: by plain `ansible-playbook --check`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.roles.tasks import tasks_of

ROOT = Path(__file__).parents[2]
FACTS = "Take this machine for a Debian"
ELSEWHERE = {f"ansible.builtin.{module}" for module in ("assert", "include_tasks", "include_vars")}
"""Modules that work where Ansible runs: whatever else a role calls goes to the host."""
SHARE = {"name": "Staff", "read_write": "FS-Q-Staff-RW"}
STORAGE = {"network_storage_workgroup": "TRUST", "network_storage_inherited_group": "FS-Q-Inherited-RW"}
BOARD = {"usb": "1d6b:f00d", "maker": "Example Boards (invented)", "driver": "no"}
KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nxyz\n-----END PGP PUBLIC KEY BLOCK-----\n"
BOARDS = {"whiteboards_repository_uri": "https://repository.example/", "whiteboards_repository_key": KEY}
PRINTER = {"print_queues_uri": "ipp://printer.example/ipp/print"}

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("print_queues", PRINTER | {"print_queues_name": "Follow/Me"}, "print_queues_name is 'Follow/Me'"),
    ("print_queues", PRINTER | {"print_queues_remove": ["Room/12"]}, "print_queues_remove holds 'Room/12'"),
    (
        "network_storage",
        STORAGE | {"network_storage_shares": [SHARE, SHARE | {"name": "staff"}]},
        "network_storage_shares: 'Staff' names two",
    ),
    ("network_storage", STORAGE | {"network_storage_shares": [SHARE | {"quota_mib": "5 GB ish"}]}, "quota_mib"),
    (
        "network_storage",
        STORAGE | {"network_storage_shares": [{"name": "Staff"}]},
        "read_write found in network_storage_shares",
    ),
    (
        "whiteboards",
        BOARDS | {"whiteboards_catalogue": [BOARD | {"usb": "1D6B-F00D"}]},
        "whiteboards_catalogue, entry 1: usb is '1D6B-F00D'",
    ),
    (
        "accounts",
        {"accounts_local_allowed": [], "accounts_generic_names": ["pupil/1"]},
        "accounts_generic_names holds 'pupil/1'",
    ),
]


def events(folder: Path, role: str, inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What each task of a rehearsal of the role on this machine did."""
    facts = {
        "name": FACTS,
        "ansible.builtin.set_fact": {"os_family": "Debian", "distribution": "Debian", "cacheable": True},
    }
    play = {
        "name": "Rehearse",
        "hosts": "localhost",
        "gather_facts": False,
        "pre_tasks": [facts],
        "roles": [role],
        "vars": dict(inputs),
    }
    (folder / "play.yml").write_text(json.dumps([play]), encoding="utf-8")
    told = folder / "events.jsonl"
    settings = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
        "ANSIBLE_CALLBACK_PLUGINS": str(ROOT / "tests/molecule/callback"),
        "ANSIBLE_CALLBACKS_ENABLED": "scenario_events",
        "ICTOPS_SCENARIO_EVENTS": str(told),
    }
    command = ["ansible-playbook", "--check", "--inventory", "localhost,", "--connection", "local", str(folder / "play.yml")]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2, done.stdout + done.stderr
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def on_the_host(role: str) -> set[str]:
    return {task.name for task in tasks_of(ROOT / "roles" / role) if task.module and task.module not in ELSEWHERE}


@pytest.mark.parametrize(("role", "inputs", "refusal"), CASES, ids=[refusal.split(",")[0] for *_, refusal in CASES])
def test_a_bad_input_is_refused_before_any_task_reads_the_host(
    tmp_path: Path, role: str, inputs: Mapping[str, Any], refusal: str
) -> None:
    *passed, refused, _ = events(tmp_path, role, inputs)

    assert refused["outcome"] == "failed"
    assert refusal in refused["says"]
    assert [one["task"] for one in passed if one["task"] in on_the_host(role)] == []
