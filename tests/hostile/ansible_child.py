"""Runs in a Python of its own: loads inventories with ansible-core's own loader and puts every variable through its templar.

A request a line on standard input, `{"inventory": "…/hosts.json", "variable": "…"}`; an answer a line on standard output:
for each host the variable as loaded, as templated, and as a task gets it that writes `{{ variable }}`, each with its type.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template
from ansible.vars.manager import VariableManager


def answer(inventory: str, variable: str) -> dict[str, Any]:
    loader = DataLoader()
    manager = InventoryManager(loader=loader, sources=[inventory])
    variables = VariableManager(loader=loader, inventory=manager)
    return {
        host.name: seen(variables.get_vars(host=host, include_hostvars=False), variable, loader)
        for host in manager.get_hosts("all")
    }


def seen(variables: dict[str, Any], name: str, loader: DataLoader) -> dict[str, Any]:
    templar = Templar(loader=loader, variables=variables)
    return {
        "loaded": spelled(lambda: variables[name]),
        "templated": spelled(lambda: templar.template(variables[name])),
        "in_a_task": spelled(lambda: templar.template(trust_as_template("{{ " + name + " }}"))),
    }


def spelled(ask: Any) -> list[str]:
    """The type's name and the value, or what went wrong. Surrogates would not survive the pipe, so all is escaped."""
    try:
        value = ask()
    except Exception as error:  # noqa: BLE001  # whatever the templar raises is the answer
        return ["error", type(error).__name__]
    kind = "str" if isinstance(value, str) else type(value).__name__
    return [kind, str(value)]


def main() -> None:
    init_plugin_loader([])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(**json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
