"""The trust's standard: per role, the inputs for every host of a kind, and where a school's differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, field_validator

from ictops.estate import Education, Frozen, Kind, School, SchoolId
from ictops.standard.control import Settings

KINDS_OF_ROLE: Mapping[str, frozenset[Kind]] = {
    "network_storage": frozenset({Kind.FILE_SERVER}),
    "print_queues": frozenset({Kind.PRINT_SERVER}),
    "whiteboards": frozenset({Kind.CLASSROOM_PC}),
    "accounts": frozenset({Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC}),
}
"""Which kinds of host each role serves; `playbooks/converge_*.yml` say the same to Ansible (tested)."""

MANAGED_KINDS = frozenset().union(*KINDS_OF_ROLE.values())


class RoleStandard(Frozen):
    """One file of the standard. The most specific wins: `schools` over `kinds` over `settings`."""

    file: str
    version: int
    role: str
    settings: dict[str, Any] = Field(default_factory=dict)
    kinds: dict[Kind, dict[str, Any]] = Field(default_factory=dict)
    schools: dict[SchoolId, dict[str, Any]] = Field(default_factory=dict)

    @field_validator("version")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"version {version} is not known; this ictops reads version 1")
        return version

    def settings_for(self, school: SchoolId, kind: Kind) -> Settings:
        """The role's inputs for the school's hosts of this kind; `{school}` in a text stands for the school's id."""
        merged = {**self.settings, **self.kinds.get(kind, {}), **self.schools.get(school, {})}
        return {name: _for_school(value, school) for name, value in sorted(merged.items())}

    def told_instead(self, school: SchoolId, inputs: Settings) -> RoleStandard:
        """The same file with those of the inputs that are this role's in place of the school's own."""
        own = {name: value for name, value in inputs.items() if name.startswith(f"{self.role}_")}
        schools = {**self.schools, school: {**self.schools.get(school, {}), **own}}
        return self.model_copy(update={"schools": schools})


class Standard(Frozen):
    """The whole standard, one file a role."""

    roles: tuple[RoleStandard, ...] = ()

    def settings_for(self, school: SchoolId, kind: Kind) -> Settings:
        """Every input of every role that serves the kind, for the school's hosts of the kind."""
        serving = (role for role in self.roles if kind in KINDS_OF_ROLE[role.role])
        return {name: value for role in serving for name, value in role.settings_for(school, kind).items()}

    def told_instead(self, school: SchoolId, inputs: Settings) -> Standard:
        """The same standard with these inputs of the school in place of its own."""
        return Standard(roles=tuple(role.told_instead(school, inputs) for role in self.roles))


def _for_school(value: Any, school: SchoolId) -> Any:
    match value:
        case str():
            return value.replace("{school}", school)
        case list():
            return [_for_school(item, school) for item in value]
        case dict():
            return {name: _for_school(item, school) for name, item in value.items()}
        case _:
            return value


def groups_without_home(standard: Standard, schools: Iterable[School]) -> tuple[tuple[str, str], ...]:
    """Groups that schools' shares name and no directory makes: (file, group). A share without its group shuts everyone out."""
    sites = tuple(schools)
    made = {
        group["name"]
        for school in sites
        for group in standard.settings_for(school.id, Kind.DIRECTORY).get("accounts_directory_groups", ())
    }
    wanted = {
        (role.file, group)
        for role in standard.roles
        if role.role == "network_storage"
        for school in sites
        if school.education is not Education.CENTRAL
        for group in _groups_of(role.settings_for(school.id, Kind.FILE_SERVER))
    }
    return tuple(sorted((file, group) for file, group in wanted if group not in made))


def _groups_of(settings: Settings) -> Iterable[str]:
    for share in settings.get("network_storage_shares", ()):
        yield from (share[right] for right in ("read_write", "read_only") if share.get(right))
    if inherited := settings.get("network_storage_inherited_group"):
        yield inherited
