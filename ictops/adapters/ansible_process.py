"""One `ansible-playbook` child process: started apart from us, heard as it speaks, ended with all its children."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import IO

from ictops.adapters.ansible_settings import MARK

PAUSE = 0.05
"""Seconds between looks at the events file."""
PATIENCE = 5.0
"""Seconds a process is given to end by itself before it is killed."""
LINES_KEPT = 40


class Stop:
    """Remembers that we were asked to stop. While installed, SIGINT and SIGTERM are noted here and do nothing else."""

    def __init__(self) -> None:
        self.asked_by: str | None = None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.asked_by = signal.Signals(number).name

    @contextlib.contextmanager
    def installed(self) -> Iterator[Stop]:
        """Only the main thread may take signals; in any other, the process's own handling stays as it is."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = {number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class AnsibleProcess:
    """A started child. `lines` gives its events until it ends; leaving the `with` block leaves nothing of it running."""

    def __init__(
        self,
        arguments: list[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        events: Path,
        kept_open: tuple[int, ...] = (),
    ) -> None:
        self._mark = environment[MARK]
        self._events = events.open(encoding="utf-8")
        self._rest = ""
        self._complaints: deque[str] = deque(maxlen=LINES_KEPT)
        self._child = subprocess.Popen(  # noqa: S603  # a list, no shell, our own interpreter
            arguments,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            pass_fds=kept_open,
        )
        assert self._child.stderr is not None  # noqa: S101  # a pipe was asked for
        self._stderr = self._child.stderr
        self._listener = threading.Thread(target=self._keep, args=(self._stderr,), daemon=True)
        self._listener.start()

    def __enter__(self) -> AnsibleProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._listener.join(timeout=PATIENCE)
        self._stderr.close()
        self._events.close()

    @property
    def exit_number(self) -> int | None:
        return self._child.poll()

    @property
    def complaint(self) -> str:
        """The last of what it wrote to its standard error."""
        self._listener.join(timeout=1)
        return "".join(self._complaints)

    def lines(self, stop: Stop) -> Iterator[str]:
        """Whole lines of the events file as they come, until the child has ended or we are asked to stop."""
        while stop.asked_by is None:
            over = self.exit_number is not None  # looked at before the last read, so that nothing is missed
            yield from self.last_lines()
            if over:
                return
            time.sleep(PAUSE)

    def last_lines(self) -> Iterator[str]:
        """Whole lines that came since the last look."""
        *whole, self._rest = (self._rest + self._events.read()).split("\n")
        yield from whole

    def end(self) -> None:
        """End the child and every process that carries this run's mark, kindly first. Ansible's workers leave its group."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            running = self._family()
            for process in running:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(process, number)
            deadline = time.monotonic() + PATIENCE
            while self._family() and time.monotonic() < deadline:
                time.sleep(PAUSE)
        self._child.wait()

    def _family(self) -> tuple[int, ...]:
        own = () if self._child.poll() is not None else (self._child.pid,)
        return own + tuple(process for process in _marked(self._mark) if process != self._child.pid)

    def _keep(self, stream: IO[bytes]) -> None:
        for line in iter(lambda: stream.readline(LINES_KEPT * 100), b""):
            self._complaints.append(line.decode("utf-8", errors="replace"))


def _marked(mark: str) -> Iterator[int]:
    """Processes whose environment carries the mark (Linux; elsewhere none are found and only the child itself is ended)."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0") and _alive(folder):
                yield int(folder.name)


def _alive(folder: Path) -> bool:
    state = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    return state not in "ZX"
