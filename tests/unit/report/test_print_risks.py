"""Makers' drivers and scans by mail in the review: as lines, on the page, in tables and as data."""

from __future__ import annotations

from ictops.audit import Import, Review, review
from ictops.estate import Attribute, Device, Kind, Untrusted
from ictops.report import review_json, review_page, review_text
from ictops.report.review_tables import as_cells, review_tables
from tests.unit.report.audits import HOSTILE, reviewed
from tests.unit.report.builders import AS_OF, TRUST


def printer(name: str, driver: str) -> Device:
    return Device(id=name, school="oak", kind=Kind.PRINTER, attributes=((Attribute.DRIVER, Untrusted(driver)),))


def risky(driver: str = "Acme MFP PCL6") -> Review:
    return review([Import(school="oak", devices=(printer("oak-mfd", driver), printer("oak-old", "Beck PS")))], AS_OF.date())


def test_the_lines_name_printers_drivers_and_days_and_ask_about_mail() -> None:
    text = "\n".join(review_text(risky()))

    assert "printers on a driver of their maker (2)" in text
    assert "Acme MFP PCL6: oak-mfd" in text
    assert "since 1 Jul 2026: Windows ranks its own IPP class driver before the maker's" in text
    assert "from 1 Jul 2027: by Windows Update such drivers get security fixes only" in text
    assert "1 printer that may mail scans; from 31 Dec 2026: Exchange Online turns basic SMTP AUTH off" in text
    assert (
        "a person has to look: does it mail scans with a name and password (basic SMTP AUTH)? No audit tells: oak-mfd" in text
    )


def test_the_page_has_both_with_their_sources_and_the_day_they_were_read() -> None:
    page = review_page(risky(), TRUST, AS_OF)

    assert "From 1 Jul 2027: by Windows Update such drivers get security fixes only." in page
    assert 'href="https://learn.microsoft.com/windows-hardware/drivers/print/end-of-servicing' in page
    assert 'href="https://techcommunity.microsoft.com/blog/exchange/' in page
    assert "those of printing on 22 Nov 2026" in page
    assert "No audit tells how a printer mails." in page


def test_a_school_without_such_printers_has_no_such_part() -> None:
    assert "Printing that will not go on" not in review_page(reviewed(), TRUST, AS_OF)
    assert "may mail scans" not in "\n".join(review_text(reviewed()))


def test_a_drivers_name_is_shown_and_never_acts() -> None:
    said = risky(f"{HOSTILE} scan\x1b[2J")

    assert "<script" not in review_page(said, TRUST, AS_OF)
    assert all(line.isprintable() for line in review_text(said))


def test_the_table_has_a_row_for_each_printer_and_risk_and_the_data_has_all_turns() -> None:
    (sheet,) = [one for one in review_tables(risky("=cmd MFP"), (), (), ()) if one[0] == "printing"]
    header, *rows = as_cells(sheet)
    data = review_json(risky())

    assert {len(row) for row in rows} == {len(header)}
    assert sorted(row[1:5] for row in rows) == [
        ("a driver of the printer's maker", "oak-mfd", "'=cmd MFP", "2027-07-01"),
        ("a driver of the printer's maker", "oak-old", "Beck PS", "2027-07-01"),
        ("may mail scans: ask", "oak-mfd", "", "2026-12-31"),
    ]
    assert [turn["day"] for turn in data["driver_turns"]] == ["2026-01-15", "2026-07-01", "2027-07-01"]
    assert data["schools"][0]["may_mail_scans"] == ["oak-mfd"]
