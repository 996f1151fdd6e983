"""What a variable may hold. A plain `str` is not among it: every text says whether it is ours or someone else's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ictops.errors import Fault, InventoryRefused
from ictops.estate import Untrusted

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""Names of variables and keys. A key with leading underscores could be one of Ansible's markers."""


@dataclass(frozen=True, slots=True, order=True)
class Trusted:
    """Text of ours: from the trust's standard, or one of our ids. Made in this room only (a test holds it)."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Named values, sorted by name."""

    rows: tuple[tuple[str, Leaf], ...] = ()

    def get(self, name: str) -> Leaf | None:
        """The value of this name, or None."""
        return dict(self.rows).get(name)

    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(name for name, _ in self.rows)


type Leaf = Trusted | Untrusted | bool | int | tuple[Leaf, ...] | Table
"""A value of a variable, all the way down."""


def table(rows: Mapping[str, Leaf]) -> Table:
    """The rows as a table. Raises InventoryRefused for a name that Ansible could read as more than a name."""
    faults = [_bad_name(name) for name in rows if not NAME.fullmatch(name)]
    if faults:
        raise InventoryRefused(faults)
    return Table(tuple(sorted(rows.items(), key=lambda row: row[0])))


def from_standard(value: Any, where: str) -> Leaf:
    """A plain value of the standard as a leaf. Raises InventoryRefused for what no inventory file can hold exactly."""
    match value:
        case bool() | int():
            return value
        case str():
            return Trusted(value)
        case list() | tuple():
            return tuple(from_standard(item, where) for item in value)
        case Mapping():
            return table({key: from_standard(item, where) for key, item in value.items()})
        case _:
            what = f"holds a value of the kind {type(value).__name__}"
            raise InventoryRefused(Fault(where, what, "Write text, a whole number, true or false, a list or named values"))


def plain(leaf: Leaf) -> Any:
    """The leaf as the loaders give it: text as `str`, lists and dictionaries."""
    match leaf:
        case Trusted(text=text) | Untrusted(text=text):
            return text
        case Table(rows=rows):
            return {name: plain(item) for name, item in rows}
        case tuple():
            return [plain(item) for item in leaf]
        case _:
            return leaf


def _bad_name(name: object) -> Fault:
    return Fault("inventory", f"{name!r} cannot be the name of a value", "Use small letters, digits and underscores")
