"""What no task may say: ways in which a value becomes a command, leaves the host, or hides a failure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.roles.tasks import Task

EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
NOTHING_IS_LOST = {
    "ansible.windows.win_acl_inheritance",
    "ansible.windows.win_share",
    "ansible.windows.win_package",
    "ansible.builtin.apt",
}
"""`state: absent` takes away inherited rights, a share's name, or a program the catalogue names; no file of anybody."""
SAYS_ONLY = {"ansible.builtin.assert", "ansible.builtin.fail", "ansible.builtin.debug"}
DELETES = re.compile(
    r"\b(rm|unlink|shred|userdel|groupdel|lvremove|mkfs|wipefs)\b"
    r"|subvolume delete|lpadmin\b.*\s-x\b|apt(-get)? (purge|autoremove)"
)
GUARDED = {
    ("print_queues", "linux | remove | Take away the queues that have been closed and are empty"),
    ("print_queues", "linux | undo_queues | Take away each queue that a run made"),
}
"""Commands that delete, by role and name: each takes only queues just read as holding no job, and that can come back."""


def forbidden(task: Task, role: str) -> Iterator[str]:
    """What is wrong with one task, each as the end of a sentence that begins with its name."""
    yield from (f"has {word}" for word in ("ignore_errors", "ignore_unreachable") if task.keys.get(word))
    if task.inherited("failed_when") is False:
        yield "can never fail (failed_when: false)"
    if task.module == "ansible.builtin.shell":
        yield from (
            f"runs a shell with {{{{{one}}}}} unquoted"
            for one in EXPRESSION.findall(str(_command(task)))
            if "| quote" not in one
        )
    if re.search(r"""(lookup|query|q)\(\s*['"](ansible\.builtin\.)?(pipe|env|url)['"]""", task.text):
        yield "asks the control machine (lookup of pipe, env or url)"
    if task.module in {"ansible.builtin.fetch", "ansible.posix.synchronize", "ansible.builtin.raw"}:
        yield f"uses {task.module}"
    if "{{" in str(task.inherited("delegate_to") or ""):
        yield "is delegated to a variable"
    if "inventory_hostname" in task.text and task.module not in SAYS_ONLY:
        yield "uses inventory_hostname outside a message"
    if task.inherited("environment"):
        yield "sets an environment, which ps shows"
    yield from (f"carries the tag {tag}" for tag in _words(task.keys.get("tags")) if tag != role)
    yield from _deletions(task, role)


def _deletions(task: Task, role: str) -> Iterator[str]:
    if (role, task.name) not in GUARDED and DELETES.search(_typed(task)):
        yield "deletes"
    # its own scratch folder, made by tempfile in the same run, is the one thing a role may remove
    # beside what undo takes back: files and packages that were not there before
    if (
        task.arguments.get("state") == "absent"
        and not task.file.startswith(("tasks/linux/undo", "tasks/windows/undo"))
        and task.module not in NOTHING_IS_LOST
        and not re.fullmatch(r"\{\{ __\w+_scratch\.path \}\}", str(task.arguments.get("path")))
    ):
        yield "deletes (state: absent)"


def _command(task: Task) -> object:
    return task.arguments.get("argv") or task.arguments.get("cmd") or task.arguments.get("_raw_params")


def _typed(task: Task) -> str:
    """A command as somebody would type it; nothing where the task runs none."""
    given = _command(task) if task.module in {"ansible.builtin.command", "ansible.builtin.shell"} else ""
    return " ".join(map(str, given)) if isinstance(given, list) else str(given)


def _words(given: object) -> list[str]:
    return [given] if isinstance(given, str) else [str(one) for one in given] if isinstance(given, list) else []
