"""Runs in a Python of its own: what pyinfra makes of a school's folder, and whether it can connect to the hosts in it."""

# mypy: disable-error-code="no-untyped-call, operator"

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402  # gevent has to come first
import sys  # noqa: E402
from typing import Any  # noqa: E402

from pyinfra.api.config import Config  # noqa: E402
from pyinfra.api.connect import connect_all, disconnect_all  # noqa: E402
from pyinfra.api.exceptions import PyinfraError  # noqa: E402
from pyinfra.api.facts import get_facts  # noqa: E402
from pyinfra.api.inventory import Inventory  # noqa: E402
from pyinfra.api.state import State  # noqa: E402
from pyinfra.facts.server import Command  # noqa: E402


def seen(folder: str) -> dict[str, Any]:
    inventory = Inventory(([f"@ictops/{folder}"], {}))
    return {host.name: {"groups": sorted(host.groups), "variables": host.data.dict()} for host in inventory}


def said(folder: str, key: str, command: str) -> dict[str, Any]:
    """What each host that could be reached answers to the command."""
    state = State(Inventory(([f"@ictops/{folder}"], {}), override_data={"ssh_key": key}), Config(CONNECT_TIMEOUT=5))
    try:
        connect_all(state)
        return {host.name: answer for host, answer in get_facts(state, Command, (command,)).items()}
    except PyinfraError:  # no host is left
        return {}
    finally:
        disconnect_all(state)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"seen": seen, "said": said}[sys.argv[1]](*sys.argv[2:])))
