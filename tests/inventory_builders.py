"""Schools, standards and role inputs for the tests of inventories: all invented."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ictops.adapters.inventory_files import Written, write_school
from ictops.estate import Attribute, Device, Kind, Untrusted
from ictops.inventory import Connection, Inventory, MadeFrom, SchoolAudit, generate
from ictops.standard.role_inputs import Input, InputType, RoleInputs
from ictops.standard.standard import RoleStandard, Standard

MADE_FROM = MadeFrom(standard="5" * 64, sources=("b" * 64, "a" * 64))

DECLARED: Mapping[str, RoleInputs] = {
    "print_queues": RoleInputs(
        role="print_queues",
        inputs=(
            Input(name="print_queues_uri", required=True),
            Input(name="print_queues_location"),
            Input(name="print_queues_duplex", type=InputType.BOOL),
            Input(name="print_queues_keep", type=InputType.LIST, elements=InputType.STR),
        ),
    ),
    "network_storage": RoleInputs(
        role="network_storage",
        inputs=(
            Input(name="network_storage_min_protocol", choices=("SMB3", "SMB3_11")),
            Input(
                name="network_storage_shares",
                type=InputType.LIST,
                elements=InputType.DICT,
                options=(
                    Input(name="name", required=True),
                    Input(name="quota_mib", type=InputType.INT),
                    Input(name="hidden", type=InputType.BOOL),
                ),
            ),
        ),
    ),
    "accounts": RoleInputs(
        role="accounts",
        inputs=(
            Input(name="accounts_local_allowed", type=InputType.LIST, elements=InputType.STR, required=True),
            Input(name="accounts_directory_password", secret=True),
        ),
    ),
}


def role_standard(role: str, file: str, **settings: Any) -> RoleStandard:
    return RoleStandard(role=role, file=file, version=1, settings={f"{role}_{name}": value for name, value in settings.items()})


STANDARD = Standard(
    roles=(
        role_standard("print_queues", "standard/print.yml", uri="ipps://print.{school}.test/", duplex=True, keep=["Office"]),
        role_standard(
            "network_storage",
            "standard/storage.yml",
            min_protocol="SMB3",
            shares=[{"name": "StaffShared", "quota_mib": 64, "hidden": False}, {"name": "NO", "hidden": True}],
        ),
        role_standard("accounts", "standard/accounts.yml", local_allowed=["ansible", "root"]),
    )
)


def host_device(id: str, kind: Kind = Kind.PRINT_SERVER, school: str = "elm", **attributes: str | None) -> Device:  # noqa: A002
    """A device that can be managed unless its attributes say otherwise; None leaves an attribute out."""
    number = sum(id.encode()) % 250 + 1
    said = {"address": f"10.99.50.{number}", "system": "Debian 12", **attributes}
    return Device(
        id=id,
        school=school,
        kind=kind,
        attributes=tuple((Attribute(name), Untrusted(text)) for name, text in said.items() if text is not None),
    )


SCHOOL = (
    host_device("elm-dc", Kind.DIRECTORY, address="10.99.50.1"),
    host_device("elm-fs", Kind.FILE_SERVER, address="10.99.50.2"),
    host_device("elm-print", Kind.PRINT_SERVER, address="10.99.50.3", location="Reprographics, 1st floor"),
    host_device("elm-pc-1", Kind.CLASSROOM_PC, address="2001:db8::4", room="R12"),
    host_device("elm-pc-2", Kind.CLASSROOM_PC, address="ELM-R14.elm.test", system="Ubuntu 24.04 LTS"),
)


def audited(*devices: Device, **more: Any) -> SchoolAudit:
    return SchoolAudit(school="elm", devices=devices or SCHOOL, **more)


def inventory(*devices: Device, standard: Standard = STANDARD) -> Inventory:
    return generate(audited(*devices), standard, DECLARED, Connection())


def written(schools: Path, *devices: Device) -> Written:
    return write_school(schools, inventory(*devices), MADE_FROM)
