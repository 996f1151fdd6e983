"""Where the lab's own files lie, and how its private ones are written."""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STATE = ROOT / ".lab"
"""Everything `up` makes on this machine: keys, passwords, logs. Ignored by git, private to its owner."""

LOGS = STATE / "log"
KEYS = STATE / "keys"
PLANTED = STATE / "planted"
HOST_KEYS = STATE / "host-keys.json"
IDENTITY = STATE / "id"
DIRECTORY_PASSWORD = STATE / "directory-password"
STAFF_PASSWORDS = STATE / "staff-passwords.json"
CONTAINERS_CONF = STATE / "containers.conf"


def prepare() -> None:
    """Make the lab's folders, closed to other users of this machine."""
    STATE.mkdir(mode=0o700, exist_ok=True)
    STATE.chmod(0o700)
    for folder in (LOGS, KEYS, PLANTED):
        folder.mkdir(exist_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
