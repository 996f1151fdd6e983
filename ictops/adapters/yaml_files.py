"""YAML 1.2 that people write: loaded safely, checked against a noun, every fault with its file and line."""

from __future__ import annotations

import difflib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from ictops.errors import BadInput, Fault

type At = tuple[str | int, ...]

LARGEST = 2 * 1024 * 1024
"""Bytes; what people write by hand is far smaller."""


class YamlFile:
    """One file's content with the line of each of its keys and items."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read and parse the file. Raises BadInput when it is missing, unreadable or not YAML."""
        self.shown_as = shown_as
        text = _text(path, shown_as)
        try:
            node = YAML(typ="safe", pure=True).compose(text)
            self.content: Any = YAML(typ="safe", pure=True).load(text)
        except YAMLError as error:
            raise BadInput(_not_yaml(error, shown_as)) from error
        except ValueError as error:
            raise BadInput(Fault(shown_as, f"cannot be read as YAML ({error})", "Correct the value it names")) from error
        self._lines: dict[At, int] = dict(_lines(node, ())) if node is not None else {}

    def where(self, at: At) -> str:
        """`trust.yml, line 14` for the key or item, or for the nearest one above it that has a line."""
        while at not in self._lines and at:
            at = at[:-1]
        return f"{self.shown_as}, line {self._lines.get(at, 1)}"

    def as_noun[Noun: BaseModel](self, noun: type[Noun], **more: Any) -> Noun:
        """The content as the noun, with `more` fields of our own. Raises BadInput with every fault found."""
        if not isinstance(self.content, dict):
            raise BadInput(Fault(self.where(()), "is empty or not a mapping", "Begin from inventories/example-trust"))
        try:
            return noun.model_validate({**self.content, **more})
        except ValidationError as error:
            raise BadInput(self._fault(one, noun) for one in error.errors()) from error

    def _fault(self, error: Any, noun: type[BaseModel]) -> Fault:
        at = tuple(part for part in error["loc"] if part != "[key]")
        name = ".".join(str(part) for part in at) or "the file"
        match error["type"]:
            case "extra_forbidden":
                known = ", ".join(sorted(noun.model_fields)) if len(at) == 1 else "see docs/trust-folder.md"
                return Fault(
                    self.where(at), f"{name} is not a key that is known here", nearest(str(at[-1]), noun.model_fields, known)
                )
            case "missing":
                return Fault(self.where(at), f"{name} is missing", "Add it; docs/trust-folder.md says what it is for")
            case _:
                return Fault(
                    self.where(at), f"{name}: {_sentence(error['msg'])}", "Correct it; docs/trust-folder.md says what it is for"
                )


def _nothing(_: Mapping[str, Any]) -> bool:
    return False


def add_items(
    path: Path,
    head: str,
    key: str,
    items: Sequence[Mapping[str, Any]],
    in_place_of: Callable[[Mapping[str, Any]], bool] = _nothing,
) -> None:
    """Add items at the end of a list of a file that people edit too; its comments and order stay, and it is replaced whole or
    not at all. `head`: what a new file begins with. `in_place_of`: the items that go."""
    yaml = YAML()
    yaml.width = 4096
    content = yaml.load(path.read_text(encoding="utf-8")) if path.exists() else None
    if content is None:
        content = CommentedMap()
        content.yaml_set_start_comment(head)
    listed = content.setdefault(key, CommentedSeq())
    for at in reversed([at for at, one in enumerate(listed) if in_place_of(one)]):
        del listed[at]
    listed.extend(CommentedMap(one) for one in items)
    written = io.StringIO()
    yaml.dump(content, written)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(written.getvalue(), encoding="utf-8")
    beside.replace(path)


def nearest(word: str, known: Any, otherwise: str) -> str:
    """What to do about an unknown word: the one that was probably meant, or the list of those known."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else f"Known here: {otherwise}"


def _text(path: Path, shown_as: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise BadInput(
            Fault(shown_as, "there is no such file", "Write it; inventories/example-trust has one of each")
        ) from error
    except OSError as error:
        raise BadInput(Fault(shown_as, f"cannot be read: {error.strerror}", "Correct its owner or mode")) from error
    if len(data) > LARGEST:
        raise BadInput(Fault(shown_as, f"is larger than {LARGEST} bytes", "Take out what does not belong there"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Fault(shown_as, f"byte {error.start} is not UTF-8", "Save the file as UTF-8")) from error


def _not_yaml(error: YAMLError, shown_as: str) -> Fault:
    if not isinstance(error, MarkedYAMLError):
        return Fault(shown_as, f"is not YAML: {_sentence(str(error))}", "Correct it")
    line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
    return Fault(
        f"{shown_as}{line}",
        f"is not YAML: {_sentence(error.problem or error.context or 'cannot be parsed')}",
        "Correct the line, or the one above it",
    )


def _sentence(text: str) -> str:
    return text.strip().splitlines()[0].removeprefix("Value error, ").rstrip(".")


def _lines(node: Node, at: At) -> Iterator[tuple[At, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from (
                (inner, line if inner != (*at, key.value) else key.start_mark.line + 1)
                for inner, line in _lines(value, (*at, key.value))
            )
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*at, number))
