"""A run: what was asked, and an outcome for every host it was asked of."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from ictops.estate import DeviceId, Frozen, SchoolId


class HostEnd(StrEnum):
    """How a run ended for a host. Every host of the request has one; `not_attempted` is a finding, not an omission."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    NOT_ATTEMPTED = "not_attempted"


class TaskResult(Frozen):
    """One task that changed something, or failed, on one host. Host output in `says` is bounded and untrusted."""

    task: str
    changed: bool
    failed: bool = False
    says: str = ""
    diff: str = ""


class HostResult(Frozen):
    device: DeviceId
    end: HostEnd
    tasks: tuple[TaskResult, ...] = ()
    says: str = ""
    """why it failed or could not be reached, in a sentence with what to do"""
    notes: tuple[str, ...] = ()
    """what roles found worth saying on this host, in the order said; bounded and untrusted"""

    @property
    def may_have_changed(self) -> bool:
        """Something was changed, or the run broke off in the middle of the host and nobody heard the end of it."""
        broke_off = self.end is HostEnd.FAILED and not any(task.failed for task in self.tasks)
        return broke_off or any(task.changed for task in self.tasks)


class RunRequest(Frozen):
    """What to run: roles on hosts of one school, as a rehearsal (check mode) unless `for_real`.

    `id` is also the name under which each host keeps how it was before; `undoes` is the id of the run that is taken back.
    """

    id: str
    school: SchoolId
    roles: tuple[str, ...]
    hosts: tuple[DeviceId, ...]
    for_real: bool = False
    undoes: str | None = None


class Run(Frozen):
    """What came back: one result a host, in the order asked."""

    request: RunRequest
    began: AwareDatetime
    ended: AwareDatetime
    results: tuple[HostResult, ...]

    @property
    def changed(self) -> int:
        """Tasks that changed something, over all hosts."""
        return sum(task.changed for result in self.results for task in result.tasks)

    @property
    def ended_well(self) -> bool:
        """Every host was reached and did what was asked."""
        return all(result.end in (HostEnd.CHANGED, HostEnd.UNCHANGED) for result in self.results)

    @property
    def touched(self) -> tuple[DeviceId, ...]:
        """The hosts that a run for real changed, or may have changed, in the order asked."""
        return tuple(result.device for result in self.results if self.request.for_real and result.may_have_changed)
