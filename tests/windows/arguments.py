"""What is wrong with a task's arguments, held against the module's own documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.roles.tasks import Task
from tests.windows.specs import FREE, Spec

YES_NO = {"yes", "no", "true", "false", "on", "off"}


def task_faults(task: Task, specs: Mapping[str, Spec]) -> Iterator[str]:
    """Each fault as the end of a sentence. What a template will make of itself is not known here: the runs show it."""
    if not task.module or task.module in FREE:
        return
    spec = specs.get(task.module)
    if spec is None:
        yield f"calls {task.module}, which ansible-doc does not know"
        return
    given = {**_defaults(task), **{name: value for name, value in task.arguments.items() if value is not None}}
    yield from value_faults(given, spec, task.module)


def value_faults(given: Mapping[str, Any], spec: Spec, where: str) -> Iterator[str]:
    """Faults of one table of options: unknown, missing, of the wrong type, not among the choices."""
    names = {alias: name for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
    for name in sorted(set(given) - names.keys()):
        yield f"gives {where} the option {name}, which it does not have"
    for name in sorted(one for one, option in spec.items() if option.get("required")):
        if not any(names.get(said) == name for said in given):
            yield f"does not give {where} the option {name}, which it requires"
    for said, value in given.items():
        if said in names:
            yield from _one(value, spec[names[said]], f"{where}.{said}")


def _one(value: Any, option: Mapping[str, Any], where: str) -> Iterator[str]:
    if isinstance(value, str) and "{{" in value:
        return
    kind = option.get("type", "str")
    if where == "ansible.builtin.assert.that" and isinstance(value, str):
        return  # one condition need not be a list
    if not _fits(value, kind):
        yield f"gives {where} {value!r}, which is no {kind}"
    elif option.get("choices") and value not in _choices(option):
        yield f"gives {where} {value!r}, not one of {', '.join(map(str, _choices(option)))}"
    if isinstance(value, list) and "elements" in option:
        for item in value:
            yield from _one(item, {**option, "type": option["elements"]}, where)
    elif isinstance(value, Mapping) and option.get("suboptions"):
        yield from value_faults(value, option["suboptions"], where)


def _choices(option: Mapping[str, Any]) -> list[Any]:
    return list(option["choices"])


def _fits(value: Any, kind: str) -> bool:
    match kind:
        case "bool":
            return isinstance(value, bool) or (isinstance(value, str) and value.lower() in YES_NO)
        case "int":
            return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, str) and value.isdigit())
        case "list":
            return isinstance(value, list)
        case "dict":
            return isinstance(value, Mapping)
        case "str" | "path":
            return isinstance(value, str | int) and not isinstance(value, bool)
        case _:
            return True


def _defaults(task: Task) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block in task.blocks:
        found |= block.get("module_defaults", {}).get(task.module, {})
    return found
