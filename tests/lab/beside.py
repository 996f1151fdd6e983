"""What takes long, beside pytest in a process of its own: other tests may change the environment, and catch what is printed."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.lab.places import ROOT


class Beside:
    """A module under way, run with words and the file to write; asking for the file waits for it."""

    def __init__(self, module: str, words: tuple[str, ...], folder: Path) -> None:
        self._module, self._said, self._written = module, folder / "said.txt", folder / "written"
        self._written.unlink(missing_ok=True)
        command = ("nice", sys.executable, "-m", module, *words, str(self._written))  # all other tests are one long line
        with self._said.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)

    def written(self) -> Path:
        """The file, once it is there. Raises RuntimeError, with all that was said, when the process ended without it."""
        status = self.process.wait()
        if not self._written.exists():
            raise RuntimeError(f"{self._module} ended with {status}:\n{self._said.read_text(encoding='utf-8')}")
        return self._written


@contextlib.contextmanager
def beside(module: str, *words: str, folder: Path) -> Iterator[Beside]:
    """Start it. Whoever leaves before it ends stops it, and waits for its end. `folder`: for what it says and writes."""
    started = Beside(module, words, folder)
    try:
        yield started
    finally:
        started.process.terminate()
        started.process.wait()
