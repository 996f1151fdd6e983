"""What only a person decides: data that may go. ictops proposes it here, from what is on record, and never deletes any."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pydantic import AwareDatetime

from ictops.compliance import Finding, Verdict
from ictops.estate import ControlId, DeviceId, Frozen, Value
from ictops.report.nouns import ChangeRead, ReportData, Retired
from ictops.report.words import counted

RETIRED, HOMES, LEAVERS = "STO.RETIRED.1v1", "STO.HOMES.1v1", "ACC.LEAVERS.1v1"
"""The controls whose readings these proposals rest on."""


class Matter(StrEnum):
    SHARE = "a retired share"
    HOMES = "homes of nobody"
    ACCOUNTS = "leavers' closed accounts"


PROPOSED = {
    Matter.SHARE: "ask who misses it; then keep it elsewhere, or delete it",
    Matter.HOMES: "find out whose they were; then hand over, keep or delete each",
    Matter.ACCOUNTS: "when your retention period is over, delete each with its home, or keep it",
}
"""What a person is asked to do. The names of people are not in the record, only how many there are."""


class Proposal(Frozen):
    """Something that may go, by the newest reading; `read_at` says when that was."""

    device: DeviceId
    matter: Matter
    what: str
    proposed: str
    read_at: AwareDatetime | None


class NotProposed(Frozen):
    """Something that might be to decide, and why nobody is asked to yet."""

    device: DeviceId
    matter: Matter
    what: str
    because: str


type ToDecide = tuple[tuple[Proposal, ...], tuple[NotProposed, ...]]


def to_decide(data: ReportData) -> ToDecide:
    """What the record proposes to people, and what it cannot tell. Nothing of it is ever done by a run."""
    of = {(finding.device, finding.control): finding for finding in data.findings}
    said = [*_shares(data, of), *_homes(data), *_accounts(data, of)]
    in_order = sorted(said, key=lambda one: (one.matter, one.device, one.what))
    return (
        tuple(one for one in in_order if isinstance(one, Proposal)),
        tuple(one for one in in_order if isinstance(one, NotProposed)),
    )


type _Findings = dict[tuple[DeviceId, ControlId], Finding]


def _shares(data: ReportData, of: _Findings) -> Iterator[Proposal | NotProposed]:
    for one in data.retired:
        if one.step == "hidden":
            yield _share(one, of.get((one.device, RETIRED)))


def _share(one: Retired, finding: Finding | None) -> Proposal | NotProposed:
    """Proposed when the newest reading found the share closed, or not served any more: a standard alone closes nothing."""
    if finding is None or _lines(finding) is None:
        return _cannot_tell(one.device, Matter.SHARE, one.share, finding)
    begins = f"{one.share}: ".casefold()
    still = [line for line in _lines(finding) or () if line.casefold().startswith(begins)]
    if still:
        return NotProposed(device=one.device, matter=Matter.SHARE, what=one.share, because="; ".join(still))
    return _proposal(one.device, Matter.SHARE, one.share, finding)


def _homes(data: ReportData) -> Iterator[Proposal | NotProposed]:
    for finding in data.findings:
        if finding.control != HOMES or finding.verdict is Verdict.NOT_APPLICABLE:
            continue
        found = _lines(finding)
        if found is None:
            yield _cannot_tell(finding.device, Matter.HOMES, "homes", finding)
        yield from (_proposal(finding.device, Matter.HOMES, line, finding) for line in found or ())


def _accounts(data: ReportData, of: _Findings) -> Iterator[Proposal | NotProposed]:
    """Accounts that runs on record closed and that the newest reading does not find open again, as a number a directory."""
    closed: dict[DeviceId, set[str]] = {}
    for record in data.runs:
        for made in record.changes if record.taken_back_by is None else ():
            if made.change.control == LEAVERS and made.verdict is Verdict.MEETS and not made.undone:
                closed.setdefault(made.change.device, set()).update(_gone(made))
    for device, keys in closed.items():
        finding = of.get((device, LEAVERS))
        enabled = _lines(finding) if finding else None
        if enabled is None:
            yield _cannot_tell(device, Matter.ACCOUNTS, counted(len(keys), "account"), finding)
        elif left := keys - set(enabled):
            yield _proposal(device, Matter.ACCOUNTS, counted(len(left), "account"), finding)


def _gone(made: ChangeRead) -> set[str]:
    return set(_listed(made.change.before) or ()) - set(_listed(made.change.after) or ())


def _proposal(device: DeviceId, matter: Matter, what: str, finding: Finding | None) -> Proposal:
    read_at = finding.measured_at if finding else None
    return Proposal(device=device, matter=matter, what=what, proposed=PROPOSED[matter], read_at=read_at)


def _cannot_tell(device: DeviceId, matter: Matter, what: str, finding: Finding | None) -> NotProposed:
    because = (finding and finding.because) or "nothing measured yet: run ictops drift"
    return NotProposed(device=device, matter=matter, what=what, because=because)


def _lines(finding: Finding) -> tuple[str, ...] | None:
    """What was observed, None where nobody can tell."""
    return None if finding.verdict is Verdict.UNKNOWN else _listed(finding.observed)


def _listed(value: Value | None) -> tuple[str, ...] | None:
    return value if isinstance(value, tuple) else None
