"""A trust's folder: what its people wrote, read whole, with every fault of every file at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ictops.adapters.standard_files import read_exceptions, read_standard
from ictops.adapters.trust_file import TrustFile, read_trust_file
from ictops.compliance import Exemption
from ictops.errors import BadInput, Fault, gather
from ictops.estate import ControlId, Frozen
from ictops.standard.control import Control
from ictops.standard.role_inputs import RoleInputs
from ictops.standard.standard import Standard


class TrustFolder(Frozen):
    """Everything a trust's people wrote, checked."""

    root: Path
    file: TrustFile
    standard: Standard
    exemptions: tuple[Exemption, ...]
    without_keys: tuple[Fault, ...] = ()
    """the keys and certificates that the standard names and that are not there: only what judges or changes needs them"""


def find_trust(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds a trust.yml; raises BadInput when there is none."""
    for folder in (start, *start.parents):
        if (folder / "trust.yml").is_file():
            return folder
    do = "Go into a trust's folder, name it with --trust DIR, or make one with ictops init DIR"
    raise BadInput(Fault(str(start), "no trust.yml is here or in any folder above", do))


def read_trust(
    root: Path, *, roles: Mapping[str, RoleInputs], controls: Mapping[ControlId, Control], keys: bool = True
) -> TrustFolder:
    """Read and check the folder. Raises BadInput with the faults of all its files together. Without `keys` those that the
    standard names may be missing."""
    missing: list[Fault] | None = None if keys else []
    faults: list[Fault] = []
    file = gather(faults, lambda: read_trust_file(root))
    schools = file.schools if file else ()
    standard = gather(faults, lambda: read_standard(root, roles=roles, schools=schools, without_keys=missing))
    exemptions = gather(faults, lambda: read_exceptions(root, roles=roles, controls=controls, schools=schools))
    if file is None or standard is None or exemptions is None:
        raise BadInput(faults)
    absent = tuple(missing or ())
    return TrustFolder(root=root, file=file, standard=standard, exemptions=exemptions, without_keys=absent)
