"""What a run of Ansible did, from the lines of the callback scenario_events."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

type Changes = Counter[tuple[str, str]]
"""Host and task, and how many changes there were: a loop may make several."""


@dataclass(frozen=True)
class Events:
    """Everything that one run reported."""

    lines: tuple[dict[str, Any], ...]

    @classmethod
    def read(cls, path: Path) -> Events:
        """The lines of a file; none where the run wrote none."""
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return cls(tuple(json.loads(line) for line in text.splitlines()))

    @property
    def hosts(self) -> set[str]:
        """Those on which at least one task ran."""
        return {line["host"] for line in self.lines if line["kind"] == "result"}

    @property
    def changes(self) -> Changes:
        found: Changes = Counter()
        for line in self.lines:
            if line["kind"] == "result" and line["changed"]:
                found[line["host"], line["task"]] += line["changed"]
        return found

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each task that failed."""
        bad = [line for line in self.lines if line["kind"] == "result" and line["outcome"] in ("failed", "unreachable")]
        return tuple(f"{line['host']}: {line['task']}: {line['says']}" for line in bad)


type StandIns = Mapping[str, tuple[str, ...]]
"""A task that only speaks, in a rehearsal, and the tasks of the run it speaks for: commands, which check mode passes over."""


def differences(
    predicted: Changes, made: Changes, *, stand_ins: StandIns | None = None, leaving_out: Iterable[str] = ()
) -> Iterator[str]:
    """Where a rehearsal said one thing and the run did another; with a stand-in, whether anything changes, not how often."""
    said, did = _together(predicted, stand_ins or {}), _together(made, stand_ins or {})
    for host, task in sorted(said.keys() | did.keys()):
        if said[host, task] != did[host, task] and task not in leaving_out:
            yield f"{host}: {task}: the rehearsal said {said[host, task]} changes, the run made {did[host, task]}"


def _together(changes: Changes, stand_ins: StandIns) -> Changes:
    speaks = {task: speaker for speaker, tasks in stand_ins.items() for task in (speaker, *tasks)}
    found: Changes = Counter()
    for (host, task), count in changes.items():
        if task in speaks:
            found[host, speaks[task]] = 1
        else:
            found[host, task] = count
    return found


def listed(changes: Changes) -> tuple[str, ...]:
    """A line for each task that changed something."""
    return tuple(f"{host}: {task}: {count} changes" for (host, task), count in sorted(changes.items()))
