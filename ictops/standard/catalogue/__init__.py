"""The catalogue: every control ictops can measure, by its id. To add one, write it in its area's file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ictops.estate import ControlId, Kind
from ictops.standard.catalogue import accounts, emergency, logons, places, print_words, printing, staff, storage, whiteboards
from ictops.standard.control import AttributeProbe, Control

CONTROLS: Mapping[ControlId, Control] = MappingProxyType(
    {
        control.id: control
        for control in (
            *storage.CONTROLS,
            *printing.CONTROLS,
            *whiteboards.CONTROLS,
            *accounts.CONTROLS,
            *emergency.CONTROLS,
            *logons.CONTROLS,
            *staff.CONTROLS,
            *places.CONTROLS,
        )
    }
)
"""In the order people read them: storage, print, whiteboards, accounts."""

ATTRIBUTES: Mapping[str, AttributeProbe] = MappingProxyType({one.name: one for one in (whiteboards.BOARDS, storage.SPACE)})
"""What is read of a host beside its controls: what the standard must know before it can ask, and how full it is."""

GIVEN: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {
        **dict.fromkeys((staff.CURRENT, staff.AT_MOST, places.PLACES), frozenset({Kind.DIRECTORY})),
        print_words.PLACE: frozenset({Kind.PRINT_SERVER}),
    }
)
"""What no probe reads and controls need all the same: attributes that the trust's own store gives, by kind of host."""

__all__ = ["ATTRIBUTES", "CONTROLS", "GIVEN"]
