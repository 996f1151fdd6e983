"""Ansible, pyinfra and Nornir load the same folder and see the same hosts, groups and variables."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from nornir import InitNornir

from ictops.adapters.inventory_ansible import check_with_ansible, seen_by_ansible
from ictops.adapters.inventory_files import write_school
from ictops.adapters.role_specs import read_role_specs
from ictops.adapters.standard_files import read_standard
from ictops.adapters.trust_file import read_trust_file
from ictops.errors import InventoryRefused
from ictops.estate import Device, Kind
from ictops.inventory import Connection, SchoolAudit, generate, intended_view
from ictops.inventory.nouns import GROUP_OF_KIND
from tests.hostile.corpus import EXECUTES, ONLY_TEXT
from tests.inventory_builders import MADE_FROM, SCHOOL, host_device, inventory, written
from tests.three_loaders import assert_all_see

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "inventories" / "example-trust"

HOSTILE = tuple(
    host_device(f"elm-{number}", address=f"10.0.{number >> 8}.{number & 255}", location=text)
    for number, text in enumerate((*EXECUTES, *ONLY_TEXT), start=1)
)


@pytest.mark.parametrize("devices", [SCHOOL, HOSTILE, (host_device("elm-x", address=None),)], ids=["plain", "hostile", "empty"])
def test_three_loaders_see_what_was_intended(tmp_path: Path, devices: tuple[Device, ...]) -> None:
    folder = written(tmp_path / "schools", *devices).folder

    assert_all_see(folder, intended_view(inventory(*devices)))


@pytest.mark.parametrize("school", ["central", "quillford", "tansybeck", "mothwick"])
def test_three_loaders_see_the_example_trusts_standard_alike(tmp_path: Path, school: str) -> None:
    roles = read_role_specs(ROOT / "roles")
    standard = read_standard(EXAMPLE, roles=roles, schools=read_trust_file(EXAMPLE).schools)
    hosts = tuple(host_device(f"{school}-{number}", kind, school) for number, kind in enumerate(GROUP_OF_KIND))
    made = generate(SchoolAudit(school=school, devices=hosts), standard, roles, Connection())

    assert len(made.hosts) == 4
    assert_all_see(write_school(tmp_path, made, MADE_FROM).folder, intended_view(made))


def test_the_loaders_come_by_their_entry_points() -> None:
    assert "ictops" in entry_points(group="pyinfra.connectors").names
    assert "IctopsInventory" in entry_points(group="nornir.plugins.inventory").names


def test_nornir_knows_how_to_reach_a_host_and_has_the_empty_groups(tmp_path: Path) -> None:
    options = {"plugin": "IctopsInventory", "options": {"folder": written(tmp_path, SCHOOL[1]).folder}}
    found = InitNornir(inventory=options, logging={"enabled": False}).inventory
    host = found.hosts["elm-fs"]

    assert (host.hostname, host.port, host.username, host.platform) == ("10.99.50.2", 22, "ansible", "linux")
    assert found.groups["directories"].data["accounts_local_allowed"] == ["ansible", "root"]


def test_ansible_pointed_at_the_folder_sees_the_same_as_pointed_at_the_file(tmp_path: Path) -> None:
    """The manifest must not be taken for an inventory."""
    folder = written(tmp_path / "schools").folder
    told = [
        subprocess.run(
            [sys.executable, "-I", "-m", "ansible", "inventory", "--list", "-i", str(source)],
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            cwd=tmp_path, capture_output=True, check=True,
        )
        for source in (folder, folder / "hosts.json")
    ]  # fmt: skip

    assert told[0].stdout == told[1].stdout
    assert told[0].stderr == b""


def test_the_check_passes_what_was_written_and_names_what_is_otherwise(tmp_path: Path) -> None:
    folder = written(tmp_path).folder
    check_with_ansible(folder, inventory())

    (folder / "host_vars/elm-fs.json").write_text('{"ansible_host": "10.0.0.1", "ansible_connection": "local"}')
    (folder / "host_vars/elm-print.yml").write_text("a: file of this name is taken instead of ours")
    with pytest.raises(InventoryRefused) as refused:
        check_with_ansible(folder, inventory(*SCHOOL, host_device("elm-new", Kind.FILE_SERVER)))
    said = [fault.what.removeprefix("Ansible loads it otherwise than intended: ") for fault in refused.value.faults]
    assert said == [
        "elm-new: host is missing",
        "elm-fs: variable ansible_connection is not intended",
        "elm-fs: variable ansible_host has another value",
        "elm-print: variable ansible_host is missing",
        "elm-print: variable print_queues_location is missing",
        "elm-print: variable a is not intended",
    ]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"all": {"hosts": {"a": 1, "NO": null, "": null}}}'])
def test_an_inventory_that_ansible_cannot_read_is_no_empty_inventory(tmp_path: Path, content: str) -> None:
    (tmp_path / "hosts.json").write_text(content)

    with pytest.raises(InventoryRefused, match="Ansible cannot load this inventory"):
        seen_by_ansible(tmp_path)


def test_the_callers_environment_does_not_reach_ansible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "schools").folder
    monkeypatch.setenv("ANSIBLE_INVENTORY_ENABLED", "script")
    monkeypatch.setenv("ANSIBLE_VARS_ENABLED", "")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    (tmp_path / "ansible.cfg").write_text("[defaults]\nyaml_valid_extensions = .none\n")
    monkeypatch.chdir(tmp_path)

    check_with_ansible(folder, inventory())
