"""Schools as clients that are not ours see them, phase by phase, and what was said when each phase was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.flow import clients
from tests.flow.ictops_command import Command, Said

SCHOOL_OF = {"quick-wins": "tansybeck", "storage": "tansybeck", "print": "tansybeck", "accounts": "quillford"}
"""The phases that are taken back, each at the school whose hosts are looked at."""
PHASES = tuple(SCHOOL_OF)
SHARED_LOGON = "passwd -S teacher; getent passwd teacher; chage -l teacher | grep -i 'account expires'"
SERVER = "10.99.12.10"
QUEUE = "sides-default|print-color-mode-default|printer-(is-accepting-jobs|is-shared|state-message|location|info|uri) "
QUEUES = f"""
lpstat -v | sort; lpstat -p -d | sed 's/ since .*//'; lpstat -a | sed 's/ since .*//'
for queue in $(lpstat -e | sort); do
  ipptool -tv "ipp://localhost/printers/$queue" get-printer-attributes.test | grep -E '{QUEUE}'
done
"""
"""Everything lpstat and ipptool say of every queue, without the time since when."""


def seen(phase: str) -> dict[str, str]:
    """What the hosts of that phase show: to apt and dpkg, lpstat and ipptool, smbclient and testparm, passwd and chage."""
    match phase:
        case "quick-wins":
            return {
                "policy": clients.inside("t-pc", "apt-cache policy ictops-whiteboard-driver").text,
                "held": clients.inside("t-pc", "apt-mark showhold").text,
            }
        case "print":
            return {"queues": clients.inside("t-print", QUEUES).text}
        case "accounts":
            return {host: clients.inside(host, SHARED_LOGON).text for host in ("q-fs", "q-print", "q-pc12", "q-pc14")}
        case _:
            return {
                "configuration": clients.inside("t-fs", "testparm -s 2>/dev/null").text,
                "shares": clients.outside("smbclient", "-N", "-g", "-L", f"//{SERVER}").text,
                "guest writes": str(clients.guest_writes(SERVER, "Public")),
                "smb 1": str(clients.speaks_smb1(SERVER)),
                "access": clients.inside("t-fs", "cd /srv/shares && getfacl -R . 2>/dev/null").text,
            }


@dataclass(frozen=True)
class WayBack:
    """One phase, taken back and gone again: the command's words, and what the clients saw before, between and after."""

    converged: dict[str, str]
    rehearsed: Said
    rehearsal_seen: dict[str, str]
    undone: Said
    seen: dict[str, str]
    gaps: Said
    drift: Said
    again: Said
    old_plan: Said
    replanned: Said
    reapplied: Said
    seen_again: dict[str, str]
    log: Said


def go_back(ictops: Command, phase: str, plan: dict[str, Any], run: str) -> WayBack:
    """Take the run of the plan back, look, and then plan, approve and apply the phase anew."""
    school = SCHOOL_OF[phase]
    why = ("--for-real", "--why", "a lesson broke")
    return WayBack(
        converged=seen(phase),
        rehearsed=ictops("undo", run, "--json", ends_with=0),
        rehearsal_seen=seen(phase),
        undone=ictops("undo", run, *why, "--json"),
        seen=seen(phase),
        gaps=ictops("gaps", school, "--json"),
        drift=ictops("drift", school, "--json"),
        again=ictops("undo", run, *why),
        old_plan=ictops("apply", plan["digest"], "--for-real"),
        replanned=(replanned := ictops("plan", school, phase, "--json", ends_with=0)),
        reapplied=_reapplied(ictops, replanned.json["digest"]),
        seen_again=seen(phase),
        log=ictops("log", "--verify", ends_with=0),
    )


def _reapplied(ictops: Command, digest: str) -> Said:
    ictops("apply", digest, "--for-real", ends_with=4)
    ictops("approve", digest, "--by", "A. Example", "--why", "the lesson's plan was wrong", ends_with=0)
    return ictops("apply", digest, "--for-real", "--json")
