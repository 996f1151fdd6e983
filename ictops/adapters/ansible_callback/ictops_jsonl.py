"""Ansible callback: one JSON object a line for every host result, and a refusal before the first task when the hosts differ.

It is the *stdout* callback of our runs, because Ansible goes on without any other kind of callback that fails to load.
An OSError here (a full disk, say) ends the run: what cannot be recorded is not done. Written against ansible-core 2.21.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

from ictops.adapters.ansible_hidden import hider

DOCUMENTATION = """
name: ictops_jsonl
type: stdout
short_description: one JSON object a line for every host result
description:
  - Writes what happened on each host, bounded and with secrets taken out, to a file that ictops reads as it grows.
  - Stops the run before the first task when the hosts it would touch are not exactly the hosts that were asked for.
options:
  path:
    description: The file that the events are appended to.
    type: str
    required: true
    env: [{name: ICTOPS_EVENTS}]
  hosts:
    description: The hosts that were asked for, joined by commas.
    type: str
    required: true
    env: [{name: ICTOPS_HOSTS}]
  secrets:
    description: The JSON file of secret variables, whose values are never written. Taken away once it has been read.
    type: str
    required: true
    env: [{name: ICTOPS_SECRETS}]
requirements: []
"""

LONGEST = 2000
"""Characters kept of any one text: a host that floods must not fill the control machine's disk."""
MOST_NOTES = 50
"""Notes kept of one task, which may say one for each item of a loop."""
DEBUG = ("debug", "ansible.builtin.debug")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
REFUSED = 97
UNRECORDED = 98


class CallbackModule(CallbackBase):  # type: ignore[misc]  # ansible ships no types
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "ictops_jsonl"

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        super().set_options(task_keys=task_keys, var_options=var_options, direct=direct)
        secrets = json.loads(Path(self.get_option("secrets")).read_text(encoding="utf-8"))
        self._hide = hider(secrets)
        self._intended = set(self.get_option("hosts").split(","))
        self._begun: set[str] = set()
        self._events = open(self.get_option("path"), "a", encoding="utf-8")  # noqa: SIM115  # open for the whole run

    def v2_playbook_on_start(self, playbook: Any) -> None:
        Path(self.get_option("secrets")).unlink()  # Ansible has read its variables by now
        plays = playbook.get_plays()
        inventory = plays[0].get_variable_manager()._inventory
        found = {host.name for host in inventory.get_hosts()}
        if found != self._intended:
            self._write(kind="refused", missing=sorted(self._intended - found), extra=sorted(found - self._intended))
            raise SystemExit(REFUSED)
        self._write(kind="start", plays=[[host.name for host in inventory.get_hosts(play.hosts)] for play in plays])

    def v2_playbook_on_play_start(self, play: Any) -> None:
        hosts = play.get_variable_manager()._inventory.get_hosts(play.hosts)
        self._write(kind="play", hosts=[host.name for host in hosts])

    def v2_runner_on_start(self, host: Any, task: Any) -> None:
        """Told before the first task is sent to a host, so that a run that is cut short knows whom it had begun with."""
        del task
        if host.name not in self._begun:
            self._begun.add(host.name)
            self._write(kind="begin", host=host.name)

    def v2_runner_on_ok(self, result: Any) -> None:
        self._result("ok", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._result("skipped", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._result("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._result("unreachable", result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        for host in sorted(stats.processed):
            self._write(kind="stats", host=host, **stats.summarize(host))
        self._write(kind="end")

    def _result(self, outcome: str, result: Any) -> None:
        found = result.result  # already without its values where the task is no_log
        troubled = outcome in ("failed", "unreachable", "ignored")
        self._write(
            kind="result",
            host=result.host.get_name(),
            task=self._bounded(result.task.get_name().strip()),
            outcome=outcome,
            changed=result.is_changed(),
            hidden="censored" in found,
            says=self._bounded(" ".join(_said(found))) if troubled else "",
            diff=self._bounded(self._differences(found)) if result.is_changed() else "",
            notes=[self._bounded(note) for note in _notes(found)][:MOST_NOTES] if _speaks(outcome, result) else [],
        )

    def _differences(self, found: Mapping[str, Any]) -> str:
        texts = [self._get_diff(part["diff"]) for part in (found, *_items(found)) if part.get("diff")]
        return COLOUR.sub("", "".join(texts))

    def _bounded(self, text: str) -> str:
        text = self._hide(text)
        return text if len(text) <= LONGEST else text[:LONGEST] + " … (cut)"

    def _write(self, **event: Any) -> None:
        try:
            self._events.write(json.dumps(event) + "\n")
            self._events.flush()
        except OSError as error:
            raise SystemExit(UNRECORDED) from error


def _items(found: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(item for item in found.get("results") or () if isinstance(item, Mapping))


def _speaks(outcome: str, result: Any) -> bool:
    return outcome == "ok" and result.task.action in DEBUG


def _notes(found: Mapping[str, Any]) -> Iterator[str]:
    """What a `debug` task said: its message, or one of each item that was not skipped; a list of lines is one note."""
    for part in _items(found) if "results" in found else (found,):
        message = part.get("msg")
        if message and not part.get("skipped"):
            yield "\n".join(map(str, message)) if isinstance(message, list | tuple) else str(message)


def _said(found: Mapping[str, Any]) -> Iterator[str]:
    """What a result says of its trouble: its message, what the command wrote, and the same of each failed item of a loop."""
    for key in ("msg", "stderr", "module_stderr"):
        if text := str(found.get(key) or "").strip():
            yield text
    for item in _items(found):
        if item.get("failed") or item.get("unreachable"):
            yield from _said(item)
