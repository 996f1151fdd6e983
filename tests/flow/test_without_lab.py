"""The half of the flow that needs no container, by the command line: what it says, and the number it ends with."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.example_audits.tansybeck import PUPILS
from tests.flow.ictops_command import Command

EXAMPLE = Path(__file__).parents[2] / "inventories" / "example-trust"


@pytest.fixture(scope="module")
def ictops(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A trust that was imported and inventoried, and never read."""
    trust = tmp_path_factory.mktemp("unread") / "trust"
    shutil.copytree(EXAMPLE, trust, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    command = Command(trust, {"ICTOPS_SSH_KEY": "/nowhere", "ICTOPS_DIRECTORY_PASSWORD": ""})
    command("audit", "import", ends_with=3)
    command("inventory", ends_with=0)
    return command


@pytest.fixture
def fresh(tmp_path: Path) -> Command:
    """A copy of the example trust in which nothing was done yet."""
    shutil.copytree(EXAMPLE, tmp_path / "trust", ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    return Command(tmp_path / "trust", {"ICTOPS_SSH_KEY": "/nowhere", "ICTOPS_DIRECTORY_PASSWORD": ""})


def test_nothing_measured_is_unknown_and_has_no_percentage(ictops: Command) -> None:
    said = ictops("gaps", ends_with=3)

    assert "nothing measured" in said.out
    assert "100 %" not in said.out


def test_the_report_of_an_unread_trust_claims_nothing(ictops: Command, tmp_path: Path) -> None:
    ictops("report", "--out", str(tmp_path / "out"), ends_with=0)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))

    assert {finding["verdict"] for finding in report["findings"]} == {"unknown"}


def test_pupils_of_the_handed_over_lists_are_in_nothing_that_was_written(ictops: Command, tmp_path: Path) -> None:
    ictops("report", "--out", str(tmp_path / "out"), ends_with=0)
    said = ictops("audit", "review", "--out", str(tmp_path / "review.html"), ends_with=0)
    files = [path for folder in (ictops.trust, tmp_path) for path in folder.rglob("*") if path.is_file()]
    written = {path: path.read_bytes().lower() for path in files if "audits" not in path.parts}
    pupils = [name.split()[1].lower() for name in PUPILS]

    assert any(path.name == "estate.db" for path in written)
    assert [(path, name) for path, held in written.items() for name in pupils if name.encode() in held] == []
    assert [name for name in pupils if name in said.out.lower()] == []


def test_the_review_is_given_as_text_json_and_page(ictops: Command, tmp_path: Path) -> None:
    text = ictops("audit", "review", "--out", str(tmp_path / "review.html"), ends_with=0)
    page = (tmp_path / "review.html").read_text(encoding="utf-8")

    assert "quillford" in text.out
    assert ictops("audit", "review", "--json", ends_with=0).json
    assert page.startswith("<!doctype html>")
    assert "<script" not in page


def test_importing_and_generating_again_changes_nothing(ictops: Command) -> None:
    before = {path: path.read_bytes() for path in (ictops.trust / "schools").rglob("*") if path.is_file()}
    ictops("audit", "import", ends_with=3)
    ictops("inventory", ends_with=0)

    assert {path: path.read_bytes() for path in (ictops.trust / "schools").rglob("*") if path.is_file()} == before


def test_the_committed_inventories_are_what_the_example_generates(ictops: Command) -> None:
    made = {
        path.relative_to(ictops.trust): path.read_bytes() for path in (ictops.trust / "schools").rglob("*") if path.is_file()
    }
    kept = {path.relative_to(EXAMPLE): path.read_bytes() for path in (EXAMPLE / "schools").rglob("*") if path.is_file()}

    assert made == kept


def test_ansible_sees_what_was_meant_in_every_inventory(ictops: Command) -> None:
    ictops("inventory", "--check", ends_with=0)


def test_the_record_verifies_and_a_changed_one_does_not(fresh: Command) -> None:
    fresh("audit", "import", "central")
    fresh("log", "--verify", ends_with=0)
    database = fresh.trust / ".ictops" / "estate.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("update entry set school = 'mothwick' where sequence = 1")
    said = fresh("log", "--verify", ends_with=1)

    assert "entry 1: does not follow" in said.err


# Bad input ------------------------------------------------------------------------------------------------------------


def test_outside_a_trust_the_command_says_where_to_go(tmp_path: Path) -> None:
    said = Command(tmp_path, {})("gaps", ends_with=2)

    assert "trust.yml: there is no such file" in said.err


def test_every_fault_of_every_file_is_told_at_once(fresh: Command) -> None:
    _replace(fresh.trust / "trust.yml", "limits:", "limit:")
    _replace(fresh.trust / "standard" / "print.yml", "print_queues_duplex", "print_queues_duplx")
    said = fresh("inventory", ends_with=2)

    assert "trust.yml, line" in said.err
    assert "Did you mean limits?" in said.err
    assert "standard/print.yml, line" in said.err
    assert "Did you mean print_queues_duplex?" in said.err


def test_a_school_or_phase_that_is_not_there_is_named_with_the_nearest(ictops: Command) -> None:
    assert "Did you mean quillford?" in ictops("gaps", "quilford", ends_with=2).err
    assert "Did you mean storage?" in ictops("plan", "quillford", "storrage", ends_with=2).err


def test_a_phase_of_an_unread_school_is_refused_and_says_to_read_first(ictops: Command) -> None:
    said = ictops("plan", "quillford", "quick-wins", ends_with=4)

    assert "Run ictops drift" in said.err


def test_reading_without_a_key_says_which_one_is_missing(ictops: Command) -> None:
    assert "ICTOPS_SSH_KEY: the SSH key" in ictops("drift", ends_with=2).err


def test_an_unreadable_audit_is_refused_and_the_others_go_on(fresh: Command) -> None:
    audits = fresh.trust / "audits" / "quillford"
    (audits / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook at all")
    (audits / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (audits / "empty.csv").write_bytes(b"")
    (school,) = fresh("audit", "import", "quillford", "--json", ends_with=3).json
    refused = {one["name"]["text"].rpartition("/")[2] for one in school["refused"]}

    assert refused >= {"broken.xlsx", "old.xls"}
    assert sum(one["imported"] for one in school["counts"]) > 30


def test_a_school_without_any_audit_says_where_to_put_it(fresh: Command) -> None:
    shutil.rmtree(fresh.trust / "audits" / "tansybeck")

    assert "Put the files as received into audits/tansybeck/" in fresh("audit", "import", "tansybeck", ends_with=1).err


def test_schools_without_any_audit_are_all_named_and_the_others_are_kept(fresh: Command) -> None:
    for school in ("tansybeck", "mothwick"):
        shutil.rmtree(fresh.trust / "audits" / school)
    said = fresh("audit", "import", ends_with=3)

    assert "ictops audit import tansybeck" in said.err
    assert "ictops audit import mothwick" in said.err
    fresh("inventory", "central", "quillford", ends_with=0)


def test_an_inventory_before_an_import_says_to_import(fresh: Command) -> None:
    assert "ictops audit import quillford" in fresh("inventory", "quillford", ends_with=1).err


def test_an_inventory_that_was_edited_by_hand_is_not_overwritten_or_used(fresh: Command) -> None:
    fresh("audit", "import", "central")
    fresh("inventory", "central", ends_with=0)
    (hosts,) = (fresh.trust / "schools" / "central").glob("hosts.json")
    hosts.write_text(hosts.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert "edited since ictops generated it" in fresh("inventory", "central", ends_with=1).err


def test_a_digest_that_names_no_plan_is_refused(ictops: Command) -> None:
    assert "no plan has this digest" in ictops("apply", "f" * 12, "--for-real", ends_with=2).err
    assert "characters of its digest" in ictops("approve", "f", "--by", "A", "--why", "B", ends_with=2).err


def test_a_run_that_nobody_knows_is_not_taken_back(ictops: Command) -> None:
    assert "no run on record has this id" in ictops("undo", "quillford-print-0001", ends_with=2).err


def test_the_doctor_names_everything_that_is_missing_at_once(ictops: Command) -> None:
    said = ictops("doctor", ends_with=1)

    assert said.out.count("MISSING") >= 3
    assert "private key" in said.out


def test_init_makes_a_trust_that_is_sound_and_refuses_a_folder_in_use(tmp_path: Path) -> None:
    new = Command(tmp_path / "new", {})
    for ends_with in (0, 2):
        done = subprocess.run(
            [sys.executable, "-m", "ictops", "init", str(new.trust)], capture_output=True, text=True, check=False
        )
        assert done.returncode == ends_with, done.stderr
    refused = new("inventory", ends_with=2).err
    assert "keys/directory-ca.pem cannot be read as text. Put the file there" in refused
    assert "which is not text" not in refused
    assert "there is no audit file here" in new("audit", "import", ends_with=1).err


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
