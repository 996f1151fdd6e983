"""Tell the story in a fresh lab, and take it back: `python -m tests.flow.telling [--ways-back] FILE`; what was told is in FILE.

The trust it worked in is in .tools/flow until the next time. The lab is left as the story leaves it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from tests.flow.ictops_command import Command
from tests.flow.story import Story, tell
from tests.flow.told import Told, keep
from tests.flow.way_back import PHASES, SCHOOL_OF, WayBack, go_back
from tests.lab.places import ROOT

EXAMPLE = ROOT / "inventories" / "example-trust"
WORK = ROOT / ".tools" / "flow"
LAB = (sys.executable, "tests/lab/lab.py")
GRACE = 60.0
"""Seconds in which what we started may end when we are stopped: a run of Ansible comes to the end of its task."""


def lab(*words: str) -> None:
    """Run the lab's own command; its words go where ours do."""
    subprocess.run([*LAB, *words], cwd=ROOT, check=True, timeout=900)


def stop(*_: object) -> None:
    """Stop what we started, and ourselves when it has ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    us = os.getpid()
    children = [int(child) for child in Path(f"/proc/{us}/task/{us}/children").read_text(encoding="ascii").split()]
    for child in children:
        os.kill(child, signal.SIGTERM)
    end = time.monotonic() + GRACE
    while time.monotonic() < end and any(map(_goes_on, children)):
        time.sleep(0.1)
    raise KeyboardInterrupt


def _goes_on(child: int) -> bool:
    """Without taking its exit status from whoever waits for it."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def command(folder: Path) -> Command:
    """The command, in a copy of the example trust that knows the lab's key and password."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    password = (ROOT / ".lab" / "directory-password").read_text(encoding="utf-8").strip()
    return Command(folder, {"ICTOPS_SSH_KEY": str(ROOT / ".lab" / "id"), "ICTOPS_DIRECTORY_PASSWORD": password})


def ways_back(ictops: Command, story: Story, folder: Path) -> dict[str, WayBack]:
    """Each of these phases taken back after the story, with a record of its own; the lab ends as the story left it."""
    shutil.copytree(story.trust, folder)
    copy = replace(ictops, trust=folder)
    applied = {phase: story.phases[SCHOOL_OF[phase], phase] for phase in PHASES}
    return {
        phase: go_back(copy, phase, told.plan.json, told.applied.json["run"]["request"]["id"])
        for phase, told in applied.items()
    }


def main(words: list[str]) -> None:
    """Tell it; whatever does not go as it should ends this with a traceback, and without the file."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    parser = argparse.ArgumentParser(prog="python -m tests.flow.telling", description=__doc__)
    parser.add_argument("--ways-back", action="store_true", help="take phases back, too")
    parser.add_argument("file", type=Path, metavar="FILE")
    asked = parser.parse_args(words)
    if WORK.exists():
        shutil.rmtree(WORK)
    WORK.mkdir(mode=0o700, parents=True)
    lab("down")
    lab("up")
    ictops = command(WORK / "brackenfold")
    story = tell(ictops)
    ways = ways_back(ictops, story, WORK / "undo") if asked.ways_back else {}
    keep(Told(ictops, story, ways), asked.file)


if __name__ == "__main__":
    main(sys.argv[1:])
