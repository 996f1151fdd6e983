"""A small trust on loopback for the Runner's tests: real Ansible, real SSH, a role of a few lines."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import HostResult, Run, RunRequest
from tests.unit.adapters.loopback import keep_private, new_key, public, ssh_server

PLAYBOOK = """\
- name: First
  hosts: first
  gather_facts: false
  roles: [{role: note, tags: [note]}]
- name: Second
  hosts: second
  gather_facts: false
  roles: [{role: note, tags: [note]}]
"""
WRITE_A_NOTE = """\
- name: Write a note
  ansible.builtin.copy:
    content: "{{ inventory_hostname }} {{ word }}"
    dest: "{{ folder }}/{{ inventory_hostname }}"
    mode: "0600"
"""


@dataclass
class Bench:
    root: Path
    servers: ExitStack
    tasks: str = WRITE_A_NOTE
    me: asyncssh.SSHKey = field(default_factory=new_key)
    inventory: dict[str, dict[str, Any]] = field(default_factory=lambda: {"first": {}, "second": {}})
    known: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("school", "host", "content/playbooks", "content/roles/note/tasks"):
            (self.root / name).mkdir(parents=True)
        (self.root / "content/playbooks/converge_school.yml").write_text(PLAYBOOK)
        (self.root / "content/roles/note/tasks/main.yml").write_text(self.tasks)
        keep_private(self.me, self.root / "key")

    def server(self, key: asyncssh.SSHKey, *, admits: asyncssh.SSHKey | None = None) -> int:
        return self.servers.enter_context(ssh_server(key, admits or self.me))

    def host(self, name: str, *, port: int, key: asyncssh.SSHKey | None, group: str = "first", **variables: str) -> None:
        """A host of the inventory, with the key on record for it (none: not on record)."""
        self.inventory[group][name] = {"ansible_host": "127.0.0.1", "ansible_port": port, **variables}
        if key:
            self.known.append(f"{name} {public(key)}")

    def good_host(self, name: str, group: str = "first") -> None:
        key = new_key()
        self.host(name, port=self.server(key), key=key, group=group)

    def written(self) -> dict[str, str]:
        """What the hosts hold after all, by host."""
        return {path.name: path.read_text() for path in sorted((self.root / "host").iterdir())}

    def runner(self, run: str = "1", **settings: Any) -> AnsibleRunner:
        groups = {name: {"hosts": hosts} for name, hosts in self.inventory.items()}
        variables = {"ansible_python_interpreter": "/usr/bin/python3", "folder": str(self.root / "host")}
        (self.root / "school/hosts.json").write_text(json.dumps({"all": {"children": groups, "vars": variables}}))
        (self.root / "known_hosts").write_text("".join(f"{line}\n" for line in self.known))
        return AnsibleRunner(
            school_folder=lambda _: self.root / "school",
            known_hosts=self.root / "known_hosts",
            content=self.root / "content",
            key=self.root / "key",
            run_folder=self.root / "runs" / run,
            **{"secrets": {"word": "hello"}} | settings,
        )

    def run(
        self, run: str = "1", *, for_real: bool = True, undoes: str | None = None, **settings: Any
    ) -> tuple[Run, list[HostResult]]:
        """The run of every host of the inventory in a run folder of that name, and the results in the order they were told."""
        hosts = tuple(host for group in self.inventory.values() for host in group)
        told: list[HostResult] = []
        done = self.runner(run, **settings).run(
            RunRequest(id="oak-note-0001", school="oak", roles=("note",), hosts=hosts, for_real=for_real, undoes=undoes),
            on_result=told.append,
        )
        return done, told
