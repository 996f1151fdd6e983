"""The four questions: what is not measured never meets, and what cannot be made to meet says what would."""

from __future__ import annotations

from datetime import date

import pytest

from ictops.audit import read_school
from ictops.audit.papers import Answer, Declared
from ictops.audit.review import review
from ictops.compliance import Finding, Verdict
from ictops.estate import Attribute, Device, Kind, Place, Untrusted
from ictops.report.declared import beside
from ictops.report.four import CanBe, Line, Meets, lines, sums
from ictops.report.review_tables import as_cells, as_csv, review_tables
from ictops.standard import Area
from tests.unit.audit.tables import audit_file, table

TODAY = date(2026, 9, 1)


def server(system: str = "Debian 13", bought: str = "2025-01-01") -> Device:
    told = ((Attribute.SYSTEM, Untrusted(system)), (Attribute.PURCHASED, Untrusted(bought)))
    return Device(id="oak-fs-1", school="oak", kind=Kind.FILE_SERVER, attributes=told)


def finding(verdict: Verdict, control: str = "STO.SMB.1v1", because: str | None = None) -> Finding:
    return Finding(school="oak", device="oak-fs-1", area=Area.STORAGE, control=control, verdict=verdict, because=because)


def line(*found: Finding, device: Device | None = None, by_hand: frozenset[str] = frozenset()) -> Line:
    (one,) = lines([device or server()], found, by_hand, TODAY)
    return one


@pytest.mark.parametrize(
    ("found", "meets", "can_be", "would"),
    [
        ((), Meets.NOTHING_ASKED, CanBe.NOT_ASKED, ""),
        ((finding(Verdict.MEETS),), Meets.YES, CanBe.IS, ""),
        ((finding(Verdict.NOT_APPLICABLE),), Meets.NOTHING_ASKED, CanBe.NOT_ASKED, ""),
        ((finding(Verdict.MEETS), finding(Verdict.FAILS, "STO.SIGN.1v1")), Meets.NO, CanBe.BY_PLAN, "ictops plan, for 1 of"),
        ((finding(Verdict.EXCEPTED),), Meets.NO, CanBe.BY_PLAN, "ictops plan"),
        ((finding(Verdict.FAILS, "STO.ROT.1v1"),), Meets.NO, CanBe.BY_PEOPLE, "somebody settles STO.ROT.1v1"),
        ((finding(Verdict.UNKNOWN, because="not reached"),), Meets.NOT_MEASURED, CanBe.NOT_KNOWN, "first: not reached"),
        (
            (finding(Verdict.MEETS), finding(Verdict.UNKNOWN, "STO.SIGN.1v1")),
            Meets.PARTLY_MEASURED, CanBe.NOT_KNOWN, "first: not read yet",
        ),
    ],
)  # fmt: skip
def test_each_answer_rests_on_the_worst_that_was_found(
    found: tuple[Finding, ...], meets: Meets, can_be: CanBe, would: str
) -> None:
    one = line(*found, by_hand=frozenset({"STO.ROT.1v1"}))

    assert (one.meets, one.can_be) == (meets, can_be)
    assert one.would.startswith(would)
    assert bool(one.would) is bool(would)


def test_a_system_whose_support_has_ended_cannot_be_made_to_meet() -> None:
    one = line(finding(Verdict.FAILS), device=server("Windows 7"))

    assert one.can_be is CanBe.NOT_AS_IT_IS
    assert "support has ended" in one.would


def test_sums_count_every_device_once() -> None:
    devices = [server(), server().model_copy(update={"id": "oak-fs-2"}), Device(id="oak-x", school="oak", kind=Kind.OTHER)]
    found = sums(lines(devices, [finding(Verdict.MEETS)], frozenset(), TODAY))

    assert {(one.area, one.devices) for one in found} == {("storage", 2), ("devices", 1)}
    assert sum(number for one in found for _, number in one.meets) == 3


def answer(question: str, said: Declared) -> Answer:
    return Answer(question=Untrusted(question), answer=Untrusted("x"), declared=said, on=None, place=Place(source="s", row=2))


def test_what_is_declared_is_held_against_what_was_measured() -> None:
    towards = {"STO.SMB.1v1": "DfE cyber security core standard", "STO.QUOTA.1v1": "DfE servers and storage standard"}
    said = [
        answer("Cyber  Security standard", Declared.YES),
        answer("sto.quota.1v1", Declared.NO),
        answer("Wi-Fi", Declared.YES),
    ]
    cyber, quota, wifi = beside("oak", said, [finding(Verdict.FAILS), finding(Verdict.UNKNOWN)], towards)

    assert (cyber.controls, cyber.measured, cyber.is_contradicted) == (("STO.SMB.1v1",), "1 fail, 0 meet, 1 not measured", True)
    assert (quota.controls, quota.is_contradicted) == (("STO.QUOTA.1v1",), False)
    assert (wifi.measured, wifi.is_contradicted) == ("nothing measures it", False)


def test_the_tables_hold_every_device_and_no_formula() -> None:
    rows = [
        ["Name", "Serial", "Type", "Model"],
        ["=cmd|' /c calc'!A1", "SER-1", "Laptop", "+1"],
        ["pc", "SER-2", "Laptop", "x"],
    ]
    imported = read_school("oak", [audit_file(table(rows))])
    answered = lines(imported.devices, [], frozenset(), TODAY)
    sheets = {sheet[0]: sheet for sheet in review_tables(review([imported], TODAY), answered, sums(answered), [])}
    cells = as_cells(sheets["devices"])

    assert len(cells) == 3
    assert len({len(row) for row in cells}) == 1
    assert {row[4] for row in cells[1:]} == {"'=cmd|' /c calc'!A1", "pc"}
    assert '"\'+1"' in as_csv(sheets["devices"])
    assert as_csv(sheets["areas"]).startswith('"school","area","devices"')
