"""The example trust, taken once through the whole flow on the lab's real services: what was said and seen at each step."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ictops.adapters.ansible_runner import AnsibleRunner
from ictops.apply import Run, RunRequest
from ictops.wiring.staffing import staff_secrets
from ictops.wiring.trust import open_trust
from tests.flow import clients
from tests.flow.ictops_command import Command, Said
from tests.flow.way_back import PHASES, seen

ROOT = Path(__file__).parents[2]

STEPS = (
    ("central", "accounts"),
    ("quillford", "quick-wins"),
    ("quillford", "accounts"),
    ("quillford", "storage"),
    ("quillford", "print"),
    ("tansybeck", "quick-wins"),
    ("tansybeck", "storage"),
    ("tansybeck", "print"),
)
"""The phases the story takes, in order. Mothwick stays as it is: it has only been audited."""

FOLLOW_ME = "ipp://localhost/printers/FollowMe"
SHARES = ("Teachers", "Public", "StaffShared")
MEASURE_ROOM = "! [ -e /etc/systemd/system/ictops-space.service ] || systemctl start ictops-space.service"
"""The role's own measuring, where the role has been."""
Q_FS, T_FS = "10.99.11.10", "10.99.12.10"


@dataclass(frozen=True)
class Eyes:
    """What clients that are not ours saw of the lab at one moment."""

    guest_writes: dict[str, bool]
    speaks_smb1: dict[str, bool]
    staff_write: dict[str, bool]
    strangers_write: dict[str, bool]
    beyond_the_limit: clients.Seen
    signing: str
    desk_job: clients.Seen
    follow_me_job: clients.Seen
    follow_me_attributes: clients.Seen
    generic_logs_on: bool
    staff_logs_on: bool
    lockout: str
    units: str
    generic_account: str
    driver: dict[str, str]
    held: dict[str, str]
    local_teacher: str


def look() -> Eyes:
    """Look at the lab with smbclient, testparm, lp, ipptool, kinit, ldapsearch, apt-cache, apt-mark and passwd."""
    staff = clients.staff_passwords()
    pcs = ("q-pc12", "q-pc14", "t-pc", "m-pc")
    return Eyes(
        guest_writes={address: clients.guest_writes(address, "Public") for address in (Q_FS, T_FS)},
        speaks_smb1={address: clients.speaks_smb1(address) for address in (Q_FS, T_FS)},
        staff_write={share: clients.staff_writes(Q_FS, share, "tstaff1").fine for share in SHARES},
        strangers_write={share: clients.staff_writes(Q_FS, share, "tstaff2").fine for share in SHARES},
        beyond_the_limit=fill_the_share(),
        signing=clients.inside("q-fs", "testparm -s --parameter-name='server signing' 2>/dev/null").text.strip(),
        desk_job=clients.jobs_taken("q-print", "Room12"),
        follow_me_job=clients.jobs_taken("q-print", "FollowMe"),
        follow_me_attributes=clients.inside(
            "q-print",
            f"ipptool -tv {FOLLOW_ME} get-printer-attributes.test | grep -E 'sides-default|print-color-mode-default'",
        ),
        generic_logs_on=clients.logs_on("dc1", "teacher", staff["teacher"]),
        staff_logs_on=clients.logs_on("dc1", "tstaff1", staff["tstaff1"]),
        lockout=clients.directory_says("(objectClass=domainDNS)", "lockoutThreshold", "minPwdLength"),
        units=clients.directory_says("(objectClass=organizationalUnit)", "dn"),
        generic_account=clients.directory_says("(sAMAccountName=teacher)", "userAccountControl"),
        driver={pc: clients.inside(pc, "apt-cache policy ictops-whiteboard-driver").text for pc in pcs},
        held={pc: clients.inside(pc, "apt-mark showhold").text for pc in pcs},
        local_teacher=clients.inside("q-pc12", "passwd -S teacher").text,
    )


def fill_the_share() -> clients.Seen:
    """What smbclient says to more than the share may hold. What was left of it goes again: a full share is a drift.

    So is a share of which clients are told less room than it has, up to a minute long: the room is measured at once.
    """
    said = clients.staff_writes(Q_FS, "StaffShared", "tstaff1", kibibytes=80 * 1024)
    clients.inside("q-fs", f"rm -f /srv/shares/StaffShared/tstaff1-81920.bin; sync; {MEASURE_ROOM}")
    return said


@dataclass(frozen=True)
class Newcomer:
    """Somebody who teaches at two schools, on the day their account was made."""

    accounts: str
    envelopes: dict[str, list[dict[str, str]]]
    logon: str
    first_sign_in: clients.Seen
    initial_again: bool
    wrote: dict[str, clients.Seen]


STAFF_OF = "(memberOf=CN={0}-Staff,OU=Groups,OU={0},OU=Schools,DC=brackenfold,DC=test)"
TEACHES_AT_TWO = f"(&(employeeID=*){STAFF_OF.format('quillford')}{STAFF_OF.format('tansybeck')})"


@dataclass(frozen=True)
class Phase:
    """One phase: planned, refused without approval, rehearsed, approved, applied; refused once spent, and run again."""

    plan: Said
    refused: Said
    rehearsed: Said
    approved: Said
    applied: Said
    spent: Said
    again: Run


@dataclass(frozen=True)
class Story:
    """Everything said and seen, in the order it happened."""

    trust: Path
    imported: Said
    review: Said
    inventory: Said
    unmeasured: Said
    mess: Eyes
    inherited: dict[str, dict[str, str]]
    first_reading: Said
    first_gaps: Said
    too_early: Said
    rehearsed: Eyes
    phases: dict[tuple[str, str], Phase]
    newcomer: Newcomer
    cleaned: Eyes
    gaps: Said
    quiet: Said
    drifted: Said
    drift_by_hand: str
    report: Said
    log: Said


def tell(ictops: Command) -> Story:
    """Take the trust from its audits to its report. Every command's words and exit number are kept for the tests."""
    tell_trust(ictops.trust)
    imported = ictops("audit", "import", "--json", ends_with=3)
    review = ictops("audit", "review", "--json", ends_with=0)
    inventory = ictops("inventory", "--json", ends_with=0)
    tell_trust(ictops.trust)
    unmeasured = ictops("gaps", "--json", ends_with=3)
    mess, inherited = look(), {phase: seen(phase) for phase in PHASES}
    first_reading = ictops("drift", "--json", ends_with=0)
    first_gaps = ictops("gaps", "--json", ends_with=3)
    too_early = ictops("plan", "quillford", "storage", ends_with=4)
    first = _rehearse(ictops, *STEPS[0])
    rehearsed = look()
    phases = {STEPS[0]: _apply(ictops, *first)}
    put_staff_into_groups()
    phases |= {step: _apply(ictops, *_rehearse(ictops, *step)) for step in STEPS[1:]}
    newcomer, cleaned = sign_in_for_the_first_time(), look()
    gaps = ictops("gaps", "--json")
    quiet = ictops("drift", "--json", ends_with=0)
    drift_by_hand = clients.outside(sys.executable, "tests/lab/lab.py", "drift", "queue").text
    drifted = ictops("drift", "--json", ends_with=3)
    return Story(
        trust=ictops.trust, imported=imported, review=review, inventory=inventory, unmeasured=unmeasured, mess=mess,
        inherited=inherited, first_reading=first_reading, first_gaps=first_gaps, too_early=too_early, rehearsed=rehearsed,
        phases=phases, newcomer=newcomer, cleaned=cleaned, gaps=gaps, quiet=quiet, drifted=drifted, drift_by_hand=drift_by_hand,
        report=ictops("report", "--json", ends_with=0), log=ictops("log", "--verify", "--json", ends_with=0),
    )  # fmt: skip


def sign_in_for_the_first_time() -> Newcomer:
    """The teacher of two schools opens the account that the staff lists made, and leaves a file at both schools."""
    accounts = clients.directory_says(TEACHES_AT_TWO, "sAMAccountName")
    logon = next(line.split(": ")[1] for line in accounts.splitlines() if line.startswith("sAMAccountName: "))
    envelopes = {school: clients.envelope(school) for school in ("quillford", "tansybeck")}
    initial = next(row["initial_password"] for rows in envelopes.values() for row in rows if row["logon"] == logon)
    chosen = "Kettle-Marble-Otter-7"
    first = clients.first_sign_in(logon, initial, chosen)
    return Newcomer(
        accounts=accounts, envelopes=envelopes, logon=logon, first_sign_in=first,
        initial_again=clients.logs_on("dc1", logon, initial),
        wrote={address: leave_a_file(host, address, logon, chosen) for host, address in (("q-fs", Q_FS), ("t-fs", T_FS))},
    )  # fmt: skip


def leave_a_file(host: str, address: str, logon: str, password: str) -> clients.Seen:
    """What smbclient says when the newcomer leaves a file. It goes again: a folder that holds something survives an undo."""
    said = clients.writes(address, "StaffShared", logon, password)
    clients.inside(host, f"rm -f /srv/shares/StaffShared/{logon}-1.bin")
    return said


def tell_trust(folder: Path) -> None:
    """Have the lab write its public keys, and the host keys of the inventories that are there, into the trust's folder."""
    told = clients.outside(sys.executable, "tests/lab/lab.py", "trust", str(folder))
    assert told.fine, told.text


def put_staff_into_groups() -> None:
    """What the schools' offices do by hand between the accounts and the storage phase. tstaff2 stays outside."""
    added = clients.outside(sys.executable, "tests/lab/lab.py", "staff")
    assert added.fine, added.text


def _rehearse(ictops: Command, school: str, phase: str) -> tuple[Said, Said, Said]:
    plan = ictops("plan", school, phase, "--json", ends_with=0)
    refused = ictops("apply", plan.json["digest"], "--for-real", "--json", ends_with=4)
    return plan, refused, ictops("apply", plan.json["digest"], "--json", ends_with=0)


def _apply(ictops: Command, plan: Said, refused: Said, rehearsed: Said) -> Phase:
    digest = plan.json["digest"]
    approved = ictops("approve", digest[:16], "--by", "A. Example", "--why", "after school, agreed with the head", ends_with=0)
    applied = ictops("apply", digest, "--for-real", "--json")
    spent = ictops("apply", digest, "--for-real", "--json")
    again = run_again(ictops, plan.json, applied.json["run"]["request"]["id"])
    return Phase(plan=plan, refused=refused, rehearsed=rehearsed, approved=approved, applied=applied, spent=spent, again=again)


def run_again(ictops: Command, plan: dict[str, Any], run: str) -> Run:
    """The plan's roles on its hosts once more, straight through the runner: an approval is good for one run only.

    Under the run's own name, so that there is nothing left to keep either.
    """
    request = RunRequest(
        id=run, school=plan["school"], for_real=True,
        roles=tuple(sorted({change["role"] for change in plan["changes"]})),
        hosts=tuple(sorted({change["device"] for change in plan["changes"]})),
    )  # fmt: skip
    password = {"accounts_directory_password": ictops.environment["ICTOPS_DIRECTORY_PASSWORD"]}
    runner = AnsibleRunner(
        school_folder=lambda school: ictops.trust / "schools" / school,
        known_hosts=ictops.trust / "known_hosts" / plan["school"],
        content=ROOT,
        key=Path(ictops.environment["ICTOPS_SSH_KEY"]),
        run_folder=ictops.trust / ".ictops" / "runs" / f"again-{plan['digest'][:12]}",
        secrets={**password, **staff_secrets(open_trust(ictops.trust), request)},
    )
    return runner.run(request, on_result=lambda _: None)
