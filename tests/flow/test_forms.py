"""Values keep their form, byte for byte, from the file through import, record and inventory to the review. No lab is needed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictops.wiring import open_trust
from tests.flow.ictops_command import Command
from tests.unit.adapters.old_workbooks import ods, ods_rows, xls

EXAMPLE = Path(__file__).parents[2] / "inventories" / "example-trust"
FORMS = ("00123456", "1E5", "10:20:30:40:50:59", "1.10", "NO", "1234567890123456789")
HEADER = ("Name", "Type", "Location", "Room", "Asset tag", "IP Address", "OS")
type Rows = Sequence[Sequence[str]]


def _csv(rows: Rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def _xlsx(rows: Rows) -> bytes:
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(data)
    return data.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Rows], bytes]]] = {
    "central": ("csv", _csv),
    "quillford": ("xlsx", _xlsx),
    "mothwick": ("xls", lambda rows: xls({"Servers": rows})),
    "tansybeck": ("ods", lambda rows: ods({"Servers": ods_rows(rows)})),
}
"""Each school hands over another format."""


@pytest.fixture(scope="module")
def ictops(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A trust whose audits say each form as a place (which the inventory is told), as a room in doubt, and as a tag."""
    root = tmp_path_factory.mktemp("forms") / "trust"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits"))
    ours = [
        HEADER,
        *(
            [f"srv-print-{at}", "Print server", form, form, form, f"10.99.50.{at + 10}", "Debian 12"]
            for at, form in enumerate(FORMS)
        ),
    ]
    theirs = [
        ("Name", "Type", "Asset tag", "Room"),
        *([f"srv-print-{at}", "Print server", form, "Elsewhere"] for at, form in enumerate(FORMS)),
    ]
    for school, (ending, made) in FORMATS.items():
        folder = root / "audits" / school
        folder.mkdir(parents=True)
        (folder / f"servers.{ending}").write_bytes(made(ours))
        (folder / "walked round.csv").write_bytes(_csv(theirs))
    made_of = Command(root, {"ICTOPS_SSH_KEY": "/nowhere", "ICTOPS_DIRECTORY_PASSWORD": ""})
    made_of("audit", "import", ends_with=3)
    return made_of


@pytest.mark.parametrize("school", FORMATS)
def test_the_record_has_each_value_as_it_was_written(ictops: Command, school: str) -> None:
    (kept,) = [one for one in open_trust(ictops.trust).store.imports() if one.school == school]
    facts = [(fact.attribute.value, fact.value.text) for fact in kept.facts]

    for form in FORMS:
        for attribute in ("location", "room", "tag"):
            assert (attribute, form) in facts
    assert len(kept.devices) == len(FORMS)


@pytest.mark.parametrize("school", FORMATS)
def test_the_inventory_has_each_value_as_it_was_written(ictops: Command, school: str) -> None:
    ictops("inventory", school, ends_with=0)
    told = [json.loads(path.read_bytes()) for path in (ictops.trust / "schools" / school / "host_vars").glob("*.json")]

    assert sorted(one["print_queues_location"]["__ansible_unsafe"] for one in told) == sorted(FORMS)


def test_the_review_has_each_value_as_it_was_written_in_every_form_of_it(ictops: Command, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    text = ictops("audit", "review", "--out", str(page), ends_with=0).out
    data = ictops("audit", "review", "--json", ends_with=0).json

    for form in FORMS:
        assert f"{form}: quillford/servers.xlsx, Sheet, row" in text
        assert f"{form}: mothwick/servers.xls, Servers, row" in text
        assert f">{form}<" in page.read_text(encoding="utf-8") or f"{form}:" in page.read_text(encoding="utf-8")
    rooms = {fact["value"]["text"] for one in data["schools"] for conflict in one["conflicts"] for fact in conflict["facts"]}
    assert rooms == {*FORMS, "Elsewhere"}
