"""ansible-core's own loader and templar, asked from tests: a child that answers for as long as the test wants it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHILD = Path(__file__).parent / "hostile" / "ansible_child.py"

WAYS = ("loaded", "templated", "in_a_task")

type Seen = dict[str, dict[str, tuple[str, str]]]
"""Host, way of looking, and what was seen: the type's name and the value"""


@dataclass(frozen=True, slots=True)
class Ansible:
    """A running child."""

    questions: IO[str]
    answers: IO[str]

    def seen(self, folder: Path, variable: str) -> Seen:
        """What Ansible makes of the variable, for every host of the inventory in the folder."""
        self.questions.write(json.dumps({"inventory": str(folder / "hosts.json"), "variable": variable}) + "\n")
        self.questions.flush()
        answer = json.loads(self.answers.readline())
        return {host: {way: (kind, value) for way, (kind, value) in ways.items()} for host, ways in answer.items()}


@contextmanager
def ansible(scratch: Path) -> Iterator[Ansible]:
    """Ansible with an empty home and no configuration."""
    (scratch / "ansible.cfg").write_text("[inventory]\nenable_plugins = yaml\n")
    with subprocess.Popen(
        [sys.executable, "-I", str(CHILD)],
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(scratch),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_CONFIG": str(scratch / "ansible.cfg"),
        },
        cwd=scratch,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        yield Ansible(questions=child.stdin, answers=child.stdout)
