"""pyinfra connects to the hosts of a school's folder only when each shows the key kept under our id for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import asyncssh
import pytest

from ictops.adapters.inventory_files import write_school
from ictops.inventory import Connection, Group, Host, Inventory
from ictops.inventory.values import Trusted, table
from tests.inventory_builders import MADE_FROM, written
from tests.three_loaders import pyinfra
from tests.unit.adapters.loopback import keep_private, new_key, public, ssh_server

HOST_KEY, USER_KEY, OTHER_KEY = new_key(), new_key(), new_key()


def school(schools: Path, port: int) -> Path:
    """A school with one host, `elm-fs`, on this machine: no audit could name such an address, so it is put together here."""
    connection = Connection(port=port).variables()
    host = Host(id="elm-fs", groups=("school_elm",), variables=table({"ansible_host": Trusted("127.0.0.1")}))
    inventory = Inventory(school="elm", groups=(Group(name="school_elm", variables=connection),), hosts=(host,))
    return write_school(schools, inventory, MADE_FROM).folder


def answers(trust: Path, known_hosts: str) -> dict[str, str]:
    (trust / "known_hosts").mkdir()
    (trust / "known_hosts" / "elm").write_text(known_hosts)
    key = keep_private(USER_KEY, trust / "key")
    with ssh_server(HOST_KEY, USER_KEY) as port:
        answered: dict[str, str] = pyinfra("said", str(school(trust / "schools", port)), str(key), "echo here")
    assert (trust / "known_hosts" / "elm").read_text() == known_hosts
    return answered


def line(name: str, key: asyncssh.SSHKey) -> str:
    return f"{name} {public(key)}\n"


def test_a_host_that_shows_the_key_kept_under_its_id_is_reached(tmp_path: Path) -> None:
    assert answers(tmp_path, line("elm-fs", HOST_KEY)) == {"elm-fs": "here"}


@pytest.mark.parametrize(
    "known_hosts",
    ["", line("elm-fs", OTHER_KEY), line("elm-dc", HOST_KEY), line("127.0.0.1", HOST_KEY)],
    ids=["unknown", "changed", "another host's", "under the address"],
)
def test_a_host_with_any_other_key_is_not_reached_and_no_key_is_learnt(tmp_path: Path, known_hosts: str) -> None:
    assert answers(tmp_path, known_hosts) == {}


def pyinfra_command(trust: Path, name: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pyinfra", name, "debug-inventory"]
    return subprocess.run(command, cwd=trust, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_line_takes_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "schools")
    ended = pyinfra_command(tmp_path, "@ictops/schools/elm")

    assert ended.returncode == 0
    assert "[elm-print]" in ended.stdout + ended.stderr


def test_the_command_line_says_what_is_wrong_with_a_folder(tmp_path: Path) -> None:
    ended = pyinfra_command(tmp_path, "@ictops/schools/oak")

    assert ended.returncode != 0
    assert "schools/oak: there is no inventory here. Run ictops inventory first." in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
