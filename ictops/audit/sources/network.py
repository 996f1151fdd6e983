"""What readers of networks have in common: their tables of ports, VLANs and neighbours, and how those are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ictops.audit.entries import FIELDS
from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Profile, columns_of

PORTS, VLANS, NEIGHBOURS = "ports", "vlans", "neighbours"
_ABOUT = {PORTS: About.PORT, VLANS: About.VLAN, NEIGHBOURS: About.NEIGHBOUR}


def columns_in(sheet: str) -> tuple[str, ...]:
    """The columns of one of these tables: one for each field of its entries."""
    return tuple(names.partition("|")[0] for names in FIELDS[_ABOUT[sheet]].values())


def _profile(sheet: str) -> Profile:
    columns = dict(zip(columns_in(sheet), FIELDS[_ABOUT[sheet]], strict=True))
    return Profile(columns=columns_of(columns), strict=True, mixes_people=True, lists=_ABOUT[sheet])


NETWORK: Mapping[str, Profile] = MappingProxyType({sheet: _profile(sheet) for sheet in _ABOUT})
"""How a reader's further tables are read, by their sheet. Nobody is named in them: a VLAN called PUPILS lists none."""


def yes_or_no(text: str, yes: str, no: str) -> str:
    """One of two words for JSON's `true` and `false`; nothing where it says neither."""
    return {"true": yes, "false": no}.get(text, "")
