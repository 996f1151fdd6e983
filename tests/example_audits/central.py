"""Central services: a short CSV kept by the central team, with the trust's directory server."""

from __future__ import annotations

from collections.abc import Iterator

from tests.example_audits.tables import separated

_HEADER = "Asset No,Hostname,Type,Make,Model,Serial No,MAC Address,IP Address,Operating System,Location,Purchase Date,Notes"

_ROWS = """\
BLT-0001,dc1.brackenfold.test,Domain controller,Lenovo,ThinkSystem ST50,INV-C0001X,02:00:5e:01:00:10,10.99.1.10,\
Debian 12,Central office,2023-02-14,Samba directory for the whole trust
BLT-0002,repo.brackenfold.test,Web server,Lenovo,ThinkSystem ST50,INV-C0002X,02:00:5e:01:00:20,10.99.1.20,Debian 12,\
Central office,2023-02-14,Driver packages; looked after by hand
BLT-0003,blt-vmhost1,VM host,Dell Inc.,PowerEdge T350,INV-C0003X,02:00:5e:01:00:05,10.99.1.5,Windows Server 2019,\
Central office,2021-08-09,
BLT-0004,blt-mis,Server,Dell Inc.,PowerEdge T350,INV-C0004X,02:00:5e:01:00:06,10.99.1.6,Windows Server 2016,\
Central office,2019-08-12,Hosts the old MIS until the summer
BLT-0005,blt-sw-core,Switch,Aruba,2930F-24G,INV-C0005X,02:00:5e:01:00:01,10.99.1.1,,Central office,2020-11-03,
BLT-0006,blt-ap-1,Access point,Ubiquiti,U6-Lite,INV-C0006X,02:00:5e:01:00:31,10.99.1.31,,Open-plan office,2022-05-30,
BLT-0007,blt-mfd-1,MFD,Ricoh,IM C3000,INV-C0007X,02:00:5e:01:00:41,10.99.1.41,,Open-plan office,2021-04-19,Leased
BLT-0008,blt-lap-01,Laptop,HP,ProBook 450 G8,INV-C0008X,02:00:5e:01:01:01,DHCP,Windows 11 23H2,Finance,2021-11-22,
BLT-0009,blt-lap-02,Laptop,HP,ProBook 450 G8,INV-C0009X,02:00:5e:01:01:02,DHCP,Windows 11 23H2,Estates,2021-11-22,
BLT-0010,blt-lap-03,Laptop,HP,ProBook 450 G10,INV-C0010X,02:00:5e:01:01:03,DHCP,Windows 11 24H2,ICT,2024-03-18,
BLT-0011,blt-pc-01,Desktop PC,HP,ProDesk 400 G5,INV-C0011X,02:00:5e:01:01:11,DHCP,Windows 10 22H2,Reception,2019-06-24,
BLT-0012,blt-ups,UPS,APC,SMT1500,INV-C0012X,,10.99.1.9,,Central office,2020-11-03,Battery last changed 2023
"""


def files() -> Iterator[tuple[str, bytes]]:
    """The audit of the trust's own services."""
    rows = [line.split(",") for line in (_HEADER, *_ROWS.splitlines())]
    yield "Brackenfold central register 2025-09-01.csv", separated(rows, encoding="utf-8")
