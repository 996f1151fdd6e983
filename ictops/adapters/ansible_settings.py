"""What our Ansible is told: its ansible.cfg, its environment, its variables for SSH. Pure: paths in, text out.

Everything here stands in docs and tests line by line: each setting has a test that fails without it.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from ictops.apply import RunRequest

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Where programs are looked for, whatever the caller's own PATH says."""
MARK = "ICTOPS_RUN_MARK"
"""An environment variable that every process of a run carries, so that all of them can be found and ended."""


@dataclass(frozen=True, kw_only=True)
class Paths:
    """The private folder of a run. `work` is a link of ours with a plain path, so no setting needs quoting."""

    work: Path
    content: Path
    school: Path
    known_hosts: Path
    key: Path
    secrets: Path
    earlier: Path
    connection: Path
    sockets: Path
    scratch: Path
    collections: Path
    callbacks: Path

    @classmethod
    def inside(cls, work: Path, *, sockets: Path) -> Paths:
        """Everything below `work` but the sockets, whose path has to be short."""
        return cls(
            work=work,
            content=work / "content",
            school=work / "school",
            known_hosts=work / "known_hosts",
            key=work / "key",
            secrets=work / "secrets.json",
            earlier=work / "earlier.json",
            connection=work / "connection.json",
            sockets=sockets,
            scratch=work / "tmp",
            collections=work / "collections",
            callbacks=work / "callbacks",
        )


def ssh_args(paths: Paths) -> str:
    """Options for every SSH program, HostKeyAlias excepted: without that one, no key of ours matches and all are refused."""
    options = (
        "StrictHostKeyChecking=yes",
        f"UserKnownHostsFile={paths.known_hosts}",
        "GlobalKnownHostsFile=/dev/null",
        "UpdateHostKeys=no",
        "VerifyHostKeyDNS=no",
        "BatchMode=yes",
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        "ForwardAgent=no",
        "ClearAllForwardings=yes",
        "ConnectTimeout=10",
        "ServerAliveInterval=15",
        "ServerAliveCountMax=3",
        "ControlMaster=auto",
        "ControlPersist=60s",
    )
    return " ".join(("-F", "/dev/null", *(f"-o {shlex.quote(option)}" for option in options)))


def configuration(paths: Paths, *, forks: int) -> str:
    """The whole ansible.cfg. No ControlPath in ssh_args: it would not be filled in, and all hosts would share one socket."""
    return f"""\
[defaults]
host_key_checking = True
inject_facts_as_vars = False
task_timeout = 300
timeout = 10
fact_caching = memory
gathering = explicit
forks = {forks}
roles_path = {paths.content}/roles
collections_path = {paths.collections}
callback_plugins = {paths.callbacks}
stdout_callback = ictops_jsonl
private_key_file = {paths.key}
local_tmp = {paths.scratch}
interpreter_python = /usr/bin/python3
retry_files_enabled = False
[inventory]
enable_plugins = yaml
any_unparsed_is_failed = True
unparsed_is_failed = True
host_pattern_mismatch = error
[ssh_connection]
pipelining = True
ssh_args = {ssh_args(paths)}
control_path_dir = {paths.sockets}
"""


def connection_variables(paths: Paths, *, ssh: str) -> str:
    """JSON of extra variables: they win over any inventory, and the name a host's key is kept under is our id for it.

    One socket a host id: two ids with one address would share a socket named after the address, and skip the key's check.
    """
    return json.dumps(
        {
            "ansible_connection": "ssh",
            "ansible_ssh_executable": ssh,
            "ansible_ssh_args": f"-o HostKeyAlias={{{{ inventory_hostname }}}} {ssh_args(paths)}",
            "ansible_ssh_common_args": "",
            "ansible_ssh_extra_args": "",
            "ansible_sftp_extra_args": "",
            "ansible_scp_extra_args": "",
            "ansible_ssh_password_mechanism": "disable",
            "ansible_host_key_checking": True,
            "ansible_ssh_host_key_checking": True,
            "ansible_pipelining": True,
            "ansible_ssh_pipelining": True,
            "ansible_control_path_dir": str(paths.sockets),
            "ansible_control_path": "%(directory)s/{{ (inventory_hostname | hash('sha256'))[:16] }}",
            "ansible_ssh_private_key_file": str(paths.key),
        }
    )


def earlier_variables(request: RunRequest) -> str:
    """JSON of what each role is told of earlier states: the name to keep this one under, and the one to put back, if any."""
    kept = {f"{role}_keep_as": request.id for role in request.roles}
    put_back = {f"{role}_undo": request.undoes for role in request.roles} if request.undoes else {}
    return json.dumps(kept | put_back)


def environment(paths: Paths, *, events: Path, hosts: tuple[str, ...], settings: Path, mark: str) -> dict[str, str]:
    """All of the child's environment: nothing of the caller's own arrives."""
    return {
        "PATH": PATH,
        "HOME": str(paths.work),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(paths.scratch),
        "ANSIBLE_CONFIG": str(settings),
        "ICTOPS_EVENTS": str(events),
        "ICTOPS_HOSTS": ",".join(hosts),
        "ICTOPS_SECRETS": str(paths.secrets),
        MARK: mark,
    }


def arguments(paths: Paths, *, python: str, hosts: tuple[str, ...], roles: tuple[str, ...], for_real: bool) -> list[str]:
    """The command line. `-I`: Python itself takes nothing from the environment or the folder it stands in."""
    return [
        *(python, "-I", "-m", "ansible", "playbook"),
        *("-i", f"{paths.school}/hosts.json"),
        *("--limit", ",".join(hosts)),
        *("--tags", ",".join(roles)),
        *("-e", f"@{paths.secrets}", "-e", f"@{paths.earlier}", "-e", f"@{paths.connection}"),
        *(() if for_real else ("--check", "--diff")),
        f"{paths.content}/playbooks/converge_school.yml",
    ]
