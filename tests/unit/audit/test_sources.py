"""The worked examples of tests/cases/sources: a file's bytes in, what it tells out. Adding one needs no Python.

Every scalar there is text. A case says `rests_on` (`published`: the source's own list of columns or fields, rows made;
`made`: made from a description), the file's `name` and `text`, and what comes out: `kind`, `devices` (each with some of its
attributes, `null`: not told), `entries` (about, and some fields), `staff` (how many), `rejects` (reason: rows),
`left_out` (column: why), `refused` (a part of the reason). What is not listed does not come out: devices and entries are
compared in number too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import HowToRead, Import, read_school
from ictops.audit.sources.known import READERS
from tests.unit.audit.test_cases import _is

CASES = Path(__file__).parents[2] / "cases" / "sources"
KEYS = {
    "name", "rests_on", "file", "text", "encoding", "kind", "devices", "entries", "staff", "rejects", "left_out", "refused",
    "as_of", "says_nothing_of",
}  # fmt: skip


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def imported(folder: Path, name: str, data: bytes) -> Import:
    """One file of the school oak, read from the disk as it would be."""
    path = folder / "audits" / "oak" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return read_school("oak", read_audit_files(folder / "audits", "oak", today=date(2026, 9, 1)))


@pytest.mark.parametrize("case", list(_cases()))
def test_example(case: dict[str, Any], tmp_path: Path) -> None:
    found = imported(tmp_path, case["file"], case["text"].encode(case.get("encoding", "utf-8")))

    assert set(case) <= KEYS, "a misspelt key checks nothing"
    assert case["rests_on"] in {"published", "made"}
    if "refused" in case:
        assert [case["refused"] in file.reason for file in found.refused] == [True], found.refused
        return
    assert [file.reason for file in found.refused] == []
    assert {chosen.kind for chosen in found.chosen} == {case["kind"]}
    wanted = case.get("devices", [])
    assert len(found.devices) == len(wanted), [dict(device.attributes) for device in found.devices]
    for one in wanted:
        assert any(_is(device, one) for device in found.devices), (one, [dict(d.attributes) for d in found.devices])
    _check_entries(found, case.get("entries", []))
    assert found.staff_rows == int(case.get("staff", "0"))
    reasons: dict[str, int] = {}
    for reject in found.rejects:
        reasons[reject.reason] = reasons.get(reject.reason, 0) + reject.rows
    assert {reason: str(rows) for reason, rows in reasons.items()} == case.get("rejects", {})
    left_out = {column.header.text: column.why.value for column in found.left_out}
    assert left_out.items() >= case.get("left_out", {}).items()
    for fact, day in case.get("as_of", {}).items():
        assert {str(one.as_of) for one in found.facts if one.value.text == fact} == {day}
    for word in case.get("says_nothing_of", []):
        assert word not in found.model_dump_json()


def _check_entries(found: Import, wanted: list[dict[str, str]]) -> None:
    told = [{"about": entry.about.value} | {field: text.text for field, text in entry.fields} for entry in found.entries]
    assert len(told) == len(wanted), told
    for one in wanted:
        assert any(one.items() <= entry.items() for entry in told), (one, told)


def test_every_reader_has_a_case() -> None:
    assert {reader.kind for reader in READERS} <= {case.values[0].get("kind") for case in _cases()}


KIT = "Asset tag,Serial Number,Model,Room\nT-1,SN00001,OptiPlex,1\nT-2,SN00002,OptiPlex,2\n"
NOT_OURS = ("kit.csv", KIT), ("kit.json", '{"items": [1, {"name": []}]}'), ("kit.xml", "<kit><item name='x'/></kit>")


@pytest.mark.parametrize(("name", "text"), NOT_OURS)
def test_a_kind_that_does_not_fit_is_refused_with_the_reason_and_never_passed_over(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / "oak").mkdir()
    (tmp_path / "oak" / name).write_text(text, encoding="utf-8")
    (file,) = read_audit_files(tmp_path, "oak", today=date(2026, 9, 1))
    for reader in READERS:
        found = read_school("oak", [file], how=HowToRead(named={file.sha256: reader.kind}))
        (count,) = found.counts
        became = count.imported + count.merged + count.rejected

        assert became + count.headers == count.rows, reader.kind
        assert count.rows == sum(len(table.rows) for table in file.tables) or file.holds, reader.kind
        assert found.refused or became, reader.kind
        assert not found.refused or reader.kind in found.refused[0].reason


def test_a_kind_that_a_person_gives_a_table_without_any_of_its_columns_is_refused_with_those_columns(tmp_path: Path) -> None:
    (tmp_path / "oak").mkdir()
    (tmp_path / "oak" / "kit.csv").write_text(KIT, encoding="utf-8")
    (file,) = read_audit_files(tmp_path, "oak", today=date(2026, 9, 1))
    (refused,) = read_school("oak", [file], how=HowToRead(named={file.sha256: "gias"})).refused

    assert refused.reason.startswith("it has none of the columns that gias is known by (URN")
