"""The tasks that limit shares by project, run by Ansible on this machine with stand-ins for the tools of xfs and ext4.

The stand-ins keep what they are told and print it as the real tools do: what those print was recorded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.roles.readme_table import ROLES

pytestmark = pytest.mark.slow

HEAD = "Project,BlockStatus,FileStatus,BlockUsed,BlockSoftLimit,BlockHardLimit,BlockGrace,FileUsed,FileSoftLimit,FileHardLimit,"
TOOLS = {
    "findmnt": 'echo "/srv $OPTIONS"',
    "chattr": 'echo "chattr $*" >> "$STATE/calls"; echo "$2" > "$STATE/project-${4##*/}"',
    "setquota": 'echo "setquota $*" >> "$STATE/calls"; echo "$4" > "$STATE/limit-$2"',
    "lsattr": """shift 2; for path; do
      [ -d "$path" ] || { echo "lsattr: No such file" >&2; status=1; continue; }
      number=$(cat "$STATE/project-${path##*/}" 2> /dev/null || echo 0); flags=-------------------P--
      [ "$number" != 0 ] || flags=----------------------
      printf '%5d %s %s\\n' "$number" $flags "$path"; done; exit ${status:-0}""",
    "repquota": f"""echo {HEAD}; for file in "$STATE"/limit-*; do
      [ -e "$file" ] && echo "#${{file##*-}},ok,ok,5120,0,$(cat "$file"),,1,0,0,"; done; exit 0""",
}  # fmt: skip
SHARES = [{"name": "Staff Shared", "read_write": "G", "quota_mib": 16}, {"name": "Office", "read_write": "G", "quota_mib": 8}]
TASKS = {"run": ["look_projects", "refuse", "projects"], "undo": ["undo_projects"]}
KEPT = {
    "format": 1, "role": "network_storage", "file_system": "xfs", "paths": [], "counted": True, "packages": True,
    "limits": {"Plain": None, "Staff Shared": None, "Office": 4 << 20}, "projects": {"Staff Shared": {"project": 0}},
}  # fmt: skip


class Server:
    """A folder with the shares' folders, the stand-ins, and what these were told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state, self.root = folder, folder / "state", folder / "shares"
        for each in (self.state, self.root / "Staff Shared", folder / "bin"):
            each.mkdir(parents=True)
        for name, does in TOOLS.items():
            (folder / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
            (folder / "bin" / name).chmod(0o755)

    def runs(self, what: str, *words: str, **inputs: Any) -> tuple[int, str]:
        """The play's exit status, and what it changed or said."""
        play = [
            {
                "hosts": "localhost",
                "gather_facts": False,
                "connection": "local",
                "vars": self._known(inputs),
                "tasks": list(_tasks(what)),
            }
        ]
        (self.folder / "play.json").write_text(json.dumps(play))
        environment = {
            **os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "STATE": str(self.state),
            "OPTIONS": inputs.get("options", "rw,prjquota"), "ANSIBLE_ROLES_PATH": str(ROLES), "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "no", "ANSIBLE_LOCALHOST_WARNING": "no",
        }  # fmt: skip
        tool = str(Path(sys.executable).with_name("ansible-playbook"))
        command = [tool, *words, "-i", "localhost,", str(self.folder / "play.json")]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        return done.returncode, done.stdout

    def calls(self) -> list[str]:
        """What was changed since this was last asked."""
        path = self.state / "calls"
        told = path.read_text().replace(f"{self.root}/", "").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return told

    def _known(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """What the tasks before these registered."""
        pack = json.dumps({**KEPT, "root": str(self.root)})
        return {
            "network_storage_root": str(self.root), "network_storage_workgroup": "OAK", "network_storage_inherited_group": "G",
            "network_storage_shares": inputs.get("shares", SHARES), "__network_storage_file_system": {"stdout": "xfs"},
            "__network_storage_testparm": {"stdout": ""}, "__network_storage_find": {"stdout_lines": []},
            "__network_storage_subvolume": {"results": []},
            "__network_storage_slurped": {"content": b64encode(pack.encode()).decode()},
            "ansible_python_interpreter": sys.executable,
        }  # fmt: skip


def _tasks(what: str) -> list[dict[str, Any]]:
    return [
        {"name": part, "ansible.builtin.include_role": {"name": "network_storage", "tasks_from": f"linux/{part}.yml"}}
        for part in TASKS[what]
    ]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_shares_get_projects_and_limits_once_and_undo_lifts_them(server: Server) -> None:
    status, said = server.runs("run", "--check")
    assert (status, server.calls()) == (0, [])
    assert "changed=2" in said

    for made in ("Office", "Plain"):
        (server.root / made).mkdir()
    assert server.runs("run")[0] == 0
    assert server.calls() == [
        "chattr -p 20000 +P Office",
        "chattr -p 20001 +P Staff Shared",
        "setquota -P 20000 0 8192 0 0 /srv",
        "setquota -P 20001 0 16384 0 0 /srv",
    ]
    assert "changed=0" in server.runs("run")[1]
    assert server.calls() == []

    (server.state / "limit-20000").write_text("9000")
    assert server.runs("run")[0] == 0
    assert server.calls() == ["setquota -P 20000 0 8192 0 0 /srv"]

    status, said = server.runs("undo", "--check")
    assert (status, "changed=1" in said) == (0, True)
    assert server.calls() == []
    assert server.runs("undo")[0] == 0
    assert server.calls() == ["setquota -P 20001 0 0 0 0 /srv", "setquota -P 20000 0 4096 0 0 /srv"]
    assert "changed=0" in server.runs("undo")[1]


def test_a_file_system_without_project_quotas_is_refused_before_anything_is_changed(server: Server) -> None:
    status, said = server.runs("run", options="rw,noquota")

    assert (status, server.calls()) == (2, [])
    assert "needs /srv mounted with prjquota" in said


def test_files_that_no_project_counts_and_a_limit_below_what_is_held_are_refused(server: Server) -> None:
    (server.root / "Staff Shared/essay").touch()
    status, said = server.runs("run")
    assert (status, server.calls()) == (2, [])
    assert "Staff Shared: it holds files of no project" in said

    (server.state / "project-Staff Shared").write_text("7")
    (server.state / "limit-7").write_text("0")
    status, said = server.runs("run", shares=[{**SHARES[0], "quota_mib": 4}])
    assert (status, server.calls()) == (2, [])
    assert "it holds 5 MiB, the limit is 4" in said
