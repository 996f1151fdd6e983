"""What a report is made of. Everything is handed in, the time included: same input, same bytes."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from pydantic import AwareDatetime

from ictops.apply import HostEnd, Run
from ictops.audit import Review
from ictops.compliance import Drift, Exemption, Finding, Verdict
from ictops.estate import ControlId, Device, DeviceId, Frozen, School, Trust, Value
from ictops.plan import Approval, Change
from ictops.report.growth import Growth
from ictops.report.words import counted
from ictops.standard import Area, Control, Relation


class Towards(Frozen):
    """A published clause that a control is evidence towards: never proof that it is met."""

    framework: str
    clause: str
    url: str
    read_on: date


class ControlText(Frozen):
    """What the pages say of a control: the catalogue's words, without its probe."""

    id: ControlId
    area: Area
    requirement: str
    governor: str
    value_says: str
    relation: Relation
    evidence_towards: tuple[Towards, ...] = ()
    applies_when: str = "now"
    by_hand: bool = False

    @classmethod
    def of(cls, control: Control) -> ControlText:
        """The words of a catalogue's control."""
        return cls(
            id=control.id,
            area=control.area,
            requirement=control.requirement,
            governor=control.governor,
            value_says=control.value_says,
            relation=control.relation,
            applies_when=control.applies_when,
            by_hand=control.by_hand,
            evidence_towards=tuple(
                Towards(framework=c.framework, clause=c.clause, url=c.url, read_on=c.read_on) for c in control.evidence_towards
            ),
        )


WENT_BACK = {
    Verdict.MEETS: "as before",
    Verdict.NOT_APPLICABLE: "not as before, as the plan said",
    Verdict.UNKNOWN: "unknown",
    Verdict.FAILS: "not as before",
}
"""The verdicts on a change that was taken back, in words."""


class ChangeRead(Frozen):
    """A planned change of a run and what the next reading made of it. Unread is unknown, whatever Ansible said.

    `undone`: the run took the change back, and the verdict is on whether it reads as before it was made.
    """

    change: Change
    read: Value | None = None
    verdict: Verdict = Verdict.UNKNOWN
    undone: bool = False

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        return WENT_BACK[self.verdict] if self.undone else self.verdict.word


class RunRecord(Frozen):
    """A run with its approval and the changes its plan held, or that it took back."""

    run: Run
    approval: Approval | None = None
    changes: tuple[ChangeRead, ...] = ()
    operator: str = ""
    """the account that started it"""
    why: str = ""
    """why it took another run back"""
    taken_back_by: str | None = None
    """the run that was verified to have taken this one back"""

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence: what Ansible changed, what was read afterwards, and who was left behind."""
        changed = sum(result.end is HostEnd.CHANGED for result in self.run.results)
        held = sum(made.verdict is Verdict.MEETS for made in self.changes)
        ends = [(end, sum(r.end is end for r in self.run.results)) for end in HostEnd]
        behind = [
            f"{n} {end.value.replace('_', ' ')}" for end, n in ends if n and end not in (HostEnd.CHANGED, HostEnd.UNCHANGED)
        ]
        said = [f"{counted(self.run.changed, 'setting')} changed on {counted(changed, 'device')}"]
        if self.changes and self.run.request.undoes:
            said.append(f"{held} of {counted(len(self.changes), 'change')} read as before {self.run.request.undoes}")
        elif self.changes:
            said.append(f"{held} of {counted(len(self.changes), 'planned change')} read as the standard afterwards")
        gone = [f"taken back by {self.taken_back_by}"] if self.taken_back_by else []
        return "; ".join([*said, *behind, *gone])


class Head(Frozen):
    """The end of the evidence chain when the report was made: how many entries, and the last one's hash."""

    sequence: int
    hash: str


class Retired(Frozen):
    """A share that the standard closes on a device, and how far: `read_only`, or `hidden` too."""

    device: DeviceId
    share: str
    step: str


class ReportData(Frozen):
    """Everything the pages, tables and files are rendered from."""

    trust: Trust
    as_of: AwareDatetime
    controls: tuple[ControlText, ...] = ()
    devices: tuple[Device, ...] = ()
    findings: tuple[Finding, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    drift: tuple[Drift, ...] = ()
    space: tuple[Growth, ...] = ()
    """how full shares and volumes are, by the readings on record"""
    retired: tuple[Retired, ...] = ()
    """the shares on their way out, as the hosts are told them"""
    review: Review | None = None
    evidence: Head | None = None
    stale_after: timedelta = timedelta(days=7)
    """an older reading is called stale beside its age"""

    @property
    def today(self) -> date:
        """The report's day, in UTC: what decides whether an exception still works."""
        return self.as_of.astimezone(UTC).date()

    def of_school(self, school: School) -> ReportData:
        """The same report, of one school."""
        devices = tuple(d for d in self.devices if d.school == school.id)
        hosts = frozenset(device.id for device in devices)
        return self.model_copy(
            update={
                "devices": devices,
                "findings": tuple(f for f in self.findings if f.school == school.id),
                "runs": tuple(r for r in self.runs if r.run.request.school == school.id),
                "exceptions": tuple(e for e in self.exceptions if e.school == school.id),
                "drift": tuple(d for d in self.drift if d.school == school.id),
                "space": tuple(s for s in self.space if s.device in hosts),
                "retired": tuple(one for one in self.retired if one.device in hosts),
                "review": _review_of(self.review, school),
            }
        )


def _review_of(review: Review | None, school: School) -> Review | None:
    if review is None:
        return None
    return review.model_copy(update={"schools": tuple(one for one in review.schools if one.school == school.id)})
