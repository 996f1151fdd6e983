"""The answers of hosts to `ansible -m setup`, as people save them: each with the host's label and where it stands.

Forms, as ansible-core 2.21 writes them: what the command prints (`host | SUCCESS => {`, on one line with `-o`), a file a host
(`--tree`, or a cache of facts), and the report of its JSON callback (`plays`, `tasks`, `hosts`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ictops.audit.sources.said import below, listed
from ictops.audit.tables import AuditFile, Json, Text, Value

_HEAD = re.compile(r"(?P<host>\S{1,255}) \| (?P<outcome>[A-Z]{4,12})!?(?: \| rc=-?\d+)?(?P<arrow> =>| >>|:|$)")
_WORDS = {"UNREACHABLE": "unreachable", "FAILED": "failed"}
_LOOKED_AT = 400
_FEW = 3
"""Fewer facts than these are not what `setup` gives."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one host answered. `number`: the line of its head, or its place in the document; `outcome`: success, unreachable,
    failed, broken or nothing; `facts`: None without any."""

    host: str
    number: int
    at: str
    outcome: str
    facts: Value


def sure(file: AuditFile) -> float:
    """How sure it is that a file holds such answers."""
    if isinstance(file.holds, Text):
        heads = (_HEAD.match(line) for line in file.holds.lines[:_LOOKED_AT])
        return 1.0 if any(head and head["outcome"] in {"SUCCESS", "UNREACHABLE", "FAILED"} for head in heads) else 0.0
    told = list(answers(file)) if isinstance(file.holds, Json) else []
    return 1.0 if told and all(one.outcome != "nothing" for one in told) else 0.0


def answers(file: AuditFile) -> Iterator[Answer]:
    """Every answer of a file, in order."""
    if isinstance(file.holds, Text):
        yield from _printed(file.holds.lines)
    elif isinstance(file.holds, Json):
        label = file.name.text.rpartition("/")[2].removesuffix(".json")
        found = _in_json(file.holds.value, label, "")
        yield from (_answer(host, number, at, value) for number, (host, at, value) in enumerate(found, start=1))


def _printed(lines: Sequence[str]) -> Iterator[Answer]:
    heads = [(at, head) for at, line in enumerate(lines) if (head := _HEAD.match(line))]
    ends = (*(at for at, _ in heads[1:]), len(lines))
    for (at, head), end in zip(heads, ends, strict=False):
        text = "\n".join((lines[at][head.end() :], *lines[at + 1 : end]))
        yield _one_printed(head, at + 1, text.lstrip())


def _one_printed(head: re.Match[str], number: int, text: str) -> Answer:
    """What stands after an arrow is JSON; without one the head's word is all there is (`-o` of a host not reached)."""
    host = head["host"]
    if head["arrow"] != " =>":
        return Answer(host, number, host, _WORDS.get(head["outcome"], "nothing"), None)
    try:
        value: Value = _DECODER.raw_decode(text)[0]
    except (json.JSONDecodeError, RecursionError):
        return Answer(host, number, host, "broken", None)
    return _answer(host, number, host, value)


def _in_json(value: Value, label: str, at: str) -> Iterator[tuple[str, str, Value]]:
    """Host, place and answer: of a report, of a document that has hosts as names, of a list, or of one host."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _in_json(one, f"{label}[{number}]", f"{at}[{number}]")
    elif isinstance(value, dict) and "plays" in value:
        yield from _reported(value)
    elif isinstance(value, dict) and _by_host(value):
        yield from ((host, f"{at}.{host}".lstrip("."), one) for host, one in value.items())
    else:
        yield label, at, value


def _reported(report: Value) -> Iterator[tuple[str, str, Value]]:
    """A report has an answer of every task; those with facts, and those of hosts that did not answer, are the hosts' own."""
    for play, played in enumerate(listed(report, "plays")):
        for task, done in enumerate(listed(played, "tasks")):
            hosts = below(done, "hosts")
            for host, value in hosts.items() if isinstance(hosts, dict) else ():
                if _outcome(value) != "nothing":
                    yield host, f"plays[{play}].tasks[{task}].hosts.{host}", value


def _by_host(value: dict[str, Value]) -> bool:
    return bool(value) and all(isinstance(one, dict) and _outcome(one) != "nothing" for one in value.values())


def _answer(host: str, number: int, at: str, value: Value) -> Answer:
    return Answer(host, number, at, _outcome(value), _facts(value))


def _outcome(value: Value) -> str:
    if below(value, "unreachable") is True:
        return "unreachable"
    if _facts(value) is not None:
        return "success"
    return "failed" if below(value, "failed") is True else "nothing"


def _facts(value: Value) -> Value:
    """The facts of an answer, or of a cache, which holds nothing else."""
    found = below(value, "ansible_facts")
    if isinstance(found, dict):
        return found
    own = sum(name.startswith("ansible_") for name in value) if isinstance(value, dict) else 0
    return value if own >= _FEW else None
