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
from ictops.audit.nouns import About
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
def test_school_data_sync_gives_schools_and_teachers_and_never_a_pupil_or_password(tmp_path: Path, size: str) -> None:
    folder = external(f"sds-uk-format/{size}")
    found = imported(tmp_path, folder, "*.csv")
    rows = {path.name: read_csv(path.read_bytes()).table.rows for path in folder.glob("*.csv")}

    assert found.refused == ()
    assert {count.name.text.rpartition("/")[2]: count.rows for count in found.counts} == {n: len(r) for n, r in rows.items()}
    assert len(found.staff) == len(rows["Teacher.csv"]) - 1 > 0
    assert [entry.about for entry in found.entries] == [About.SCHOOL] * (len(rows["School.csv"]) - 1)
    assert {reject.reason: reject.rows for reject in found.rejects if reject.reason == "a pupil"} == {
        "a pupil": len(rows["Student.csv"]) - 1
    }
    assert found.total.imported + found.total.rejected + found.total.headers == sum(len(those) for those in rows.values())


@pytest.mark.parametrize("size", ["25 Users", "100 Users", "Min Required Attributes"])
def test_no_name_of_a_pupil_and_no_password_outlives_the_import(tmp_path: Path, size: str) -> None:
    folder = external(f"sds-uk-format/{size}")
    written = imported(tmp_path, folder, "*.csv").model_dump_json()
    teachers = (folder / "Teacher.csv").read_text(encoding="utf-8-sig")
    header, *pupils = (
        [cell.text.text for cell in row.cells] for row in read_csv((folder / "Student.csv").read_bytes()).table.rows
    )
    theirs = {one for row in pupils for name, one in zip(header, row, strict=False) if name in {"Username", "Last Name"}}

    assert theirs
    assert "p@ssw" not in written.casefold()
    assert [name for name in theirs if name in written and name not in teachers] == []


def test_the_register_of_schools_gives_schools_and_no_device(tmp_path: Path) -> None:
    found = imported(tmp_path, external("gias"), "schools-sample-200.csv")

    assert (found.total.rows, found.total.headers, found.total.imported) == (201, 1, 200)
    assert {entry.about for entry in found.entries} == {About.SCHOOL}
    assert all(entry.get("urn") and entry.get("name") for entry in found.entries)
    assert not found.devices
    assert not found.staff


def test_numbers_of_pupils_are_no_pupils(tmp_path: Path) -> None:
    found = imported(tmp_path, external("gias"), "pupils-on-roll-2021.csv")

    assert found.refused == ()
    assert found.total.imported == found.total.rows - 1 > 20_000
    assert all(entry.get("pupils") for entry in found.entries[:100])


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
    assert (found.total.rejected, found.total.merged, found.doubts) == (0, 0, ())
    for path in set(folder.glob("*.json")) - {folder / "inventory.schema.json"}:
        _check_inventory(json.loads(path.read_text(encoding="utf-8"))["content"], found, written)
    switch = json.loads((folder / "networkequipment_3.json").read_text(encoding="utf-8"))["content"]["network_ports"]
    cabled = {port["ifname"]: port for port in switch if port["iftype"] in {6, 117, 161}}
    told = {(entry.about, port.text) for entry in found.entries if (port := entry.get("port"))}
    assert told >= {(About.PORT, name) for name in cabled}
    assert found.total.imported == 3 + len(found.entries)
    for name, port in cabled.items():
        named = any(one.get("sysname") for one in port.get("connections", ()))
        assert ((About.NEIGHBOUR, name) in told) or not named


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
