"""A trust opened for work: its folder read and checked, its record open, and the way to its secrets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ictops
from ictops.adapters.role_specs import read_role_specs
from ictops.adapters.sql_store import SqlStore
from ictops.adapters.trust_file import SecretSource
from ictops.adapters.trust_folder import TrustFolder, read_trust
from ictops.errors import BadInput, Fault
from ictops.estate import School, SchoolId
from ictops.evidence import Store
from ictops.standard.catalogue import CONTROLS
from ictops.standard.role_inputs import RoleInputs


def content_folder() -> Path:
    """Where roles/ and playbooks/ lie: inside the installed package, or beside it in a checkout."""
    package = Path(ictops.__file__).parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent


def template_folder() -> Path:
    """What a new trust's folder is made from: the example trust."""
    return content_folder() / "inventories" / "example-trust"


def beginning_folder() -> Path:
    """What a new trust has instead of the example's own: its servers are real, the example's are the lab's."""
    return content_folder() / "inventories" / "new-trust"


@dataclass(frozen=True)
class OpenTrust:
    """What the commands' functions are handed."""

    folder: TrustFolder
    roles: Mapping[str, RoleInputs]

    @property
    def root(self) -> Path:
        return self.folder.root

    @property
    def state(self) -> Path:
        """The folder of the trust's state, made when it is first asked for, readable by its owner only."""
        state = self.root / ".ictops"
        state.mkdir(mode=0o700, exist_ok=True)
        return state

    @cached_property
    def store(self) -> Store:
        """The record: the URL of trust.yml, or a SQLite file in the state folder."""
        return SqlStore(self.folder.file.record or f"sqlite:///{self.state / 'estate.db'}")

    def schools(self, chosen: tuple[str, ...]) -> tuple[School, ...]:
        """The chosen schools, in the order of trust.yml; all of them when none is chosen. Raises BadInput."""
        wanted = {self.folder.file.school(one).id for one in chosen}
        return tuple(school for school in self.folder.file.schools if not wanted or school.id in wanted)

    def known_hosts(self, school: SchoolId) -> Path:
        """The school's host keys: one file a school, since the same private address stands in many."""
        return self.root / "known_hosts" / school

    @property
    def private_key(self) -> Path:
        """The path of the SSH key. Raises BadInput when it is nowhere to be found."""
        source = self.folder.file.connection.private_key
        path = Path(os.environ.get(source.env, "") if source.env else self.root / (source.file or ""))
        if not path.is_file():
            where = source.env or str(path)
            raise BadInput(Fault(where, "the SSH key for reading and changing hosts is not there", _set(source)))
        return path

    def secrets(self, names: frozenset[str]) -> dict[str, str]:
        """The named secrets that trust.yml knows a place for. Raises BadInput for each that is not there."""
        sources = {name: source for name, source in self.folder.file.secrets.items() if name in names}
        found = {name: self._secret(source) for name, source in sources.items()}
        if missing := [name for name, value in found.items() if not value]:
            raise BadInput(Fault(f"secret {name}", "it is not there", _set(sources[name])) for name in missing)
        return {name: value for name, value in found.items() if value}

    def _secret(self, source: SecretSource) -> str | None:
        if source.env:
            return os.environ.get(source.env)
        path = self.root / (source.file or "")
        return path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else None


def open_trust(root: Path, *, keys: bool = True) -> OpenTrust:
    """Read the trust's folder. Raises BadInput with every fault of every file a person wrote there. Without `keys` those that
    the standard names may be missing: no audit needs them."""
    roles = read_role_specs(content_folder() / "roles")
    return OpenTrust(folder=read_trust(root, roles=roles, controls=CONTROLS, keys=keys), roles=roles)


def _set(source: SecretSource) -> str:
    return f"Set the environment variable {source.env}" if source.env else f"Put it into {source.file}, mode 0600"
