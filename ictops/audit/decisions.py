"""What people decided about audits: which of two values holds, which source goes before another, what is gone or has moved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from pydantic import field_validator

from ictops.audit.values import comparable
from ictops.estate import Attribute, Conflict, DeviceId, Fact, Frozen, SchoolId, Untrusted


class Decision(Frozen):
    """Who decided, when and why."""

    by: str
    on: date
    because: str


class Settlement(Decision):
    """A contradiction settled. `between`: what the sources said then, as understood; once they say anything else, it is open
    again."""

    device: DeviceId
    attribute: Attribute
    value: Untrusted
    between: tuple[Untrusted, ...]

    @field_validator("value", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return Untrusted(value) if isinstance(value, str) else value

    @field_validator("between", mode="before")
    @classmethod
    def _as_texts(cls, between: object) -> object:
        return tuple(map(cls._as_text, between)) if isinstance(between, list) else between


class Gone(Decision):
    """A device that is not there any more, whatever older files say."""

    device: DeviceId


class Moved(Decision):
    """A device that another school has now. It keeps its id and with it its history."""

    device: DeviceId
    to: SchoolId


VISIT = "visit"
"""The kind of a sheet that came back from a visit: somebody stood before the device and answered what was asked of it."""


class Decisions(Frozen):
    """All that was decided. `precedence`: kinds of source, the one to believe first; kinds that it does not name settle
    nothing. Without one, a visit's answer settles what it was asked for, until a file describes a later day."""

    precedence: tuple[str, ...] = ()
    names_join: bool = False
    """whether no two devices of a school share a name, so that the name alone says that rows speak of one"""
    settled: tuple[Settlement, ...] = ()
    gone: tuple[Gone, ...] = ()
    moved: tuple[Moved, ...] = ()

    def on(self, conflict: Conflict) -> Settlement | None:
        """The newest decision on this contradiction, if the sources still say what they said then."""
        said = what_is_said(conflict)
        return next(
            (
                one
                for one in reversed(self.settled)
                if (one.device, one.attribute) == (conflict.device, conflict.attribute)
                and {text.text for text in one.between} == set(said)
            ),
            None,
        )


class Settled(Frozen):
    """A contradiction that is settled: how, by whom, and which value holds."""

    conflict: Conflict
    value: Untrusted
    how: str


def what_is_said(conflict: Conflict) -> tuple[str, ...]:
    """The different things that the facts of a contradiction say, as understood, in order."""
    return tuple(sorted({comparable(fact.attribute, fact.meant) for fact in conflict.facts}))


def settled_by(decisions: Decisions, conflict: Conflict, kinds: dict[str, str]) -> Settled | None:
    """How a contradiction is settled: by a person, else by the stated precedence of its sources' `kinds` (by source) or,
    where none is stated, by a visit, else not at all."""
    if one := decisions.on(conflict):
        how = f"settled by {one.by} on {one.on.isoformat()}: {one.because}"
        return Settled(conflict=conflict, value=one.value, how=how)
    if not decisions.precedence:
        return _answered_on_a_visit(conflict, kinds)
    for kind in decisions.precedence:
        those = _facts_of(kind, conflict, kinds)
        if those and _agree(conflict.attribute, {fact.meant for fact in those}):
            return Settled(
                conflict=conflict, value=Untrusted(those[0].meant), how=f"{kind} goes first, by the trust's precedence"
            )
        if those:
            return None
    return None


def _answered_on_a_visit(conflict: Conflict, kinds: dict[str, str]) -> Settled | None:
    """By the newest visit, unless the others tell of a later day, or it contradicts itself."""
    day = max(fact.as_of for fact in conflict.facts)
    those = [fact for fact in _facts_of(VISIT, conflict, kinds) if fact.as_of == day]
    if not those or not _agree(conflict.attribute, {fact.meant for fact in those}):
        return None
    return Settled(conflict=conflict, value=Untrusted(those[0].meant), how=f"answered on a visit, {day.isoformat()}")


def _facts_of(kind: str, conflict: Conflict, kinds: dict[str, str]) -> list[Fact]:
    return [fact for fact in conflict.facts if kinds.get(fact.place.source) == kind]


def _agree(attribute: Attribute, texts: Collection[str]) -> bool:
    return len({comparable(attribute, text) for text in texts}) == 1
