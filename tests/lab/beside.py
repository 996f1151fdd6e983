"""What takes long, beside pytest in a process of its own: other tests may change the environment, and catch what is printed."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.lab.places import ROOT

PATIENCE = 5.0
"""Seconds after which whoever was told to stop is told again: a run of Ansible ends at the first, and no more than that."""


class Beside:
    """A module under way, run with words and the file to write; asking for the file waits for it."""

    def __init__(self, module: str, words: tuple[str, ...], folder: Path, nice: int) -> None:
        self._module, self._said, self._written = module, folder / "said.txt", folder / "written"
        command = ("nice", f"--adjustment={nice}", sys.executable, "-W", "error", "-m", module, *words, str(self._written))
        with self._said.open("w", encoding="utf-8") as said:
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)

    def said(self) -> str:
        """All that it has said until now."""
        return self._said.read_text(encoding="utf-8")

    def written(self) -> Path:
        """The file, once it is there. Raises RuntimeError, with all that was said, when the process ended without it."""
        status = self._process.wait()
        if not self._written.exists():
            raise RuntimeError(f"{self._module} ended with {status}:\n{self.said()}")
        return self._written

    def stop(self) -> int:
        """Stop it if it goes on, and wait for its end; gives its exit status."""
        while True:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(PATIENCE)


@contextlib.contextmanager
def beside(module: str, *words: str, nice: int = 0) -> Iterator[Beside]:
    """Start it. Whoever leaves before its end stops it; what it wrote goes with it."""
    with tempfile.TemporaryDirectory(prefix="ictops-beside-") as folder:
        started = Beside(module, words, Path(folder), nice)
        try:
            yield started
        finally:
            started.stop()
