"""Tansybeck Primary: CSVs from the office's Excel: semicolons, the Windows code page, column names of their own.

One of them lists pupils, whom nobody asked for: it is refused whole, and their names are looked for wherever ictops writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.example_audits.tables import separated

_EQUIPMENT = """\
Tansybeck Primary School – ICT equipment, November 2023;;;;;;;;;;;
;;;;;;;;;;;
Description;Label;Computer name;Make;Model;S/N;Hardware address;IP no.;OS;Teaching room;Date bought;Cost
File server;TPS 001;tps-srv01;Fujitsu;TX1310;INV-T001;02-00-5E-0C-00-10;10.99.12.10;Debian 12;Server cupboard;14/02/2020;£1,249
Print server;TPS 002;tps-print;Fujitsu;Esprimo;INV-T002;02-00-5E-0C-00-20;10.99.12.20;Debian 12;Server cupboard;14/02/2020;£389
Class PC;TPS 003;tps-class3;Fujitsu;Esprimo;INV-T003;02-00-5E-0C-01-03;10.99.12.103;Debian 12;Class 3;01/09/2020;£389
Class PC;TPS 004;tps-class1;Fujitsu;Esprimo;INV-T004;02-00-5E-0C-01-01;DHCP;Windows 10 22H2;Class 1;01/09/2020;£389
Class PC;TPS 005;tps-class2;Fujitsu;Esprimo;INV-T005;02-00-5E-0C-01-02;DHCP;Windows 10 22H2;Class 2;01/09/2020;£389
Class PC;TPS 006;tps-class4;Fujitsu;Esprimo;To be filled by O.E.M.;02-00-5E-0C-01-04;DHCP;Windows 10 22H2;Class 4;Sept 2020;£389
Laptop;TPS 007;tps-head;Toshiba;Tecra;INV-T007;02-00-5E-0C-02-01;DHCP;Windows 11 23H2;Head's office;05.01.22;£612
Laptop;TPS 008;tps-office;Toshiba;Tecra;INV-T008;02-00-5E-0C-02-02;DHCP;Windows 11;Office;05.01.22;£612
iPad;TPS 009;tps-ipad-01;Apple;iPad 8;INV-T009;;;iPadOS 17;Café corner;2021;£329
iPad;TPS 010;tps-ipad-02;Apple;iPad 8;INV-T010;;;iPadOS 17;Café corner;2021;£329
iPad;TPS 011;tps-ipad-03;Apple;iPad 8;INV-T011;;;iPadOS 17;Café corner;2021;£329
iPad;TPS 012;tps-ipad-04;Apple;iPad 8;2,10E+11;;;iPadOS 17;Zoë's room – nurture;2021;£329
Switch;TPS 013;tps-sw1;Netgear;GS724T;INV-T013;02-00-5E-0C-00-02;10.99.12.2;;Server cupboard;2017;£180
Access point;TPS 014;tps-ap1;Ubiquiti;UAP-AC-LR;INV-T014;02-00-5E-0C-00-31;10.99.12.31;;Hall;2018;£92
Access point;TPS 015;tps-ap2;Ubiquiti;UAP-AC-LR;INV-T015;02-00-5E-0C-00-32;10.99.12.32;;Corridor;2018;£92
Interactive whiteboard;TPS 016;tps-board-3;Example Boards;EB-70;INV-T016;;;;Class 3;01/09/2020;£2,100
Interactive whiteboard;TPS 017;tps-board-1;Promethean;ActivBoard 387;INV-T017;;;;Class 1;2014;£1,950
Projector;TPS 018;;Epson;EB-685W;INV-T018;;;;Hall;2016;£799
Total;;;;;;;;;;;£12,345.50
"""

_PRINTERS = """\
Queue;Label;Model;S/N;IP no.;Where kept;Date bought
tps-mfd;TPS 019;Kyocera TASKalfa 2554ci;INV-T019;10.99.12.41;Corridor;11/10/2022
tps-office-prn;TPS 020;Brother HL-L5100DN;INV-T020;10.99.12.42;Office;2016
tps-head-prn;TPS 021;Brother HL-1110;INV-T021;;Head’s office;2013
"""

_STAFF = """\
Staff of Tansybeck Primary School;;;;;
Employee No.;Known as;Last name;Post;Main school;Work email
2207;Zoë;Fenwick-Ames;Headteacher;Tansybeck Primary School;z.fenwick-ames@tansybeck.test
2214;Siân;Ollerenshaw;Class teacher, Year 4;Tansybeck Primary School;s.ollerenshaw@tansybeck.test
2221;Renée;Duxbury;Teaching assistant;Tansybeck Primary School;r.duxbury@tansybeck.test
2228;Tobias;Cragg-Whitlow;Site manager;Tansybeck Primary School;
2235;Marguerite;Haltwhistle;School administrator;Tansybeck Primary School;office@tansybeck.test
4108;Bryony;Okell;Science teacher, Thursdays;Quillford High School;b.okell@tansybeck.test
"""

PUPILS = ("Maisie Thrupp", "Kofi Umberleigh", "Zosia Quantock", "Idris Yarcombe")
"""Their family names stand nowhere else in this repository."""


def files() -> Iterator[tuple[str, bytes]]:
    """The audit of the primary school."""
    yield "ICT equipment Nov 2023.csv", _semicolons(_EQUIPMENT)
    yield "printers Nov 2023.csv", _semicolons(_PRINTERS)
    yield "staff Nov 2023.csv", _semicolons(_STAFF)
    yield "logins Nov 2023.csv", _semicolons(_logins())


def _logins() -> str:
    lines = (
        f"{name};{name.lower().replace(' ', '.')}@tansybeck.brackenfold.test;{year};Class {year}"
        for year, name in enumerate(PUPILS, start=3)
    )
    return "\n".join(("Name;Email;Year;Class", *lines))


def _semicolons(text: str) -> bytes:
    return separated((line.split(";") for line in text.splitlines()), encoding="cp1252", separator=";")
