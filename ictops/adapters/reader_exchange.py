"""What is said in one exchange with a host: one script out, framed answers back. Text and bytes in, values out.

The script runs every probe and frames each answer with a word made for this exchange alone. The word is sent in two halves
and put together on the host, so that a host which echoes what it is sent never says it. What a probe printed travels as
base64, with a last line of its own that is lost when the output was cut; whatever else a host sends is passed over.

Read by the reader's child process, which starts for every sweep: so only the standard library is imported here.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

PROBE_SECONDS = 45
PROBE_BYTES = 256 * 1024
ANSWER_BYTES = 1024 * 1024
"""The most a host may send in all. An honest reading of ours is below 50 KiB."""

SCRIPT = """\
{{
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
umask 077
word={first}; word=${{word}}{second}
say() {{ printf '\\n%s %s\\n' "$word" "$*"; }}
probe() {{
  said=$({{ timeout -k 2 {seconds} sh -c "$2" </dev/null 2>/dev/null; printf '\\n%s %s' "$word" $?; }} |
    head -c {bytes} | base64 -w 0)
  say probe "$1" "$said"
}}
say user "$(id -u)"
{probes}
say end
exit
}}
"""
"""In braces, so that the shell has read the last line before it runs the first: half a script does nothing."""


type Why = Literal[
    "unreachable",
    "unknown host key",
    "changed host key",
    "wrong credential",
    "timed out",
    "no right to read as root",
    "answered with something else",
]
"""The words of `ictops.apply.NotReadWhy`."""


class CannotRead(Exception):
    """A host that cannot be read: why, and a sentence with what to do."""

    def __init__(self, why: Why, says: str) -> None:
        super().__init__(says)
        self.why = why
        self.says = says


class Output(NamedTuple):
    """What one probe printed; `because` says why there is no text."""

    text: str | None = None
    status: int | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """The probes of one host, and the word that frames their answers."""

    probes: Mapping[str, str]
    first: str = field(default_factory=lambda: secrets.token_hex(12))
    second: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def word(self) -> str:
        return self.first + self.second

    def script(self) -> str:
        """The whole script, for a POSIX shell's standard input."""
        probes = "\n".join(f"probe {shlex.quote(name)} {shlex.quote(script)}" for name, script in self.probes.items())
        said = {"first": self.first, "second": self.second, "seconds": PROBE_SECONDS, "bytes": PROBE_BYTES, "probes": probes}
        return SCRIPT.format(**said)

    @property
    def end(self) -> bytes:
        """What the host sends last of all."""
        return f"\n{self.word} end\n".encode()

    def answer(self, sent: bytes, complaint: str) -> dict[str, Output]:
        """Each probe's output. `complaint`: the beginning of the host's standard error. Raises CannotRead."""
        frames = re.findall(rb"(?m)^%s ([^\r\n]*)\r?$" % self.word.encode(), sent)
        if not frames:
            raise _unframed(complaint)
        if frames[0] != b"user 0":
            raise _no_root(f"the user it became is {_shown(frames[0].removeprefix(b'user '))}, not 0")
        if frames[-1] != b"end":
            raise CannotRead("answered with something else", "its answer was cut off; read it again")
        found = dict(frame.split(b" ")[1:] for frame in frames if frame.startswith(b"probe ") and frame.count(b" ") == 2)
        return {name: self._output(found.get(name.encode())) for name in self.probes}

    def _output(self, encoded: bytes | None) -> Output:
        if encoded is None:
            return Output(because="the host did not answer this probe")
        try:
            whole = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            return Output(because="the answer to this probe was garbled on the way")
        text, _, last = whole.rpartition(b"\n")
        if not re.fullmatch(rb"%s \d{1,3}" % self.word.encode(), last):
            return Output(because=f"the probe printed more than {PROBE_BYTES // 1024} KiB, or was cut off")
        return _decoded(text, int(last.rpartition(b" ")[2]))


def _decoded(text: bytes, status: int) -> Output:
    if status in (124, 137):
        return Output(status=status, because=f"the probe did not end within {PROBE_SECONDS} s")
    try:
        return Output(text=text.decode("utf-8"), status=status)
    except UnicodeDecodeError:
        return Output(status=status, because="the probe printed bytes that are not UTF-8 text")


def _unframed(complaint: str) -> CannotRead:
    if re.search(r"\b(sudo|doas)\b", complaint):
        return _no_root(f"it said {_shown(complaint.encode())}")
    says = "it let us in but did not run the probes; see what its sign-in shell does for this user"
    return CannotRead("answered with something else", f"{says} (it said {_shown(complaint.encode())})" if complaint else says)


def _no_root(what: str) -> CannotRead:
    says = f"reading needs root without a password: {what}; let the user run sh through sudo without one"
    return CannotRead("no right to read as root", says)


def _shown(said: bytes) -> str:
    """The first characters of what a host said, with nothing in them that a terminal would act on."""
    return ascii(said.decode("utf-8", "replace").strip()[:120])
