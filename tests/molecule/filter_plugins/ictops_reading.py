"""Ansible filters for a verify.yml: what ictops itself reads of a host, in its own exchange, by its own probes and parsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ictops.adapters.reader_exchange import Exchange
from ictops.compliance.compare import stands
from ictops.standard import CannotTell, Control, Host, NotApplicable, Relation
from ictops.standard.catalogue import CONTROLS

WORDS = ("scenario", "0123456789abcdef")
"""The frame of an answer is secret in a real exchange; here the question and its answer only have to agree on it."""


def question(settings: Mapping[str, Any], probe: str) -> str:
    """What ictops says to a root shell of the host to have this probe run."""
    return _exchange(settings, probe).script()


def findings(said: str, settings: Mapping[str, Any], probe: str) -> dict[str, Any]:
    """The probe's controls that the host does not meet, by id: what is missing or too much, or why nobody can tell."""
    output = _exchange(settings, probe).answer(said.encode(), "")[probe]
    found = {control.id: _finding(control, settings, output.text or "") for control in _served(probe)}
    return {control: finding for control, finding in found.items() if finding is not None}


def _exchange(settings: Mapping[str, Any], probe: str) -> Exchange:
    asked = next(control.probe for control in _served(probe))
    return Exchange({probe: asked.command(settings)}, *WORDS)


def _served(probe: str) -> list[Control]:
    return [control for control in CONTROLS.values() if control.probe.id == probe]


def _finding(control: Control, settings: Mapping[str, Any], output: str) -> Any:
    try:
        asked = control.intend(Host(settings=settings, attributes={}))
        read = control.measure(output)
    except NotApplicable:
        return None
    except CannotTell as why:
        return f"cannot tell: {why}"
    if stands(observed=read, intended=asked, relation=control.relation):
        return None
    if (
        control.relation not in (Relation.INCLUDES, Relation.WITHIN)
        or not isinstance(read, tuple)
        or not isinstance(asked, tuple)
    ):
        return list(read) if isinstance(read, tuple) else read
    return sorted(set(asked) - set(read) if control.relation is Relation.INCLUDES else set(read) - set(asked))


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"ictops_question": question, "ictops_findings": findings}
