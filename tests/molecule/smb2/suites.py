"""What smbtorture, Samba's own test of the protocol, says of a share, and where two shares differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SUITES = (
    "smb2.connect",
    "smb2.create",
    "smb2.read",
    "smb2.rw",
    "smb2.rename",
    "smb2.dir",
    "smb2.lock",
    "smb2.oplock",
    "smb2.lease",
    "smb2.compound",
    "smb2.getinfo",
    "smb2.setinfo",
    "smb2.sharemode",
    "smb2.deny",
    "smb2.mkdir",
    "smb2.acls",
)
"""What people's programs do all day: open, read, write, rename, list, lock, keep a copy, and look at who may."""

BAD = ("failure", "error")
LOST = "lost"
"""What became of a test that one share reached and the other did not."""
ANSWER = re.compile(r"^(success|failure|error|skip): (\S+)(?: \[\n(.*?)^\])?", re.MULTILINE | re.DOTALL)

type Answers = Mapping[str, tuple[str, str]]
"""By a test's full name: how it ended, and what smbtorture said of it."""


def answers(printed: str) -> Answers:
    """What smbtorture printed under `--fullname`."""
    return {name: (word, (said or "").strip()) for word, name, said in ANSWER.findall(printed)}


def failing(found: Answers) -> set[str]:
    """The tests that did not end well."""
    return {name for name, (word, _) in found.items() if word in BAD}


def doubtful(ours: Answers, plain: Answers) -> list[str]:
    """The tests to ask again, each alone: some leave what their own rules forbid them to delete, and the next trips over it."""
    return sorted(line.partition(": ")[0] for line in worse(ours, plain))


def worse(ours: Answers, plain: Answers) -> Iterator[str]:
    """A line for each test that fails on our share only. One that ran on the plain share and not on ours counts as failing."""
    for name in sorted(failing(ours) - failing(plain)):
        yield f"{name}: {ours[name][0]}: {ours[name][1]}"
    for name in sorted(plain.keys() - ours.keys() - failing(plain)):
        yield f"{name}: {LOST}: it ran on the plain share only"


def told(ours: Answers, plain: Answers) -> str:
    """How the two shares compare, in a few lines for whoever runs it."""
    here, there = failing(ours), failing(plain)
    lines = [
        f"tests: {len(ours)} on ours, {len(plain)} on the plain share",
        f"failing: {len(here)} on ours, {len(there)} on the plain share, {len(here & there)} on both",
        *(f"  only on the plain share: {name}" for name in sorted(there - here)),
        *(f"  only on ours: {line}" for line in worse(ours, plain)),
    ]
    return "\n".join(lines)
