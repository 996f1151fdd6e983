"""A role's own filters, loaded as Ansible loads them: from the file, by path."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

from tests.roles.readme_table import ROLES


def filters(role: str) -> dict[str, Callable[..., Any]]:
    """All filters of a role by the name tasks use."""
    found: dict[str, Callable[..., Any]] = {}
    for path in sorted((ROLES / role / "filter_plugins").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"filters_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= module.FilterModule().filters()
    return found
