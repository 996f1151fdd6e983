"""What a module takes, as its own documentation says: the installed collections' and that of our own modules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.roles.readme_table import ROLES
from tests.roles.tasks import Task, tasks_of

type Spec = Mapping[str, Mapping[str, Any]]
"""Option to its documentation: type, elements, choices, required, aliases, suboptions."""

DOC = Path(sys.executable).with_name("ansible-doc")
LIBRARIES = tuple(sorted(str(path) for path in ROLES.glob("*/library")))
FREE = frozenset({"ansible.builtin.include_tasks", "ansible.builtin.include_vars", "ansible.builtin.set_fact"})
"""Actions whose arguments are free: a file name, or variables."""


def windows_tasks() -> dict[str, list[Task]]:
    """Role to the tasks of its Windows branch and of main.yml, blocks opened."""
    return {
        role.name: [task for task in tasks_of(role) if task.file == "tasks/main.yml" or task.file.startswith("tasks/windows")]
        for role in sorted(ROLES.iterdir())
    }


def modules_used() -> tuple[str, ...]:
    """Every module that the Windows branches name."""
    return tuple(sorted({task.module for tasks in windows_tasks().values() for task in tasks if task.module} - FREE))


@cache
def specs() -> Mapping[str, Spec]:
    """The options of every module used. A module that ansible-doc does not know is absent."""
    return documented(modules_used())


def documented(modules: Iterable[str]) -> dict[str, Spec]:
    """The options of these modules, as `ansible-doc --json` gives them."""
    command = [str(DOC), "--json", "--type", "module", "-M", ":".join(LIBRARIES), *modules]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    found = json.loads(done.stdout or "{}")
    return {name: entry["doc"].get("options") or {} for name, entry in found.items() if entry.get("doc")}
