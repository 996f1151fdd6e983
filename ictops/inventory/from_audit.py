"""The few role inputs that an audit may fill, and from which of its attributes."""

from __future__ import annotations

from collections.abc import Mapping

from ictops.errors import Fault, InventoryRefused
from ictops.estate import Attribute, Device, Untrusted
from ictops.inventory.nouns import LeftOut
from ictops.standard.role_inputs import InputType, RoleInputs
from ictops.standard.standard import KINDS_OF_ROLE

FROM_AUDIT: Mapping[str, tuple[str, tuple[Attribute, ...]]] = {
    "print_queues_location": ("print_queues", (Attribute.LOCATION, Attribute.ROOM)),
}
"""Input: its role, and the attributes that may fill it, the first that the audit gives. Nothing else reaches a variable."""


def audit_variables(device: Device, declared: Mapping[str, RoleInputs]) -> tuple[dict[str, Untrusted], tuple[LeftOut, ...]]:
    """The device's variables that come from the audit, and those whose text cannot be written to any file."""
    variables: dict[str, Untrusted] = {}
    left_out: list[LeftOut] = []
    for name, (role, attributes) in FROM_AUDIT.items():
        said = _said(device, attributes)
        if said is None or device.kind not in KINDS_OF_ROLE[role]:
            continue
        _check_declared(name, declared.get(role))
        if _is_whole(said):
            variables[name] = said
        else:
            left_out.append(LeftOut(device=device.id, variable=name, because="the audit's text holds half a character"))
    return variables, tuple(left_out)


def audited_text(device: Device, name: str) -> str:
    """What the device's inventory is given for this input from the audit; empty where that is nothing."""
    said = _said(device, FROM_AUDIT[name][1])
    return said.text if said is not None and _is_whole(said) else ""


def _said(device: Device, attributes: tuple[Attribute, ...]) -> Untrusted | None:
    return next((text for attribute in attributes if (text := device.get(attribute)) is not None), None)


def _check_declared(name: str, role: RoleInputs | None) -> None:
    declared = role.get(name) if role else None
    if declared is None or declared.type is not InputType.STR or declared.secret:
        what = f"{name} is to be filled from the audit, and no role declares it as plain text"
        raise InventoryRefused(Fault("roles", what, "Declare it in the role's meta/argument_specs.yml"))


def _is_whole(said: Untrusted) -> bool:
    """A lone surrogate (a workbook can hold one) has no UTF-8: no file, module or host could take it."""
    return not any("\ud800" <= one <= "\udfff" for one in said.text)
