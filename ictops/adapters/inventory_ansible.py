"""What Ansible itself makes of a school's folder, asked in a process of its own with nothing of the caller's environment."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ictops.errors import Fault, InventoryRefused
from ictops.inventory import Inventory, View, differences, intended_view
from ictops.inventory.encode import HOSTS, MARK
from ictops.inventory.view import GroupView, HostView

SECONDS = 300
LONGEST_REASON = 400
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

CONFIGURATION = """\
[inventory]
enable_plugins = yaml
any_unparsed_is_failed = True
unparsed_is_failed = True
"""
"""YAML and JSON inventories only (no script, no INI), and one that cannot be read is a failure, not an empty one."""


def check_with_ansible(folder: Path, inventory: Inventory) -> None:
    """Raises InventoryRefused, with every difference, unless Ansible loads exactly the intended hosts, groups and variables."""
    found = differences(intended=intended_view(inventory), loaded=seen_by_ansible(folder))
    if found:
        do = "Run ictops inventory again; if it stays, do not apply anything with this inventory"
        raise InventoryRefused(Fault(str(folder), f"Ansible loads it otherwise than intended: {each}", do) for each in found)


def seen_by_ansible(folder: Path) -> View:
    """The folder as `ansible-inventory --list` reports it. Raises InventoryRefused when that fails."""
    with tempfile.TemporaryDirectory(prefix="ictops-") as scratch:
        Path(scratch, "ansible.cfg").write_text(CONFIGURATION, encoding="ascii")
        ended = subprocess.run(  # noqa: S603  # our own interpreter, no shell
            [sys.executable, "-I", "-m", "ansible", "inventory", "--list", "-i", str(folder.absolute() / HOSTS)],
            env=_environment(scratch),
            cwd=scratch,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    try:
        if ended.returncode != 0:
            raise ValueError(" ".join(ended.stderr.decode("utf-8", "replace").split())[-LONGEST_REASON:])
        return _view(json.loads(ended.stdout))
    except (ValueError, KeyError, TypeError) as error:
        what = f"Ansible cannot load this inventory: {error}"
        raise InventoryRefused(Fault(str(folder), what, "Run ictops inventory again")) from error


def _environment(scratch: str) -> dict[str, str]:
    """All of the child's environment: nothing of the caller's arrives."""
    return {
        "PATH": PATH,
        "HOME": scratch,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "ANSIBLE_CONFIG": f"{scratch}/ansible.cfg",
        "ANSIBLE_LOCAL_TEMP": f"{scratch}/ansible",
    }


def _view(listed: dict[str, Any]) -> View:
    """Empty groups are not in Ansible's list, and the variables of a group stand with its hosts."""
    variables = {host: _unmarked(values) for host, values in listed.pop("_meta")["hostvars"].items()}
    groups = {name: frozenset(body.get("hosts", ())) for name, body in listed.items() if name != "all"}
    hosts = variables.keys() | set().union(*groups.values())
    return View(
        hosts={
            host: HostView(
                groups=frozenset(name for name, members in groups.items() if host in members),
                variables=variables.get(host, {}),
            )
            for host in hosts
        },
        groups={name: GroupView(hosts=members, variables={}) for name, members in groups.items()},
    )


def _unmarked(value: Any) -> Any:
    match value:
        case dict() if value.keys() == {MARK}:
            return value[MARK]
        case dict():
            return {name: _unmarked(item) for name, item in value.items()}
        case list():
            return [_unmarked(item) for item in value]
        case _:
            return value
