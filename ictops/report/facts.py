"""What is known of a device, fact by fact: each as its file writes it, as it is understood, from where and as of which day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ictops.audit import Import
from ictops.audit.settle import fact_order
from ictops.estate import Device, Fact, Source
from ictops.report.as_json import written
from ictops.report.audits import PRIVATE, place_words
from ictops.report.visible import shortened, visible
from ictops.report.words import date_words, plain

type Known = Sequence[tuple[Import, Device]]
"""Devices, each with the import that it is in."""


def facts_text(known: Known) -> list[str]:
    """The facts of devices as lines for a terminal."""
    return [line for one, device in known for line in _device(one, device)]


def facts_json(known: Known) -> dict[str, Any]:
    """The facts of devices as plain data. Notes may speak of people: that there is one is said, and not what it says."""
    said: dict[str, Any] = json.loads(
        written({"format": "ictops-facts/1", "devices": [_plain(one, device) for one, device in known]})
    )
    return said


def _device(one: Import, device: Device) -> Iterable[str]:
    names = ", ".join(sorted(f"{alias.kind.value} {shortened(visible(alias.value))}" for alias in device.aliases))
    yield f"{device.id}: {plain(device.kind.value)} at {one.school}, known by {names or 'nothing but this id'}"
    sources = {source.id: source for source in one.sources}
    held, about = dict(device.attributes), None
    for fact in _facts(one, device):
        if fact.attribute is not about:
            about = fact.attribute
            holds = held.get(about)
            open_or_not = "open, its sources contradict each other" if holds is None else _shown(fact, holds.text)
            yield f"  {plain(about.value)}: {open_or_not}"
        yield f"    {_written(fact)}; {_from(fact, sources)}"


def _facts(one: Import, device: Device) -> list[Fact]:
    return sorted((fact for fact in one.facts if fact.device == device.id), key=fact_order)


def _shown(fact: Fact, text: str) -> str:
    return "(free text, not shown)" if fact.attribute in PRIVATE else shortened(visible(text)) or "(empty)"


def _written(fact: Fact) -> str:
    understood = f", understood as {_shown(fact, fact.understood.text)}" if fact.understood else ""
    return f"written {_shown(fact, fact.value.text)}{understood}"


def _from(fact: Fact, sources: Mapping[str, Source]) -> str:
    source = sources.get(fact.place.source)
    kind = f" ({source.kind}, SHA-256 {source.sha256[:16]})" if source else ""
    return f"{place_words(fact.place, sources.values())}{kind}, as of {date_words(fact.as_of)}"


def _plain(one: Import, device: Device) -> dict[str, Any]:
    sources = {source.id: source for source in one.sources}
    facts = [_plain_fact(fact, sources.get(fact.place.source)) for fact in _facts(one, device)]
    return {"device": device.id, "school": one.school, "kind": device.kind.value, "facts": facts}


def _plain_fact(fact: Fact, source: Source | None) -> dict[str, Any]:
    hidden = fact.attribute in PRIVATE
    return {
        "attribute": fact.attribute.value,
        "written": None if hidden else fact.value,
        "understood": None if hidden else fact.understood,
        "file": source.name if source else None,
        "source_kind": source.kind if source else None,
        "sha256": source.sha256 if source else None,
        "sheet": fact.place.sheet,
        "row": fact.place.row,
        "cell": fact.place.cell,
        "as_of": fact.as_of,
    }
