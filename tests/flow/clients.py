"""What clients that are not ours see of the lab: smbclient, smbcacls, lp, ipptool, ldapsearch, kinit, apt, testparm."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAB = ROOT / ".lab"


@dataclass(frozen=True)
class Seen:
    """A client's exit status and everything it printed."""

    status: int
    text: str

    @property
    def fine(self) -> bool:
        return self.status == 0


def inside(host: str, command: str, given: str = "") -> Seen:
    """Run a shell command in a host of the lab, as root, with `given` on its standard input."""
    done = subprocess.run(
        [sys.executable, "tests/lab/lab.py", "exec", host, "--", "sh", "-c", command],
        cwd=ROOT, input=given, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Seen(done.returncode, done.stdout + done.stderr)


def outside(*words: str, given: str = "") -> Seen:
    """Run a client on this machine."""
    done = subprocess.run(words, cwd=ROOT, input=given, capture_output=True, text=True, timeout=60, check=False)
    return Seen(done.returncode, done.stdout + done.stderr)


def guest_writes(address: str, share: str) -> bool:
    """Whether smbclient, with no account at all, can leave a file in the share."""
    return outside("smbclient", "-N", f"//{address}/{share}", "-c", "put /etc/hostname by-a-guest.txt").fine


def staff_writes(address: str, share: str, account: str, kibibytes: int = 1) -> Seen:
    """What smbclient says when the member of staff leaves a file of that size in the share, over SMB 3."""
    return writes(address, share, account, staff_passwords()[account], kibibytes)


def writes(address: str, share: str, account: str, password: str, kibibytes: int = 1) -> Seen:
    """What smbclient says when the account leaves a file of that size in the share, over SMB 3."""
    file = LAB / f"{kibibytes}-kib.bin"
    file.write_bytes(bytes(1024) * kibibytes)
    login = f"BRACKENFOLD\\{account}%{password}"
    command = f"put {file} {account}-{kibibytes}.bin"
    return outside("smbclient", f"//{address}/{share}", "-U", login, "-m", "SMB3_11", "-c", command)


def speaks_smb1(address: str) -> bool:
    """Whether smbclient can talk to the server in the protocol of 1996."""
    options = ("--option=client min protocol=NT1", "--option=client max protocol=NT1")
    return outside("smbclient", "-N", "-L", f"//{address}", *options).fine


def jobs_taken(host: str, queue: str) -> Seen:
    """What lp says to a job for the queue, its number left out."""
    seen = inside(host, f"lp -d {queue} /etc/hostname")
    return Seen(seen.status, re.sub(r"-\d+ \(", "-N (", seen.text))


def logs_on(host: str, account: str, password: str) -> bool:
    """Whether the directory gives the account a Kerberos ticket."""
    return inside(host, f"kinit {account} && kdestroy", given=f"{password}\n").fine


def envelope(school: str) -> list[dict[str, str]]:
    """The new accounts of a school, as its office reads them: `openssl cms` with the school's own key."""
    command = (
        f"for one in /var/lib/ictops/handover/{school}-*.cms; do "
        f"openssl cms -decrypt -inform PEM -in $one -inkey /root/handover-{school}.key; done"
    )
    return list(csv.DictReader(inside("dc1", command).text.splitlines()))


def first_sign_in(account: str, initial: str, chosen: str) -> Seen:
    """What kinit says to a new member of staff, who has to choose another password."""
    return inside("dc1", f"kinit {account} && kdestroy", given=f"{initial}\n{chosen}\n{chosen}\n")


def directory_says(search: str, *attributes: str) -> str:
    """What ldapsearch finds over LDAPS with the certificate checked, as the administrator."""
    password = (LAB / "directory-password").read_text(encoding="utf-8").strip()
    command = (
        "LDAPTLS_CACERT=/var/lib/samba/private/tls/ca.pem LDAPTLS_REQCERT=demand "
        "ldapsearch -LLL -o ldif-wrap=no -H ldaps://dc1.brackenfold.test -x -D administrator@brackenfold.test -y /dev/stdin "
        f"-b DC=brackenfold,DC=test '{search}' {' '.join(attributes)}"
    )
    return inside("dc1", command, given=password).text


def staff_passwords() -> dict[str, str]:
    found: dict[str, str] = json.loads((LAB / "staff-passwords.json").read_text(encoding="utf-8"))
    return found
