"""Services that write below /var by themselves: what of it a rehearsal is held to, and what not, entry by entry.

No scenario may leave one of CLOSER out whole: what is left out there stands here and, with its reason, in README.md (tested).
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

CLOSER = ("/var/lib/samba", "/var/cache/cups", "/var/spool/cups")
"""Folders that are looked into, whatever a scenario says of them."""

OWN: Mapping[str, str] = {
    "/var/cache/cups/job.cache*": "what CUPS remembers of jobs, written half a minute late",
    "/var/cache/cups/org.cups.cupsd": "CUPS's sign that it has jobs or queues to share, made and taken away as it likes",
    "/var/spool/cups/c[0-9]*": "what CUPS knows of a job, written half a minute late",
    "/var/spool/cups/tmp/*": "scraps and font caches of CUPS's filters",
    "/var/lib/samba/private/ldap_priv*": "sockets that the directory makes while it starts",
    "/var/lib/samba/private/ldapi": "a socket that the directory makes while it starts",
    "/var/lib/samba/private/msg.sock/*": "a socket a process, gone with it",
    "/var/lib/samba/private/smbd.tmp/*": "notes that Samba's processes leave each other",
    "/var/lib/samba/private/dns_update_cache": "which names the directory has told its DNS, looked through every ten minutes",
    "/var/lib/samba/winbindd_privileged/*": "winbind's socket",
}
"""Not looked at."""

LOOSE: Mapping[str, str] = {
    "/var/cache/cups": "its time moves with job.cache",
    "/var/spool/cups": "its time moves with jobs",
    "/var/spool/cups/tmp": "its time moves with its scraps",
    "/var/lib/samba/winbindd_cache.tdb": "winbind's cache",
    "/var/lib/samba/winbindd_idmap.tdb": "numbers that winbind gives to whom somebody asks for",
    "/var/lib/samba/netsamlogon_cache.tdb": "notes of who signed in",
    "/var/lib/samba/registry.tdb": "Samba adds what a question needs",
    "/var/lib/samba/private/netlogon_creds_cli.tdb": "keys of the server's own talks with its directory",
    "/var/lib/samba/private/schannel_store.tdb": "keys of the directory's talks with servers",
    "/var/lib/samba/private/idmap.ldb": "numbers that the directory gives to whom somebody asks for",
    "/var/lib/samba/private/sam.ldb*": "the directory, which notes sign-ins in itself; what it says is in the reading",
    "/var/lib/samba/private": "its time moves with sockets",
    "/var/lib/samba/private/msg.sock": "its time moves with processes",
    "/var/lib/samba/private/smbd.tmp": "its time moves with processes",
    "/var/lib/samba/winbindd_privileged": "its time moves with winbind's socket",
    "/var/lib/samba": "its time moves with databases that are made late",
}
"""Held to being there, mode, owner and group; not to size and time."""

type States = dict[str, list[Any]]


def left_out(unwatched: Mapping[str, str]) -> dict[str, str]:
    """What a scenario leaves out, without the folders that are looked into all the same."""
    return {path: why for path, why in unwatched.items() if path not in CLOSER}


def held_to(states: States) -> States:
    """What is compared of the states of a host's files."""
    return {path: _loosened(path, state) for path, state in states.items() if not _fits(path, OWN)}


def _loosened(path: str, state: list[Any]) -> list[Any]:
    return [*state[:3], None, None] if _fits(path, LOOSE) else state


def _fits(path: str, patterns: Mapping[str, str]) -> bool:
    return path.startswith(CLOSER) and any(fnmatchcase(path, pattern) for pattern in patterns)
