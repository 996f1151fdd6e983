"""The special school's register attacks whoever reads it. Nothing of it is executed: on import, in Ansible, or on a page.

With a control: the same inventory, written without its marks, does execute.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ansible_loader import WAYS, ansible
from tests.example_audits.mothwick import MARKER
from tests.flow.ictops_command import Command
from tests.hostile.test_inventory_attacks import without_marks

EXAMPLE = Path(__file__).parents[2] / "inventories" / "example-trust"
LOCATION = "print_queues_location"
ATTACK = "{{ lookup('pipe', 'touch " + MARKER


def executed() -> list[Path]:
    """The files that attacks leave when anything executes them."""
    marker = Path(MARKER)
    return sorted(marker.parent.glob(f"{marker.name}*"))


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Nothing is left of an earlier attack, and nothing is left behind. The story is told before, and must leave nothing."""
    yield
    for mark in executed():
        mark.unlink()


@pytest.fixture(scope="module")
def mothwick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the trust after import, review, inventory, gaps and report of the special school, and its pages."""
    for mark in executed():
        mark.unlink()
    folder = tmp_path_factory.mktemp("mothwick")
    trust = folder / "trust"
    shutil.copytree(EXAMPLE, trust, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    ictops = Command(trust, {"ICTOPS_SSH_KEY": "/nowhere", "ICTOPS_DIRECTORY_PASSWORD": ""})
    ictops("audit", "import", "mothwick", ends_with=3)
    ictops("audit", "review", "mothwick", "--out", str(folder / "review.html"), ends_with=0)
    ictops("inventory", "mothwick", ends_with=0)
    ictops("gaps", "mothwick", ends_with=3)
    ictops("report", "--out", str(folder / "report"), ends_with=0)
    (folder / "executed").write_text("\n".join(map(str, executed())), encoding="utf-8")
    return folder


def test_nothing_is_executed_from_the_import_to_the_report(mothwick: Path) -> None:
    register = next((mothwick / "trust" / "audits" / "mothwick").glob("*register*.csv")).read_text(encoding="utf-8")

    assert register.count(MARKER) >= 8
    assert (mothwick / "executed").read_text(encoding="utf-8") == ""


def test_ansibles_own_templar_leaves_the_hostile_location_as_text(mothwick: Path, tmp_path: Path) -> None:
    with ansible(tmp_path) as child:
        seen = child.seen(mothwick / "trust" / "schools" / "mothwick", LOCATION)
    (at_the_printer,) = [ways for host, ways in seen.items() if "-print-" in host]

    assert executed() == []
    assert all(at_the_printer[way][0] == "str" and ATTACK in at_the_printer[way][1] for way in WAYS)


def test_control_the_same_inventory_without_its_marks_executes(mothwick: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(mothwick / "trust" / "schools" / "mothwick", tmp_path / "unmarked")
    for path in folder.rglob("*.json"):
        path.write_text(json.dumps(without_marks(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    with ansible(tmp_path) as child:
        child.seen(folder, LOCATION)

    assert [path.name for path in executed()] == [f"{Path(MARKER).name}1"]


def test_pages_show_the_attacks_as_text(mothwick: Path) -> None:
    pages = [*(mothwick / "report").glob("*.html"), mothwick / "review.html"]
    text = {page.name: page.read_text(encoding="utf-8") for page in pages}

    assert len(pages) >= 6
    assert [name for name, page in text.items() if "<script" in page.lower() or "\u202e" in page or "\x1b" in page] == []
    assert any("&lt;script" in page.lower() for page in text.values())


def test_no_cell_of_a_table_is_a_formula(mothwick: Path) -> None:
    for table in (mothwick / "report").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == [], table.name


def test_a_password_in_the_register_is_kept_nowhere(mothwick: Path) -> None:
    made = ("trust/.ictops", "trust/schools", "report")
    kept = [path for folder in made for path in (mothwick / folder).rglob("*")]

    assert [path for path in kept if path.is_file() and b"Mothwick#2018" in path.read_bytes()] == []
