"""What a review says of ages, support and things nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ictops.audit import Age, Import, Support, across, read_school, review
from ictops.audit.support import SYSTEMS, support, systems
from ictops.estate import Attribute
from tests.unit.audit.tables import audit_file, table

TODAY = date(2026, 9, 1)
HEADER = ["Tag", "Serial", "IP", "Type", "OS", "Purchased"]


def read(*rows: Sequence[str], school: str = "oak") -> Import:
    return read_school(school, [audit_file(table([HEADER, *rows]))])


@pytest.mark.parametrize(
    ("bought", "age"),
    [
        ("01/09/2023", Age.FROM_3),
        ("02/09/2023", Age.UNDER_3),
        ("2021", Age.FROM_5),
        ("Sept 2016", Age.FROM_10),
        ("01/01/2019", Age.FROM_7),
        ("12/25/2019", Age.UNKNOWN),
        ("01/01/2030", Age.UNKNOWN),
        ("", Age.UNKNOWN),
    ],
)
def test_ages_count_whole_years_from_the_first_day_it_may_have_been(bought: str, age: Age) -> None:
    (school,) = review([read(["T1", "S1", "", "Laptop", "", bought])], TODAY).schools

    assert [(count.age, count.devices) for count in school.ages] == [(age, 1)]


@pytest.mark.parametrize(
    ("system", "stands"),
    [
        ("Microsoft Windows 7 Professional SP1", Support.ENDED),
        ("Windows 10 22H2", Support.EXTENDED),
        ("Windows 10 Enterprise LTSC 2021", Support.ENDS_SOON),
        ("Windows 11", Support.UNKNOWN),
        ("Windows 11 Pro 24H2", Support.ENDS_SOON),
        ("Windows 11 Education 25H2", Support.SUPPORTED),
        ("Windows 11 23H2", Support.UNKNOWN),
        ("Windows Server 2012 R2", Support.EXTENDED),
        ("Windows Server 2022 Standard", Support.SUPPORTED),
        ("Debian GNU/Linux 12 (bookworm)", Support.EXTENDED),
        ("Ubuntu 24.04.1 LTS", Support.SUPPORTED),
        ("iPadOS 17", Support.SUPPORTED),
        ("ChromeOS", Support.UNKNOWN),
        ("", Support.UNKNOWN),
    ],
)
def test_support_is_unknown_wherever_the_audit_leaves_it_open(system: str, stands: Support) -> None:
    assert support(system, TODAY) is stands


def test_every_system_of_the_table_is_found_by_its_own_name() -> None:
    for system in SYSTEMS:
        name = (
            system.name.replace(" or older", "").replace(" or newer", "").replace(" or Enterprise", "").replace(" or Home", "")
        )

        assert [found.name for found in systems(name)] == [system.name]
        assert system.extended is None or system.ends is None or system.ends <= system.extended


def test_what_nobody_knows_is_listed_by_device() -> None:
    found = read(["T1", "S1", "10.1.1.1", "Laptop", "", "2020"], ["T2", "", "10.1.1.1", "Switch", "", "2020"])
    (school,) = review([found], TODAY).schools
    silent = {one.attribute: one.devices for one in school.not_known}

    assert len(silent[Attribute.SERIAL]) == 1
    assert len(silent[Attribute.ROOM]) == 2
    assert Attribute.TAG not in silent
    assert [len(same.devices) for same in school.same_addresses] == [2]
    assert [(line.support, line.devices) for line in school.support] == [(Support.UNKNOWN, 1)], "a switch needs no system"


def test_a_serial_at_two_schools_is_told() -> None:
    oak = read(["T1", "S1", "", "Laptop", "", ""])
    elm = read(["T1", "S1", "", "Laptop", "", ""], school="elm")

    assert [shared.alias.value.text for shared in across([oak, elm])] == ["S1"], "tags repeat innocently"
