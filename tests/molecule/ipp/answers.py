"""What ipptool says of a queue by a conformance file that is not ours, and where our queue does worse than a plain one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FILE = "ipp-2.0.test"
"""Every test of IPP/1.1 (RFC 8011), and what IPP/2.0 (PWG 5100.12) asks beyond it; it comes with the package cups-ipp-utils."""
ENDED = re.compile(r" {4}(\S.*?)\s+\[(PASS|FAIL|SKIP)\]")
SAYS_WHAT_IT_GOT = re.compile(r"RECEIVED: |status-code = |status-message=|[a-z-]+ \([^)]*\) = ")

TWICE = 'Duplicate "sides-default" attribute in printer-attributes-tag group'
NOT_KEPT = "the standard keeps no finished jobs, so nobody can ask for one"
ACCEPTED = {
    "Get-Job-Attributes Until Job Complete": NOT_KEPT,
    "RFC 8011 section 4.2.6: Get-Jobs Operation (which-jobs=completed)": NOT_KEPT,
    "RFC 8011 section 4.2.6: Get-Jobs Operation (which-jobs, requested-at": NOT_KEPT,
    "RFC 8011 section 4.3.3: Cancel-Job Operation (completed job)": NOT_KEPT,
}
"""The tests that our queue fails by what the standard asks, with the reason. ipptool cuts their names."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one test ended, and what ipptool found wrong."""

    word: str
    faults: tuple[str, ...] = ()

    @property
    def said_twice(self) -> bool:
        """Whether all that is wrong is a default that CUPS states twice, of any queue whose default somebody has set."""
        return set(self.faults) == {TWICE}


type Answers = Mapping[str, Ended]
"""By a test's name, numbered from the second of its name on: how it ended."""


def answers(printed: str) -> Answers:
    """What ipptool printed under `-t -I`."""
    found: dict[str, Ended] = {}
    seen: Counter[str] = Counter()
    name = ""
    for line in printed.splitlines():
        if ended := ENDED.fullmatch(line):
            seen[ended[1]] += 1
            name = ended[1] if seen[ended[1]] == 1 else f"{ended[1]} #{seen[ended[1]]}"
            found[name] = Ended(ended[2])
        elif name and line.startswith(" " * 8) and not SAYS_WHAT_IT_GOT.match(line.strip()):
            found[name] = Ended(found[name].word, (*found[name].faults, line.strip()))
    return found


def passed(found: Answers) -> set[str]:
    """The tests that passed."""
    return {name for name, ended in found.items() if ended.word == "PASS"}


def worse(ours: Answers, plain: Answers) -> Iterator[str]:
    """A line for each test that the plain queue passes and ours does not, without a reason."""
    for name in sorted(passed(plain) - passed(ours)):
        ended = ours.get(name, Ended("never ran"))
        if name not in ACCEPTED and not ended.said_twice:
            yield f"{name}: {ended.word}: {'; '.join(ended.faults)}"


def told(ours: Answers, plain: Answers) -> str:
    """How the two queues compare, test by test where they differ."""
    lines = [
        f"{len(passed(each))} of {len(each)} tests pass on {name}" for name, each in (("ours", ours), ("a plain queue", plain))
    ]
    for name in sorted(passed(plain) - passed(ours)):
        ended = ours.get(name, Ended("never ran"))
        why = ACCEPTED.get(name) or ("CUPS states a default that was set twice" if ended.said_twice else "NO REASON KNOWN")
        lines.append(f"  only on the plain queue: {name}: {why}")
    lines += [f"  only on ours: {name}" for name in sorted(passed(ours) - passed(plain))]
    neither = sorted(name for name in plain.keys() | ours.keys() if name not in passed(plain) | passed(ours))
    return "\n".join([*lines, *(f"  on neither: {name}: {plain.get(name, ours.get(name))}" for name in neither)])
