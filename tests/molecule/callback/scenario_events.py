"""Ansible callback: what each task did on each host, one JSON object a line, for the steps of a scenario to be counted.

The runs of ictops have a callback of their own; it stands in place of Ansible's screen, which a scenario's author wants to see.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: scenario_events
type: notification
short_description: what each task did on each host, one JSON object a line
description: Writes to the file named by the option, and nothing without one.
options:
  path:
    description: the file that events are appended to
    type: str
    default: ""
    env: [{name: ICTOPS_SCENARIO_EVENTS}]
requirements: []
"""

LONGEST = 4000


class CallbackModule(CallbackBase):  # type: ignore[misc]  # ansible ships no types
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "scenario_events"
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_ok(self, result: Any) -> None:
        self._result("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._result("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._result("unreachable", result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._write(kind="end", hosts=sorted(stats.processed))

    def _result(self, outcome: str, result: Any) -> None:
        found = result.result  # already without its values where the task is no_log
        self._write(
            kind="result",
            host=result.host.get_name(),
            task=result.task.get_name().strip().split(" : ", 1)[-1],
            outcome=outcome,
            changed=_changed(found),
            says=str(found.get("msg") or found.get("stderr") or "")[:LONGEST],
        )

    def _write(self, **event: Any) -> None:
        if path := self.get_option("path"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(event) + "\n")


def _changed(found: Any) -> int:
    """How many changes: of a loop, how many items changed."""
    items = [item for item in found.get("results") or () if isinstance(item, dict)]
    return sum(bool(item.get("changed")) for item in items) if items else int(bool(found.get("changed")))
