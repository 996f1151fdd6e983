"""What Ansible, pyinfra and Nornir each make of one school's folder, in one form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from nornir import InitNornir

from ictops.adapters.inventory_ansible import seen_by_ansible
from ictops.inventory import View, differences
from ictops.inventory.view import GroupView, HostView

PYINFRA = Path(__file__).with_name("pyinfra_child.py")

OWN_OF_PYINFRA = "ssh_"
"""What the connector adds for pyinfra's own connecting is no variable of ours."""


def assert_all_see(folder: Path, intended: View) -> None:
    """Every loader reports exactly the intended hosts, groups and variables."""
    for loaded in (seen_by_ansible(folder), seen_by_pyinfra(folder), seen_by_nornir(folder)):
        assert differences(intended=intended, loaded=loaded) == ()


def pyinfra(*words: str) -> Any:
    ended = subprocess.run(
        [sys.executable, str(PYINFRA), *words], capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def seen_by_pyinfra(folder: Path) -> View:
    return a_view({
        host: (of["groups"], {name: value for name, value in of["variables"].items() if not name.startswith(OWN_OF_PYINFRA)})
        for host, of in pyinfra("seen", str(folder)).items()
    })  # fmt: skip


def seen_by_nornir(folder: Path) -> View:
    options = {"plugin": "IctopsInventory", "options": {"folder": str(folder)}}
    hosts = InitNornir(inventory=options, logging={"enabled": False}).inventory.hosts
    return a_view({name: ([group.name for group in host.groups], host.extended_data()) for name, host in hosts.items()})


def a_view(hosts: dict[str, Any]) -> View:
    groups = {group for names, _ in hosts.values() for group in names}
    return View(
        hosts={host: HostView(groups=frozenset(names), variables=variables) for host, (names, variables) in hosts.items()},
        groups={
            group: GroupView(hosts=frozenset(host for host, (names, _) in hosts.items() if group in names), variables={})
            for group in groups
        },
    )
