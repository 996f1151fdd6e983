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
    r"\b(rm|unlink|shred|userdel|groupdel|lvremove|mkfs|wipefs)\b|subvolume delete|lpadmin\s+-x|apt(-get)? (purge|autoremove)"
)


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
    yield from _deletions(task)


def _deletions(task: Task) -> Iterator[str]:
    if task.module in {"ansible.builtin.command", "ansible.builtin.shell"} and DELETES.search(str(_command(task))):
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


def _words(given: object) -> list[str]:
    return [given] if isinstance(given, str) else [str(one) for one in given] if isinstance(given, list) else []
