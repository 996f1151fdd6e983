"""The role contract: what every role owes whoever runs it. Each check takes a role's folder and names its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.roles.earlier import there_is_a_way_back
from tests.roles.forbidden import forbidden
from tests.roles.readme_table import loaded, options, with_table
from tests.roles.tasks import tasks_of

LONGEST_TASK_FILE = 79
AS_SYSTEM = {"ansible_become", "ansible_become_method", "ansible_become_user"}
"""A Windows host's own ansible_become is false; what a task asks as the server's account it can only say in its variables."""
ARGUMENTS_ONLY = {"description", "type", "elements", "choices", "default", "required", "options", "no_log"}


def spec_is_complete(role: Path) -> Iterator[str]:
    """Every input is prefixed, typed and described, and is either required or explained without a default."""
    for name, option in options(role).items():
        if not name.startswith(f"{role.name}_"):
            yield f"input {name} does not begin with {role.name}_"
        yield from (f"input {name} has no {word}" for word in ("type", "description") if word not in option)
        yield from (f"input {name}: {word} is not a word of an argument spec" for word in set(option) - ARGUMENTS_ONLY)


def defaults_match(role: Path) -> Iterator[str]:
    """defaults/main.yml says exactly the defaults of the spec, no more and no less."""
    promised = {name: option["default"] for name, option in options(role).items() if "default" in option}
    path = role / "defaults/main.yml"
    given = (loaded(path) or {}) if path.exists() else {}
    for name in sorted(promised.keys() | given.keys()):
        said, kept = promised.get(name, "no default"), given.get(name, "no default")
        if said != kept:
            yield f"{name}: the spec says {said!r}, defaults/main.yml {kept!r}"


def secrets_have_no_default(role: Path) -> Iterator[str]:
    for name, option in options(role).items():
        if _secret(name) and not option.get("no_log"):
            yield f"{name} reads like a secret and its spec has no no_log"
        if option.get("no_log") and "default" in option:
            yield f"{name} is a secret with a default"


def readme_says_what_happens(role: Path) -> Iterator[str]:
    """The README opens with what is overwritten and what is not done, and its table is the spec's."""
    readme = (role / "README.md").read_text(encoding="utf-8")
    headings = [line[3:].strip().lower() for line in readme.splitlines() if line.startswith("## ")]
    if headings != ["what it will overwrite", "what it will not do", "inputs", "example"]:
        yield f"README.md has the sections {headings}, not: what it will overwrite, what it will not do, inputs, example"
    try:
        if with_table(readme, role) != readme:
            yield "README.md: the table of inputs is not what the spec says; run make docs"
    except ValueError as missing:
        yield str(missing)


def files_are_small(role: Path) -> Iterator[str]:
    for path in sorted(role.glob("tasks/**/*.yml")):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST_TASK_FILE:
            yield f"{path.relative_to(role)} has {length} lines; {LONGEST_TASK_FILE} at most"


def tasks_are_named(role: Path) -> Iterator[str]:
    """In a file that main.yml includes, the platform comes first in every name: `linux | Make the shares`."""
    for task in tasks_of(role):
        if not task.name:
            yield f"{task.file}: a task without a name"
        elif (
            task.file.startswith("tasks/")
            and task.file != "tasks/main.yml"
            and not task.name.startswith(("linux | ", "windows | "))
        ):
            yield f"{task.file}: {task.name!r} does not begin with linux | or windows |"


def names_are_ours(role: Path) -> Iterator[str]:
    """Whatever is not an input is private, `__role_…`, and no input is ever set by the role."""
    for task in tasks_of(role):
        for name in task.defines:
            if not name.startswith(f"__{role.name}_") and not (name in AS_SYSTEM and task.file.startswith("tasks/windows/")):
                yield f"{task.file}: {task.name!r} defines {name}, which is not __{role.name}_…"
    for path in sorted(role.glob("vars/*.yml")):
        for name in loaded(path) or {}:
            if not name.startswith(f"__{role.name}_"):
                yield f"vars/{path.name} defines {name}, which is not __{role.name}_…"


def check_mode_tells_the_truth(role: Path) -> Iterator[str]:
    """A command that only reads runs in check mode too; one that writes has creates or removes, and then reports there."""
    for task in tasks_of(role):
        if task.module not in {"ansible.builtin.command", "ansible.builtin.shell"}:
            continue
        reads = task.keys.get("changed_when") is False
        if reads and task.inherited("check_mode") is not False:
            yield f"{task.file}: {task.name!r} only reads but does not run in check mode; give it check_mode: false"
        if not reads and task.inherited("check_mode") is False:
            yield f"{task.file}: {task.name!r} would write in check mode"
        if not reads and not {"creates", "removes"} & set(task.arguments):
            yield f"{task.file}: {task.name!r} writes, and check mode would pass over it in silence; give it creates or removes"


def secrets_are_not_logged(role: Path) -> Iterator[str]:
    """Every task that is given a secret, itself or by the module_defaults round it, has no_log."""
    secret = [name for name, option in options(role).items() if option.get("no_log") or _secret(name)]
    for task in tasks_of(role):
        for name in secret:
            if re.search(rf"\b{name}\b(?!\s+is\s+(not\s+)?defined)", task.text) and task.inherited("no_log") is not True:
                yield f"{task.file}: {task.name!r} is given {name} without no_log"


def nothing_is_forbidden(role: Path) -> Iterator[str]:
    for task in tasks_of(role):
        yield from (f"{task.file}: {task.name!r} {fault}" for fault in forbidden(task, role.name))


def _secret(name: str) -> bool:
    return bool(re.search(r"(password|secret|passphrase|token)$", name))


CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (
    spec_is_complete,
    defaults_match,
    secrets_have_no_default,
    readme_says_what_happens,
    files_are_small,
    tasks_are_named,
    names_are_ours,
    check_mode_tells_the_truth,
    secrets_are_not_logged,
    nothing_is_forbidden,
    there_is_a_way_back,
)
