"""What a run is asked for, what came back, and which may be taken back; the ports behind which Ansible and SSH stand."""

from ictops.apply.nouns import HostEnd, HostResult, Run, RunRequest, TaskResult
from ictops.apply.ports import HostAnswer, NotRead, NotReadWhy, ProbeOutput, Reader, ReadRequest, Runner
from ictops.apply.undoing import check_undo

__all__ = [
    "HostAnswer",
    "HostEnd",
    "HostResult",
    "NotRead",
    "NotReadWhy",
    "ProbeOutput",
    "ReadRequest",
    "Reader",
    "Run",
    "RunRequest",
    "Runner",
    "TaskResult",
    "check_undo",
]
