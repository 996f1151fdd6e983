"""Whose printing will not go on as it is: makers' drivers by name, and printers that may mail scans."""

from __future__ import annotations

from datetime import date

import pytest

from ictops.audit import Import, read_school, review
from ictops.audit.print_dates import DRIVER_TURNS, MAIL_TURN, READ_ON, is_makers, makers_drivers, may_mail_scans, turned
from ictops.estate import Attribute, Device, Fact, Kind, Place, Source, Untrusted
from tests.unit.audit.tables import TODAY, audit_file, table

WINDOWS = ["Name", "DriverName", "PortName", "ShareName", "PrinterStatus", "JobCount"]


def printer(name: str, driver: str = "", kind: Kind = Kind.PRINTER, model: str = "") -> Device:
    said = {Attribute.NAME: f"Room {name}", Attribute.DRIVER: driver, Attribute.MODEL: model}
    return Device(id=name, school="oak", kind=kind, attributes=tuple((k, Untrusted(v)) for k, v in said.items() if v))


def told_by(kind: str, device: str, driver: str) -> Import:
    source = Source(id=kind * 2, school="oak", name=Untrusted(kind), kind=kind, sha256="a" * 64, describes=TODAY)
    place = Place(source=source.id, row=2)
    fact = Fact(device=device, attribute=Attribute.DRIVER, value=Untrusted(driver), place=place, as_of=TODAY)
    return Import(school="oak", sources=(source,), devices=(printer(device, driver),), facts=(fact,))


@pytest.mark.parametrize(
    ("driver", "makers"),
    [
        ("HP Universal Printing PCL 6", True),
        ("KONICA MINOLTA C360iSeries PCL", True),
        ("Xerox Global Print Driver PCL6 for Microsoft Windows", True),
        ("Microsoftish Print Co. PS", True),
        ("Microsoft IPP Class Driver", False),
        ("  MICROSOFT   ipp class driver ", False),
        ("Microsoft PCL6 Class Driver", False),
        ("Generic / Text Only", False),
        ("Generic 36C-9SeriesPCL", True),
        ("Kyocera M2540dn - IPP Everywhere", False),
        ("HP LaserJet 4000, driverless, cups-filters 1.28", False),
        ("Local Raw Printer", False),
        ("", False),
        (" ", False),
    ],
)
def test_a_driver_is_its_makers_unless_it_comes_with_windows_or_cups(driver: str, *, makers: bool) -> None:
    assert is_makers(driver) is makers


def test_printers_are_listed_by_driver_and_other_devices_are_not() -> None:
    devices = (
        printer("p1", "Acme PCL6"),
        printer("p2", "Beck PS"),
        printer("p3", "Beck PS"),
        printer("p4", "Microsoft IPP Class Driver"),
        printer("p5"),
        printer("b1", "Boardmaker 2", Kind.WHITEBOARD),
    )

    found = makers_drivers(Import(school="oak", devices=devices))

    assert [(one.driver.text, one.devices) for one in found] == [("Beck PS", ("p2", "p3")), ("Acme PCL6", ("p1",))]


@pytest.mark.parametrize(("kind", "listed"), [("windows-queues", 1), ("papercut-printers", 1), ("cups", 0), ("lpstat", 0)])
def test_the_days_are_windows_own_so_that_what_cups_alone_tells_is_left_out(kind: str, listed: int) -> None:
    assert len(makers_drivers(told_by(kind, "p1", "Acme Foomatic PCL6"))) == listed


def test_a_windows_export_is_reviewed_to_the_end() -> None:
    rows = [
        WINDOWS,
        ["Staffroom", "RICOH MP C3004 PCL 6", "IP_10.1.1.30", "Staffroom", "Normal", "0"],
        ["FollowMe", "Microsoft IPP Class Driver", "IP_10.1.1.31", "FollowMe", "Normal", "0"],
    ]
    imported = read_school("oak", [audit_file(table(rows), name="oak/Get-Printer.csv")])
    (school,) = review([imported], TODAY).schools

    assert [source.kind for source in imported.sources] == ["windows-queues"]
    assert [(one.driver.text, len(one.devices)) for one in school.makers_drivers] == [("RICOH MP C3004 PCL 6", 1)]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("bizhub C360i", True),
        ("imageRUNNER ADVANCE C3530", True),
        ("HP Color LaserJet MFP M480", True),
        ("Brother MFC-L8900CDW", True),
        ("TASKalfa 2554ci", True),
        ("HP LaserJet P2055dn", False),
        ("Brother HL-L2350DW", False),
        ("", False),
    ],
)
def test_a_printer_that_scans_too_is_asked_about_whichever_way_it_is_known(words: str, *, asked: bool) -> None:
    assert bool(may_mail_scans([printer("p1", model=words)])) is asked
    assert bool(may_mail_scans([printer("p1", driver=words)])) is asked
    assert may_mail_scans([printer("p1", model=words, kind=Kind.LAPTOP)]) == ()


def test_every_turn_has_a_page_and_they_come_in_order_and_on_their_day() -> None:
    days = [turn.day for turn in DRIVER_TURNS]

    assert days == sorted(days)
    assert all(turn.source.startswith("https://") for turn in (*DRIVER_TURNS, MAIL_TURN))
    assert [come for _, come in turned(DRIVER_TURNS, READ_ON)] == [True, True, False]
    assert [come for _, come in turned(DRIVER_TURNS, date(2027, 7, 1))] == [True, True, True]
    assert [come for _, come in turned([MAIL_TURN], date(2026, 12, 30))] == [False]
