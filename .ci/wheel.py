"""What a wheel carries beside the package: roles, playbooks, the example trust; no scenario of a role. Used by hatchling."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("roles", "playbooks", "inventories/example-trust", "inventories/new-trust")
LEFT_OUT = frozenset({"molecule", "__pycache__", ".ictops"})


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts every file of CARRIED below ictops/content. hatchling's own force-include can leave nothing out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for path in sorted(path for part in CARRIED for path in (root / part).rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not LEFT_OUT & set(inside.parts):
                build_data["force_include"][str(path)] = f"ictops/content/{inside.as_posix()}"
