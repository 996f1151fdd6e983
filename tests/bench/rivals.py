"""What our sweep is compared with: OpenSSH clients, and `ansible-playbook --check` over the same hosts."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

from ictops.wiring.trust import OpenTrust, content_folder
from tests.bench.trust_in_lab import LAB, LabHost


def known_hosts(trust: OpenTrust, folder: Path) -> Path:
    """Every school's host keys in one file: our device ids are unique in the trust."""
    path = folder / "known_hosts"
    files = sorted((trust.root / "known_hosts").iterdir())
    path.write_text("".join(file.read_text(encoding="utf-8") for file in files), encoding="utf-8")
    return path


def ssh_options(known: Path) -> list[str]:
    options = (
        "BatchMode=yes", "StrictHostKeyChecking=yes", f"UserKnownHostsFile={known}", "GlobalKnownHostsFile=/dev/null",
        "IdentitiesOnly=yes", "IdentityAgent=none", "ConnectTimeout=10",
    )  # fmt: skip
    return ["-F", "/dev/null", *(word for option in options for word in ("-o", option))]


def openssh_sweep(hosts: tuple[LabHost, ...], user: str, known: Path) -> list[str]:
    """A shell that starts one ssh a host, all at once, and waits for each."""
    options = [*ssh_options(known), "-i", str(LAB / "id")]
    return _at_once(["ssh", *options, "-o", f"HostKeyAlias={host.device}", f"{user}@{host.address}", "true"] for host in hosts)


def ansible(trust: OpenTrust, hosts: tuple[LabHost, ...], known: Path, folder: Path, *, check: bool) -> list[str]:
    """A shell that starts one `ansible-playbook` a school, all at once, each as quick as Ansible can be told to be.

    One run over all the schools' inventories would be no rival: they use the same group names, and so each other's settings.
    """
    secrets = folder / "secrets.json"
    secrets.touch(mode=0o600)
    secrets.write_text(json.dumps(_secrets(trust)), encoding="utf-8")
    (folder / "ansible.cfg").write_text(_configuration(known, folder), encoding="utf-8")
    variables = ["-e", f"@{secrets}", "-e", json.dumps({"ansible_ssh_common_args": "-o HostKeyAlias={{ inventory_hostname }}"})]
    playbook = str(content_folder() / "playbooks" / "converge_school.yml")
    return _at_once(
        [
            "ansible-playbook", *(["--check"] if check else []), "-i", str(trust.root / "schools" / school / "hosts.json"),
            "--limit", ",".join(host.device for host in hosts if host.school == school), *variables, playbook,
        ]
        for school in sorted({host.school for host in hosts})
    )  # fmt: skip


def _at_once(commands: Iterable[list[str]]) -> list[str]:
    started = "\n".join(f'{shlex.join(command)} & all="$all $!"' for command in commands)
    return ["bash", "-c", f"{started}\nfailed=0; for one in $all; do wait $one || failed=1; done; exit $failed"]


def _secrets(trust: OpenTrust) -> Mapping[str, object]:
    return {name: {"__ansible_unsafe": value} for name, value in trust.secrets(frozenset(trust.folder.file.secrets)).items()}


def _configuration(known: Path, folder: Path) -> str:
    return f"""\
[defaults]
host_key_checking = True
gathering = explicit
inject_facts_as_vars = False
forks = 20
roles_path = {content_folder() / "roles"}
private_key_file = {LAB / "id"}
interpreter_python = /usr/bin/python3
local_tmp = {folder / "tmp"}
retry_files_enabled = False
[inventory]
enable_plugins = yaml
[connection]
pipelining = True
[ssh_connection]
pipelining = True
ssh_args = {shlex.join(ssh_options(known))} -o ControlMaster=auto -o ControlPersist=60s
control_path_dir = {folder / "cp"}
"""
