"""Phases, changes, plans and approvals."""

from __future__ import annotations

import hashlib

from pydantic import AwareDatetime, computed_field

from ictops.estate import ControlId, DeviceId, Frozen, OwnId, SchoolId, Value
from ictops.standard import Area, Relation, Undone


class Phase(Frozen):
    """A named step for a school. `after` names phases, `school/phase`, whose controls must all be met first."""

    id: OwnId
    areas: tuple[Area, ...] = ()
    after: tuple[str, ...] = ()


class Change(Frozen):
    """One setting on one device: what it is, what it will be, and the role that makes it so."""

    device: DeviceId
    control: ControlId
    role: str
    relation: Relation
    before: Value
    after: Value
    undo: str
    """how it is taken back, in a sentence"""
    undone: Undone = Undone.WHOLE
    """how much of it comes back"""


class Reached(Frozen):
    """A setting beside the changes that the plan's roles reach on one of its hosts, and may move: one that nobody could
    tell, or that the standard asks nothing of there."""

    device: DeviceId
    control: ControlId
    because: str


class Plan(Frozen):
    """What would be changed at one school in one phase. Its digest covers every field: approving it approves exactly this."""

    school: SchoolId
    phase: OwnId
    changes: tuple[Change, ...]
    reached: tuple[Reached, ...] = ()
    inventory: str
    """SHA-256 over the school's generated inventory and the content (roles, playbooks) that would run"""
    read_at: AwareDatetime
    """the oldest reading the plan rests on"""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def digest(self) -> str:
        """SHA-256 over the plan's canonical JSON, in hexadecimal."""
        text = self.model_dump_json(exclude={"digest"})
        return hashlib.sha256(text.encode()).hexdigest()


class Approval(Frozen):
    """Who approved one digest, when and why."""

    digest: str
    by: str
    why: str
    at: AwareDatetime
    operator: str = ""
    """the account that typed it, which need not be the person named"""
