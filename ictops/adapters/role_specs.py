"""Reads what each role declares: roles/<role>/meta/argument_specs.yml becomes `RoleInputs`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ictops.errors import BadInput, Fault
from ictops.standard.role_inputs import Input, RoleInputs

INPUT_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_role_specs(roles: Path) -> dict[str, RoleInputs]:
    """Every role of the folder by name. Raises BadInput with every spec that is missing or cannot be used."""
    found: dict[str, RoleInputs] = {}
    faults: list[Fault] = []
    for role in sorted(path for path in roles.iterdir() if (path / "tasks").is_dir()):
        try:
            found[role.name] = read_role_spec(role)
        except BadInput as refused:
            faults.extend(refused.faults)
    if faults:
        raise BadInput(faults)
    return found


def read_role_spec(role: Path) -> RoleInputs:
    """One role's inputs, those of its main entry point. Raises BadInput."""
    file = role / "meta" / "argument_specs.yml"
    where = f"{role.name}/meta/argument_specs.yml"
    try:
        document = _read_alike(file.read_bytes())
        options = document["argument_specs"]["main"].get("options") or {}
        inputs = tuple(_input(name, spec) for name, spec in options.items())
    except FileNotFoundError as missing:
        raise BadInput(
            Fault(where, "the role declares no inputs", "Write argument_specs for its main entry point")
        ) from missing
    except (YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        what = f"cannot be read as argument specs: {' '.join(str(error).split())}"
        raise BadInput(Fault(where, what, "Follow Ansible's format for meta/argument_specs.yml")) from error
    faults = [_name_fault(where, role.name, one.name) for one in inputs if not _is_named_for(role.name, one.name)]
    if faults:
        raise BadInput(faults)
    return RoleInputs(role=role.name, inputs=inputs)


def _read_alike(content: bytes) -> Any:
    """The content, once YAML 1.2 (which we read) and YAML 1.1 (which Ansible reads) agree on it. Raises ValueError."""
    read = []
    for version in ((1, 2), (1, 1)):
        yaml = YAML(typ="safe", pure=True)
        yaml.version = version
        read.append(yaml.load(content))
    if repr(read[0]) != repr(read[1]):
        raise ValueError("Ansible reads a word without quotes as something else (yes, no, on, off, 1:30, 0644)")
    return read[0]


def _input(name: str, spec: Mapping[str, Any]) -> Input:
    return Input(
        name=name,
        type=spec.get("type", "str"),
        required=spec.get("required", False),
        choices=tuple(spec.get("choices") or ()),
        elements=spec.get("elements"),
        options=tuple(_input(key, option) for key, option in (spec.get("options") or {}).items()),
        secret=spec.get("no_log", False),
    )


def _is_named_for(role: str, name: str) -> bool:
    return INPUT_NAME.fullmatch(name) is not None and name.startswith(f"{role}_")


def _name_fault(where: str, role: str, name: str) -> Fault:
    """A name without the role's could be an Ansible keyword (`serial`, `port`) or a connection variable."""
    return Fault(where, f"the input {name!r} does not begin with the role's name", f"Call it {role}_…, in small letters")
