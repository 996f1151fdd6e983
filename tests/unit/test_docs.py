"""The docs say what is so: generated pages are as generated, links lead somewhere, named places exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from ictops.audit.sources.choosing import REGISTER
from ictops.audit.sources.known import READERS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "roles").glob("*/README.md"), ROOT / "tests/lab/README.md"])


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "controls.md", "sources.md"])
def test_a_generated_page_is_as_generated(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == generator().PAGES[name](), "run make docs"


def test_every_control_says_what_it_is_evidence_towards_or_that_it_is_towards_nothing() -> None:
    _, *controls = (DOCS / "controls.md").read_text(encoding="utf-8").split("\n### ")

    assert len(controls) > 40
    assert [one.splitlines()[0] for one in controls if "- **Evidence towards:** " not in one] == []


def test_every_reader_has_a_row_in_the_table_of_sources() -> None:
    rows = (DOCS / "sources.md").read_text(encoding="utf-8").splitlines()

    for reader in (*READERS, REGISTER):
        (row,) = [row for row in rows if row.startswith(f"| `{reader.kind}` |")]
        assert len(re.split(r"(?<!\\)\|", row)) == 7
        assert reader.basis.value in row


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith("http")]

    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["glossary.md", "lifecycle.md"])
def test_every_place_in_the_package_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`([a-z_]+/(?:[a-z_]+/)*(?:[a-z_]+\.py)?)`", (DOCS / page).read_text(encoding="utf-8"))
    missing = [place for place in named if not (ROOT / "ictops" / place).exists() and not (ROOT / place).exists()]

    assert len(named) > 10
    assert [place for place in missing if not place.startswith(("audits/", "schools/"))] == []


def test_every_room_has_a_row_in_the_table_of_where_a_change_belongs() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {path.name for path in (ROOT / "ictops").iterdir() if path.is_dir() and not path.name.startswith("__")}

    assert {room for room in rooms if f"`{room}/" not in table} == set()


@pytest.mark.parametrize("decision", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_has_its_number_and_its_three_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)

    assert headings[0].startswith(decision.name[:4] + " ")
    assert headings[1:] == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) < 60
