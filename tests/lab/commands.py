"""The lab: an inherited trust as real services in containers. `lab.py up | down | status | trust | staff | drift | exec`."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.lab import containers, drift, places, staff, status, trust
from tests.lab.hosts import BY_SHORT
from tests.lab.podman import Podman, find
from tests.lab.trouble import LabTrouble, WrongWords
from tests.lab.up import bring_up

STOPPED_BY_HAND = 130


def main(words: list[str]) -> int:
    """Do what the words say; gives the exit number: 0 done, 1 it broke, 2 wrong words, 4 this machine cannot run the lab."""
    asked = _parser().parse_args(words)
    try:
        places.prepare()
        return _do(asked)
    except LabTrouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.exit_number
    except KeyboardInterrupt:
        print("Stopped by hand. Run the same command again to go on.", file=sys.stderr)
        return STOPPED_BY_HAND


def _do(asked: argparse.Namespace) -> int:
    if asked.command == "trust":
        trust.tell_trust(asked.folder)
        return 0
    podman = find()
    if asked.command == "exec":
        return _exec(podman, asked.host, asked.words)
    if asked.command == "status":
        return _status(podman, as_json=asked.json)
    with _alone():
        _change(podman, asked)
    return 0


def _change(podman: Podman, asked: argparse.Namespace) -> None:
    if asked.command == "up":
        bring_up(podman)
    elif asked.command == "down":
        print(f"{containers.remove_all(podman)} containers of the lab removed, and its network. Images and .lab stay.")
    elif asked.command == "staff":
        staff.put_into_groups(podman)
    else:
        drift.plant(podman, asked.name)


def _status(podman: Podman, *, as_json: bool) -> int:
    rows = status.standings(podman)
    print(status.as_json(rows) if as_json else status.text(rows))
    return 0 if all(row.is_ready for row in rows) else 1


def _exec(podman: Podman, short: str, words: list[str]) -> int:
    if short not in BY_SHORT:
        raise WrongWords(f"there is no host called {short!r}: choose one of {', '.join(BY_SHORT)}")
    command = words[1:] if words[:1] == ["--"] else words
    if not command:
        raise WrongWords("say what to run: lab.py exec HOST -- COMMAND")
    terminal = ("--tty",) if sys.stdin.isatty() and sys.stdout.isatty() else ()
    return subprocess.run(
        [*podman.command, "exec", "--interactive", *terminal, BY_SHORT[short].container, *command], check=False
    ).returncode


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with (places.STATE / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another lab command is at work: waiting for it", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lab.py", description="The lab: an inherited trust as real services in containers.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="build what is missing, start every host, wait until all are ready")
    commands.add_parser("down", help="remove the lab's containers and network, nothing else")
    shown = commands.add_parser("status", help="each host, its services and its memory; exit 1 unless all are ready")
    shown.add_argument("--json", action="store_true", help="for programs")
    told = commands.add_parser("trust", help="write the lab's public keys and host keys into a trust's folder")
    told.add_argument("folder", type=Path)
    commands.add_parser("staff", help="put the lab's staff into the groups that the accounts phase made, by hand")
    planted = commands.add_parser("drift", help=f"plant one drift by hand: {', '.join(drift.DRIFTS)}")
    planted.add_argument("name")
    run = commands.add_parser("exec", help="run a command in a host: exec HOST -- COMMAND")
    run.add_argument("host")
    run.add_argument("words", nargs=argparse.REMAINDER)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
