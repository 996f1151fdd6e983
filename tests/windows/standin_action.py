"""The action that tests put in a Windows module's place: it holds every call against the module's documentation and records it.

Ansible loads this file under each module's name, from a folder only tests name; roles cannot tell.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase

from tests.windows.machine import call

FACTS = {"os_family": "Windows", "distribution": "Microsoft Windows Server 2022 Standard"}


class ActionModule(ActionBase):  # type: ignore[misc]  # ansible ships no types
    """What Ansible loads."""

    _supports_check_mode = True

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Answer as the real module would, from the small state of this host."""
        del tmp  # the base class has it, and nothing has used it for years
        if self._task.action == "told_facts":
            return {"ansible_facts": FACTS}
        folder, host = Path(os.environ["STANDINS"]), str(task_vars["inventory_hostname"])
        become = self._connection.become
        user = str(become.get_option("become_user", playcontext=self._play_context)) if become else ""
        return call(
            folder / f"{host}.json", str(self._task.action), dict(self._task.args), check=bool(self._task.check_mode), user=user
        )
