"""Whether a list made by hand is one of devices where only a column of types could say so: rooms, trips and apps have types,
too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ictops.audit.columns import BARE, IDENTITY, Lists, columns
from ictops.audit.headers import key
from ictops.audit.kinds import kind_of
from ictops.audit.layout import Block
from ictops.audit.values import clean, silent
from ictops.estate import Attribute

_SAYS_MACHINE = frozenset({Attribute.MAKER, Attribute.MODEL, Attribute.SYSTEM})
_MACHINE = re.compile(
    r"\b(devices?|hardware|machines?|phones?|handsets?|cameras?|cctv|scanners?|tills?|kiosks?|routers?|firewalls?|gateways?|modems?"
    r"|controllers?|monitors?|displays?|screens?|tvs?|televisions?|projectors?|consoles?|docks?|docking|hubs?|nvrs?|dvrs?|readers?"
    r"|terminals?|sensors?|speakers?|amplifiers?|headsets?|microphones?|drives?)\b"
)
"""Words for machines that are no kind of ours."""
_PLACE = re.compile(
    r"\b((class|work|staff)?rooms?|suites?|labs?|laborator(y|ies)|offices?|halls?|cupboards?|stores?|blocks?|buildings?|areas?|"
    r"librar(y|ies)|corridors?|studios?|gyms?|workshops?|spaces?)( (\d+\w?|\w))?$"
)
"""How a place is called, be it that of servers or computers."""


def lists_no_machines(block: Block, title: str) -> bool:
    """Whether a block whose rows are known by a bare name alone has a column of types, most of them say no machine, and
    nothing else does. `title`: the names of its file and sheet."""
    read = columns(block.header)
    if read.lists is not Lists.DEVICES or read.quantity is not None or _is_machine(title.replace("_", " ")):
        return False
    names = [at for at, what in read.attributes.items() if what is Attribute.NAME]
    known_by = [at for at, what in read.attributes.items() if what in IDENTITY | _SAYS_MACHINE and at not in names]
    if any(key(block.header.cell(at).text.text) not in BARE for at in names) or any(_texts(block, known_by)):
        return False
    types = [at for at, what in read.attributes.items() if what is Attribute.KIND]
    told = [_is_machine(text) for text in _texts(block, types)]
    machines = max(sum(told), sum(map(_is_machine, _texts(block, names))))
    return bool(types) and machines * 2 < max(len(told), 1)


def _texts(block: Block, columns: Iterable[int]) -> Iterator[str]:
    texts = (row.cell(at).text.text for row in block.rows for at in columns)
    return (clean(text) for text in texts if not silent(text))


def _is_machine(text: str) -> bool:
    """Whether a text names a kind of device, or another machine, and not the place where such stand."""
    words = text[:200].casefold().strip()
    return not _PLACE.search(words) and (kind_of(words) is not None or bool(_MACHINE.search(words)))
