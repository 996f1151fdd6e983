"""JSON and XML made to break their reader: each is refused within its limits, and the next file is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import run

import pytest

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import read_school
from tests.unit.adapters.document_bombs import DOCUMENTS

pytestmark = pytest.mark.timeout(300)

TODAY = date(2026, 9, 1)
GOOD = b"Tag,Name,Type,Serial\r\nT1,oak-1,Laptop,S12345\r\n"
ALONE = (
    "import sys, resource; from datetime import date; from pathlib import Path\n"
    "from ictops.adapters.audit_files import read_one\n"
    "read_one(Path(sys.argv[1]), today=date(2026, 9, 1))\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


@pytest.mark.parametrize(("name", "make"), DOCUMENTS.items())
def test_a_document_that_is_a_bomb_is_refused_and_the_next_file_is_read(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "oak"
    folder.mkdir()
    (folder / "a bomb").write_bytes(make())
    (folder / "b good.csv").write_bytes(GOOD)
    found = read_school("oak", read_audit_files(tmp_path, "oak", today=TODAY))

    assert [one.name.text for one in found.refused] == ["oak/a bomb"], name
    assert "passwd" not in found.model_dump_json()
    assert len(found.devices) == 1


@pytest.mark.parametrize("name", ["XML of a million elements", "XML that nests a million deep", "JSON of six million values"])
def test_the_largest_of_them_stay_within_a_gigabyte(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(DOCUMENTS[name]())
    said = run([sys.executable, "-c", ALONE, str(path)], capture_output=True, text=True, check=True).stdout

    assert int(said) < 1.1 * 1024 * 1024
