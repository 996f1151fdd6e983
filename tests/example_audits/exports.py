"""What programs wrote about the three schools, and the plan's papers: beside the registers, and mostly agreeing with them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.example_audits.tables import separated

_INTUNE = """\
Device ID|Device name|Enrollment date|Last check-in|Azure AD Device ID|OS version|Serial number|Manufacturer|Model|Wi-Fi MAC|\
Compliance|Managed by|Ownership|Device state|Encrypted|OS|SkuFamily|Primary user UPN|Primary user display name|EthernetMAC
1|qhs-lap-01|2024-01-15 08:00:00.0000000|2024-07-11 15:02:11.0000000|a1|10.0.22631.3880|INV-Q0301|LENOVO|ThinkPad L14|\
|Compliant|Intune|Corporate|Managed|True|Windows|Education|d.farrow@quillford.test|Dominic Farrow|02005E0B0201
2|qhs-lap-02|2024-01-15 08:00:00.0000000|2024-07-10 08:44:09.0000000|a2|10.0.22631.3880|INV-Q0302|LENOVO|ThinkPad L14|\
|Compliant|Intune|Corporate|Managed|True|Windows|Education|s.pym@quillford.test|Saskia Pym|02005E0B0202
3|qhs-lap-07|2024-03-01 08:00:00.0000000|2024-07-12 07:58:30.0000000|a7|10.0.22631.3880|INV-Q0307|LENOVO|ThinkPad L14|\
|Noncompliant|Intune|Corporate|Managed|False|Windows|Education|||02005E0B0207
4|qhs-lap-04|2024-01-15 08:00:00.0000000|0001-01-01 00:00:00.0000000|a4|10.0.19045.1|INV-Q0308|LENOVO|ThinkPad L14|\
|InGracePeriod|Intune|Corporate|Managed|False|Windows|Education|||02005E0B0204"""

_NMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sn -oX scan.xml 10.99.11.0/24" start="1720767600" version="7.94" xmloutputversion="1.05">
{hosts}
</nmaprun>
"""
_SEEN = (
    ("10.99.11.1", "02:00:5E:0B:00:01", "qhs-sw-core"),
    ("10.99.11.2", "02:00:5E:0B:00:02", "qhs-sw-a"),
    ("10.99.11.31", "02:00:5E:0B:00:31", "qhs-ap-21"),
    ("10.99.11.77", "02:00:5E:0B:00:77", ""),
    ("10.99.11.78", "", ""),
)

_CONTRACTS = """\
Contract|Supplier|Annual cost|Start date|End date|Notice period|Contact
MIS|Invented Registers Ltd|£11,400|01/09/2024|31/08/2027|6 months|Sales desk
Copier lease, two machines|Invented Copiers plc|£3,960|14/09/2021|13/12/2026|90 days|
Broadband|Invented Lines Ltd|£4,200|01/04/2023|31/03/2028|3 months|
Antivirus|=Invented Shields|£1,150|01/09/2025|31/08/2026|30 days|"""

_ISSUES = """\
Issue|Who is affected|Since|Priority|Room|Reported by|Status
Boards lose their calibration after every update|Whole school|08/01/2024|High||A. Ashdown|Open
Logging on takes six minutes in the ICT suite|Year 7 to 9 classes|12/09/2023|Medium|ICT suite 1|S. Pym|Open
No space left on the shared drive|All staff|2024-05-20|High||K. Underhay|Open
Office printer prints blank pages|Office|03/06/2024|Low|Office|K. Underhay|Open
Projector in the hall too dim|Hall|2022|Low|Hall||Closed"""

_UNIFI = {
    "meta": {"rc": "ok"},
    "data": [
        {
            "name": "tps-ap1", "mac": "02:00:5e:0c:00:31", "ip": "10.99.12.31", "model": "U7LR", "type": "uap",
            "serial": "INV-T014", "version": "6.6.65.15248", "adopted": True, "state": 1, "last_seen": 1700470800,
            "x_authkey": "Lantern-Tansybeck-1",
        },
        {
            "name": "tps-ap3", "mac": "02:00:5e:0c:00:33", "ip": "10.99.12.33", "model": "U7LR", "type": "uap",
            "serial": "INV-T033", "version": "6.6.65.15248", "adopted": True, "state": 1, "last_seen": 1700470800,
            "x_authkey": "Lantern-Tansybeck-2",
        },
    ],
}  # fmt: skip

_TERMS = (
    ("Autumn term, first half", "20260903", "20261024"),
    ("Autumn half term", "20261026", "20261031"),
    ("Autumn term, second half", "20261102", "20261219"),
    ("Spring term, first half", "20270104", "20270213"),
    ("INSET day: closed to pupils", "20260902", "20260903"),
)

_ANSWERS = """\
Standard;Are you meeting this;Date;Comments
Cyber security;Yes;14/11/2023;Everybody has a password
Servers and storage;Partly;14/11/2023;
Broadband internet;Yes;14/11/2023;Fibre since 2022
Wireless network;No;14/11/2023;Two access points for seven classes
PRN.DUPLEX.1v1;Yes;14/11/2023;"""

_SWITCH = """\
mgs-sw1#show version
Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)
Technical Support: http://www.cisco.com/techsupport

mgs-sw1 uptime is 41 weeks, 2 days
cisco WS-C2960X-24PS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID INVM0230
Base ethernet MAC Address       : 02:00:5e:0d:00:03
Model number                    : WS-C2960X-24PS-L
System serial number            : INVM0230
mgs-sw1#show vlan brief
VLAN Name                             Status    Ports
---- -------------------------------- --------- -------------------------------
1    default                          active    Gi1/0/2, Gi1/0/3
20   PUPILS                           active    Gi1/0/4
mgs-sw1#show interfaces status

Port      Name               Status       Vlan       Duplex  Speed Type
Gi1/0/1   {% raw %}          connected    trunk      a-full a-1000 10/100/1000BaseTX
Gi1/0/2   Room 5             connected    1          a-full  a-100 10/100/1000BaseTX
mgs-sw1#exit
"""

_ROOMS = """\
Room,Building,Floor,Use,Seats,Network points
Room 5,Lower school,Ground,Classroom,8,2
Room 6,Lower school,Ground,Classroom,8,2
Room 7,Upper school,First,Sensory room,4,0
Office,Upper school,Ground,Office,3,6
Hall,Upper school,Ground,Hall and dining,60,1
"""

_LPSTAT = """\
printer mgs-prn-01 is idle.  enabled since Wed 18 Jun 2025 08:00:00 BST
printer mgs-prn-02 disabled since Mon 02 Jun 2025 08:00:00 BST -
\tPaused
device for mgs-prn-01: socket://10.99.13.44:9100
device for mgs-prn-02: ipp://10.99.13.42:631/ipp/print
"""


def quillford() -> Iterator[tuple[str, bytes]]:
    """A device management export, a scan, the contracts and the issues of the secondary school."""
    yield "intune devices 2024-07-12.csv", separated((line.split("|") for line in _INTUNE.splitlines()), encoding="utf-8-sig")
    yield "scan 2024-07-12.xml", _NMAP.format(hosts="\n".join(_host(*seen) for seen in _SEEN)).encode()
    yield "contracts 2024-07.csv", separated((line.split("|") for line in _CONTRACTS.splitlines()), encoding="utf-8")
    yield "issues 2024-07.csv", separated((line.split("|") for line in _ISSUES.splitlines()), encoding="cp1252")


def tansybeck() -> Iterator[tuple[str, bytes]]:
    """The primary school's wireless controller, its calendar and what it says of itself."""
    yield "unifi Nov 2023.json", (json.dumps(_UNIFI, indent=1) + "\n").encode()
    yield "terms 2026-27.ics", _calendar()
    yield "self-assessment Nov 2023.csv", separated((line.split(";") for line in _ANSWERS.splitlines()), encoding="utf-8")


def mothwick() -> Iterator[tuple[str, bytes]]:
    """What the special school's switch and print server say, and its rooms."""
    yield "switch 2025-06-17.txt", _SWITCH.encode()
    yield "rooms 2025-06-16.csv", _ROOMS.encode()
    yield "queues 2025-06-18.txt", _LPSTAT.encode()


def _host(address: str, mac: str, name: str) -> str:
    hardware = f'<address addr="{mac}" addrtype="mac"/>' if mac else ""
    named = f'<hostnames><hostname name="{name}" type="PTR"/></hostnames>' if name else "<hostnames/>"
    return (
        f'<host><status state="up" reason="arp-response"/><address addr="{address}" addrtype="ipv4"/>{hardware}{named}</host>'
    )


def _calendar() -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@tansybeck.test\r\nDTSTAMP:20260401T000000Z\r\nDTSTART;VALUE=DATE:{start}\r\n"
        f"DTEND;VALUE=DATE:{end}\r\nSUMMARY:{name.replace(',', chr(92) + ',')}\r\nEND:VEVENT\r\n"
        for number, (name, start, end) in enumerate(_TERMS, start=1)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//invented//terms//EN\r\n{events}END:VCALENDAR\r\n".encode()
