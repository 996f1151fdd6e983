"""What a role may be told: its inputs, as its argument specs declare them, and whether settings fit them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from ictops.errors import Fault
from ictops.estate import Frozen
from ictops.standard.control import Settings


class InputType(StrEnum):
    """The types of Ansible's argument specs that roles here use."""

    STR = "str"
    PATH = "path"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    LIST = "list"
    DICT = "dict"
    RAW = "raw"


class Input(Frozen):
    """One input of a role, or one option of an input that is a dictionary."""

    name: str
    type: InputType = InputType.STR
    required: bool = False
    choices: tuple[bool | int | str, ...] = ()
    elements: InputType | None = None
    """what a list holds"""
    options: tuple[Input, ...] = ()
    """the keys of a dictionary, or of the dictionaries in a list; none declared means any"""
    secret: bool = False
    """`no_log` in the spec: given at run time, never written in a standard or an inventory"""


class RoleInputs(Frozen):
    """A role and everything it may be told."""

    role: str
    inputs: tuple[Input, ...]

    def get(self, name: str) -> Input | None:
        """The input of this name, or None when the role declares none."""
        return next((one for one in self.inputs if one.name == name), None)

    @property
    def of_a_run(self) -> frozenset[str]:
        """What only a run may tell the role: what to keep its hosts' earlier state as, and which one to put back."""
        return frozenset({f"{self.role}_keep_as", f"{self.role}_undo"})


type Path = tuple[str | int, ...]
"""Where a value stands: `("network_storage_shares", 0, "quota_mib")`"""

type Where = Callable[[Path], str]
"""Turns a path into a place for people: a file, with the line when the reader knows it"""


def misfits(settings: Settings, roles: Iterable[RoleInputs], where: Where) -> tuple[Fault, ...]:
    """What is wrong with the settings that are there."""
    roles = tuple(roles)
    known = {one.name: one for role in roles for one in role.inputs}
    of_a_run = frozenset().union(*(role.of_a_run for role in roles))
    return (
        *(_not_here(name, where) for name in settings if name in of_a_run),
        *(f for name, value in settings.items() if name not in of_a_run for f in _misfit(name, value, known, where)),
    )


def _not_here(name: str, where: Where) -> Fault:
    return Fault(where((name,)), f"{name} is told by a run, and by nothing else", "Take it out; see ictops undo")


def missing(settings: Settings, roles: Iterable[RoleInputs], where: Where) -> tuple[Fault, ...]:
    """The inputs that a role cannot do without and nobody has set. Secrets are not expected here."""
    return tuple(
        Fault(where((one.name,)), f"{one.name} is missing; the role {role.role} requires it", "Set it in the standard")
        for role in roles
        for one in role.inputs
        if one.required and not one.secret and one.name not in settings
    )


def _misfit(name: str, value: Any, known: Mapping[str, Input], where: Where) -> Iterator[Fault]:
    if name not in known:
        yield _unknown((name,), known, where)
    elif known[name].secret:
        what = f"{name} is a secret, which no standard may hold"
        yield Fault(where((name,)), what, "Take it out, change the secret, and give it at run time")
    else:
        yield from _of_input(value, known[name], (name,), where)


def _of_input(value: Any, wanted: Input, at: Path, where: Where) -> Iterator[Fault]:
    if not _is(value, wanted.type):
        yield _wrong_type(value, wanted.type, at, where)
    elif wanted.type is InputType.LIST:
        item = wanted.model_copy(update={"type": wanted.elements or InputType.RAW, "elements": None})
        for number, one in enumerate(value):
            yield from _of_input(one, item, (*at, number), where)
    elif wanted.type is InputType.DICT and wanted.options:
        yield from _of_options(value, wanted.options, at, where)
    elif wanted.choices and not any(type(value) is type(choice) and value == choice for choice in wanted.choices):
        choices = ", ".join(str(choice) for choice in wanted.choices)
        yield Fault(where(at), f"{spoken(at)} is {_shown(value)}, which is not one of {choices}", "Choose one of these")


def _of_options(value: Mapping[Any, Any], options: tuple[Input, ...], at: Path, where: Where) -> Iterator[Fault]:
    known = {option.name: option for option in options}
    for key, item in value.items():
        if key in known:
            yield from _of_input(item, known[key], (*at, key), where)
        else:
            yield _unknown((*at, str(key)), known, where)
    for option in options:
        if option.required and option.name not in value:
            yield Fault(where(at), f"{spoken(at)} has no {option.name}, which it must have", "Add it")


def _is(value: Any, wanted: InputType) -> bool:
    """Whether the value has the type as written: nothing is converted, and true is not 1."""
    if isinstance(value, bool):
        return wanted in {InputType.BOOL, InputType.RAW}
    return isinstance(value, PYTHON_TYPES[wanted])


PYTHON_TYPES: Mapping[InputType, tuple[type, ...]] = {
    InputType.STR: (str,),
    InputType.PATH: (str,),
    InputType.INT: (int,),
    InputType.FLOAT: (int, float),
    InputType.BOOL: (bool,),
    InputType.LIST: (list, tuple),
    InputType.DICT: (Mapping,),
    InputType.RAW: (object,),
}

SPOKEN_TYPES: Mapping[InputType, tuple[str, str]] = {
    InputType.STR: ("text", "Put it in quotes"),
    InputType.PATH: ("a path", "Put it in quotes"),
    InputType.INT: ("a whole number", "Write the digits without quotes"),
    InputType.FLOAT: ("a number", "Write the digits without quotes"),
    InputType.BOOL: ("true or false", "Write true or false, without quotes"),
    InputType.LIST: ("a list", "Write one item a line, each after a hyphen"),
    InputType.DICT: ("a set of named values", "Write name: value, one a line"),
}


def _wrong_type(value: Any, wanted: InputType, at: Path, where: Where) -> Fault:
    noun, do = SPOKEN_TYPES[wanted]
    return Fault(where(at), f"{spoken(at)} is {_shown(value)}, which is not {noun}", do)


def _unknown(at: Path, known: Iterable[str], where: Where) -> Fault:
    near = difflib.get_close_matches(str(at[-1]), list(known), n=1)
    do = f"Did you mean {near[0]}? Correct the name, or take it out" if near else "Correct the name, or take it out"
    return Fault(where(at), f"no role declares {spoken(at)}", do)


def spoken(at: Path) -> str:
    """The path as people say it: `network_storage_shares, item 1, quota_mib`."""
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in at)


def _shown(value: Any) -> str:
    """The value on one line, cut short: some inputs are whole certificates."""
    text = ascii(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


LONGEST_SHOWN = 80
