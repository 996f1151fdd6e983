"""An import as the record keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from ictops.audit.identity import alias_key, known_by
from ictops.audit.nouns import Import
from ictops.audit.records import AliasKey
from ictops.estate import DeviceId, SchoolId


@dataclass(frozen=True, slots=True)
class OnRecord:
    """An import, written out: plain values that go from one process to another at little cost. `text`: all of it in JSON but
    for the members of staff, who are in the register. `known_by`: what the school's devices are known by from now on.
    `shared`: what different devices carry, though it once was one's; it joins nothing."""

    school: SchoolId
    text: str
    known_by: tuple[tuple[AliasKey, DeviceId], ...]
    shared: frozenset[AliasKey]


def on_record(imported: Import) -> OnRecord:
    """Write an import out."""
    carried = {alias_key(alias): those for alias, those in known_by(imported.devices).items()}
    shared = {alias_key(one.alias) for one in imported.shared} | {key for key, those in carried.items() if len(those) > 1}
    return OnRecord(
        imported.school,
        imported.model_copy(update={"staff": ()}).model_dump_json(),
        tuple((key, those[0]) for key, those in carried.items() if key not in shared),
        frozenset(shared),
    )
