"""How hosts are reached: a closed list of variables, each of a checked form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ictops.estate import Frozen
from ictops.inventory.values import Leaf, Table, Trusted, table

ADDRESS = "ansible_host"

CONNECTION_VARIABLES = frozenset(
    {ADDRESS, "ansible_port", "ansible_user", "ansible_python_interpreter", "ansible_shell_type", "ansible_become"}
)
"""The only variables that are not a role's input. Options of ssh are not among them: the run sets those, for itself."""

type UserName = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_-]{0,31}$")]
type Shell = Literal["powershell"]
"""The one shell that has to be named: without a name, Ansible takes a host's shell for a POSIX one."""
type AbsolutePath = Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._+-]+)+$")]


class Connection(Frozen):
    """What all hosts of a school have in common for whoever connects."""

    user: UserName = "ansible"
    port: Annotated[int, Field(strict=True, ge=1, le=65535)] = 22
    python: AbsolutePath = "/usr/bin/python3"

    def variables(self) -> Table:
        """The variables of the school's group."""
        return table(
            {
                "ansible_port": self.port,
                "ansible_user": Trusted(self.user),
                "ansible_python_interpreter": Trusted(self.python),
            }
        )


class WindowsConnection(Frozen):
    """What a Windows host has of its own: OpenSSH answers with PowerShell, and no other user is become there."""

    shell: Shell = "powershell"

    def variables(self) -> dict[str, Leaf]:
        """The variables of the host. They outweigh the plays' `become: true`, which is meant for Linux."""
        return {"ansible_shell_type": Trusted(self.shell), "ansible_become": False}
