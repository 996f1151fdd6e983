"""Each line of our ansible.cfg is one Ansible knows, and those that can be shown without a host fail when taken out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ictops.adapters.ansible_secrets import secret_variables
from ictops.adapters.ansible_settings import (
    Paths,
    arguments,
    configuration,
    connection_variables,
    earlier_variables,
    environment,
)
from ictops.apply import RunRequest

EXPECTED = {
    "HOST_KEY_CHECKING": True,
    "INJECT_FACTS_AS_VARS": False,
    "TASK_TIMEOUT": 300,
    "DEFAULT_TIMEOUT": 10,
    "CACHE_PLUGIN": "memory",
    "INVENTORY_ENABLED": ["yaml"],
    "INVENTORY_ANY_UNPARSED_IS_FAILED": True,
    "INVENTORY_UNPARSED_IS_FAILED": True,
    "HOST_PATTERN_MISMATCH": "error",
    "DEFAULT_STDOUT_CALLBACK": "ictops_jsonl",
    "RETRY_FILES_ENABLED": False,
    "DEFAULT_FORKS": 7,
}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.inside(tmp_path, sockets=tmp_path / "cp")


def told(program: str, *words: str, cfg: str, paths: Paths) -> subprocess.CompletedProcess[str]:
    """An Ansible program under this ansible.cfg, in our environment and no other."""
    settings = paths.work / "ansible.cfg"
    settings.write_text(cfg)
    given = environment(paths, events=paths.work / "events", hosts=("alone",), settings=settings, mark="test")
    return subprocess.run(
        [sys.executable, "-I", "-m", "ansible", program, *words],
        env=given | {"TMPDIR": "/tmp"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def without(cfg: str, *names: str) -> str:
    return "".join(line for line in cfg.splitlines(keepends=True) if line.partition(" = ")[0] not in names)


def test_ansible_knows_every_setting_and_reads_it_as_meant(paths: Paths) -> None:
    dumped = json.loads(told("config", "dump", "--format", "json", cfg=configuration(paths, forks=7), paths=paths).stdout)
    read = {entry["name"]: entry["value"] for entry in dumped if "name" in entry}

    assert {name: read[name] for name in EXPECTED} == EXPECTED


def test_a_program_in_the_inventorys_place_is_not_run(paths: Paths) -> None:
    script, cfg = paths.work / "hosts.json", configuration(paths, forks=1)
    script.write_text(f'#!/bin/sh\ntouch {paths.work}/ran\necho \'{{"all": {{"hosts": ["alone"]}}}}\'\n')
    script.chmod(0o755)
    marker = paths.work / "ran"

    ours = told("inventory", "-i", str(script), "--list", cfg=cfg, paths=paths)
    ran_with_ours = marker.exists()
    told("inventory", "-i", str(script), "--list", cfg=without(cfg, "enable_plugins"), paths=paths)

    assert (ours.returncode != 0, ran_with_ours) == (True, False)
    assert marker.exists(), "the control did not run it either, so this shows nothing"


def test_an_ini_inventory_is_not_read(paths: Paths) -> None:
    ini, cfg = paths.work / "hosts.json", configuration(paths, forks=1)
    ini.write_text("[first]\nalone ansible_connection=local\n")

    ours = told("inventory", "-i", str(ini), "--list", cfg=cfg, paths=paths)
    control = told("inventory", "-i", str(ini), "--list", cfg=without(cfg, "enable_plugins"), paths=paths)

    assert ours.returncode != 0
    assert "alone" in control.stdout


def test_an_inventory_with_a_host_that_yaml_reads_as_a_number_is_an_error_and_not_empty(paths: Paths) -> None:
    broken, cfg = paths.work / "hosts.json", configuration(paths, forks=1)
    broken.write_text("all:\n  hosts:\n    1.10: {}\n    alone: {}\n")

    ours = told("inventory", "-i", str(broken), "--list", cfg=cfg, paths=paths)
    control = told(
        "inventory", "-i", str(broken), "--list", cfg=without(cfg, "any_unparsed_is_failed", "unparsed_is_failed"), paths=paths
    )

    assert ours.returncode != 0
    assert (control.returncode, "alone" in control.stdout) == (0, False)


def test_nothing_of_the_callers_environment_arrives(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANSIBLE_PIPELINING", "LD_PRELOAD", "PYTHONPATH", "BASH_ENV", "SSH_AUTH_SOCK", "SSH_ASKPASS", "http_proxy"):
        monkeypatch.setenv(name, "outside")
    given = environment(paths, events=paths.work, hosts=("alone",), settings=paths.work, mark="test")

    assert "outside" not in given.values()
    assert set(given) - set(os.environ) | {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"} == set(given)


def test_control_path_is_never_among_the_ssh_args(paths: Paths) -> None:
    assert "controlpath" not in configuration(paths, forks=1).lower().replace("control_path_dir", "")
    assert not re.search(
        r"controlpath\W", json.loads(connection_variables(paths, ssh="ssh"))["ansible_ssh_args"], re.IGNORECASE
    )


def test_what_an_inventory_could_set_for_ssh_is_set_by_us_where_it_wins(paths: Paths) -> None:
    given = json.loads(connection_variables(paths, ssh="/usr/bin/ssh"))

    assert given["ansible_connection"] == "ssh"
    assert [
        given[f"ansible_{name}"] for name in ("ssh_common_args", "ssh_extra_args", "sftp_extra_args", "scp_extra_args")
    ] == [""] * 4
    assert given["ansible_ssh_executable"] == "/usr/bin/ssh"
    assert "HostKeyAlias={{ inventory_hostname }}" in given["ansible_ssh_args"]
    assert "StrictHostKeyChecking=yes" in given["ansible_ssh_args"]


def test_secrets_are_marked_so_that_ansible_reads_no_template_in_them() -> None:
    assert json.loads(secret_variables({"word": "{{ 1 }}"})) == {"word": {"__ansible_unsafe": "{{ 1 }}"}}


def test_every_role_of_a_run_keeps_under_the_runs_name_and_only_an_undo_names_what_to_put_back() -> None:
    run = RunRequest(id="oak-print-0002", school="oak", roles=("note", "bell"), hosts=("alone",))
    kept = {"note_keep_as": "oak-print-0002", "bell_keep_as": "oak-print-0002"}
    put_back = {"note_undo": "oak-print-0001", "bell_undo": "oak-print-0001"}

    assert json.loads(earlier_variables(run)) == kept
    assert json.loads(earlier_variables(run.model_copy(update={"undoes": "oak-print-0001"}))) == kept | put_back


def test_a_rehearsal_is_check_mode_with_diffs_and_the_real_run_is_neither(paths: Paths) -> None:
    rehearsal = arguments(paths, python="python", hosts=("a", "b"), roles=("note",), for_real=False)
    real = arguments(paths, python="python", hosts=("a", "b"), roles=("note",), for_real=True)

    assert [word for word in rehearsal if word not in real] == ["--check", "--diff"]
    assert real[real.index("--limit") + 1] == "a,b"
