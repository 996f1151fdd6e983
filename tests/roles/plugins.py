"""A role's own filters, loaded as Ansible loads them: from the file, by path."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tests.roles.readme_table import ROLES


def filters(role: str) -> dict[str, Callable[..., Any]]:
    """All filters of a role by the name tasks use."""
    found: dict[str, Callable[..., Any]] = {}
    for path in sorted((ROLES / role / "filter_plugins").glob("*.py")):
        found |= plugin(role, path.stem).FilterModule().filters()
    return found


def plugin(role: str, name: str) -> ModuleType:
    """One file of a role's filters."""
    path = ROLES / role / "filter_plugins" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"filters_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
