"""The port behind which the trust's record is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from ictops.audit import Audited, Import, OnRecord
from ictops.compliance import Finding
from ictops.errors import Fault
from ictops.estate import Alias, ControlId, DeviceId, SchoolId, Setting, Staff
from ictops.evidence.entries import Entry, EntryKind


class Store(Protocol):
    """Everything is written in one transaction with its evidence entry, or not at all; a failed write raises StoreBroken."""

    def append(self, kind: EntryKind, *, at: datetime, school: SchoolId | None, body: dict[str, Any]) -> Entry: ...

    def entries(self, kind: EntryKind | None = None, school: SchoolId | None = None) -> tuple[Entry, ...]:
        """Oldest first."""
        ...

    def newest(self, kind: EntryKind) -> Mapping[SchoolId, Entry]:
        """The newest entry of the kind of each school that has one."""
        ...

    def known_devices(self, school: SchoolId) -> Mapping[Alias, DeviceId]:
        """The ids that earlier imports gave, by alias: ids are for life."""
        ...

    def keep_import(self, imported: OnRecord, *, at: datetime, body: dict[str, Any]) -> Entry: ...

    def import_of(self, school: SchoolId) -> Import | None:
        """The school's newest import."""
        ...

    def audited(self, school: SchoolId) -> Audited | None:
        """What the school's newest import came to."""
        ...

    def imports(self) -> tuple[Import, ...]:
        """The newest import of each school, by school."""
        ...

    def keep_readings(
        self, settings: Iterable[Setting], findings: Iterable[Finding], *, at: datetime, body: dict[str, Any]
    ) -> Entry: ...

    def latest_settings(self) -> tuple[Setting, ...]:
        """The newest setting of each device and item, by device and item. A reading that could not tell is a reading."""
        ...

    def history(self, of: Iterable[tuple[DeviceId, ControlId]]) -> tuple[Finding, ...]:
        """The newest findings of these controls, a bounded number of each, oldest first."""
        ...

    def readings(self, item: str) -> tuple[Setting, ...]:
        """The newest settings of one item, a bounded number of each device, oldest first."""
        ...

    def staff(self) -> Staff:
        """Everybody on the schools' staff lists: personal data, of which the entries hold nothing but keys."""
        ...

    def keep_staff(self, staff: Staff, *, at: datetime, body: dict[str, Any]) -> Entry:
        """Keep the register in place of the one before, of which no trace is left."""
        ...

    def faults(self) -> tuple[Fault, ...]:
        """Everything in the record that was changed behind its back; empty when all of it verifies."""
        ...
