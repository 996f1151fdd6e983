"""The boards that the role whiteboards recognises (its vars/catalogue.yml), as far as a reading needs them (tested)."""

from __future__ import annotations

from collections.abc import Mapping

KNOWN: Mapping[str, str] = {
    "0b8c:0001": "required",
    "0b8c:00c3": "required",
    "0d48:0001": "required",
    "0d48:0004": "required",
    "1477:0001": "optional",
    "1477:0002": "optional",
    "1477:0003": "optional",
    "1477:0004": "optional",
    "1477:0005": "optional",
    "1477:0006": "optional",
    "1477:0007": "optional",
    "1477:0008": "optional",
    "0611:0009": "optional",
    "1ff7:0013": "no",
    "1ff7:001a": "no",
    "078c:0400": "optional",
    "2650:1311": "required",
    "1926:0003": "no",
    "1926:0006": "no",
    "1926:0064": "no",
    "222a:0001": "no",
    "222a:0037": "no",
}
"""Vendor and product id on USB, and whether such a board needs a driver: required, optional or no."""

SCREENS: Mapping[str, tuple[str, ...]] = {
    "0b8c:0001": ("SBI",),
    "0b8c:00c3": ("SBI",),
    "0d48:0001": ("PRM",),
    "0d48:0004": ("PRM",),
}
"""How the screens of such boards name themselves: what an entry of the trust's catalogue means that does not say so itself."""

MAKERS = ("0b8c", "0d48", "1477", "1ff7", "078c", "2650", "08d3")
"""USB vendors who make little else than boards."""
