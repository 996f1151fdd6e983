"""Lists of staff that a trust mapped: birthdays in them are left out. Lists of pupils stay refused, however they are mapped."""

from __future__ import annotations

import pytest

from ictops.audit import HowToRead, Import, read_school
from ictops.audit.sources.mapping import TableMapping, reader_of
from tests.unit.audit.tables import audit_file, table

COLUMNS = {"First Name": "given_name", "Last Name": "family_name", "Contracted as": "role", "Date of Birth": "ignored"}
HEADER = list(COLUMNS)
ANN = ["Ann", "Example", "Teacher", "01/02/1980"]


def read(*rows: list[str], mapped: bool = True, header: list[str] = HEADER) -> Import:
    ours = TableMapping(kind="ours", title="Ours", match=tuple(HEADER[:2]), lists="staff", columns=COLUMNS)
    how = HowToRead(mappings=(reader_of(ours),) if mapped else ())
    return read_school("oak", [audit_file(table([header, *rows]))], how=how)


def test_a_birthday_in_a_mapped_list_of_staff_is_left_out_and_named() -> None:
    found = read(ANN, ["Bob", "Sample", "Caretaker", "01/02/1981"])

    assert (found.staff_rows, found.refused) == (2, ())
    assert {one.header.text: one.why.value for one in found.left_out} == {"Date of Birth": "names a person"}
    assert "1980" not in found.model_dump_json()


def test_without_a_mapping_a_birthday_is_a_pupils() -> None:
    reason = read(ANN, mapped=False).refused[0].reason

    assert "pupils" in reason
    assert "ictops audit map" in reason


@pytest.mark.parametrize(
    "pupil",
    [
        pytest.param(["Kit", "Moss", "", "01/02/2011"], id="without a job"),
        pytest.param(["Kit", "Moss", "Student", "01/02/2011"], id="by the job"),
        pytest.param(["Kit", "Moss", "Year 7 pupil", "01/02/2011"], id="by the job and the year"),
    ],
)
def test_a_pupil_in_a_mapped_list_of_staff_is_no_staff(pupil: list[str]) -> None:
    found = read(ANN, pupil)

    assert "pupils" in found.refused[0].reason
    assert "Moss" not in found.model_dump_json()


def test_a_column_of_pupils_data_stays_one_however_it_is_mapped() -> None:
    found = read([*ANN, "7B"], header=[*HEADER, "Reg Group"])

    assert "pupils" in found.refused[0].reason
