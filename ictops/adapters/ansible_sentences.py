"""What a host or Ansible said in its own words, told in one sentence with what to do. Pure; the text is untrusted."""

from __future__ import annotations

import re
import unicodedata

from ictops.apply import HostEnd

LONGEST = 2000

type Told = tuple[HostEnd, str]

SSH_TROUBLES: tuple[tuple[str, HostEnd, str], ...] = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED|Host key for \S+ has changed",
        HostEnd.FAILED,
        "it answered with another host key than the one on record, so nothing was sent to it; find out whether the machine was"
        " rebuilt or replaced, and only then put its new key into the school's known_hosts",
    ),
    (
        r"No \S+ host key is known|Host key verification failed",
        HostEnd.FAILED,
        "its host key is not in the school's known_hosts, so nothing was sent to it; read the key at the machine itself"
        " and add it under this device's id",
    ),
    (
        r"Permission denied|Too many authentication failures",
        HostEnd.FAILED,
        "it refused our user or SSH key (wrong credential); check that the user exists there and has our public key",
    ),
    (
        r"sudo: a password is required|Missing sudo password|is not in the sudoers file",
        HostEnd.FAILED,
        "our user may not become root there; give it passwordless sudo",
    ),
    (
        r"Connection timed out|Operation timed out|Timeout, server \S+ not responding",
        HostEnd.UNREACHABLE,
        "it did not answer in time; check that it is switched on and that its address is right",
    ),
    (
        r"Connection refused",
        HostEnd.UNREACHABLE,
        "it refused the connection; check that its SSH service runs and that its port is right",
    ),
    (
        r"No route to host|Network is unreachable|Could not resolve hostname",
        HostEnd.UNREACHABLE,
        "there is no way to its address; check the network between here and there, and the address",
    ),
    (
        r"Connection reset|Connection closed|Broken pipe|Shared connection",
        HostEnd.UNREACHABLE,
        "the connection broke; what was under way there is unknown, so read it again",
    ),
)
"""In order: the first pattern that is found decides. A changed key also says that verification failed, so it comes first."""

WRONG_PASSWORD = re.compile(r"invalid ?credentials|INVALID_CREDENTIALS|NT_STATUS_LOGON_FAILURE", re.IGNORECASE)


def shown(text: str, *, lines: bool = False) -> str:
    """The text, bounded, every control and invisible character as an escape; on one line unless `lines`."""
    if not lines:
        text = " ".join(text.split())
    kept = "".join(_escaped(character) for character in text[: LONGEST + 1])
    return kept if len(kept) <= LONGEST else kept[:LONGEST] + " … (cut)"


def _escaped(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return character
    return character.encode("unicode_escape").decode("ascii")


def not_reached(said: str) -> Told:
    """How a host ended that Ansible calls unreachable, and the sentence for it."""
    for pattern, end, sentence in SSH_TROUBLES:
        if re.search(pattern, said):
            return end, f"{sentence}."
    return HostEnd.UNREACHABLE, f"it could not be reached: {shown(said)}. Check that it is on and answers over SSH."


def task_failed(task: str, said: str, *, hidden: bool) -> str:
    """The sentence for a task that failed. `hidden` when Ansible kept its output back because it handles a secret."""
    if WRONG_PASSWORD.search(said):
        return f"{shown(task)}: the directory refused the password (invalid credentials); set the right one and run again."
    if hidden:
        return (
            f"{shown(task)}: it failed, and its output is hidden because it handles a secret;"
            " check the directory's password first, then run again."
        )
    return f"{shown(task)}: {shown(said) or 'it failed without a word'}. Put that right and run again."
