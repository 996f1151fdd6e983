"""An invented audit, imported and reviewed, with contradictions and hostile cells."""

from __future__ import annotations

from datetime import date

from ictops.audit import Doubt, FileCount, FileRefused, Import, LeftOut, Note, Reject, Review, Shared, StaffMember, Why, review
from ictops.estate import Alias, AliasKind, Attribute, Conflict, Fact, Kind, Place, Source, Untrusted
from tests.unit.report.builders import AS_OF, device

HOSTILE = "<script>alert(1)</script>\u202e=cmd"
REGISTER = Source(
    id="a1" * 8,
    school="oak",
    name=Untrusted("oak/register.xlsx"),
    kind="devices",
    sha256="a1" * 32,
    describes=date(2023, 11, 1),
)


def place(row: int, cell: str | None = None) -> Place:
    return Place(source=REGISTER.id, sheet=Untrusted("Devices"), row=row, cell=cell)


def says(value: str, attribute: Attribute, row: int) -> Fact:
    return Fact(
        device="oak-print", attribute=attribute, value=Untrusted(value), place=place(row, f"C{row}"), as_of=REGISTER.describes
    )


def conflict(attribute: Attribute, *values: str) -> Conflict:
    facts = tuple(says(value, attribute, row) for row, value in enumerate(values, start=4))
    return Conflict(device="oak-print", attribute=attribute, facts=facts)


IMPORT = Import(
    school="oak",
    sources=(REGISTER,),
    devices=(
        device(
            "oak-srv01", "oak", Kind.FILE_SERVER, "OPS-SRV01", "Office", system="Windows Server 2012 R2", purchased="2013-05"
        ),
        device("oak-print", "oak", Kind.PRINT_SERVER, "OPS-PRINT", "Office"),
    ),
    conflicts=(conflict(Attribute.ADDRESS, "10.0.2.20", HOSTILE), conflict(Attribute.NOTES, "Ms Example says no", "yes")),
    shared=(
        Shared(
            alias=Alias(kind=AliasKind.SERIAL, value=Untrusted("To be filled")), devices=("oak-print", "oak-srv01"), places=()
        ),
    ),
    staff_rows=1,
    staff=(StaffMember(school="oak", place=place(2), family_name=Untrusted("Familyname")),),
    rejects=(Reject(place=place(9), reason="no serial, tag, MAC or name to know it by", rows=2),),
    doubts=(Doubt(place=place(5, "B5"), attribute=Attribute.NAME, reason="reads like a formula", kept=True),),
    left_out=(
        LeftOut(
            source=REGISTER.id, sheet=None, column="N", header=Untrusted("ansible_connection\x1b[2J"), why=Why.SETTING, filled=2
        ),
    ),
    refused=(FileRefused(name=Untrusted("oak/bomb.xlsx"), sha256="b0" * 32, reason="over the limits: 1 GiB of memory"),),
    counts=(FileCount(name=REGISTER.name, rows=8, headers=1, titles=2, imported=3, rejected=2),),
    notes=(Note(name=REGISTER.name, note="the sheet “Old” is hidden"),),
)


def reviewed() -> Review:
    return review((IMPORT,), AS_OF.date())
