"""Reading roles' argument specs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictops.adapters.role_specs import read_role_specs
from ictops.errors import BadInput
from ictops.standard.role_inputs import InputType

SPEC = """
---
argument_specs:
  main:
    short_description: Invented
    options:
      door_colour: {type: str, required: true, choices: ["NO", red], description: its colour}
      door_locks:
        type: list
        elements: dict
        description: its locks
        options:
          pins: {type: int, description: how many}
      door_code: {type: str, no_log: true, description: the code}
      door_wood: {description: what it is made of}
"""


def role(roles: Path, spec: str | None, name: str = "door") -> Path:
    (roles / name / "tasks").mkdir(parents=True)
    (roles / name / "meta").mkdir()
    if spec is not None:
        (roles / name / "meta" / "argument_specs.yml").write_text(spec)
    return roles


def test_a_role_is_read_with_types_choices_options_and_secrets(tmp_path: Path) -> None:
    door = read_role_specs(role(tmp_path, SPEC))["door"]
    colour, locks, code, wood = door.inputs

    assert (colour.name, colour.required, colour.choices) == ("door_colour", True, ("NO", "red"))
    assert (locks.type, locks.elements, locks.options[0].type) == (InputType.LIST, InputType.DICT, InputType.INT)
    assert (code.secret, wood.type, wood.required) == (True, InputType.STR, False)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (None, "declares no inputs"),
        ("argument_specs: {", "cannot be read as argument specs"),
        ("argument_specs: {main: {options: {door_a: {type: colour}}}}", "cannot be read as argument specs"),
        ("argument_specs: {other: {}}", "cannot be read as argument specs"),
        ("argument_specs: {main: {options: {door_a: {choices: [yes, no]}}}}", "Ansible reads a word without quotes"),
        ("argument_specs: {main: {options: {door_a: {default: 0644}}}}", "Ansible reads a word without quotes"),
        ("[]", "cannot be read as argument specs"),
        ("argument_specs: {main: {options: {serial: {}}}}", "does not begin with the role's name"),
        ("argument_specs: {main: {options: {ansible_host: {}}}}", "does not begin with the role's name"),
        ("argument_specs: {main: {options: {door_É: {}}}}", "does not begin with the role's name"),
    ],
)
def test_a_spec_that_cannot_be_used_is_named(tmp_path: Path, spec: str | None, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_role_specs(role(tmp_path, spec))

    assert len(refused.value.faults) == 1
    assert "door/meta/argument_specs.yml" in str(refused.value)
    assert says in str(refused.value)


def test_the_faults_of_all_roles_come_at_once(tmp_path: Path) -> None:
    role(tmp_path, None, "door")
    role(tmp_path, "[]", "window")

    with pytest.raises(BadInput) as refused:
        read_role_specs(tmp_path)

    assert [fault.where.split("/")[0] for fault in refused.value.faults] == ["door", "window"]


def test_the_products_own_roles_can_be_read() -> None:
    roles = Path(__file__).parents[3] / "roles"

    assert {"network_storage", "print_queues", "whiteboards", "accounts"} <= read_role_specs(roles).keys()
