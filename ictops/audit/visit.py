"""What only a visit can answer: the questions of a school's audit, one a row, for a sheet that comes back filled in.

Asked are contradictions that nobody settled, rooms and serials that no file tells, devices that somebody counted and nobody
listed, devices that no file speaks of any more, and what the school declared of itself and nobody measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator

from ictops.audit.decisions import VISIT
from ictops.audit.nouns import About, Entry, Import
from ictops.estate import Attribute, Conflict, Device, DeviceId, Frozen, Kind, Untrusted

_CARRIED = frozenset({Kind.LAPTOP, Kind.TABLET})
"""Kinds that have no room of their own."""

_LABELS = (Attribute.TAG, Attribute.NAME, Attribute.SERIAL, Attribute.MAKER, Attribute.MODEL)
_NEVER = frozenset({Attribute.NOTES, Attribute.KIND, Attribute.MAC, Attribute.ADDRESS})
"""What nobody reads off a device, or what is settled at a desk."""

_QUESTIONS = {
    Attribute.ROOM: "Which room is it in?",
    Attribute.SERIAL: "What serial number is on its label?",
    Attribute.TAG: "What asset tag does it carry?",
    Attribute.STATE: "Is it still there, and in use?",
}


_NOWHERE = Untrusted("")


class Ask(Frozen):
    """One question. `about`: the attribute asked of a device, else an id of the question's own. `said`: what the audits say."""

    device: DeviceId | None
    about: str
    where: Untrusted = _NOWHERE
    what: tuple[Untrusted, ...] = ()
    question: Untrusted
    said: tuple[Untrusted, ...] = ()


def questions(one: Import, measured: Collection[Untrusted] = ()) -> tuple[Ask, ...]:
    """Everything that a visit to the school can answer, room by room, then what is asked of the school as a whole. `measured`:
    the questions of a self-assessment that readings of hosts answer already."""
    devices = {device.id: device for device in one.devices}
    of_devices = {(ask.device, ask.about): ask for ask in _of_devices(one, devices)}
    of_the_school = (ask for ask in _of_the_school(one) if ask.question not in measured)
    return (*sorted(of_devices.values(), key=_order), *of_the_school)


def _order(ask: Ask) -> tuple[bool, str, str, str]:
    return not ask.where.text, ask.where.text.casefold(), ask.device or "", ask.about


def _of_devices(one: Import, devices: dict[DeviceId, Device]) -> Iterator[Ask]:
    in_doubt = {(conflict.device, conflict.attribute) for conflict in one.conflicts}
    rooms = {conflict.device: _rooms(conflict) for conflict in one.conflicts if conflict.attribute is Attribute.ROOM}
    for ask in _of_each(one, devices, in_doubt):
        yield ask if ask.device not in rooms else ask.model_copy(update={"where": rooms[ask.device]})


def _rooms(conflict: Conflict) -> Untrusted:
    """Where to look for a device that the audits tell of different rooms."""
    return Untrusted(f"{' or '.join(text.text for text in _values(conflict))} (contradicts)")


def _of_each(one: Import, devices: dict[DeviceId, Device], in_doubt: Collection[tuple[DeviceId, Attribute]]) -> Iterator[Ask]:
    for device in devices.values():
        if device.get(Attribute.SERIAL) is None and (device.id, Attribute.SERIAL) not in in_doubt:
            yield _ask(device, Attribute.SERIAL)
        if not (device.get(Attribute.ROOM) or device.kind in _CARRIED or (device.id, Attribute.ROOM) in in_doubt):
            yield _ask(device, Attribute.ROOM)
    for device_id in one.in_no_file:
        if device_id in devices:
            yield _ask(devices[device_id], Attribute.STATE)
    yield from (_settles(conflict, devices[conflict.device]) for conflict in _asked(one.conflicts, devices))


def _asked(conflicts: Iterable[Conflict], devices: dict[DeviceId, Device]) -> Iterator[Conflict]:
    return (one for one in conflicts if one.attribute not in _NEVER and one.device in devices)


def _settles(conflict: Conflict, device: Device) -> Ask:
    return _ask(device, conflict.attribute).model_copy(update={"said": _values(conflict)})


def _values(conflict: Conflict) -> tuple[Untrusted, ...]:
    return tuple(dict.fromkeys(fact.value for fact in conflict.facts))


def _ask(device: Device, attribute: Attribute) -> Ask:
    where = device.get(Attribute.ROOM) or device.get(Attribute.LOCATION) or _NOWHERE
    labels = (label for attribute in _LABELS if (label := device.get(attribute)) is not None)
    question = _QUESTIONS.get(attribute, f"What is its {attribute.value.replace('_', ' ')}?")
    kind = Untrusted(device.kind.value.replace("_", " "))
    return Ask(
        device=device.id, about=attribute.value, where=where, what=(kind, *labels), question=Untrusted(question)
    )  # fmt: skip


def _of_the_school(one: Import) -> Iterator[Ask]:
    visits = {source.id for source in one.sources if source.kind == VISIT}
    answered = {entry.get("question") for entry in one.entries if entry.about is About.ANSWER and entry.place.source in visits}
    asked = dict.fromkeys(ask for entry in one.entries if (ask := _of_an_entry(entry)) and entry.place.source not in visits)
    return (ask for ask in asked if ask.question not in answered)


def _of_an_entry(entry: Entry) -> Ask | None:
    if entry.about is About.COUNT:
        what = tuple(text for field in ("kind", "model") if (text := entry.get(field)))
        called = " ".join(text.text for text in what) or "devices"
        told, room = entry.get("number"), entry.get("room") or _NOWHERE
        where = f" in {room.text}" if room.text else ""
        return _own(f"How many {called} are there{where}, and what are their serial numbers?", told, what=what, where=room)
    if entry.about is About.ANSWER and (question := entry.get("question")):
        return _own(question.text, entry.get("answer"))
    return None


def _own(question: str, said: Untrusted | None, *, what: tuple[Untrusted, ...] = (), where: Untrusted = _NOWHERE) -> Ask:
    about = f"q-{hashlib.sha256(question.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
    return Ask(
        device=None, about=about, where=where, what=what, question=Untrusted(question), said=(said,) if said else ()
    )  # fmt: skip
