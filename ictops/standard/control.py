"""What a control is: a requirement with an id for life, the probe that measures it, and the value the standard asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ictops.estate import ControlId, Kind, Value

type Settings = Mapping[str, Any]
"""One school's settings for one kind of host: role input names (`print_queues_uri`) to plain values."""


BY_HAND = ", by hand: "
"""In a list's entry: what stands before it no role puts right, what follows says why and what a person does about it."""


class Area(StrEnum):
    STORAGE = "storage"
    PRINT = "print"
    WHITEBOARDS = "whiteboards"
    ACCOUNTS = "accounts"


class Relation(StrEnum):
    """How the observed value must stand to the intended one."""

    EQUALS = "equals"
    INCLUDES = "includes"
    """everything intended is there; more may be"""
    WITHIN = "within"
    """nothing is there but what is intended"""
    AT_LEAST = "at least"
    """a number, or each `name: number` of a list, is the intended one or higher: what was stricter stays"""
    AT_MOST = "at most"
    """the same, or lower"""


class Undone(StrEnum):
    """How much of a change of this setting `ictops undo` takes back."""

    WHOLE = "whole"
    PART = "part"
    """some of it; the control's `undo` says what stays"""
    NEVER = "never"


class CannotTell(Exception):
    """Raised by a parser when the output does not allow an answer: empty, cut off, or not what the command prints."""


class NotApplicable(Exception):
    """Raised by `intend` when the control does not apply to this host, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A command that only reads, as root, in POSIX sh; the same probe may serve several controls.

    `command` takes the settings of the host and gives the script. Every value from the settings passes `shlex.quote`.
    A probe ends its output with a line of its own choosing, so that a cut-off output is never read as a short one.
    """

    id: str
    command: Callable[[Settings], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A published requirement that a control is evidence towards: never proof of it."""

    framework: str
    clause: str
    url: str
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What `intend` may know of a host: its settings, and the attributes its probes read (`boards`)."""

    settings: Settings
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One checkable requirement.

    `measure` turns the probe's output (text, bounded, already known to be valid UTF-8 and complete) into a value or raises
    CannotTell. `intend` gives the value the standard asks of this host, or raises NotApplicable.
    `value_says` names the value for people: what a list in it lists.
    """

    id: ControlId
    area: Area
    kinds: frozenset[Kind]
    role: str
    requirement: str
    """one sentence with "must", for the engineer"""
    governor: str
    """the same for a governor: no product names"""
    value_says: str
    relation: Relation
    probe: Probe
    measure: Callable[[str], Value]
    intend: Callable[[Host], Value]
    evidence_towards: tuple[Clause, ...]
    applies_when: str = "now"
    """`now`, or `at_refresh`: due when the equipment is next replaced, never failing today"""
    undo: str
    """how a change of this setting is taken back, in a sentence; shown in the plan"""
    undone: Undone = Undone.WHOLE
    """how much of it comes back; what does not come back whole is said before anything is approved"""
    by_hand: bool = False
    """no role puts it right: it is found and reported, a person settles it, and neither plans nor gates wait for it"""
    needs: tuple[str, ...] = ()
    """attributes that must have been read before `intend` may be asked: unread, the control is unknown, never not applicable"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeProbe:
    """Something a probe learns of a host that the standard needs to know before it can ask anything of it."""

    name: str
    kinds: frozenset[Kind]
    probe: Probe
    measure: Callable[[str], Value]


def nothing(_: Host) -> Value:
    """What `intend` gives of every host where the standard wants none of what a control lists."""
    return ()
