"""The README's command, for real: plain `ansible-playbook --check` from a generated inventory, where nothing can import ictops.

A classroom PC and a print server of the example trust, each a container. File servers and directories need a domain; the
scenarios of their roles run them by plain `ansible-playbook` as well, from inventories that people wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.places import ROOT
from tests.molecule.by_hand import REACHED, Container, by_shell, ready, standing
from tests.molecule.looks import written

PC, PRINT = "quillford-pc-1383c8", "quillford-print-7b93f1"
HOSTS = {PC: "classroom", PRINT: "print"}
PREFIX = "ictops-plain-"
ROLES = {PC: {"whiteboards", "accounts"}, PRINT: {"print_queues", "accounts"}}
PREPARED = {
    PC: "install -D -m 644 /usr/share/ictops-lab/board.umockdev /etc/ictops-lab/board.umockdev; useradd -m teacher",
    PRINT: r"""
printf 'PORT=8631\nFEATURES="-2 -s 40,20"\nMODEL=Lab\n' > /etc/fakeprinter/follow-me
systemctl start fakeprinter@follow-me
for _ in $(seq 80); do ipptool -q ipp://localhost:8631/ipp/print get-printer-attributes.test && break; sleep 0.25; done
""",
}
NO_ICTOPS = """
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "ictops":
            raise ImportError("ictops is not to be had here")
sys.meta_path.insert(0, Nothing())
"""

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def school() -> Iterator[dict[str, Container]]:
    podman = ready("whiteboards", "print_queues")
    with standing(podman, PREFIX + PC, HOSTS[PC], 12) as pc, standing(podman, PREFIX + PRINT, HOSTS[PRINT], 13) as server:
        pc.run(PREPARED[PC])
        server.run(PREPARED[PRINT])
        yield {PC: pc, PRINT: server}


def readme_command() -> str:
    """The README's command, for two hosts and all of their roles; only how hosts are reached is another way."""
    (command,) = re.findall(r"```sh\n(ansible-playbook .*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    changes = {
        "--private-key KEY ": "",
        f"--limit {PRINT}": f"--limit {PC},{PRINT}",
        "--tags print_queues": f"--tags {','.join(sorted(ROLES[PC] | ROLES[PRINT]))}",
    }
    for given, wanted in changes.items():
        assert given in command
        command = command.replace(given, wanted)
    return f"{command} {' '.join(REACHED)} -e 'ansible_host={PREFIX}{{{{ inventory_hostname }}}}'"


def test_the_roles_rehearse_a_generated_inventory_where_there_is_no_ictops(
    school: dict[str, Container], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_ICTOPS, encoding="utf-8")
    before = {name: host.files() for name, host in school.items()}
    none = by_shell(school[PC].podman, "python -c 'import ictops'", tmp_path, PYTHONPATH=str(tmp_path))
    done = by_shell(school[PC].podman, readme_command(), tmp_path, PYTHONPATH=str(tmp_path))
    recap = dict(re.findall(r"^(\S+) +: ok=.*?(changed=\d+ +unreachable=\d+ +failed=\d+)", done.stdout, re.MULTILINE))
    ran = {(host, role) for role, host in _changed(done.stdout)}

    assert "ictops is not to be had here" in none.stdout
    assert done.returncode == 0, done.stdout
    assert set(recap) == set(HOSTS), done.stdout
    assert all(re.search(r"changed=[1-9]\d* +unreachable=0 +failed=0", line) for line in recap.values()), recap
    assert ran == {(host, role) for host, roles in ROLES.items() for role in roles}
    assert list(written(before, {name: host.files() for name, host in school.items()})) == []


def _changed(printed: str) -> Iterator[tuple[str, str]]:
    """Role and host of each change that Ansible printed."""
    role = ""
    for line in printed.splitlines():
        if task := re.match(r"(?:TASK|RUNNING HANDLER) \[(\w+) : ", line):
            role = task[1]
        elif change := re.match(r"changed: \[([^\] ]+)", line):
            yield role, change[1]
