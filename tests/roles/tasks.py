"""A role's tasks and handlers as data, each with what it inherits from the blocks round it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.roles.readme_table import loaded

BLOCKS = ("block", "rescue", "always")
KEYWORDS = frozenset(
    "args become become_user changed_when check_mode delegate_to diff environment failed_when ignore_errors ignore_unreachable "
    "listen loop loop_control module_defaults name no_log notify register retries run_once tags throttle timeout until "
    "delay vars when".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task as written: its file, its own keys, and the blocks it stands in, outermost first."""

    file: str
    keys: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        return str(self.keys.get("name", ""))

    @property
    def module(self) -> str:
        """The module's full name; empty for a block."""
        return next((key for key in self.keys if key not in KEYWORDS and key not in BLOCKS and not key.startswith("with_")), "")

    @property
    def arguments(self) -> Mapping[str, Any]:
        given = self.keys.get(self.module)
        extra = self.keys.get("args", {})
        return {**given, **extra} if isinstance(given, Mapping) else {"_raw_params": given, **extra}

    @property
    def defines(self) -> Iterator[str]:
        """Names of variables this task sets: registered, facts, loop variables and its own `vars`."""
        yield from self.keys.get("vars", {})
        if "register" in self.keys:
            yield self.keys["register"]
        if self.keys.get("loop_control", {}).get("loop_var"):
            yield self.keys["loop_control"]["loop_var"]
        if self.module == "ansible.builtin.set_fact":
            yield from (name for name in self.arguments if name != "cacheable")

    @property
    def text(self) -> str:
        """Every word and value of the task, with the module defaults of its blocks that apply to its module."""
        defaults = [block.get("module_defaults", {}).get(self.module, {}) for block in self.blocks]
        own = {key: value for key, value in self.keys.items() if key not in BLOCKS and key != "module_defaults"}
        return "\n".join(_leaves([own, *defaults]))

    def inherited(self, keyword: str) -> Any:
        """The keyword as it holds for the task: its own, else the nearest block's, else None."""
        return next((level[keyword] for level in (self.keys, *reversed(self.blocks)) if keyword in level), None)


def tasks_of(role: Path) -> Iterator[Task]:
    """Every task and handler of a role, blocks opened; a block itself comes too, as a task without a module."""
    for path in sorted([*role.glob("tasks/**/*.yml"), *role.glob("handlers/*.yml")]):
        listed = loaded(path) or []
        yield from _opened(listed, path.relative_to(role).as_posix(), ())


def _opened(listed: list[Mapping[str, Any]], file: str, blocks: tuple[Mapping[str, Any], ...]) -> Iterator[Task]:
    for keys in listed:
        yield Task(file=file, keys=keys, blocks=blocks)
        for part in BLOCKS:
            # no_log and module_defaults of a block hold for its rescue and always too
            yield from _opened(keys.get(part, []), file, (*blocks, keys))


def _leaves(given: object) -> Iterator[str]:
    if isinstance(given, Mapping):
        yield from map(str, given)
        given = list(given.values())
    if isinstance(given, list):
        for one in given:
            yield from _leaves(one)
    else:
        yield str(given)
