"""What reading a school's audit gives: facts and devices, and a full account of everything that gave none."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import ConfigDict, model_validator

from ictops.audit.decisions import Settled
from ictops.estate import (
    Alias,
    AliasKind,
    Attribute,
    Conflict,
    Device,
    DeviceId,
    Fact,
    Frozen,
    Place,
    SchoolId,
    Source,
    Untrusted,
)


class Reject(Frozen):
    """Rows that gave neither a device nor a member of staff: from where, how many, and why. Never what stood in them."""

    place: Place
    reason: str
    rows: int = 1


class Doubt(Frozen):
    """A cell that was not taken at its word. `kept`: its text is still a fact; otherwise it is left out."""

    place: Place
    attribute: Attribute
    reason: str
    kept: bool


class Why(StrEnum):
    """Why a column was kept out."""

    SECRETS = "holds secrets"
    PERSON = "names a person"
    SETTING = "is named like a setting of Ansible"
    SECOND = "says again what another column says"
    UNKNOWN = "is none we know"
    NAMELESS = "has no header"


class LeftOut(Frozen):
    """A column kept out before anything was stored, and how many of its cells were filled."""

    source: str
    sheet: Untrusted | None
    column: str
    header: Untrusted
    why: Why
    filled: int


class Shared(Frozen):
    """A serial, tag, MAC or name that clearly different devices carry. It joins nothing until a person settles it."""

    alias: Alias
    devices: tuple[DeviceId, ...]
    places: tuple[Place, ...]


class Joined(Frozen):
    """A device that several rows speak of: what brought them together, and how far that is to be trusted (0 to 1)."""

    device: DeviceId
    rows: int
    by: AliasKind
    score: float


class StaffMember(Frozen):
    """One member of staff, for the store alone: never in an inventory or a page. Passwords are dropped before this is made."""

    school: SchoolId
    place: Place
    number: Untrusted | None = None
    """the trust's own staff or payroll number; `code` is a school's, and may be somebody else's at another"""
    code: Untrusted | None = None
    given_name: Untrusted | None = None
    family_name: Untrusted | None = None
    full_name: Untrusted | None = None
    username: Untrusted | None = None
    email: Untrusted | None = None
    role: Untrusted | None = None
    department: Untrusted | None = None
    main: Untrusted | None = None
    """what the list says of the main post: yes or no, or the name of a school"""
    logon: Untrusted | None = None
    """an account of the trust's directory that is this person's already"""
    namesake: Untrusted | None = None
    """yes where the directory's account of this name is somebody else's"""


class About(StrEnum):
    """What an entry of the plan's papers or of a network's description is about."""

    CONTRACT = "contract"
    ISSUE = "issue"
    ROOM = "room"
    TERM = "term"
    ANSWER = "answer"
    SCHOOL = "school"
    COUNT = "count"
    """devices that somebody counted and nobody listed: 30 laptops in a cupboard"""
    PORT = "port"
    VLAN = "vlan"
    NEIGHBOUR = "neighbour"
    ACCOUNT = "account"
    """an account of a directory that is nobody's on a staff list: never a name, only what kind it is"""


class Entry(Frozen):
    """One row that speaks of neither a device nor a person: what about, and the fields that it fills, in the file's words."""

    about: About
    place: Place
    as_of: date
    fields: tuple[tuple[str, Untrusted], ...]
    written: tuple[tuple[str, Untrusted], ...] = ()
    """fields whose text the file writes in another way, as it stands there: days of a list that has a way of its own"""

    def get(self, field: str) -> Untrusted | None:
        """What it says of a field of `audit/entries.py`; None where it is silent."""
        return dict(self.fields).get(field)


class Chosen(Frozen):
    """Which reader read a table, how sure of it (0 to 1), and whether a person named it (`--as`) or the content did."""

    name: Untrusted
    sheet: Untrusted | None = None
    kind: str
    title: str
    confidence: float
    by_person: bool = False


class FileRefused(Frozen):
    """A file that was not read at all, and why. `passed_over`: nobody meant to hand it over (lock files, .DS_Store)."""

    name: Untrusted
    sha256: str
    reason: str
    passed_over: bool = False


class Note(Frozen):
    """How a file was read, where there was a choice: its encoding, its separator, a hidden sheet."""

    name: Untrusted
    note: str


class FileCount(Frozen):
    """Where every row of a file went. Title, header and blank rows carry no device; each other row is in one of three."""

    name: Untrusted
    rows: int
    blank: int = 0
    titles: int = 0
    headers: int = 0
    imported: int = 0
    merged: int = 0
    rejected: int = 0

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        told = self.blank + self.titles + self.headers + self.imported + self.merged + self.rejected
        if told != self.rows:
            raise ValueError(
                f"{self.rows} rows came in but {told} are accounted for: a fault in ictops.audit, please report it"
            )
        return self


class Audited(Frozen):
    """What an import came to, without the facts it rests on: all that an inventory asks for, in a tenth of the time."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sources: tuple[Source, ...] = ()
    devices: tuple[Device, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Import(Frozen):
    """A school's audit, read: the same files give the same value, whatever the order they come in."""

    school: SchoolId
    sources: tuple[Source, ...] = ()
    devices: tuple[Device, ...] = ()
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    shared: tuple[Shared, ...] = ()
    joined: tuple[Joined, ...] = ()
    in_no_file: tuple[DeviceId, ...] = ()
    """devices of the import before that no file speaks of any more: kept, until a person says that they are gone"""
    staff: tuple[StaffMember, ...] = ()
    staff_rows: int = 0
    """how many rows named a member of staff: also where the record keeps the import without them"""
    settled: tuple[Settled, ...] = ()
    entries: tuple[Entry, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    rejects: tuple[Reject, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    refused: tuple[FileRefused, ...] = ()
    counts: tuple[FileCount, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def total(self) -> FileCount:
        """All files together; adds up because each of them does."""
        fields = ("rows", "blank", "titles", "headers", "imported", "merged", "rejected")
        sums = {field: sum(getattr(count, field) for count in self.counts) for field in fields}
        return FileCount(name=Untrusted("all files"), **sums)
