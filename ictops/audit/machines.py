"""Whether a list made by hand is one of devices where only a column of types could say so: rooms, trips and apps have types,
too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ictops.audit.columns import BARE, Columns, Lists, columns
from ictops.audit.headers import DEVICE_HEADERS, key
from ictops.audit.layout import Block
from ictops.audit.things import is_machine, is_thing
from ictops.audit.values import clean, silent
from ictops.estate import Attribute

_SAYS_MACHINE = frozenset({Attribute.MAKER, Attribute.MODEL, Attribute.SYSTEM, Attribute.MAC, Attribute.ADDRESS})
_LABELS = frozenset({Attribute.TAG, Attribute.SERIAL})
"""What chairs and violins have, too"""
_TELLS_WHAT = frozenset(
    key(name) for name in "item description|asset description|appliance|instrument|author|isbn|key number|key no".split("|")
)
"""Columns that are not read, and tell what a row is where no column of types does."""


def lists_no_machines(block: Block, title: str) -> bool:
    """Whether most of what tells what a block's rows are says no machine, and nothing else does. A tag says nothing, and a
    serial only beside the word for a machine. `title`: the names of its file and sheet."""
    read = columns(block.header)
    if read.lists is not Lists.DEVICES or is_machine(title.replace("_", " ")):
        return False
    names, labels = _columns_of(read, {Attribute.NAME}), _columns_of(read, _LABELS)
    if any(key(block.header.cell(at).text.text) not in BARE for at in names):
        return False
    if any(_texts(block, _columns_of(read, _SAYS_MACHINE))) or (read.quantity is not None and not any(_texts(block, labels))):
        return False
    types = _columns_of(read, {Attribute.KIND}) or _tells_what(block, read)
    told = [is_machine(text) for text in _texts(block, types)]
    machines = max(sum(told), sum(map(is_machine, _texts(block, names))))
    if machines and any(_texts(block, _columns_of(read, {Attribute.SERIAL}))):
        return False
    return bool(types) and machines * 2 < max(len(told), 1)


_SAYS_WHAT = frozenset(name for name, (what, _) in DEVICE_HEADERS.items() if what in {Attribute.KIND, Attribute.NAME})


def of_no_machine(row: Mapping[str, str]) -> str | None:
    """Why a row of a table that mostly lists other things is not taken, by its texts and the names of their columns: what
    says what it is, says no machine."""
    told = (text for name, text in row.items() if name in _SAYS_WHAT | _TELLS_WHAT)
    return None if any(is_machine(text) and not is_thing(text) for text in told) else "its type is that of no device"


def may_be_machines(blocks: Iterable[Block]) -> int:
    """How many rows of a table that mostly lists other things may be machines all the same."""
    named = ((row, [key(cell.text.text) for cell in block.header.cells]) for block in blocks for row in block.rows)
    return sum(of_no_machine(row.texts(names)) is None for row, names in named)


def _columns_of(read: Columns, attributes: Collection[Attribute]) -> list[int]:
    return [at for at, what in read.attributes.items() if what in attributes]


def _tells_what(block: Block, read: Columns) -> list[int]:
    cells = enumerate(block.header.cells)
    return [at for at, cell in cells if at not in read.attributes and key(cell.text.text) in _TELLS_WHAT]


def _texts(block: Block, columns: Iterable[int]) -> Iterator[str]:
    texts = (row.cell(at).text.text for row in block.rows for at in columns)
    return (clean(text) for text in texts if not silent(text))
