"""The way back that every role owes: two inputs, the earlier state kept once on the host, and put back by a path of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.roles.readme_table import options
from tests.roles.tasks import Task, tasks_of

KEEP, UNDO, CHOOSER = "tasks/linux/keep.yml", "tasks/linux/undo.yml", "tasks/linux.yml"


def there_is_a_way_back(role: Path) -> Iterator[str]:
    """Inputs, files, and a chooser that leads to undo.yml exactly when a kept state is named."""
    keep_as, undo = (options(role).get(f"{role.name}_{what}", {}) for what in ("keep_as", "undo"))
    if (keep_as.get("type"), keep_as.get("default")) != ("str", "first"):
        yield f"input {role.name}_keep_as is not a str with the default first"
    if undo.get("type") != "str" or undo.keys() & {"default", "required"}:
        yield f"input {role.name}_undo is not a str without default that may be left out"
    yield from (f"{file} is not there" for file in (KEEP, UNDO) if not (role / file).is_file())
    tasks = tuple(tasks_of(role))
    yield from _kept_once(task for task in tasks if task.file == KEEP)
    yield from _chosen(role.name, [task for task in tasks if task.file == CHOOSER])


def _kept_once(tasks: Iterator[Task]) -> Iterator[str]:
    """One file, written by copy, closed to others, never written over, and never shown in a difference."""
    copies = [task for task in tasks if task.module == "ansible.builtin.copy"]
    if len(copies) != 1:
        yield f"{KEEP}: {len(copies)} tasks write the kept state, not one"
    for task in copies:
        wanted: Mapping[str, Any] = {"force": False, "mode": "0600", "owner": "root", "group": "root"}
        for name, value in wanted.items():
            if task.arguments.get(name) != value:
                yield f"{KEEP}: {task.name!r} has {name}: {task.arguments.get(name)!r}, not {value!r}"
        if "to_nice_json" not in str(task.arguments.get("content")):
            yield f"{KEEP}: {task.name!r} does not write JSON"
        if task.inherited("diff") is not False:
            yield f"{KEEP}: {task.name!r} would show the earlier state in its difference; give it diff: false"


def _chosen(role: str, tasks: list[Task]) -> Iterator[str]:
    leads = [task for task in tasks if str(task.arguments.get("_raw_params")).endswith("undo.yml")]
    if [task.keys.get("when") for task in leads] != [f"{role}_undo is defined"]:
        yield f"{CHOOSER}: undo.yml is not included exactly when {role}_undo is defined"
    if not any(task.inherited("when") == f"{role}_undo is not defined" for task in tasks):
        yield f"{CHOOSER}: nothing is held back when {role}_undo is defined"
