"""The worked examples of tests/cases/audit: a table in, devices and rejects out. Adding one needs no Python.

Every scalar there is text. `devices` lists all devices in any order, each with some of its attributes (`null`: open or not
told); the other keys are checked where they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.audit import HowToRead, Import, read_school
from ictops.estate import Attribute, Device, Education, School
from tests.unit.audit.tables import audit_file, table

CASES = Path(__file__).parents[2] / "cases" / "audit"


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _import(case: dict[str, Any]) -> Import:
    parts = [case, *case.get("more", [])]
    files = [
        audit_file(
            table(part["rows"], part.get("sheet"), [[int(n) for n in area] for area in part.get("merged", [])]),
            name=part.get("file", "oak/register.csv"),
        )
        for part in parts
    ]
    return read_school("oak", files, how=HowToRead(schools=tuple(_school(one) for one in case.get("schools", []))))


def _school(text: str) -> School:
    """A school from its id and name."""
    school, _, name = text.partition(" ")
    return School(id=school, name=name, education=Education.PRIMARY)


def _is(device: Device, wanted: dict[str, str]) -> bool:
    told: dict[str, str | None] = {attribute.value: value.text for attribute, value in device.attributes}
    told["kind"] = device.kind.value
    return all(told.get(attribute) == (None if value == "null" else value) for attribute, value in wanted.items())


@pytest.mark.parametrize("case", list(_cases()))
def test_example(case: dict[str, Any]) -> None:
    found = _import(case)
    known = {"name", "file", "sheet", "rows", "merged", "more", "schools", *_CHECKS}

    assert set(case) <= known, "a misspelt key checks nothing"
    for key, check in _CHECKS.items():
        if key in case:
            check(found, case[key])
    if "refused" not in case:
        assert not found.refused


def _devices(found: Import, wanted: list[dict[str, str]]) -> None:
    for one in wanted:
        assert sum(_is(device, one) for device in found.devices) == 1, (one, found.devices)
    assert len(wanted) <= len(found.devices)
    assert wanted or not found.devices


def _counts(found: Import, wanted: dict[str, str]) -> None:
    assert {k: v for k, v in found.total.model_dump(exclude={"name"}).items() if v} == {k: int(v) for k, v in wanted.items()}


def _rejects(found: Import, wanted: list[dict[str, str]]) -> None:
    said = [(reject.place.row, reject.reason) for reject in found.rejects]

    assert len(said) == len(wanted), said
    for one in wanted:
        assert any(row == int(one["row"]) and one["reason"] in reason for row, reason in said), (one, said)


def _doubts(found: Import, wanted: list[dict[str, str]]) -> None:
    said = [(doubt.place.cell, doubt.reason) for doubt in found.doubts]
    for one in wanted:
        assert any(cell == one["cell"] and one["reason"] in reason for cell, reason in said), (one, said)


def _conflicts(found: Import, wanted: list[dict[str, Any]]) -> None:
    said = [(c.attribute.value, sorted(fact.value.text for fact in c.facts)) for c in found.conflicts]

    assert said == [(one["attribute"], sorted(one["values"])) for one in wanted]


def _left_out(found: Import, wanted: dict[str, str]) -> None:
    said = {column.header.text: column.why.value for column in found.left_out}

    assert said.items() >= wanted.items(), said


def _places(found: Import, wanted: list[dict[str, str]]) -> None:
    for one in wanted:
        device = next(device for device in found.devices if _is(device, {"tag": one["tag"]}))
        facts = [f for f in found.facts if f.device == device.id and f.attribute is Attribute(one["attribute"])]

        assert [fact.place.cell for fact in facts] == [one["cell"]]


def _shared(found: Import, wanted: list[str]) -> None:
    assert [shared.alias.value.text for shared in found.shared] == wanted


def _never(found: Import, wanted: list[str]) -> None:
    written = found.model_dump_json()
    for text in wanted:
        assert text not in written


def _refused(found: Import, wanted: str) -> None:
    assert [wanted in refused.reason for refused in found.refused] == [True]
    assert not found.devices
    assert not found.staff
    assert not found.facts


def _staff(found: Import, wanted: str) -> None:
    assert len(found.staff) == int(wanted)


def _describes(found: Import, wanted: str) -> None:
    assert [source.describes.isoformat() for source in found.sources] == [wanted]


def _entries(found: Import, wanted: list[dict[str, str]]) -> None:
    told = [{"about": entry.about.value} | {field: text.text for field, text in entry.fields} for entry in found.entries]

    assert len(told) == len(wanted), told
    for one in wanted:
        assert any(one.items() <= entry.items() for entry in told), (one, told)


_CHECKS: dict[str, Callable[[Import, Any], None]] = {
    "devices": _devices,
    "counts": _counts,
    "entries": _entries,
    "rejects": _rejects,
    "doubts": _doubts,
    "conflicts": _conflicts,
    "left_out": _left_out,
    "places": _places,
    "shared": _shared,
    "never": _never,
    "refused": _refused,
    "staff": _staff,
    "describes": _describes,
}
