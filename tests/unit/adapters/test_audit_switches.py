"""What switches print: told apart by their own lines, parsed as the templates' makers say, never expanded without end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.adapters.audit_configurations import read_configuration
from ictops.adapters.audit_switches import BLANKS, COMMANDS, SIZE, WIDTH, read_switches
from tests.unit.adapters.test_audit_external import external, imported

VLANS = ("VLAN Name                             Status    Ports", "---- ---- ---- ----", "1    default   active    Gi1/0/2")


def sections(lines: tuple[str, ...]) -> list[dict[str, Any]]:
    said = read_switches(lines)
    value: Any = said.value if said else {"sections": []}
    return list(value["sections"])


def platform(configuration: str) -> Any:
    return (read_configuration(configuration) or {"platform": None})["platform"]


def raws() -> list[Path]:
    return sorted(external("switch-show").glob("*/*/*.raw"))


def test_every_output_is_parsed_as_the_makers_of_the_templates_say() -> None:
    files = raws()
    known = {(one.platform, one.name) for one in COMMANDS}
    for raw in files:
        wanted = YAML(typ="safe").load(raw.with_suffix(".yml").read_text(encoding="utf-8"))["parsed_sample"]
        (said,) = sections(tuple(raw.read_text(encoding="utf-8").splitlines()))

        assert (said["platform"], said["command"].replace(" ", "_")) == raw.parts[-3:-1], raw
        assert said["rows"] == wanted, raw
        assert (said["platform"], said["command"]) in known

    assert len(files) == 54


@pytest.mark.parametrize("command", ["cisco_ios/show_version", "cisco_ios/show_vlan", "cisco_ios/show_lldp_neighbors_detail",
                                     "cisco_ios/show_interfaces_status", "hp_procurve/show_system", "hp_procurve/show_vlans",
                                     "hp_procurve/show_interfaces_brief", "hp_procurve/show_interfaces_status",
                                     "hp_procurve/show_lldp_info_remote-device_detail", "hp_procurve/show_trunks"])  # fmt: skip
def test_every_row_of_an_output_is_imported_merged_or_rejected(tmp_path: Path, command: str) -> None:
    folder = external(f"switch-show/{command}")
    found = imported(tmp_path, folder, "*.raw")
    rows = sum(len(sections(tuple(raw.read_text(encoding="utf-8").splitlines()))[0]["rows"]) for raw in folder.glob("*.raw"))

    assert not found.refused
    assert {chosen.kind for chosen in found.chosen} == {"switch"}
    assert found.total.imported + found.total.merged + found.total.rejected >= rows
    assert found.total.imported > 0


def test_a_record_without_any_output_that_we_know_is_none() -> None:
    assert read_switches(("OAK-SW-01#show clock", "10:00:00")) is None
    assert read_switches(("name,room", "pc-1,B12")) is None
    assert read_switches(()) is None


TOO_LONG = ((*VLANS, "x" * (WIDTH + 1)), (*VLANS, *("y" * WIDTH for _ in range(SIZE // WIDTH + 1))), (*VLANS, BLANKS))


@pytest.mark.parametrize("lines", TOO_LONG)
def test_what_is_too_long_for_patterns_is_not_given_to_them(lines: tuple[str, ...]) -> None:
    assert read_switches(lines) is None


@pytest.mark.parametrize("ports", ["1-99999999", "A1-A99999999", "1-3000,1-9000,1-9000", "1/1-1/88888888"])
def test_ranges_of_more_ports_than_a_switch_has_are_not_written_out(ports: str) -> None:
    text = f"; J9773A Configuration Editor; Created on release #YA.16\nhostname x\nvlan 10\n   untagged {ports}\n   exit\n"

    assert platform(text) == ""
    assert platform(text.replace(ports, "1-24")) == "hp_procurve"


@pytest.mark.parametrize(
    "middle", ["vlan 5\n a\nvlan 5\n b\n", "banner motd ^C\nnever closed\n", "  odd\n" * 9, "interface \n"]
)
def test_a_configuration_that_cannot_be_taken_apart_ends_nothing(middle: str) -> None:
    assert platform(f"version 15.2\nhostname x\n{middle}end\n") in {"", "cisco_ios"}
