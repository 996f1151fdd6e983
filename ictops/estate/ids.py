"""Names that are ours: safe as an Ansible host, a file name, a YAML word and an option's value."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

OWN_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CONTROL_ID = re.compile(r"[A-Z]{3}\.[A-Z]+\.[0-9]+v[0-9]+")
LONGEST_ID = 63
"""RFC 1123: the longest label a host name may have."""

RESERVED = frozenset(
    "all ungrouped localhost implicit yes no on off true false null none y n nan inf con prn aux nul".split()
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
"""Words that YAML, Ansible or Windows file systems read as something other than a name."""


def own_id(text: str) -> str:
    """The text itself when it may serve as one of our ids; raises ValueError with the reason otherwise."""
    if not OWN_ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise ValueError(
            f"{text!r} is not an id: lower-case letters, digits and single hyphens, a letter first, {LONGEST_ID} at most"
        )
    if text in RESERVED:
        raise ValueError(f"{text!r} is a word with a meaning of its own; choose another id")
    return text


def control_id(text: str) -> str:
    """The text itself when it has the form `STO.ACL.1v1`; raises ValueError otherwise."""
    if not CONTROL_ID.fullmatch(text):
        raise ValueError(f"{text!r} is not a control id like STO.SMB.1v1")
    return text


type OwnId = Annotated[str, AfterValidator(own_id)]
type SchoolId = Annotated[str, AfterValidator(own_id)]
type DeviceId = Annotated[str, AfterValidator(own_id)]
type ControlId = Annotated[str, AfterValidator(control_id)]
