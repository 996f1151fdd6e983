"""pyinfra reads a school's folder, and checks host keys under our ids: `pyinfra @ictops/schools/quillford exec -- id`.

A connector of pyinfra, registered under the entry point group `pyinfra.connectors`. The same private address stands in many
schools, so a host's key is looked up in the school's own file under the device's id, as `HostKeyAlias` has OpenSSH do.
pyinfra has no such setting; but it looks a key up under the name it was told to connect to, and when it is handed an open
socket it connects to nothing. So the name is our id, and the socket leads to the address.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyinfra.api.exceptions import InventoryError
from pyinfra.connectors.ssh import SSHConnector

from ictops.adapters.inventory_files import read_school
from ictops.errors import InventoryRefused
from ictops.inventory.connection import ADDRESS
from ictops.inventory.view import HostView

STANDARD_PORT = 22
"""With another port, the name a key is looked up under would have the port in it."""


class IctopsConnector(SSHConnector):
    """SSH to the hosts of one school's generated inventory."""

    @staticmethod
    def make_names_data(name: str | None = None) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
        """The hosts of the folder `name` by id, each with its variables and groups."""
        if not name:
            raise InventoryError("Name the school's folder: @ictops/schools/<school>")
        folder = Path(name)
        try:
            view = read_school(folder)
        except InventoryRefused as refused:
            raise InventoryError(str(refused)) from refused
        for host_id, host in sorted(view.hosts.items()):
            yield host_id, {**host.variables, **connection_data(host, folder)}, sorted(host.groups)

    def make_paramiko_kwargs(self) -> dict[str, Any]:
        """pyinfra's own, with the host named by our id and a socket that is already open."""
        arguments: dict[str, Any] = super().make_paramiko_kwargs()
        address = (self.data["ssh_hostname"], self.data["ssh_port"])
        arguments["sock"] = socket.create_connection(address, timeout=self.state.config.CONNECT_TIMEOUT)
        return {**arguments, "hostname": self.host.name, "port": STANDARD_PORT}


def connection_data(host: HostView, folder: Path) -> dict[str, Any]:
    """What pyinfra has to know to connect: nothing is taken from anyone's SSH configuration, and no key on trust."""
    school = folder.absolute()
    return {
        "ssh_hostname": host.variables[ADDRESS],
        "ssh_port": host.variables["ansible_port"],
        "ssh_user": host.variables["ansible_user"],
        "ssh_known_hosts_file": str(school.parent.parent / "known_hosts" / school.name),
        "ssh_strict_host_key_checking": "yes",
        "ssh_config_file": os.devnull,
    }
