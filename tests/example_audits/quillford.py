"""Quillford High: one workbook that has grown for years, and a staff list with passwords in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.example_audits.tables import separated, workbook_bytes

type Value = str | int | float | date | None

_BOUGHT = date(2018, 8, 20)

_HEADER = (
    "Building|Room|Asset Tag|Device name|Type|Make|Model|Serial Number|MAC address|IP Address|Operating System|Purchase Date|"
    "Warranty End|Supplier|Assigned to|Notes"
)

_SERVERS = """\
Main block|Server room|00101|qhs-fs01|File server|Dell|PowerEdge T340|INV-Q0101|02:00:5E:0B:00:10|10.99.11.10|\
Debian 12|05/09/2019|05/09/2024|Northgate ICT (invented)||All shares
||00102|qhs-print01|Print server|Dell|OptiPlex 7060|INV-Q0102|02:00:5E:0B:00:20|10.99.11.20|Debian 12|05/09/2019|\
05/09/2022|as above||
||00103|QHS-DC02|Domain controller|Dell|PowerEdge T340|INV-Q0103|02:00:5E:0B:00:11|10.99.11.11|Windows Server 2016|\
12.08.17|2022|as above||Retire with the old domain
||00104|qhs-cctv|Server|as above|PowerEdge T140|INV-Q0104|02:00:5E:0B:00:12|10.99.11.12|Windows Server 2012 R2|2015|||\
Site team|Cameras
||00105|qhs-sw-core|Switch|HP|2920-48G|INV-Q0105|02:00:5E:0B:00:01|10.99.11.1||Sept 2016||||
||00106|qhs-sw-a|Switch|as above|2530-24G|INV-Q0106|02:00:5E:0B:00:02|10.99.11.2||as above||||
||00107|qhs-ups|UPS|APC|SMT2200|INV-Q0107|||||||||"""

_CLASSROOMS = """\
Science block|12|00112|qhs-r12-pc|Teaching PC|HP|ProDesk 400 G5|INV-Q0112|02:00:5E:0B:01:0C|10.99.11.112|Debian 12|\
30/08/2022|||Mr Ashdown|Board on USB
|14|00114|qhs-r14-pc|Teaching PC|as above|as above|INV-Q0114|02:00:5E:0B:01:0E|10.99.11.114|Debian 12|30/08/2022|||\
Ms Okell|Board loses touch
|15|00115|qhs-r15-pc|Teaching PC|as above|as above|INV-Q0115|02:00:5E:0B:01:0F|DHCP|Windows 10 22H2|30/08/2022||||
|16|00116|qhs-r16-pc|Teaching PC|as above|as above|INV-Q0116|02:00:5E:0B:01:10|DHCP|Windows 10 22H2|12/25/2019||||\
Date from the American invoice
Science block (first floor)|21|00121|qhs-ap-21|Access point|Aruba|AP-303|INV-Q0121|02:00:5E:0B:00:31|10.99.11.31||2020-07-14||||
|22|00122|qhs-ap-22|Access point|as above|as above|INV-Q0122|02:00:5E:0B:00:32|10.99.11.32||2020-07-14||||"""

_LAPTOPS = """\
Staff|Trolley A|00301|qhs-lap-01|Laptop|Lenovo|ThinkPad L14|INV-Q0301|02:00:5E:0B:02:01|DHCP|Windows 11 23H2|\
11/01/2022|11/01/2025|Northgate ICT (invented)|D. Farrow|
||00302|qhs-lap-02|Laptop|"|"|INV-Q0302|02:00:5E:0B:02:02|DHCP|Windows 11 23H2|"|"|"|S. Pym|
||00302|qhs-lap-03|Laptop|"|"|INV-Q0303|02:00:5E:0B:02:03|DHCP|Windows 11 23H2|"|"|"||Same sticker as lap-02!
||00304|qhs-lap-04|Laptop|"|"|INV-Q0304|02:00:5E:0B:02:04|DHCP|Windows 11|"|"|"||
||00305|qhs-lap-05|Laptop|"|"|INV-Q0304|02:00:5E:0B:02:05|DHCP|Windows 11|"|"|"||
||00306|qhs-lap-06|Laptop|"|"|TBC|02:00:5E:0B:02:06|DHCP||"|"|"||
Library|Library|00310|qhs-cb-01|Chromebook|Acer|C733|INV-Q0310|||ChromeOS|14 Oct 2020||||
|as above|00311|qhs-cb-02|Chromebook|as above|as above|INV-Q0311|||ChromeOS|as above||||
|as above|00312|qhs-cb-03|Chromebook|as above|as above|1.1E+14|||ChromeOS|as above||||"""

_PRINTERS = """\
Staffroom|00201|HP LaserJet Pro M404|10.99.11.201|INV-Q0201|Staff room|06/11/2018|Yes
Room12|00202|Brother HL-L5100DN|10.99.11.202|INV-Q0202|Room 12|2016|Yes
Library|00203|HP LaserJet 1320|10.99.11.203|INV-Q0203|Library|2009|No answer since Easter
qhs-mfd-1|00204|Ricoh IM C4500|10.99.11.204|INV-Q0204|Main corridor|14/09/2021|Leased
qhs-mfd-2|00205|Ricoh IM C4500|10.99.11.205|INV-Q0205|Science prep|14/09/2021|Leased
qhs-plotter|00206|Canon TM-200|10.99.11.206|INV-Q0206|DT workshop|March 2019|"""

_BOARDS = """\
12|qhs-board-12|Example Boards|EB-75|INV-Q0412|30/08/2022|qhs-r12-pc
14|qhs-board-14|as above|as above|INV-Q0414|as above|qhs-r14-pc
15|qhs-board-15|Promethean|ActivPanel 7|INV-Q0415|2019|qhs-r15-pc
16|qhs-board-16|SMART|Board 680|INV-Q0416|2011|qhs-r16-pc
21|qhs-board-21|as above|as above||2011|
Hall||Epson|EB-1485Fi||2021|"""

_STAFF = """\
AAS,004101,Mr,Adrian,Ashdown,Teacher of Physics,,Science,a.ashdown@quillford.test,aashdown,Welcome-Q1!
BOK,004108,Ms,Bryony,Okell,Head of Science,Y,Science,b.okell@quillford.test,bokell,Welcome-Q2!
CTR,004115,Mrs,Carys,Trevanion,Teacher of Welsh,,Languages,c.trevanion@quillford.test,ctrevanion,Welcome-Q3!
DFA,004122,Dr,Dominic,Farrow,Deputy Head,,Leadership,d.farrow@quillford.test,dfarrow,Welcome-Q4!
EHA,004129,Miss,Elspeth,Hathersage,Teacher of Art,,Arts,e.hathersage@quillford.test,ehathersage,Welcome-Q5!
FMO,004136,Mr,Felix,Morwenstow,Site manager,,Estates,f.morwenstow@quillford.test,fmorwenstow,Welcome-Q6!
GLA,004143,Mrs,Gwenda,Lacey-Brook,Librarian,,Support,g.laceybrook@quillford.test,glaceybrook,Welcome-Q7!
HPY,004150,Ms,Saskia,Pym,Teacher of Mathematics,,Mathematics,s.pym@quillford.test,spym,Welcome-Q8!
IRO,004157,Mr,Idris,Rookwood,ICT technician,,Support,i.rookwood@quillford.test,irookwood,Welcome-Q9!
JSE,004164,Mx,Jude,Sefton,Student support officer,,Support,j.sefton@quillford.test,jsefton,Welcome-Q10!
KUN,004171,Mrs,Keziah,Underhay,Office manager,,Office,k.underhay@quillford.test,kunderhay,Welcome-Q11!
KUN,004171,Mrs,Keziah,Underhay,Exams officer,,Office,k.underhay@quillford.test,kunderhay,Welcome-Q11!
LVE,004178,Mr,Lorcan,Verity,Headteacher,,Leadership,l.verity@quillford.test,lverity,Welcome-Q12!"""


def files() -> Iterator[tuple[str, bytes]]:
    """The audit of the secondary school."""
    yield "Quillford ICT asset register 2024-07.xlsx", workbook_bytes(_register())
    header = "Staff code,Payroll no,Title,Forename,Surname,Job title,Main post,Department,Email,Username,Password"
    staff = [line.split(",") for line in (header, *_STAFF.splitlines())]
    yield "staff 2024-07-01.csv", separated(staff, encoding="utf-8")


def _register() -> Workbook:
    book = Workbook()
    book.properties.creator = "Quillford ICT office (invented)"
    assets = book.worksheets[0]
    assets.title = "Asset Register"
    _assets(assets)
    _printers(book.create_sheet("Printers"))
    _boards(book.create_sheet("Whiteboards"))
    notes = book.create_sheet("Notes")
    notes.append(["Disposals go to the skip behind the kitchen, ask Felix first"])
    notes.append(["Grey rows were not found in the summer count"])
    return book


def _assets(sheet: Worksheet) -> None:
    sheet.append(["Quillford High School: ICT Asset Register"])
    sheet.append(["As at 12 July 2024, for the trust"])
    sheet.merge_cells("A1:P1")
    sheet.append([])
    sheet.append(["Grey = not found"])
    sheet.append(_HEADER.split("|"))
    for block in (_SERVERS, _CLASSROOMS):
        _append_grouped(sheet, block)
    _append_suite(sheet)
    _append_grouped(sheet, _LAPTOPS)
    sheet.append(["", "", "", "Total devices", 46])


def _append_grouped(sheet: Worksheet, block: str) -> None:
    """Rows whose building, and for the first block the room, is written once, in merged cells."""
    first = sheet.max_row + 1
    for line in block.splitlines():
        sheet.append(_typed(line.split("|")))
    if block is not _CLASSROOMS:
        _merge_down(sheet, "B", first, first + (5 if block is _LAPTOPS else len(block.splitlines()) - 1))
    last = first + (3 if block is _CLASSROOMS else 5 if block is _LAPTOPS else len(block.splitlines()) - 1)
    _merge_down(sheet, "A", first, last)


def _merge_down(sheet: Worksheet, column: str, first: int, last: int) -> None:
    sheet.merge_cells(f"{column}{first}:{column}{last}")


def _append_suite(sheet: Worksheet) -> None:
    """ICT suite 1: tags that are numbers shown with zeros, true dates, and asset numbers Excel holds as decimals."""
    first = sheet.max_row + 1
    for seat in range(1, 13):
        sheet.append(
            [
                "ICT block" if seat == 1 else None,
                "ICT suite 1" if seat == 1 else None,
                float(150 + seat),
                f"QHS-ICT1-{seat:02d}",
                "Desktop PC",
                "HP" if seat == 1 else "as above",
                "EliteDesk 800 G3" if seat == 1 else "as above",
                f"INV-Q0{150 + seat}",
                f"02-00-5E-0B-03-{seat:02X}",
                None,
                "Windows 10 22H2" if seat < 9 else "Windows 7 SP1",
                _BOUGHT if seat == 1 else "as above",
            ]
        )
        sheet.cell(row=sheet.max_row, column=3).number_format = "00000"
    _merge_down(sheet, "A", first, sheet.max_row)
    _merge_down(sheet, "B", first, sheet.max_row)


def _printers(sheet: Worksheet) -> None:
    sheet.append(["Printers (desk printers to go when FollowMe comes)"])
    sheet.append(["Printer name", "Asset no", "Make and model", "IP", "Serial no", "Location", "Date bought", "Working?"])
    for line in _PRINTERS.splitlines():
        sheet.append(_typed(line.split("|")))


def _boards(sheet: Worksheet) -> None:
    sheet.append(["Interactive whiteboards by room"])
    sheet.append(["Room", "Name", "Make", "Model", "Serial", "Purchased", "Connected to"])
    for line in _BOARDS.splitlines():
        sheet.append(_typed(line.split("|")))


def _typed(cells: Sequence[str]) -> list[Value]:
    """Empty cells are really empty; room numbers are numbers, as Excel makes them."""
    return [None if cell == "" else int(cell) if cell in {"12", "14", "15", "16", "21", "22"} else cell for cell in cells]
