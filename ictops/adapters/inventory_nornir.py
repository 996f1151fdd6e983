"""Nornir reads a school's folder: `InitNornir(inventory={"plugin": "IctopsInventory", "options": {"folder": …}})`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nornir.core.inventory import Defaults, Group, Groups, Host, Hosts, Inventory, ParentGroups

from ictops.adapters.inventory_files import read_school
from ictops.inventory.connection import ADDRESS
from ictops.inventory.view import HostView


class IctopsInventory:
    """The inventory plugin, registered under the entry point group `nornir.plugins.inventory`."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def load(self) -> Inventory:
        """The school's hosts and groups. Raises InventoryRefused when the folder is not as ictops generated it."""
        view = read_school(self.folder)
        defaults = Defaults()
        groups = Groups(
            {name: Group(name=name, data=dict(group.variables), defaults=defaults) for name, group in view.groups.items()}
        )
        hosts = Hosts({name: _host(name, host, groups, defaults) for name, host in sorted(view.hosts.items())})
        return Inventory(hosts=hosts, groups=groups, defaults=defaults)


def _host(name: str, host: HostView, groups: Mapping[str, Group], defaults: Defaults) -> Host:
    return Host(
        name=name,
        hostname=host.variables[ADDRESS],
        port=host.variables["ansible_port"],
        username=host.variables["ansible_user"],
        platform="linux",
        groups=ParentGroups([groups[group] for group in sorted(host.groups)]),
        data=dict(host.variables),
        defaults=defaults,
    )
