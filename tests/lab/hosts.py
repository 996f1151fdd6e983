"""The lab's hosts: who stands where, and what each really runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NETWORK = "ictops-lab"
SUBNET = "10.99.0.0/16"
GATEWAY = "10.99.0.1"
"""This machine's own address on the lab's network."""
PREFIX = "ictops-lab-"
DOMAIN = "brackenfold.test"
REALM = DOMAIN.upper()
WORKGROUP = "BRACKENFOLD"
SCHOOLS = ("quillford", "tansybeck", "mothwick")
BASE_DN = ",".join(f"DC={part}" for part in DOMAIN.split("."))


class Kind(StrEnum):
    """What a host is. The value names its image and its planting script."""

    DIRECTORY = "directory"
    FILES = "files"
    PRINT = "print"
    CLASSROOM = "classroom"
    REPO = "repo"


FLAGS: dict[Kind, tuple[str, ...]] = {
    # Provisioning writes security.NTACL attributes.
    Kind.DIRECTORY: ("--cap-add=SYS_ADMIN",),
    # Mounting btrfs from a loop device (block devices of major number 7), and making its node.
    Kind.FILES: (
        "--cap-add=SYS_ADMIN,MKNOD",
        "--device=/dev/loop-control",
        "--device-cgroup-rule=b 7:* rmw",
        "--security-opt=apparmor=unconfined",
    ),
    Kind.PRINT: (),
    Kind.CLASSROOM: (),
    Kind.REPO: (),
}

UNITS: dict[Kind, tuple[str, ...]] = {
    Kind.DIRECTORY: ("ssh", "samba-ad-dc"),
    Kind.FILES: ("ssh", "shares-disk", "winbind", "smbd"),
    Kind.PRINT: ("ssh", "cups", "fakeprinter@follow-me"),
    Kind.CLASSROOM: ("ssh",),
    Kind.REPO: ("ssh", "repository"),
}

PORTS: dict[Kind, tuple[int, ...]] = {
    Kind.DIRECTORY: (22, 88, 389, 445, 636),
    Kind.FILES: (22, 445),
    Kind.PRINT: (22,),
    Kind.CLASSROOM: (22,),
    Kind.REPO: (22, 80),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A reference printer beside a print server, and the queue the school made for it (none for the follow-me printer)."""

    name: str
    port: int
    queue: str | None
    alive: bool = True


FOLLOW_ME = Printer(name="follow-me", port=8631, queue=None)
"""On every print server at ipp://localhost:8631/ipp/print: colour, two-sided, and no queue leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One container and the inherited machine it stands for."""

    short: str
    address: str
    name: str
    kind: Kind
    school: str
    printers: tuple[Printer, ...] = ()
    board: bool = False
    driver: str | None = None

    @property
    def container(self) -> str:
        return PREFIX + self.short

    @property
    def full_name(self) -> str:
        """The name in the trust's DNS."""
        return self.name if self.name.endswith(DOMAIN) else f"{self.name}.{DOMAIN}"

    @property
    def has_shared_logon(self) -> bool:
        """True where the school left one local account that everybody uses."""
        return self.kind in (Kind.FILES, Kind.PRINT, Kind.CLASSROOM)


def _printers(first: str, second: str, dead: str) -> tuple[Printer, ...]:
    return (
        FOLLOW_ME,
        Printer(name=first.lower(), port=8632, queue=first),
        Printer(name=second.lower(), port=8633, queue=second),
        Printer(name=dead.lower(), port=8634, queue=dead, alive=False),
    )


HOSTS = (
    Host(short="dc1", address="10.99.1.10", name=f"dc1.{DOMAIN}", kind=Kind.DIRECTORY, school="central"),
    Host(short="repo", address="10.99.1.20", name=f"repo.{DOMAIN}", kind=Kind.REPO, school="central"),
    Host(short="q-fs", address="10.99.11.10", name="qhs-fs01", kind=Kind.FILES, school="quillford"),
    Host(
        short="q-print",
        address="10.99.11.20",
        name="qhs-print01",
        kind=Kind.PRINT,
        school="quillford",
        printers=_printers("Staffroom", "Room12", "Library"),
    ),
    Host(short="q-pc12", address="10.99.11.112", name="qhs-r12-pc", kind=Kind.CLASSROOM, school="quillford", board=True),
    Host(
        short="q-pc14",
        address="10.99.11.114",
        name="qhs-r14-pc",
        kind=Kind.CLASSROOM,
        school="quillford",
        board=True,
        driver="1.0",
    ),
    Host(short="t-fs", address="10.99.12.10", name="tps-srv01", kind=Kind.FILES, school="tansybeck"),
    Host(
        short="t-print",
        address="10.99.12.20",
        name="tps-print",
        kind=Kind.PRINT,
        school="tansybeck",
        printers=_printers("Office", "Class3", "Hall"),
    ),
    Host(
        short="t-pc",
        address="10.99.12.103",
        name="tps-class3",
        kind=Kind.CLASSROOM,
        school="tansybeck",
        board=True,
        driver="1.0",
    ),
    Host(
        short="m-print",
        address="10.99.13.20",
        name="mgs-print",
        kind=Kind.PRINT,
        school="mothwick",
        printers=_printers("Reception", "Room5", "Workshop"),
    ),
    Host(short="m-pc", address="10.99.13.105", name="mgs-room5", kind=Kind.CLASSROOM, school="mothwick"),
)

BY_SHORT = {host.short: host for host in HOSTS}
DIRECTORY = BY_SHORT["dc1"]
