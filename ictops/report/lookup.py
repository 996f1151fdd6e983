"""Names and words for ids, looked up once a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ictops.compliance import Finding
from ictops.estate import Attribute, ControlId, Device, DeviceId, Frozen, School, SchoolId, Untrusted
from ictops.report.nouns import ControlText, ReportData
from ictops.report.words import age, asked, name_or, why_it_fails
from ictops.standard import Area, Relation


class Lookup(Frozen):
    """What the pages ask: a device's name, a control's sentence, how old a reading is on the day of the report."""

    data: ReportData
    devices: Mapping[DeviceId, Device]
    controls: Mapping[ControlId, ControlText]
    schools: Mapping[SchoolId, School]

    @classmethod
    def of(cls, data: ReportData) -> Lookup:
        return cls(
            data=data,
            devices={device.id: device for device in data.devices},
            controls={control.id: control for control in data.controls},
            schools={school.id: school for school in data.trust.schools},
        )

    def device(self, device: DeviceId) -> str:
        """The device's name as the audit has it, or our id."""
        return name_or(self._attribute(device, Attribute.NAME), device)

    def room(self, device: DeviceId) -> str:
        """Where it stands, as the audit has it."""
        return name_or(self._attribute(device, Attribute.ROOM), "room not known")

    def school(self, school: SchoolId) -> str:
        return self.schools[school].name if school in self.schools else school

    def control(self, control: ControlId) -> ControlText:
        """The control's words; for one that the catalogue no longer holds, words that say so."""
        return self.controls.get(control) or ControlText(
            id=control,
            area=Area.ACCOUNTS,
            requirement="This control is no longer in the catalogue.",
            governor="This control is no longer in the catalogue.",
            value_says="value",
            relation=Relation.EQUALS,
        )

    def why(self, finding: Finding) -> tuple[str, tuple[str, ...]]:
        """What is wrong, in a lead and items."""
        return why_it_fails(finding.observed, finding.intended, self.control(finding.control).relation)

    def asked(self, finding: Finding) -> tuple[str, ...]:
        """What the standard asks, in items."""
        return asked(finding.intended, self.control(finding.control).relation)

    def age(self, moment: datetime | None) -> str:
        return age(moment, self.data.as_of)

    def ago(self, moment: datetime | None) -> str:
        """`3 hours ago`; what has no age, as `age` says it."""
        said = self.age(moment)
        return f"{said} ago" if moment is not None and moment <= self.data.as_of else said

    def is_stale(self, moment: datetime | None) -> bool:
        return moment is not None and self.data.as_of - moment > self.data.stale_after

    def _attribute(self, device: DeviceId, attribute: Attribute) -> Untrusted | None:
        known = self.devices.get(device)
        return known.get(attribute) if known else None
