"""Every task of the Windows branches calls a module that there is, with arguments its own documentation allows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.readme_table import ROLES
from tests.roles.tasks import Task
from tests.windows.arguments import task_faults
from tests.windows.specs import specs, windows_tasks

ALL = windows_tasks()


@pytest.mark.parametrize("role", sorted(ALL))
def test_every_argument_is_one_its_module_documents(role: str) -> None:
    faults = [f"{task.file}: {task.name!r} {fault}" for task in ALL[role] for fault in task_faults(task, specs())]

    assert faults == []


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_windows_branch_has_tasks_and_every_file_of_it_is_included(role: str) -> None:
    files = {path.relative_to(ROLES / role).as_posix() for path in (ROLES / role).glob("tasks/windows/*.yml")}
    including = [task for task in ALL[role] if task.module == "ansible.builtin.include_tasks"]
    named = [name for task in including for name in (task.arguments.get("_raw_params"), *task.keys.get("vars", {}).values())]
    included = {name for name in named if isinstance(name, str)}

    assert files
    assert {file.removeprefix("tasks/") for file in files} <= included | {f"windows/{one}" for one in included}


BREACHES: tuple[tuple[str, Any, str], ...] = (
    ("ansible.windows.win_sahre", {"name": "x"}, "ansible-doc does not know"),
    ("ansible.windows.win_share", {"name": "x", "path": "D:\\x", "access": "x"}, "the option access, which it does not have"),
    ("ansible.windows.win_share", {"path": "D:\\x"}, "the option name, which it requires"),
    ("ansible.windows.win_share", {"name": "x", "path": "D:\\x", "list": "perhaps"}, "which is no bool"),
    ("ansible.windows.win_share", {"name": "x", "path": "D:\\x", "caching_mode": "Always"}, "not one of"),
    ("ansible.windows.win_share", {"name": ["x"], "path": "D:\\x"}, "which is no str"),
    ("microsoft.ad.group", {"name": "x", "members": {"append": []}}, "the option append, which it does not have"),
    ("microsoft.ad.group", {"name": "x", "members": ["y"]}, "which is no dict"),
    ("network_storage_quota", {"path": "D:\\x", "size_mib": "5 GB ish"}, "which is no int"),
)


@pytest.mark.parametrize(("module", "arguments", "fault"), BREACHES, ids=[f"{one[0]} {one[2]}" for one in BREACHES])
def test_a_breach_is_named(module: str, arguments: Any, fault: str) -> None:
    task = Task(file="tasks/windows.yml", keys={"name": "windows | x", module: arguments})

    assert [one for one in task_faults(task, specs()) if fault in one]


def test_what_a_block_gives_its_modules_counts() -> None:
    block = {"module_defaults": {"microsoft.ad.ou": {"domain": "x"}}}
    task = Task(file="tasks/windows.yml", keys={"microsoft.ad.ou": {"name": "x"}}, blocks=(block,))

    assert [fault for fault in task_faults(task, specs()) if "option domain" in fault]
