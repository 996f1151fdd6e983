"""How hosts are reached: a closed list of variables, each of a checked form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from ictops.estate import Frozen
from ictops.inventory.values import Table, Trusted, table

ADDRESS = "ansible_host"

CONNECTION_VARIABLES = frozenset({ADDRESS, "ansible_port", "ansible_user", "ansible_python_interpreter"})
"""The only variables that are not a role's input. Options of ssh are not among them: the run sets those, for itself."""

type UserName = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_-]{0,31}$")]
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
