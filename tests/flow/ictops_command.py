"""The command as users run it: a process of its own, its words, its exit number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Said:
    """What one command said, and the number it ended with."""

    words: tuple[str, ...]
    exit_number: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Command:
    """`ictops` for one trust's folder, with an environment that names the lab's key and password."""

    trust: Path
    environment: dict[str, str]

    def __call__(self, *words: str, ends_with: int | None = None) -> Said:
        """Run it. Fails the test when it ends with a traceback, or with another number than `ends_with`."""
        done = subprocess.run(
            [sys.executable, "-m", "ictops", *words, "--trust", str(self.trust)],
            env={**os.environ, **self.environment}, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=900, check=False,
        )  # fmt: skip
        said = Said(words=words, exit_number=done.returncode, out=done.stdout, err=done.stderr)
        assert "Traceback" not in said.err, said.err
        assert ends_with in (None, said.exit_number), f"{words} ended with {said.exit_number}:\n{said.out}\n{said.err}"
        return said
