"""What a school's inventory is a function of, as one digest: as long as it stays the same, generating makes the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from ictops.estate import SchoolId
from ictops.inventory.connection import Connection
from ictops.inventory.nouns import GROUP_OF_KIND
from ictops.standard.role_inputs import RoleInputs
from ictops.standard.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that decides over the bytes in a school's folder. Whatever `generate` or the manifest comes to look at besides has to
    come in here."""

    school: SchoolId
    audit: str
    """the hash that the record seals the school's newest import with: its files, and what people settled about them"""
    told: str
    """what the standard tells the school's hosts (`told_hash`)"""
    roles: str
    """what roles declare (`roles_hash`)"""
    connection: Connection
    program: str
    """the hash of the code that generates: another version of it generates again"""

    def digest(self) -> str:
        """SHA-256 over all of them, in hexadecimal."""
        return _hash(astuple(self))


def told_hash(school: SchoolId, standard: Standard) -> str:
    """SHA-256 of what the standard tells each managed kind of host of the school, and nothing of what it tells others. The
    standard is the one the school is told: with the inputs that its live exceptions put in place."""
    return _hash([(kind.value, standard.settings_for(school, kind)) for kind in GROUP_OF_KIND])


def roles_hash(declared: Mapping[str, RoleInputs]) -> str:
    """SHA-256 of what the roles declare: it decides over what may be told to them."""
    return _hash(sorted((name, role.model_dump_json()) for name, role in declared.items()))


def _hash(value: object) -> str:
    """Over the value as Python writes it down, in which 1, true and "1" differ, and any value of a YAML file has a form."""
    return hashlib.sha256(ascii(value).encode()).hexdigest()
