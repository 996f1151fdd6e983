"""Many schools are read by several processes, and the record cannot tell."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from ictops.errors import AuditRefused
from ictops.wiring import reading_audits
from ictops.wiring.importing import import_audits
from ictops.wiring.trust import OpenTrust, open_trust
from tests.bench.audit_sizes import Made, trust_of
from tests.builders import NOON

SIZES = (40, 3, 25, 1, 12)


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenTrust:
    monkeypatch.setattr(reading_audits, "MUCH", 1)
    made = [Made(f"s{number}", f"School {number} (made)", devices) for number, devices in enumerate(SIZES)]
    return open_trust(trust_of(tmp_path / "trust", made))


def kept(trust: OpenTrust, processes: int) -> tuple[object, ...]:
    """All that the record has of an import, but for the place of each entry in its chain."""
    schools = tuple(school for school in trust.schools(()) if school.name.endswith("(made)"))
    imported = import_audits(trust, schools, NOON, processes=processes)
    count = len(imported.schools)
    entries = [(entry.school, entry.body) for entry in trust.store.entries()[-count:]]
    return imported, trust.store.imports(), entries, [trust.store.known_devices(school.id) for school in schools]


def test_several_processes_keep_what_one_keeps_in_the_same_order(trust: OpenTrust) -> None:
    alone = kept(trust, 1)

    assert kept(trust, 2) == alone
    assert trust.store.faults() == ()


def test_a_school_without_files_and_a_file_that_is_none_are_told_from_elsewhere_too(trust: OpenTrust) -> None:
    (trust.root / "audits/s1/register.csv").write_bytes(b"%PDF-1.7")
    (trust.root / "audits/s3/register.csv").unlink()
    chosen = trust.schools(("s0", "s1", "s3"))
    imported = import_audits(trust, chosen, NOON, processes=2)

    assert [(one.read.school, len(one.read.refused)) for one in imported.schools] == [("s0", 0), ("s1", 1)]
    assert [fault.where for fault in imported.no_files] == ["audits/s3/"]


def ends_itself(_root: Path, _school: str, _now: datetime) -> None:
    """Stands for a process that the kernel ends for want of memory."""
    os._exit(9)


def test_a_process_that_is_ended_is_told_and_nothing_of_it_is_kept(trust: OpenTrust, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_audits, "_read_elsewhere", ends_itself)

    with pytest.raises(AuditRefused, match=r"ended from outside.*import school by school"):
        import_audits(trust, trust.schools(("s0", "s1")), NOON, processes=2)
    assert trust.store.imports() == ()


def test_where_there_is_little_to_read_no_process_is_started(trust: OpenTrust, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_audits, "MUCH", 10**9)
    monkeypatch.setattr(reading_audits, "_read_elsewhere", ends_itself)

    assert len(import_audits(trust, trust.schools(("s0", "s1")), NOON, processes=2).schools) == 2


def test_many_small_schools_are_as_much_to_read_as_a_few_large_ones(trust: OpenTrust, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_audits, "MUCH", 3 * reading_audits.A_SCHOOL)
    monkeypatch.setattr(reading_audits, "_read_elsewhere", ends_itself)

    assert len(import_audits(trust, trust.schools(("s1", "s3")), NOON, processes=2).schools) == 2
    with pytest.raises(AuditRefused, match="ended from outside"):
        import_audits(trust, trust.schools(("s1", "s3", "s4")), NOON, processes=2)
