"""The secrets of a run as Ansible is given them: variables in one file of the run's private folder, and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ictops.adapters.ansible_hidden import UNSAFE
from ictops.estate import Untrusted

type Part = str | bool | Untrusted | Sequence[Part] | Mapping[str, Part]
"""A part of a secret with a structure. Untrusted text in it is kept from every log; plain text is a word of our own."""

type Secrets = Mapping[str, str | Sequence[Part] | Mapping[str, Part]]
"""By variable: a text, or lists and mappings."""

OWN_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Ids, keys and the like, in which no template can stand: not hidden, so that what a role says of them can be read."""


def secret_variables(secrets: Secrets) -> str:
    """JSON of the secrets, each untrusted text in them marked so that Ansible never reads it as a template."""
    return json.dumps({name: {UNSAFE: value} if isinstance(value, str) else _marked(value) for name, value in secrets.items()})


def _marked(value: Part) -> object:
    match value:
        case Untrusted():
            return {UNSAFE: value.text}
        case str() | bool():
            return value
        case Mapping():
            return {name: _marked(part) for name, part in value.items()}
        case _:
            return [_marked(part) for part in value]


def is_secret(value: object) -> bool:
    """Whether a run can be given the value: text, or lists and mappings of untrusted text and of words of our own."""
    return isinstance(value, str) or (isinstance(value, Mapping | list | tuple) and _is_part(value))


def _is_part(value: object) -> bool:
    match value:
        case str():
            return bool(OWN_WORD.fullmatch(value))
        case Mapping():
            return all(isinstance(name, str) and _is_part(part) for name, part in value.items())
        case list() | tuple():
            return all(map(_is_part, value))
        case _:
            return isinstance(value, Untrusted | bool)
