"""An import as the record keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from ictops.audit.identity import alias_key
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
    carried: dict[AliasKey, DeviceId] = {}
    shared = {alias_key(one.alias) for one in imported.shared}
    for device in imported.devices:
        for alias in device.aliases:
            key = alias_key(alias)
            if carried.setdefault(key, device.id) != device.id:
                shared.add(key)
    return OnRecord(
        imported.school,
        imported.model_copy(update={"staff": ()}).model_dump_json(),
        tuple([(key, device) for key, device in carried.items() if key not in shared]),
        frozenset(shared),
    )
