"""The private folder of a run: made 0700, filled, and gone again afterwards, with its SSH connections closed.

It stands below the run's own folder, so that after a kill the next to hold the school's lock finds it and takes it away.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ictops.adapters.ansible_secrets import Secrets, is_secret
from ictops.adapters.ansible_settings import PATH, Paths, connection_variables
from ictops.errors import Fault, RunFailed

CALLBACKS = Path(__file__).with_name("ansible_callback")
SHORT = "short"
"""A link in the private folder to the short one, which holds the sockets and leads back here by a plain path."""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What a run is made from: the school's inventory and host keys, the roles and playbooks, our SSH key, the secrets."""

    school: Path
    known_hosts: Path
    content: Path
    key: Path
    secrets: Secrets


@contextlib.contextmanager
def private_folder(sources: Sources, *, run_folder: Path, school: str) -> Iterator[Paths]:
    """A filled private folder. Raises RunFailed naming everything that is missing, before anything is written."""
    _check(sources)
    private = run_folder / _name(school)
    short = Path(tempfile.mkdtemp(prefix="ictops-"))  # short: a socket's path may have no more than 100 characters
    try:
        private.mkdir(mode=0o700)
        (private / SHORT).symlink_to(short)
        (short / "run").symlink_to(private.resolve())
        paths = Paths.inside(short / "run", sockets=short / "cp")
        _fill(paths, sources)
        yield paths
    finally:
        _remove(private, short)


def remove_leftovers(runs: Path, school: str) -> None:
    """Take away what killed runs of a school left among its run folders. Only for who holds the school's lock."""
    for private in runs.glob(f"*/{_name(school)}"):
        link = private / SHORT
        _remove(private, link.readlink() if link.is_symlink() else None)


def write_private(path: Path, text: str) -> None:
    """Write a file that only we may read, and that was not there before."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _name(school: str) -> str:
    return f"private-{school}"  # the school's id to its end: the runs of oak are none of oak-hill's


def _remove(private: Path, short: Path | None) -> None:
    if short:
        _close_connections(short / "cp")
        shutil.rmtree(short, ignore_errors=True)
    shutil.rmtree(private, ignore_errors=True)


def _check(sources: Sources) -> None:
    playbook = sources.content / "playbooks" / "converge_school.yml"
    wanted = (
        (sources.school / "hosts.json", "the school's inventory", "run `ictops inventory`"),
        (
            sources.known_hosts,
            "the school's host keys",
            "read each host's key at the host and put it there under the device's id",
        ),
        (playbook, "the playbook", "install ictops again"),
        (sources.key, "the SSH key", "name the right key file"),
    )
    missing = [Fault(str(path), f"{what} is not there", do) for path, what, do in wanted if not path.is_file()]
    wrong = [
        Fault(name, "a secret's value must be text, or lists and mappings of it", "quote it")
        for name, value in sources.secrets.items()
        if not is_secret(value)
    ]
    if missing or wrong:
        raise RunFailed([*missing, *wrong])


def _fill(paths: Paths, sources: Sources) -> None:
    for folder in (paths.sockets, paths.scratch, paths.collections, paths.content):
        folder.mkdir(mode=0o700)
    for link, target in ((paths.key, sources.key), (paths.callbacks, CALLBACKS)):
        link.symlink_to(target.resolve())
    # Copies: what runs, and the keys that are checked, are those of the run's beginning, whoever edits them meanwhile.
    shutil.copytree(sources.school, paths.school, symlinks=True)
    for part in ("roles", "playbooks"):
        shutil.copytree(sources.content / part, paths.content / part, ignore=shutil.ignore_patterns("__pycache__", "molecule"))
    shutil.copyfile(sources.known_hosts, paths.known_hosts)
    write_private(paths.connection, connection_variables(paths, ssh=_ssh()))


def _ssh() -> str:
    if found := shutil.which("ssh", path=PATH):
        return found
    raise RunFailed(Fault("ssh", "the OpenSSH client is not installed", "install openssh-client"))


def _close_connections(sockets: Path) -> None:
    """SSH masters outlive Ansible by a minute; ask each to go now."""
    for socket in sockets.glob("*"):
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603  # our own path, no shell
                [_ssh(), "-F", "/dev/null", "-o", f"ControlPath={socket}", "-O", "exit", "none"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=5,
                check=False,
            )
