"""Files made to break their reader: each is refused or read, within limits, and ictops reads on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import run

import pytest

from ictops.adapters.audit_files import read_audit_files
from ictops.adapters.audit_limits import LIMITS, MIB, Unreadable
from ictops.adapters.audit_workbook import read_workbook
from ictops.audit import AuditFile, read_school
from ictops.estate import Attribute, Untrusted
from tests.unit.adapters.audit_bombs import OLD, PARCELS, TEXTS, WORKBOOKS
from tests.unit.audit.tables import TODAY

pytestmark = pytest.mark.timeout(300)

GOOD = b"Tag,Name,Type\r\nT1,oak-1,Laptop\r\n"
READ = {
    "JSON",
    "two cells far apart in one column",
    "infinity",
    "an ODS without its sheets",
    "header only",
    "carriage returns only",
    "UTF-16 with a mark",
    "UTF-16 big-endian without a mark",
    "NULs",
    "semicolons",
}
"""The ones that are only odd: they are read. Every other is refused."""

ALONE = """
import resource, sys
from ictops.adapters.audit_limits import Unreadable
from ictops.adapters.audit_workbook import read_workbook
try:
    read_workbook(sys.stdin.buffer.read())
except Unreadable as why:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, why)
"""


def _refused_alone(workbook: bytes) -> tuple[int, str]:
    """The most bytes that the reader's own process held, asked where no test has had another child; and why it refused."""
    memory, _, why = run([sys.executable, "-c", ALONE], input=workbook, capture_output=True, check=True).stdout.partition(b" ")
    return int(memory) * 1024, why.decode()


def _with_a_good_file_after(tmp_path: Path, data: bytes) -> tuple[AuditFile, AuditFile]:
    folder = tmp_path / "oak"
    folder.mkdir()
    (folder / "a bomb.bin").write_bytes(data)
    (folder / "b good.csv").write_bytes(GOOD)
    bomb, good = read_audit_files(tmp_path, "oak", today=TODAY)
    return bomb, good


@pytest.mark.parametrize(("name", "make"), [*WORKBOOKS.items(), *OLD.items(), *TEXTS.items()])
def test_a_bomb_is_refused_or_read_and_the_next_file_is_read(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    bomb, good = _with_a_good_file_after(tmp_path, make())
    found = read_school("oak", [bomb, good])

    assert (bomb.refused is None) is (name in READ), bomb.refused
    assert good.refused is None
    assert any(device.get(Attribute.TAG) == Untrusted("T1") for device in found.devices)


@pytest.mark.parametrize(("name", "make"), PARCELS.items())
def test_a_parcel_that_may_not_be_opened_gives_nothing_and_the_next_file_is_read(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "oak"
    folder.mkdir()
    (folder / "a bomb.zip").write_bytes(make())
    (folder / "b good.csv").write_bytes(GOOD)
    *bombs, good = read_audit_files(tmp_path, "oak", today=TODAY)

    read = [file.name.text for file in bombs if file.refused is None]
    assert read == (["oak/a bomb.zip/a.csv", "oak/a bomb.zip/c.csv"] if name == "a size that lies" else [])
    assert bombs
    assert good.refused is None


def test_an_old_workbook_that_asks_for_a_world_kills_its_reader_alone() -> None:
    """calamine aborts: without a process of its own this would be the end of ictops."""
    for name in ("an XLS of two cells far apart", "an XLSB of two cells far apart"):
        memory, why = _refused_alone(OLD[name]())
        assert "limits of memory, time or size" in why
        assert memory < 1.1 * 1024 * MIB


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a Word document of before 2007", "Word document"),
        ("a presentation of before 2007", "presentation"),
        ("an XLS with a password", "has a password"),
        ("an ODS with a password", "has a password"),
        ("an XLSX in the envelope of its encryption", "with a password"),
    ],
)
def test_an_old_document_is_refused_by_what_it_is(name: str, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read_workbook(OLD[name]())


def test_entities_are_named_as_the_reason() -> None:
    for name in ("entities within entities", "an entity from outside", "an entity in the sheet"):
        with pytest.raises(Unreadable, match="defines entities"):
            read_workbook(WORKBOOKS[name]())


def test_a_child_that_wants_too_much_memory_dies_alone() -> None:
    """The same workbook is refused for another reason where there is memory enough to reach it."""
    greedy = WORKBOOKS["one endless row"]()

    with pytest.raises(Unreadable, match="limits of memory, time or size"):
        read_workbook(greedy, replace(LIMITS, memory=96 * MIB))
    memory, why = _refused_alone(greedy)
    assert "beyond column 500" in why
    assert memory < 1.1 * 1024 * MIB


def test_a_child_that_wants_too_much_time_dies_alone() -> None:
    slow = WORKBOOKS["one endless row"]()

    with pytest.raises(Unreadable, match="limits of memory, time or size"):
        read_workbook(slow, replace(LIMITS, seconds=1))
    with pytest.raises(Unreadable, match="limits of memory, time or size"):
        read_workbook(slow, replace(LIMITS, patience=1))


def test_an_answer_without_end_is_cut_off() -> None:
    with pytest.raises(Unreadable, match="limits of memory, time or size"):
        read_workbook(WORKBOOKS["one long string twenty thousand times"](), replace(LIMITS, answer=MIB))
