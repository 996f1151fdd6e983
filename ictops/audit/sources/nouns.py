"""What a reader is: how a kind of source is recognised, how it becomes tables, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ictops.audit.dates import DAY_FIRST
from ictops.audit.elsewhere import Elsewhere
from ictops.audit.headers import DEVICE_HEADERS, STAFF_HEADERS, StaffField, key
from ictops.audit.nouns import About
from ictops.audit.tables import AuditFile, Table
from ictops.estate import Attribute

type Meaning = Attribute | StaffField | str | None
"""What a column is read as: an attribute of a device, a field of a member of staff, a field of an entry; None keeps it out."""

_GENERAL = frozenset(DEVICE_HEADERS) | frozenset(STAFF_HEADERS)

type RowTexts = Mapping[str, str]
"""A row's texts by `headers.key` of their columns."""


class Basis(StrEnum):
    """What a reader rests on. Said in the docs' table, since a layout that nobody of us has seen may be another."""

    FILES = "files of the real thing, or of its makers"
    PUBLISHED = "the published list of its columns or fields"
    ASSUMED = "columns as administrators describe them; tried on made files only"
    MAPPED = "a mapping that the trust wrote"
    OPEN = "whatever the file's own header says"


def _as_it_is(file: AuditFile) -> tuple[Table, ...]:
    return file.tables


@dataclass(frozen=True, slots=True)
class Together:
    """What one import holds, files of one folder or packed file: its tables by the kind of their readers, what the trust's
    schools are called, and the day on which the table in question was handed over."""

    tables: Mapping[str, tuple[Table, ...]]
    schools: Elsewhere
    day: date

    def of(self, kind: str) -> tuple[Table, ...]:
        """The tables that readers of a kind read."""
        return self.tables.get(kind, ())


def _alone(table: Table, _: Together) -> Table:
    return table


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the rows of one kind of table are read. What it does not name, the general catalogue of columns reads, unless the
    profile is `strict`: then it is kept out.

    `lists`: what the rows are, where the header does not settle it: `Attribute` for devices, `StaffField` for staff, or the
    subject of entries. `device`: what a row is when no column says (`Chromebook`). `kept_out`: why a row is not taken, as the
    reader's own source tells (a pupil, a queue without a printer); it becomes the reject's reason. `is_export`: a program wrote
    the file, so a newer one of the kind speaks in place of an older one. `mixes_people`: rows of pupils stand among those of
    staff and `kept_out` names each of them, so that the file need not be refused whole. `taken_beside`: whether another table
    of the import has taken what a row says; it counts as merged there. `dates`: how
    its days in digits are written (`dates.order_of`). `own_id`: the column, by `headers.key`,
    that names devices by our own id: only a sheet that ictops made has one.
    """

    columns: Mapping[str, Meaning] = field(default_factory=lambda: MappingProxyType({}))
    lists: type[Attribute] | type[StaffField] | About | None = None
    device: str = ""
    kept_out: Callable[[RowTexts], str | None] | None = None
    strict: bool = False
    is_export: bool = True
    mixes_people: bool = False
    dates: str = DAY_FIRST
    taken_beside: Callable[[RowTexts], bool] | None = None
    own_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One kind of source.

    `kind`: its name for `--as`. `signs`: for tables, the columns that tell it apart (alternatives parted by `|`); its
    confidence is the share of them that a header has. `marks`: for tables, words in a first line before the header that leave
    no doubt (`#TYPE …`). `recognise`: for documents, how sure it is, 0 to 1. `tables`: makes tables of a document, each with a
    header row of columns that `profile` or the general catalogue knows, one row an item, none left out; their cells say where
    they stand. Of a table it may make another with columns of its own beside those of the file. `with_others`: makes of one of
    its tables another, with columns of what the other tables of the import say of its rows; their headers' cells say where
    they are from. `profiles`: how those of its
    tables are read, by their sheet, that `profile` does not fit: the ports of a switch, the accounts of a directory. `called`:
    what its maker has such files called; it speaks only between readers that the content does not tell apart.
    """

    kind: str
    title: str
    formats: tuple[str, ...]
    basis: Basis
    signs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    recognise: Callable[[AuditFile], float] | None = None
    tables: Callable[[AuditFile], tuple[Table, ...]] = _as_it_is
    with_others: Callable[[Table, Together], Table] = _alone
    profile: Profile = Profile()
    profiles: Mapping[str, Profile] = field(default_factory=lambda: MappingProxyType({}))
    called: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether a file's name, without its folder and ending, is one that its maker gives such files."""
        return name.rpartition("/")[2].partition(".")[0].casefold() in self.called

    def for_table(self, table: Table) -> Reader:
        """This reader, with the profile that fits one of its tables."""
        sheet = table.sheet.text if table.sheet else ""
        return replace(self, profile=self.profiles[sheet]) if sheet in self.profiles else self

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns by which its header is found; none for a register, whose header is looked for."""
        if self.basis is Basis.OPEN:
            return frozenset()
        signs = (key(name) for sign in self.signs for name in sign.split("|"))
        return frozenset((*signs, *self.profile.columns, *_GENERAL))


def columns_of(named: Mapping[str, Meaning]) -> Mapping[str, Meaning]:
    """A profile's columns from names as people read them; alternatives of one meaning are parted by `|`."""
    return MappingProxyType({key(name): meaning for names, meaning in named.items() for name in names.split("|")})
