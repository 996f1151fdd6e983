"""Runs a role's Windows branch with ansible-playbook, against stand-ins that refuse what the real modules would refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.roles.readme_table import ROLES
from tests.windows.machine import MODELS
from tests.windows.specs import specs

ACTION = Path(__file__).with_name("standin_action.py")
COLLECTIONS = ("ansible.windows", "community.windows", "microsoft.ad")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one run ended for one host: which tasks reported a change, what went wrong, what was said, what was called."""

    changed: tuple[str, ...]
    failed: str
    said: str
    calls: tuple[Mapping[str, Any], ...]
    machine: Mapping[str, Any]


def changing(outcome: Outcome) -> set[str]:
    """The modules that changed something, or in a rehearsal would."""
    return {call["module"] for call in outcome.calls if call["changed"]}


def without_calls(machine: Mapping[str, Any]) -> dict[str, Any]:
    """The machine itself, without what was asked of it."""
    return {name: value for name, value in machine.items() if name != "calls"}


class Stage:
    """A folder with the stand-ins, and a file for each machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = ""
        (folder / "actions").mkdir(parents=True)
        (folder / "actions/told_facts.py").symlink_to(ACTION)
        (folder / "specs.json").write_text(json.dumps(specs()), encoding="utf-8")
        for module in specs():
            self._stand_in(module)

    def _stand_in(self, module: str) -> None:
        collection, _, name = module.rpartition(".")
        if name not in MODELS:
            return
        place = self.folder / "collections/ansible_collections" / collection.replace(".", "/") / "plugins/action"
        place = place if collection in COLLECTIONS else self.folder / "actions"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.py").symlink_to(ACTION)

    def put(self, host: str, machine: Mapping[str, Any]) -> None:
        """Stand this machine up under this name, nothing asked of it yet."""
        (self.folder / f"{host}.json").write_text(json.dumps({**machine, "calls": []}), encoding="utf-8")

    def machine(self, host: str) -> dict[str, Any]:
        """The machine as it is."""
        found: dict[str, Any] = json.loads((self.folder / f"{host}.json").read_text(encoding="utf-8"))
        return found

    def run(self, role: str, hosts: Mapping[str, Mapping[str, Any]], *, check: bool = False) -> dict[str, Outcome]:
        """Run the role on these hosts, each with its inputs."""
        for host in hosts:
            self.put(host, {name: value for name, value in self.machine(host).items() if name != "calls"})
        listed = {
            "all": {
                "hosts": {
                    host: {"ansible_connection": "local", "ansible_become": False, **inputs} for host, inputs in hosts.items()
                }
            }
        }
        (self.folder / "hosts.json").write_text(json.dumps(listed), encoding="utf-8")
        told = [{"name": "Tell what the machine is", "told_facts": {}}]
        play = [{"name": "Converge", "hosts": "all", "gather_facts": False, "pre_tasks": told, "roles": [role]}]
        (self.folder / "play.json").write_text(json.dumps(play), encoding="utf-8")
        done = self._ansible(["--check", "--diff"] if check else [])
        self.log = done.stdout + done.stderr
        try:
            report = json.loads(done.stdout)
        except ValueError:
            raise AssertionError(self.log) from None
        return {host: self._outcome(host, report) for host in hosts}

    def _ansible(self, options: list[str]) -> subprocess.CompletedProcess[str]:
        playbook = Path(sys.executable).with_name("ansible-playbook")
        settings = {
            "ROLES_PATH": str(ROLES),
            "COLLECTIONS_PATH": str(self.folder / "collections"),
            "ACTION_PLUGINS": str(self.folder / "actions"),
            "STDOUT_CALLBACK": "ansible.posix.json",
            "HOME": str(self.folder / "home"),
            "INJECT_FACT_VARS": "False",
        }
        environment = {
            "PATH": f"{playbook.parent}:{os.defpath}", "LANG": "C.UTF-8", "HOME": str(self.folder),
            "PYTHONPATH": str(ROLES.parent), "STANDINS": str(self.folder),
        }  # fmt: skip
        return subprocess.run(
            [str(playbook), "-i", str(self.folder / "hosts.json"), str(self.folder / "play.json"), *options],
            env=environment | {f"ANSIBLE_{name}": value for name, value in settings.items()},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def _outcome(self, host: str, report: Mapping[str, Any]) -> Outcome:
        found = [
            (task["task"]["name"].rpartition(" : ")[2], task["hosts"][host])
            for play in report["plays"]
            for task in play["tasks"]
            if host in task["hosts"]
        ]
        machine = self.machine(host)
        return Outcome(
            changed=tuple(name for name, result in found if result.get("changed")),
            failed="; ".join(str(result) for _, result in found if result.get("failed")),
            said=json.dumps([result for name, result in found if result.get("action") == "ansible.builtin.debug"]),
            calls=tuple(machine.pop("calls")),
            machine=machine,
        )
