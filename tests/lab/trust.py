"""Tell a trust's folder about the lab: the public keys its standard names, and the host keys of its schools' devices."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.lab.places import HOST_KEYS, KEYS
from tests.lab.trouble import LabTrouble, WrongWords

DEVICE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def tell_trust(folder: Path) -> None:
    """Write keys/ and known_hosts/<school>; LabTrouble when the lab was never up or an inventory cannot be read."""
    if not (folder / "trust.yml").is_file():
        raise WrongWords(f"{folder} is not a trust's folder: there is no trust.yml in it")
    if not HOST_KEYS.exists():
        raise LabTrouble("the lab's keys are not there yet: run `make lab-up` first")
    _copy_keys(folder / "keys")
    by_address: dict[str, list[list[str]]] = json.loads(HOST_KEYS.read_text())
    inventories = sorted(folder.glob("schools/*/hosts.json"))
    for path in inventories:
        _write_known_hosts(path, folder / "known_hosts" / path.parent.name, by_address)
    if not inventories:
        print(f"No inventory in {folder} yet, so no host keys: make the inventories, then run this again")


def _copy_keys(target: Path) -> None:
    target.mkdir(exist_ok=True)
    for source in sorted(KEYS.iterdir()):
        shutil.copyfile(source, target / source.name)
    print(f"Public keys written to {target}")


def _write_known_hosts(inventory: Path, target: Path, by_address: Mapping[str, list[list[str]]]) -> None:
    try:
        hosts = {path.stem: json.loads(path.read_text()) for path in sorted(inventory.parent.glob("host_vars/*.json"))}
    except ValueError as wrong:
        raise LabTrouble(f"{inventory.parent} holds a file that is not JSON ({wrong}): make the inventories again") from wrong
    addresses = dict(with_addresses(hosts))
    target.parent.mkdir(exist_ok=True)
    target.write_text(known_hosts(addresses, by_address))
    known = sum(address in by_address for address in addresses.values())
    print(
        f"{inventory.parent.name}: host keys of {known} devices in the lab, {len(addresses) - known} devices are not in the lab"
    )


def known_hosts(addresses: Mapping[str, str], by_address: Mapping[str, list[list[str]]]) -> str:
    """OpenSSH known_hosts text, a line a key, each under our device id (used with HostKeyAlias)."""
    lines = [
        f"{device} {kind} {key}\n" for device, address in sorted(addresses.items()) for kind, key in by_address.get(address, ())
    ]
    return "".join(lines)


def with_addresses(hosts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every device that has an address among its host variables, with that address."""
    for device, variables in hosts.items():
        address = plain(variables.get("ansible_host")) if isinstance(variables, dict) else None
        if address is not None and DEVICE_ID.fullmatch(device):
            yield device, address


def plain(value: object) -> str | None:
    """The text of a value that may be marked as unsafe; None when it is no text."""
    if isinstance(value, dict):
        value = value.get("__ansible_unsafe")
    return value if isinstance(value, str) else None
