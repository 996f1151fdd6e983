"""The example trust's audits: remade byte for byte, holding what the lab needs, read without executing or leaking a thing."""

from __future__ import annotations

import glob
from collections import Counter
from datetime import date

import pytest

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import Import, Review, Why, known_aliases, read_school, review
from ictops.estate import Attribute, Kind
from tests.example_audits.mothwick import MARKER
from tests.example_audits.tansybeck import PUPILS
from tests.make_example_audits import AUDITS, SCHOOLS, all_files

TODAY = date(2026, 9, 1)

LAB = {
    "central": {"10.99.1.10": Kind.DIRECTORY},
    "quillford": {
        "10.99.11.10": Kind.FILE_SERVER,
        "10.99.11.20": Kind.PRINT_SERVER,
        "10.99.11.112": Kind.CLASSROOM_PC,
        "10.99.11.114": Kind.CLASSROOM_PC,
    },
    "tansybeck": {"10.99.12.10": Kind.FILE_SERVER, "10.99.12.20": Kind.PRINT_SERVER, "10.99.12.103": Kind.CLASSROOM_PC},
    "mothwick": {"10.99.13.20": Kind.PRINT_SERVER, "10.99.13.105": Kind.CLASSROOM_PC},
}
MANAGED = frozenset({Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC})


@pytest.fixture(scope="module")
def imports() -> dict[str, Import]:
    return {school: read_school(school, read_audit_files(AUDITS, school, today=TODAY)) for school in SCHOOLS}


def test_the_audits_are_what_the_script_makes() -> None:
    stored = {path.relative_to(AUDITS): path.read_bytes() for path in AUDITS.rglob("*") if path.is_file()}

    assert stored == dict(all_files())


def test_every_host_of_the_lab_is_found_with_its_kind(imports: dict[str, Import]) -> None:
    for school, hosts in LAB.items():
        linux = {
            address.text: device.kind
            for device in imports[school].devices
            if (address := device.get(Attribute.ADDRESS)) and (system := device.get(Attribute.SYSTEM))
            if device.kind in MANAGED and "Debian" in system.text
        }
        assert linux == hosts


def test_where_every_row_of_the_example_went(imports: dict[str, Import]) -> None:
    told = {school: (t.rows, t.imported, t.merged, t.rejected) for school, one in imports.items() for t in [one.total]}

    assert told == {
        "central": (13, 12, 0, 0),
        "quillford": (93, 69, 6, 5),
        "tansybeck": (54, 38, 1, 6),
        "mothwick": (44, 31, 5, 1),
    }


def test_the_special_schools_register_contradicts_its_printer_list(imports: dict[str, Import]) -> None:
    mothwick = imports["mothwick"]

    assert {conflict.attribute for conflict in mothwick.conflicts} == {Attribute.ROOM, Attribute.ADDRESS}
    assert [shared.alias.value.text for shared in mothwick.shared] == ["mgs-prn-03"]


def test_duplicate_stickers_and_serials_of_the_secondary_are_told(imports: dict[str, Import]) -> None:
    """And a laptop that Intune knows by another serial than the register, under one name and MAC: two, until somebody looks."""
    shared = {shared.alias.value.text for shared in imports["quillford"].shared}

    assert shared == {"INV-Q0304", "00302", "02:00:5e:0b:02:04", "qhs-lap-04"}


def test_merged_and_repeated_cells_of_the_workbook_are_read(imports: dict[str, Import]) -> None:
    suite = [d for d in imports["quillford"].devices if (room := d.get(Attribute.ROOM)) and room.text == "ICT suite 1"]
    tags = sorted(tag.text for device in suite if (tag := device.get(Attribute.TAG)))

    assert tags == [f"{number:05d}" for number in range(151, 163)]
    assert {bought.text for device in suite if (bought := device.get(Attribute.PURCHASED))} == {"2018-08-20"}
    assert {place.text for device in suite if (place := device.get(Attribute.LOCATION))} == {"ICT block"}


def test_letters_of_the_windows_code_page_arrive(imports: dict[str, Import]) -> None:
    rooms = {room.text for device in imports["tansybeck"].devices if (room := device.get(Attribute.ROOM))}

    assert {"Café corner", "Zoë's room – nurture"} <= rooms


def test_no_password_of_any_audit_is_kept(imports: dict[str, Import]) -> None:
    written = "".join(one.model_dump_json() for one in imports.values())

    for secret in (*(f"Welcome-Q{number}!" for number in range(1, 13)), "Mothwick#2018", "Sharp1234", "Lantern-Tansybeck"):
        assert secret not in written
    assert {column.header.text for one in imports.values() for column in one.left_out if column.why is Why.SECRETS} == {
        "Password",
        "Admin password",
        "x_authkey",
    }


def test_each_file_is_read_by_the_reader_that_knows_it(imports: dict[str, Import]) -> None:
    kinds = {school: {chosen.kind for chosen in one.chosen} for school, one in imports.items()}

    assert kinds == {
        "central": {"register"},
        "quillford": {"register", "intune", "nmap", "unknown"},
        "tansybeck": {"register", "unifi", "calendar"},
        "mothwick": {"register", "switch", "lpstat"},
    }


def test_the_plans_papers_are_told(imports: dict[str, Import]) -> None:
    told = {school: Counter(entry.about.value for entry in one.entries) for school, one in imports.items()}

    assert told == {
        "central": {},
        "quillford": {"contract": 4, "issue": 5},
        "tansybeck": {"answer": 5, "term": 5},
        "mothwick": {"room": 5, "port": 2, "vlan": 2},
    }


def test_a_list_of_pupils_is_refused_whole(imports: dict[str, Import]) -> None:
    (refused,) = imports["tansybeck"].refused
    written = imports["tansybeck"].model_dump_json().casefold()

    assert refused.name.text == "tansybeck/logins Nov 2023.csv"
    assert "beside people's names: pupils are kept out of ictops" in refused.reason
    assert [name for name in PUPILS if name.split()[1].casefold() in written] == []


def test_staff_are_kept_apart_from_everything_else(imports: dict[str, Import]) -> None:
    quillford = imports["quillford"]
    others = quillford.model_copy(update={"staff": ()}).model_dump_json() + review([quillford], TODAY).model_dump_json()

    assert len(quillford.staff) == 12
    for person in quillford.staff:
        assert person.family_name
        assert person.family_name.text not in others


def test_attacks_are_text_and_run_nothing(imports: dict[str, Import]) -> None:
    written = imports["mothwick"].model_dump_json()

    assert f"{MARKER}1" in written, "the print server's place is an attack that flows on as text"
    for left_out in ("-oProxyCommand", f"{MARKER}2", f"{MARKER}4"):
        assert left_out not in written
    assert glob.glob(f"{MARKER}*") == []


def test_importing_again_gives_the_same_bytes_and_ids(imports: dict[str, Import]) -> None:
    for school, one in imports.items():
        again = read_school(school, read_audit_files(AUDITS, school, today=TODAY), known_aliases(one.devices))

        assert again.model_dump_json() == one.model_dump_json()


def test_the_review_counts_what_is_there_and_what_is_not_known(imports: dict[str, Import]) -> None:
    summary: Review = review(imports.values(), TODAY)
    quillford = next(school for school in summary.schools if school.school == "quillford")

    assert sum(kind.devices for kind in quillford.kinds) == quillford.devices == 48
    assert sum(band.devices for band in quillford.ages) == 48
    assert {line.named.text: line.support.value for line in quillford.support if line.named}[
        "Windows 7 SP1"
    ] == "support has ended"
    assert len({n.attribute: n.devices for n in quillford.not_known}[Attribute.SERIAL]) == 4
