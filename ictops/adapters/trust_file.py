"""trust.yml: the trust's schools, how its hosts are reached, its phases and limits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, field_validator

from ictops.adapters.yaml_files import YamlFile, nearest
from ictops.errors import BadInput, Fault
from ictops.estate import Frozen, OwnId, Post, School, SchoolId, Trust
from ictops.plan import Phase


class SecretSource(Frozen):
    """Where a secret is found at run time: the name of an environment variable, or a file only its owner can read."""

    env: str | None = Field(default=None, pattern=r"^[A-Z][A-Z0-9_]*$")
    file: str | None = None


class Connection(Frozen):
    """How the trust's hosts are reached: the account, and where its private key lies (a path, from the environment or here)."""

    user: str = Field(pattern=r"^[a-z_][a-z0-9_-]{0,31}$")
    private_key: SecretSource
    port: int = Field(default=22, ge=1, le=65535)


class Limits(Frozen):
    """What bounds a sweep and a run. Seconds are for one host."""

    parallel: int = Field(default=20, ge=1, le=200)
    read_seconds: int = Field(default=60, ge=5, le=600)


class TrustFile(Frozen):
    """trust.yml as people write it."""

    version: int
    id: OwnId
    name: str
    schools: tuple[School, ...] = Field(min_length=1)
    connection: Connection
    secrets: dict[str, SecretSource] = Field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    staff_posts: dict[Post, tuple[str, ...]] = Field(default_factory=dict)
    """words of job titles and the post they mean, before those that ictops knows"""
    limits: Limits = Limits()
    record: str | None = None
    """URL of the record's database; by default a SQLite file in .ictops/"""

    @field_validator("version")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"version {version} is not known; this ictops reads version 1")
        return version

    @property
    def trust(self) -> Trust:
        """The organisation alone, as the pages name it."""
        return Trust(id=self.id, name=self.name, schools=self.schools)

    def school(self, school: SchoolId) -> School:
        """The school of that id; raises BadInput that names those there are."""
        return _named(school, "school", self.schools)

    def phase(self, phase: OwnId) -> Phase:
        """The phase of that id; raises BadInput that names those there are."""
        return _named(phase, "phase", self.phases)


def _named[Thing: (School, Phase)](wanted: str, what: str, things: tuple[Thing, ...]) -> Thing:
    for thing in things:
        if thing.id == wanted:
            return thing
    ids = [thing.id for thing in things]
    raise BadInput(Fault(wanted, f"no {what} of that id is in trust.yml", nearest(wanted, ids, ", ".join(ids))))


def read_trust_file(root: Path) -> TrustFile:
    """The folder's trust.yml. Raises BadInput with everything wrong in it."""
    yaml = YamlFile(root / "trust.yml", "trust.yml")
    file = yaml.as_noun(TrustFile)
    if faults := tuple(_trust_faults(yaml, file)):
        raise BadInput(faults)
    return file


def _trust_faults(yaml: YamlFile, file: TrustFile) -> Iterable[Fault]:
    yield from _twice(yaml, "school", [school.id for school in file.schools])
    yield from _twice(yaml, "phase", [phase.id for phase in file.phases])
    yield from _gates_to_nowhere(yaml, file)
    secrets = [(("secrets", name), source) for name, source in file.secrets.items()]
    for at, source in [(("connection", "private_key"), file.connection.private_key), *secrets]:
        if (source.env is None) == (source.file is None):
            what = f"{'.'.join(at)} names neither or both of env and file"
            yield Fault(yaml.where(at), what, "Name one place where the secret is found, never the secret")


def _twice(yaml: YamlFile, what: str, ids: list[str]) -> Iterable[Fault]:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            first = yaml.where((f"{what}s", ids.index(one), "id"))
            do = f"It stands first at {first}; ids are for life, so rename the newer"
            yield Fault(yaml.where((f"{what}s", number, "id")), f"{what} id {one} is used twice", do)


def _gates_to_nowhere(yaml: YamlFile, file: TrustFile) -> Iterable[Fault]:
    known, schools = {phase.id for phase in file.phases}, {school.id for school in file.schools}
    for number, phase in enumerate(file.phases):
        for position, before in enumerate(phase.after):
            school, _, name = before.rpartition("/")
            if name not in known or (school and school not in schools):
                where = yaml.where(("phases", number, "after", position))
                do = nearest(name, known, ", ".join(sorted(known)))
                yield Fault(where, f"{before} is no phase (or school/phase) of this file", do)
