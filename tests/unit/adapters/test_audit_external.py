"""Files that nobody of ours made, where ICTOPS_EXTERNAL_DATA says they lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ictops.adapters.audit_csv import read_csv
from ictops.adapters.audit_files import read_audit_files
from ictops.audit import Import, read_school
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


def test_inventories_in_other_forms_are_refused_by_name(tmp_path: Path) -> None:
    found = imported(tmp_path, external("glpi"), "*.json")

    assert len(found.refused) == 4
    assert all("JSON" in refused.reason for refused in found.refused)
