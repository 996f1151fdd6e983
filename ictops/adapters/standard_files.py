"""The trust's standard and its exceptions, as files people write, checked against roles, controls and schools."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from ictops.adapters.yaml_files import At, YamlFile, nearest
from ictops.compliance import Exemption
from ictops.errors import BadInput, Fault, gather
from ictops.estate import ControlId, Frozen, School
from ictops.standard.control import Control
from ictops.standard.role_inputs import RoleInputs, misfits
from ictops.standard.standard import KINDS_OF_ROLE, RoleStandard, Standard, groups_without_home

_MISSING = object()
LARGEST_KEY = 64 * 1024
"""Bytes of a public key or certificate that the standard names."""


class ExceptionsFile(Frozen):
    exceptions: tuple[Exemption, ...] = ()


def read_standard(
    root: Path, *, roles: Mapping[str, RoleInputs], schools: tuple[School, ...], without_keys: list[Fault] | None = None
) -> Standard:
    """standard/*.yml of the folder. Raises BadInput with everything wrong in any of them.

    `without_keys`: given, keys and certificates may be missing: their faults are added to it, and their settings are left out.
    """
    paths = sorted((root / "standard").glob("*.yml"))
    if not paths:
        do = "Copy those of inventories/example-trust/standard and make them yours"
        raise BadInput(Fault("standard/", "holds no .yml file", do))
    faults: list[Fault] = []
    read = [one for path in paths if (one := gather(faults, _reading(root, path, roles, schools, without_keys)))]
    faults += _roles_twice(root, read)
    standard = Standard(roles=tuple(read))
    if not faults:
        faults += _groups_without_home(standard, schools)
    if faults:
        raise BadInput(faults)
    return standard


def read_exceptions(
    root: Path, *, roles: Mapping[str, RoleInputs], controls: Mapping[ControlId, Control], schools: tuple[School, ...]
) -> tuple[Exemption, ...]:
    """exceptions.yml of the folder; without the file there are none. Raises BadInput with everything wrong in it."""
    if not (root / "exceptions.yml").exists():
        return ()
    yaml = YamlFile(root / "exceptions.yml", "exceptions.yml")
    exceptions = yaml.as_noun(ExceptionsFile).exceptions
    ids = [school.id for school in schools]
    faults: list[Fault] = []
    for number, one in enumerate(exceptions):
        at: At = ("exceptions", number)
        faults += _unless_known(yaml, (*at, "control"), one.control, "control of the catalogue", controls)
        faults += _unless_known(yaml, (*at, "school"), one.school, "school of trust.yml", ids)
        faults += _instead_faults(yaml, (*at, "instead"), one, controls, roles)
    if faults:
        raise BadInput(faults)
    return exceptions


def _instead_faults(
    yaml: YamlFile, at: At, one: Exemption, controls: Mapping[ControlId, Control], roles: Mapping[str, RoleInputs]
) -> Iterable[Fault]:
    """`instead` is told to all hosts of the school, so it cannot be for one device; only the control's own role is told it."""
    if one.device and one.instead:
        what = f"instead would change every host of {one.school}, and the exception is for {one.device} alone"
        yield Fault(yaml.where(at), what, "Name the whole school, or leave instead out")
    if control := controls.get(one.control):
        yield from misfits(one.instead, (roles[control.role],), _below(yaml, at))


def _reading(
    root: Path, path: Path, roles: Mapping[str, RoleInputs], schools: tuple[School, ...], without_keys: list[Fault] | None
) -> Callable[[], RoleStandard]:
    return lambda: _read_role(root, path, roles, schools, without_keys)


def _read_role(
    root: Path, path: Path, roles: Mapping[str, RoleInputs], schools: tuple[School, ...], without_keys: list[Fault] | None
) -> RoleStandard:
    shown_as = f"standard/{path.name}"
    yaml = YamlFile(path, shown_as)
    faults: list[Fault] = []
    yaml.content = _with_files(yaml.content, root, yaml, (), faults if without_keys is None else without_keys)
    role = gather(faults, lambda: yaml.as_noun(RoleStandard, file=shown_as))
    if role:
        faults += _role_faults(yaml, role, roles, [school.id for school in schools])
    if faults or role is None:
        raise BadInput(faults)
    return role


def _role_faults(
    yaml: YamlFile, role: RoleStandard, roles: Mapping[str, RoleInputs], schools: Collection[str]
) -> Iterable[Fault]:
    yield from _unless_known(yaml, ("role",), role.role, "role of ictops", KINDS_OF_ROLE)
    if role.role not in roles:
        return
    for school in role.schools:
        yield from _unless_known(yaml, ("schools", school), school, "school of trust.yml", schools)
    parts: list[tuple[At, dict[str, Any]]] = [(("settings",), role.settings)]
    parts += [(("kinds", kind.value), settings) for kind, settings in role.kinds.items()]
    parts += [(("schools", school), settings) for school, settings in role.schools.items()]
    for at, settings in parts:
        yield from misfits(settings, (roles[role.role],), _below(yaml, at))


def _unless_known(yaml: YamlFile, at: At, word: str, what: str, known: Collection[str]) -> Iterable[Fault]:
    if known and word not in known:
        yield Fault(yaml.where(at), f"{word} is no {what}", nearest(word, known, ", ".join(sorted(known))))


def _below(yaml: YamlFile, at: At) -> Callable[[At], str]:
    return lambda below: yaml.where((*at, *below))


def _roles_twice(root: Path, read: Iterable[RoleStandard]) -> Iterable[Fault]:
    first: dict[str, str] = {}
    for one in read:
        if (earlier := first.setdefault(one.role, one.file)) != one.file:
            where = YamlFile(root / one.file, one.file).where(("role",))
            yield Fault(where, f"the role {one.role} has {earlier} already", "Put both into one file")


def _groups_without_home(standard: Standard, schools: tuple[School, ...]) -> Iterable[Fault]:
    for file, group in groups_without_home(standard, schools):
        what = f"group {group} is named by a share, and no accounts_directory_groups makes it"
        yield Fault(file, what, "Add it to standard/accounts.yml, or name another group")


def _with_files(value: Any, root: Path, yaml: YamlFile, at: At, faults: list[Fault]) -> Any:
    """The value with every `{file: keys/x.pem}` put as the file's text. A setting whose file is missing is left out whole."""
    match value:
        case {"file": str(name)} if len(value) == 1:
            text = gather(faults, lambda: _key_text(root, name, yaml.where(at)))
            return _MISSING if text is None else text
        case dict():
            made = {key: _with_files(item, root, yaml, (*at, key), faults) for key, item in value.items()}
            if _holds_settings(at):
                return {key: item for key, item in made.items() if item is not _MISSING}
            return _MISSING if any(item is _MISSING for item in made.values()) else made
        case list():
            items = [_with_files(item, root, yaml, (*at, number), faults) for number, item in enumerate(value)]
            return _MISSING if any(item is _MISSING for item in items) else items
        case _:
            return value


def _holds_settings(at: At) -> bool:
    """Whether a place of the file is one of settings (`settings`, `kinds.directory`, `schools.quillford`), or above them."""
    return len(at) <= (1 if at[:1] == ("settings",) else 2)


def _key_text(root: Path, name: str, where: str) -> str:
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise BadInput(Fault(where, f"{name} lies outside the trust's folder", "Put the file into keys/ and name it there"))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_KEY + 1)
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        do = "Put the file there; it holds a public key or certificate"
        raise BadInput(Fault(where, f"{name} cannot be read as text", do)) from error
    if len(data) > LARGEST_KEY or "PRIVATE KEY" in text:
        do = "Name the public half; private keys never lie here"
        raise BadInput(Fault(where, f"{name} is no public key or certificate", do))
    return text
