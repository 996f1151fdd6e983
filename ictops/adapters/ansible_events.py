"""The callback's events become one result a host. Pure: lines in, results out, in the order they are certain."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ictops.adapters.ansible_sentences import not_reached, shown, task_failed
from ictops.apply import HostEnd, HostResult, TaskResult

CUT_SHORT = "while it was being worked on, so its state is unknown; read it again before trusting anything"


@dataclass
class HostStory:
    """What has been heard of one host so far."""

    plays_to_come: int = 0
    tasks: list[TaskResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    attempted: bool = False
    trouble: tuple[HostEnd, str] | None = None
    done: bool = False

    def hear(self, event: dict[str, Any]) -> None:
        outcome, task, said = event["outcome"], shown(event["task"]), event["says"]
        if outcome == "unreachable":
            self.trouble = not_reached(said)
        if outcome == "failed":
            self.trouble = (HostEnd.FAILED, task_failed(task, said, hidden=event["hidden"]))
        self.notes += (shown(note, lines=True) for note in event["notes"])
        if event["changed"] or outcome in ("failed", "unreachable"):
            self.tasks.append(
                TaskResult(
                    task=task,
                    changed=event["changed"],
                    failed=outcome in ("failed", "unreachable"),
                    says=shown(said),
                    diff=shown(event["diff"], lines=True),
                )
            )

    def end(self) -> tuple[HostEnd, str]:
        if self.trouble:
            return self.trouble
        if not self.attempted:
            return HostEnd.NOT_ATTEMPTED, "none of the roles asked for has anything to do on this kind of host."
        return (HostEnd.CHANGED if any(task.changed for task in self.tasks) else HostEnd.UNCHANGED), ""


class RunStory:
    """What has been heard of one `ansible-playbook` process. Feed it lines; it gives a host's result once that is certain."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self.hosts = {host: HostStory() for host in hosts}
        self.refused: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self.began = False
        self.ended = False
        self._playing: tuple[str, ...] = ()

    def hear(self, line: str) -> Iterator[HostResult]:
        """Results that this line makes certain. Raises ValueError when the line is not one of our callback's."""
        event = json.loads(line)
        if not isinstance(event, dict):
            raise TypeError("an event is a JSON object")
        match event["kind"]:
            case "start":
                self.began = True
                for host, count in Counter(host for play in event["plays"] for host in play).items():
                    self.hosts[host].plays_to_come = count
            case "refused":
                self.refused = (tuple(event["missing"]), tuple(event["extra"]))
            case "play":
                yield from self._play_over(next_hosts=tuple(event["hosts"]))
            case "begin" | "result" | "stats":
                yield from self._of_host(event)
            case "end":
                self.ended = True
                yield from self._play_over(next_hosts=())
                yield from (self._finished(host) for host in self._begun() if not self.hosts[host].done)

    def _of_host(self, event: dict[str, Any]) -> Iterator[HostResult]:
        story = self.hosts[event["host"]]
        match event["kind"]:
            case "begin":
                story.attempted = True
            case "result":
                story.hear(event)
                if event["outcome"] == "unreachable":
                    yield self._finished(event["host"])
            case "stats" if not event["failures"] and not event["unreachable"] and not story.done:
                story.trouble = None  # a failure that a rescue made good is none, and only the closing count knows

    def cut_short(self, by: str | None) -> Iterator[HostResult]:
        """After the process is gone: hosts that had begun and of which no end was heard. `by` is who stopped it, if anybody."""
        because = f"the run was stopped ({by})" if by else "the run broke off"
        for host, story in self.hosts.items():
            if story.attempted and not story.done:
                story.trouble = story.trouble or (HostEnd.FAILED, f"{because} {CUT_SHORT}.")
                yield self._finished(host)

    def without_a_word(self) -> tuple[str, ...]:
        """Hosts whose play never began: Ansible stops a playbook once every host of one play has failed."""
        return tuple(host for host, story in self.hosts.items() if not story.done)

    def _begun(self) -> tuple[str, ...]:
        return tuple(host for host, story in self.hosts.items() if story.attempted)

    def _play_over(self, *, next_hosts: tuple[str, ...]) -> Iterator[HostResult]:
        for host in self._playing:
            story = self.hosts[host]
            story.plays_to_come -= 1
            certain = story.plays_to_come == 0 and not story.trouble
            if certain and not story.done:
                yield self._finished(host)
        self._playing = next_hosts

    def _finished(self, host: str) -> HostResult:
        story = self.hosts[host]
        story.done = True
        end, says = story.end()
        said = f"{host}: {says}" if says else ""
        return HostResult(device=host, end=end, tasks=tuple(story.tasks), says=said, notes=tuple(story.notes))
