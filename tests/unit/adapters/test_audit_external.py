"""Files that nobody of ours made, where ICTOPS_EXTERNAL_DATA says they lie."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from ictops.adapters.audit_csv import read_csv
from ictops.adapters.audit_files import read_audit_files
from ictops.audit import Import, read_school
from ictops.estate import Attribute, Kind
from tests.unit.audit.tables import TODAY


def external(part: str) -> Path:
    root = os.environ.get("ICTOPS_EXTERNAL_DATA")
    if not root or not (Path(root) / part).exists():
        pytest.skip(f"ICTOPS_EXTERNAL_DATA does not lead to {part}")
    return Path(root) / part


def imported(tmp_path: Path, folder: Path, pattern: str) -> Import:
    (tmp_path / "oak").mkdir()
    for path in folder.glob(pattern):
        shutil.copyfile(path, tmp_path / "oak" / path.name)
    return read_school("oak", read_audit_files(tmp_path, "oak", today=TODAY))


@pytest.mark.parametrize("size", ["25 Users", "100 Users", "Min Required Attributes"])
def test_school_data_sync_gives_teachers_and_never_a_pupil_or_password(tmp_path: Path, size: str) -> None:
    folder = external(f"sds-uk-format/{size}")
    found = imported(tmp_path, folder, "*.csv")
    written = found.model_dump_json()
    pupils = read_csv((folder / "Student.csv").read_bytes()).table
    column = [cell.text.text for cell in pupils.rows[0].cells].index("Username")

    assert [refused.name.text for refused in found.refused] == ["oak/Student.csv"]
    assert len(found.staff) == len(read_csv((folder / "Teacher.csv").read_bytes()).table.rows) - 1 > 0
    assert "p@ssw" not in written.casefold()
    for row in pupils.rows[1:]:
        assert row.cell(column).text.text not in written


def test_the_register_of_schools_is_no_register_of_devices(tmp_path: Path) -> None:
    found = imported(tmp_path, external("gias"), "schools-sample-200.csv")

    assert found.total.rows == found.total.rejected == 201
    assert not found.devices


def test_a_large_real_file_is_read_and_its_lost_letters_are_told() -> None:
    """As published, its pound signs were replaced before anybody could download it."""
    found = read_csv((external("gias") / "pupils-on-roll-2021.csv").read_bytes())

    assert found.notes[0] == "read as utf-8"
    assert "already lost" in found.notes[1]
    assert len(found.table.rows) > 20_000
    assert any("\ufffd44,385" in cell.text.text for cell in found.table.rows[1].cells)


def test_inventories_of_a_computer_a_printer_and_a_switch_are_read(tmp_path: Path) -> None:
    """The schema that lies beside them is JSON too, and no inventory: it is asked about, and nothing is made of it."""
    folder = external("glpi")
    found = imported(tmp_path, folder, "*.json")
    written = found.model_dump_json()

    assert [refused.name.text for refused in found.refused] == ["oak/inventory.schema.json"]
    assert {chosen.kind for chosen in found.chosen} == {"glpi"}
    assert {device.kind for device in found.devices} == {Kind.LAPTOP, Kind.PRINTER, Kind.SWITCH}
    assert (found.total.imported, found.total.rejected, found.doubts) == (3, 0, ())
    for path in set(folder.glob("*.json")) - {folder / "inventory.schema.json"}:
        _check_inventory(json.loads(path.read_text(encoding="utf-8"))["content"], found, written)


def _check_inventory(content: Any, found: Import, written: str) -> None:
    """What the inventory itself says is told, byte for byte; its keys and the people who logged on are not."""
    own = content.get("network_device") or content["bios"] | content["hardware"]
    values = {fact.value.text for fact in found.facts}
    assert {own.get("serial") or own["ssn"], own["name"]} <= values
    for user in content.get("users", ()):
        assert f'"{user["login"]}"' not in written
    assert content.get("operatingsystem", {}).get("ssh_key", "ssh-rsa")[:40] not in written
    plugged_in = {f"{one['vendorid']}:{one['productid']}" for one in content.get("usbdevices", ()) if one["class"] != "9"}
    connected = " ".join(fact.value.text for fact in found.facts if fact.attribute is Attribute.CONNECTED)
    assert plugged_in <= set(connected.split())
