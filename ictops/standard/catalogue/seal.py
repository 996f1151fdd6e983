"""How a probe's script is put together, and how its output proves that it is whole.

A script is a list of steps. Each step's output is written line by line behind `label: `, then `label = status`.
The last line seals the rest: the probe's name and the SHA-256 of every byte above it, reckoned on the host. An output that
was cut, lost lines, had bytes changed or came from another probe does not fit its seal, and then nothing can be told.
"""

from __future__ import annotations

import hashlib
import itertools
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ictops.standard.control import CannotTell

SEAL = "ictops-sealed"

FRAME = """\
export LC_ALL=C
labelled() {{ [ -z "$2" ] || printf '%s\\n' "$2" | sed "s/^/$1: /"; printf '%s = %s\\n' "$1" "$3"; }}
step() {{ label=$1; shift; text=$(timeout 12 "$@" 2>/dev/null </dev/null); labelled "$label" "$text" $?; }}
all=$(
{steps}
)
hash=$(printf '%s\\n' "$all" | sha256sum); printf '%s\\n{seal} {name} %s\\n' "$all" "${{hash%% *}}"
"""
"""`step LABEL COMMAND…` runs one command for at most 12 s; `labelled LABEL TEXT STATUS` reports what was found another way."""


def sealed(name: str, steps: str) -> str:
    """The POSIX sh script of a probe: its steps, and the seal beneath their output."""
    return FRAME.format(steps=steps.strip("\n"), seal=SEAL, name=name)


def quoted(*words: str) -> str:
    """The words as arguments of a shell command, whatever characters they hold."""
    return " ".join(shlex.quote(word) for word in words)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole output: the lines of each step, and the status each step ended with."""

    lines: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, str]

    def of(self, label: str, *, allowed: tuple[str, ...] = ("0",)) -> tuple[str, ...]:
        """The lines of one step; CannotTell when it was not run or ended with a status that is not allowed."""
        status = self.statuses.get(label)
        if status is None:
            raise CannotTell(f"the host's answer has no part {label!r}")
        if status not in allowed:
            raise CannotTell(f"on the host, {label!r} ended with status {status}{_meaning(status)}")
        return self.lines.get(label, ())

    def numbered(self, *labels: str) -> Iterator[tuple[str, str]]:
        """The numbered steps under any of these labels, with their numbers: 1, 2 … as far as they go without a break."""
        for number in itertools.count(1):
            found = [(label, str(number)) for label in labels if f"{label}{number}" in self.statuses]
            if not found:
                return
            yield from found


def _meaning(status: str) -> str:
    return {"124": ": it took too long", "127": ": a command it needs is not installed"}.get(status, "")


def opened(name: str, output: str) -> Answer:
    """What the probe called `name` found. CannotTell unless the output carries that probe's seal, and fits it."""
    above, newline, below = output.removesuffix("\n").rpartition("\n")
    text = above + newline
    if not newline or below != f"{SEAL} {name} {hashlib.sha256(text.encode()).hexdigest()}" or not output.endswith("\n"):
        raise CannotTell(f"the output is not a whole {name} reading: empty, cut off, changed on the way, or of something else")
    return _by_label(text)


def _by_label(text: str) -> Answer:
    lines: dict[str, list[str]] = {}
    statuses: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        label, mark, rest = line.partition(" ")
        if label.endswith(":"):
            lines.setdefault(label[:-1], []).append(rest)
        elif mark and rest.startswith("= "):
            statuses[label] = rest[2:]
        else:
            raise CannotTell(f"the output holds a line that no step wrote: {line[:80]!r}")
    return Answer({label: tuple(found) for label, found in lines.items()}, statuses)
