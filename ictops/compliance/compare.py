"""The one comparison. Used for gaps before a change, for verification after it, and for drift for ever after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ictops.compliance.exceptions import Exemption, live_exemption
from ictops.compliance.verdicts import Finding, Verdict
from ictops.estate import Device, DeviceId, Estate, Setting, Value
from ictops.standard import Control, Relation
from ictops.standard.intended import controls_for

NOTHING_MEASURED = "nothing measured yet: run ictops drift"


def stands(*, observed: Value, intended: Value, relation: Relation) -> bool:
    """Whether the observed value stands to the intended one as the relation asks.

    Lists compare as sets; a word or number under INCLUDES or WITHIN counts as a list of one. Values of different shape
    never stand, except that an empty list is within anything. Under AT_LEAST and AT_MOST a word is no number, and so never
    stands to one: `never` is not at most ten.
    """
    if relation in (Relation.AT_LEAST, Relation.AT_MOST):
        return _reaches(observed, intended, relation)
    if relation is Relation.EQUALS:
        return type(observed) is type(intended) and _comparable(observed) == _comparable(intended)
    seen, asked = _members(observed), _members(intended)
    return seen >= asked if relation is Relation.INCLUDES else seen <= asked


def compare(
    *,
    observed: Estate,
    intended: Estate,
    controls: Iterable[Control],
    exemptions: Iterable[Exemption],
    today: date,
) -> tuple[Finding, ...]:
    """One finding for every control that concerns each device, in order of device and control.

    Nothing measured is unknown, whatever was excepted; so is what stands to a value in doubt. A live exemption turns a failure
    into excepted, never into a pass.
    """
    controls, exemptions = tuple(controls), tuple(exemptions)
    seen, asked = observed.at(), intended.at()
    return tuple(
        _excepted(_finding(device, control, seen, asked), exemptions, today)
        for device in sorted(observed.devices, key=lambda device: device.id)
        for control in controls_for(device, controls)
    )


def _finding(
    device: Device,
    control: Control,
    seen: Mapping[tuple[DeviceId, str], Setting],
    asked: Mapping[tuple[DeviceId, str], Setting],
) -> Finding:
    reading, intent = seen.get((device.id, control.id)), asked.get((device.id, control.id))
    finding = Finding(
        school=device.school, device=device.id, area=control.area, control=control.id, verdict=Verdict.UNKNOWN,
        observed=reading.value if reading else None, intended=intent.value if intent else None,
        measured_at=reading.as_of if reading and reading.value is not None else None,
    )  # fmt: skip
    if reading is None or reading.value is None:
        return finding.model_copy(update={"because": reading.because if reading else NOTHING_MEASURED})
    if intent is None:
        return finding.model_copy(update={"because": f"could not tell first: {', '.join(control.needs)}"})
    if intent.value is None:
        return finding.model_copy(update={"verdict": Verdict.NOT_APPLICABLE, "because": intent.because})
    if stands(observed=reading.value, intended=intent.value, relation=control.relation):
        verdict = Verdict.UNKNOWN if intent.in_doubt else Verdict.MEETS
        return finding.model_copy(update={"verdict": verdict, "because": intent.in_doubt})
    if control.applies_when == "at_refresh":
        due = "due when the equipment is next replaced, and not before"
        return finding.model_copy(update={"verdict": Verdict.NOT_APPLICABLE, "because": due})
    return finding.model_copy(update={"verdict": Verdict.FAILS})


def _excepted(finding: Finding, exemptions: tuple[Exemption, ...], today: date) -> Finding:
    if finding.verdict is not Verdict.FAILS:
        return finding
    exemption = live_exemption(finding, exemptions, today)
    if exemption is None:
        return finding
    return finding.model_copy(update={"verdict": Verdict.EXCEPTED, "because": exemption.sentence})


def _reaches(observed: Value, intended: Value, relation: Relation) -> bool:
    """Whether every number asked for is there under its name and far enough; what is no number must be there as it is."""
    seen = [_figure(one) for one in _listed(observed)]
    asked = [_figure(one) for one in _listed(intended)]
    return isinstance(observed, tuple) is isinstance(intended, tuple) and all(
        _all_far_enough([told for at, told in seen if at == name], wanted, relation) for name, wanted in asked
    )


def _all_far_enough(seen: list[int | str], asked: int | str, relation: Relation) -> bool:
    """Of a name that is told twice, both numbers have to be."""
    return bool(seen) and all(_far_enough(one, asked, relation) for one in seen)


def _far_enough(seen: int | str, asked: int | str, relation: Relation) -> bool:
    if isinstance(seen, int) and isinstance(asked, int):
        return seen >= asked if relation is Relation.AT_LEAST else seen <= asked
    return seen == asked


def _figure(one: object) -> tuple[str, int | str]:
    """`Admins: 15` as its name and number; a bare number has no name, anything else no number."""
    if isinstance(one, int) and not isinstance(one, bool):
        return "", one
    name, mark, told = str(one).rpartition(": ")
    return (name, int(told) if re.fullmatch("[0-9]{1,18}", told) else told) if mark else (f"word {told}", told)


def _listed(value: Value) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _members(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset({str(value)})


def _comparable(value: Value) -> object:
    return frozenset(value) if isinstance(value, tuple) else value
