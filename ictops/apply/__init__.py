"""What a run is asked for and what came back; the ports behind which Ansible and SSH stand."""

from ictops.apply.nouns import HostEnd, HostResult, Run, RunRequest, TaskResult
from ictops.apply.ports import HostAnswer, NotRead, NotReadWhy, ProbeOutput, Reader, ReadRequest, Runner

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
]
