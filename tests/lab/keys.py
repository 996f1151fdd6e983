"""The lab's throw-away keys and passwords: made here, or read from inside the containers; nothing is trusted on first use."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
from collections.abc import Mapping

from tests.lab.containers import inside
from tests.lab.hosts import BY_SHORT, SCHOOLS, Host
from tests.lab.mess import staff_passwords
from tests.lab.places import DIRECTORY_PASSWORD, HOST_KEYS, IDENTITY, KEYS, STAFF_PASSWORDS, write_private
from tests.lab.podman import Podman
from tests.lab.trouble import CannotRunHere

COPIED = {
    "directory-ca.pem": ("dc1", "/var/lib/samba/private/tls/ca.pem"),
    "whiteboard-repository.asc": ("repo", "/root/repository.asc"),
    **{f"handover-{school}.pem": ("dc1", f"/root/handover-{school}.pem") for school in SCHOOLS},
}
"""Public keys a trust needs, and where they lie inside the lab."""


def identity() -> str:
    """The public half of the key pair that opens every host, made when missing."""
    if not IDENTITY.exists():
        if shutil.which("ssh-keygen") is None:
            raise CannotRunHere(
                "ssh-keygen is not installed: install it (Debian, Ubuntu: `sudo apt-get install openssh-client`)"
            )
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ictops lab", "-f", str(IDENTITY)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    return IDENTITY.with_suffix(".pub").read_text()


def new_passwords() -> None:
    """Fresh passwords for a new directory: its administrator's, and one for each invented account."""
    # Samba keeps its complexity rule for the administrator until the mess is planted, so every class of character is in it.
    write_private(DIRECTORY_PASSWORD, f"Aa1-{secrets.token_urlsafe(18)}")
    write_private(STAFF_PASSWORDS, json.dumps(staff_passwords(), indent=2) + "\n")


def host_keys(podman: Podman, host: Host) -> list[list[str]]:
    """The host's public keys as pairs of type and key, read from inside the container."""
    text = inside(podman, host, "cat /etc/ssh/ssh_host_*_key.pub")
    return sorted(line.split()[:2] for line in text.splitlines() if line)


def keep(podman: Podman, keys: Mapping[str, list[list[str]]]) -> None:
    """Write the host keys by address, and the public keys a trust needs, for everyone who reads the lab."""
    write_private(HOST_KEYS, json.dumps(dict(sorted(keys.items())), indent=2) + "\n")
    for name, (short, path) in COPIED.items():
        (KEYS / name).write_text(inside(podman, BY_SHORT[short], f"cat {path}"))
