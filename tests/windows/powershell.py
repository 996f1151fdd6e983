"""Our PowerShell modules as a real grammar reads them: what they call, with which parameters, and what they may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from tests.roles.readme_table import loaded

LISTED = Path(__file__).with_name("cmdlets.yaml")
LONGEST = 120
NEVER = re.compile(
    r"invoke-expression|\biex\b|invoke-command|scriptblock|encodedcommand|add-type|start-process|downloadstring", re.I
)
WRITES = r"(set|new|add|remove|clear|rename|install|disable|enable|start|stop|restart)-(?!object\b)"
GUARD = "if (-not $module.CheckMode)"
COMMON = frozenset({"erroraction", "confirm", "whatif", "verbose"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One command in a script: its name, and the parameters it is given, splatted ones too."""

    name: str
    parameters: tuple[str, ...]
    line: int


@cache
def listed() -> Mapping[str, Any]:
    """The cmdlets our modules may call, each with the parameters they may use and where these were read."""
    found: Mapping[str, Any] = loaded(LISTED)
    return found


def parsed(script: str) -> Node:
    """The script's syntax tree."""
    return Parser(Language(tree_sitter_powershell.language())).parse(script.encode()).root_node


def script_faults(script: str) -> Iterator[str]:
    """Everything wrong with a module, each with its line."""
    tree = parsed(script)
    yield from (
        f"line {node.start_point[0] + 1}: not PowerShell: {_text(node)[:40]!r}" for node in _all(tree) if _is_error(node)
    )
    if length := max(0, len(script.splitlines()) - LONGEST):
        yield f"{length} lines longer than {LONGEST}"
    code = re.sub(r"#.*", "", script)
    yield from (f"builds or starts a script: {found[0]}" for found in NEVER.finditer(code))
    for node in _all(tree):
        if node.type == "command_invokation_operator":
            yield f"line {node.start_point[0] + 1}: runs what a value names ({_text(node)})"
        if node.type == "type_name" and _text(node) not in listed()["types"] and _is_outermost_type(node):
            yield f"line {node.start_point[0] + 1}: uses the type {_text(node)}, which the list does not have"
    yield from _call_faults(tree)
    yield from _unguarded(tree)


def _unguarded(tree: Node) -> Iterator[str]:
    """What writes without having looked at check mode first."""
    for node in _all(tree):
        name = node.child_by_field_name("command_name") if node.type == "command" else None
        writes = name is not None and re.match(WRITES, _text(name), re.IGNORECASE)
        if (writes or (node.type == "invokation_expression" and ".SetAccessControl(" in _text(node))) and not _is_guarded(node):
            yield f"line {node.start_point[0] + 1}: writes in check mode too"


def _is_guarded(node: Node) -> bool:
    above = node.parent
    while above is not None and not (above.type == "if_statement" and _text(above).startswith(GUARD)):
        above = above.parent
    return above is not None


def calls(tree: Node) -> Iterator[Call]:
    """Every command of the script."""
    tables = dict(_tables(tree))
    for node in _all(tree):
        if node.type == "command" and (name := node.child_by_field_name("command_name")):
            elements = list(_all(node.child_by_field_name("command_elements") or name))
            given = [_text(one).strip("-:").lower() for one in elements if one.type == "command_parameter" and _own(one, node)]
            splatted = [_text(one)[1:].lower() for one in elements if one.type == "variable" and _text(one).startswith("@")]
            keys = [key for variable in splatted for key in tables.get(variable, [f"@{variable}"])]
            yield Call(name=_text(name), parameters=(*given, *keys), line=node.start_point[0] + 1)


def _call_faults(tree: Node) -> Iterator[str]:
    ours = {_text(node).lower(): node for node in _all(tree) if node.type == "function_name"}
    for call in calls(tree):
        known = _parameters_of_ours(ours[call.name.lower()]) if call.name.lower() in ours else _parameters(call.name)
        if known is None:
            yield f"line {call.line}: calls {call.name}, which the list does not have"
            continue
        for name in sorted(set(call.parameters) - known - COMMON):
            yield f"line {call.line}: gives {call.name} the parameter {name}, which the list does not have"


def _parameters(name: str) -> set[str] | None:
    cmdlets = {known.lower(): entry for known, entry in listed()["cmdlets"].items()}
    entry = cmdlets.get(name.lower())
    return None if entry is None else {parameter.lower() for parameter in entry["parameters"]}


def _parameters_of_ours(function_name: Node) -> set[str]:
    function = function_name.parent
    names = (one for one in _all(function) if one.type == "script_parameter") if function else ()
    return {_text(one).rpartition("$")[2].lower() for one in names}


def _tables(tree: Node) -> Iterator[tuple[str, list[str]]]:
    """Variable to the keys that are ever put in it: `$v = @{ Key = … }` and `$v.Key = …`."""
    found: dict[str, list[str]] = {}
    for node in _all(tree):
        if node.type == "assignment_expression" and node.children:
            left = _text(node.children[0]).strip()
            if member := re.fullmatch(r"\$(\w+)\.(\w+)", left):
                found.setdefault(member[1].lower(), []).append(member[2].lower())
            elif plain := re.fullmatch(r"\$(\w+)", left):
                table = next((one for one in _all(node) if one.type == "hash_literal_expression"), None)
                keys = [_text(one).lower() for one in _own_keys(table)] if table else []
                found.setdefault(plain[1].lower(), []).extend(keys)
    yield from found.items()


def _own_keys(table: Node) -> Iterator[Node]:
    for body in table.children:
        for entry in body.children:
            if entry.type == "hash_entry":
                yield from (one for one in entry.children if one.type == "key_expression")


def _own(parameter: Node, command: Node) -> bool:
    """Whether the parameter stands with this command, not with one inside a block or brackets of it."""
    above = parameter.parent
    while above is not None and above.type != "command":
        above = above.parent
    return above == command


def _is_outermost_type(node: Node) -> bool:
    return node.parent is None or node.parent.type != "type_name"


def _is_error(node: Node) -> bool:
    return node.type == "ERROR" or node.is_missing


def _all(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
        for child in node.children:
            yield from _all(child)


def _text(node: Node) -> str:
    return (node.text or b"").decode()
