"""The recorded outputs of the probes, in tests/cases/probes/<probe>/, and a seal for outputs made up in tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ictops.compliance.compare import stands
from ictops.estate import Value
from ictops.standard import CannotTell, Control, Host
from ictops.standard.catalogue import ATTRIBUTES, CONTROLS, GIVEN
from ictops.standard.control import AttributeProbe

FOLDER = Path(__file__).parent / "cases" / "probes"
CANNOT_TELL = "cannot tell"
KEYS: Value = ("st-aaaaaaaaaa", "st-aaaaaaaaab")
GIVEN_READ: Mapping[str, Value] = {
    **dict.fromkeys(GIVEN, KEYS),
    "audited_place": 'Main "hall" \\ corridor; $(id)',
    "staff_places": ("st-aaaaaaaaaa teacher quillford tansybeck", "st-aaaaaaaaab office tansybeck"),
}
"""What the trust's store gives of staff, for controls to be asked with."""
ITEMS: Mapping[str, Control | AttributeProbe] = {**CONTROLS, **ATTRIBUTES}


@dataclass(frozen=True)
class Case:
    """One output, the settings it was asked with, and what each control makes of it."""

    probe: str
    name: str
    output: bytes
    settings: Mapping[str, Any]
    values: Mapping[str, Value]

    @property
    def text(self) -> str:
        """The output as a parser gets it: nothing where the reader found bytes that are not text."""
        try:
            return self.output.decode()
        except UnicodeDecodeError:
            return ""

    def __str__(self) -> str:
        return f"{self.probe}/{self.name}"

    def meets(self, control: Control, output: str) -> bool:
        """Whether the control, measured on this output, meets the standard of the case."""
        attributes: dict[str, Value] = {"boards": ("1d6b:f00d",), **GIVEN_READ}
        asked = control.intend(Host(settings=self.settings, attributes=attributes))
        return stands(observed=control.measure(output), intended=asked, relation=control.relation)


@cache
def cases() -> tuple[Case, ...]:
    """Every case there is, read once: hundreds of tests ask."""
    return tuple(case for folder in sorted(FOLDER.iterdir()) if folder.is_dir() for case in _of(folder))


def _of(folder: Path) -> Iterator[Case]:
    written = YAML(typ="safe").load(folder / "expected.yaml")
    for path in sorted(folder.glob("*.txt")):
        said = written["cases"][path.stem]["values"]
        values = dict.fromkeys(served(folder.name), CANNOT_TELL) if said == CANNOT_TELL else said
        listed = {item: tuple(value) if isinstance(value, list) else value for item, value in values.items()}
        yield Case(folder.name, path.stem, path.read_bytes(), written["settings"], listed)


def served(probe: str) -> tuple[str, ...]:
    """The controls and attributes that one probe is run for."""
    return tuple(item for item, one in ITEMS.items() if one.probe.id == probe)


def measured(item: str, output: str) -> Value:
    """The value of a control or attribute; `cannot tell` where it raises so, and any other exception passes."""
    try:
        return ITEMS[item].measure(output)
    except CannotTell:
        return CANNOT_TELL


def sealed(probe: str, body: str) -> str:
    """The body under a seal that fits, as a host would have sent it."""
    return f"{body}ictops-sealed {probe} {hashlib.sha256(body.encode()).hexdigest()}\n"
