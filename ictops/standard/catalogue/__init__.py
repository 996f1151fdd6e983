"""The catalogue: every control ictops can measure, by its id. To add one, write it in its area's file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ictops.estate import ControlId
from ictops.standard.catalogue import accounts, printing, storage, whiteboards
from ictops.standard.control import AttributeProbe, Control

CONTROLS: Mapping[ControlId, Control] = MappingProxyType(
    {control.id: control for control in (*storage.CONTROLS, *printing.CONTROLS, *whiteboards.CONTROLS, *accounts.CONTROLS)}
)
"""In the order people read them: storage, print, whiteboards, accounts."""

ATTRIBUTES: Mapping[str, AttributeProbe] = MappingProxyType({whiteboards.BOARDS.name: whiteboards.BOARDS})
"""What has to be read of a host before the standard can ask anything of it."""

__all__ = ["ATTRIBUTES", "CONTROLS"]
