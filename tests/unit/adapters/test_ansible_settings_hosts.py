"""Lines of ansible.cfg that only a host can put to the test, each with a control: the same run without the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictops.adapters import ansible_folder, ansible_runner
from ictops.adapters.ansible_settings import Paths, configuration, connection_variables
from ictops.apply import HostEnd
from tests.unit.adapters.ansible_bench import Bench

LIE = """\
from ansible.module_utils.basic import AnsibleModule
AnsibleModule(argument_spec={}).exit_json(ansible_facts={"folder": "/nonexistent/elsewhere", "spoken": "a lie"})
"""
LIE_AND_TELL = """\
- name: Ask the host
  lie:
- name: Tell what it said
  ansible.builtin.command:
    argv: [cp, /dev/null, "{{ folder }}/{{ spoken | default('nothing') }}"]
"""
HANG = """\
- name: Hang
  ansible.builtin.command: sleep 30
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as servers:
        bench = Bench(tmp_path, servers)
        bench.good_host("alone")
        yield bench


def role(bench: Bench, tasks: str) -> None:
    (bench.root / "content/roles/note/tasks/main.yml").write_text(tasks)


def edited(outside: pytest.MonkeyPatch, line: str, instead: str) -> None:
    """Run with another ansible.cfg: the one line changed."""

    def other(paths: Paths, *, forks: int) -> str:
        text = configuration(paths, forks=forks)
        assert line in text
        return text.replace(line, instead)

    outside.setattr(ansible_runner, "configuration", other)


@pytest.mark.parametrize(("line", "believed"), [(None, False), ("inject_facts_as_vars = False", True)])
def test_what_a_host_says_of_itself_becomes_none_of_our_variables(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, line: str | None, believed: bool
) -> None:
    role(bench, LIE_AND_TELL)
    (bench.root / "content/roles/note/library").mkdir()
    (bench.root / "content/roles/note/library/lie.py").write_text(LIE)
    if line:
        edited(monkeypatch, line, "inject_facts_as_vars = True")

    run, _ = bench.run()

    assert (run.results[0].end is HostEnd.FAILED) is believed, "believed, the host would have sent us to a folder of its choice"
    assert list(bench.written()) == ([] if believed else ["nothing"])


def test_a_host_that_hangs_is_given_up(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    role(bench, HANG)
    edited(monkeypatch, "task_timeout = 300", "task_timeout = 2")

    run, _ = bench.run()

    assert run.results[0].end is HostEnd.FAILED
    assert "Timed out after 2 second" in run.results[0].says


def test_a_task_that_says_how_long_it_may_take_is_given_that_long(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    role(bench, "- name: Install\n  ansible.builtin.command: sleep 4\n  timeout: 3600\n")
    edited(monkeypatch, "task_timeout = 300", "task_timeout = 2")

    run, _ = bench.run()

    assert run.results[0].end is HostEnd.CHANGED


@pytest.mark.parametrize("pipelining", [True, False])
def test_with_pipelining_a_modules_arguments_never_lie_on_the_hosts_disk(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, pipelining: bool
) -> None:
    role(bench, "- name: Say a secret\n  ansible.builtin.command: 'true {{ word }}'\n")
    bench.inventory["first"]["alone"]["ansible_remote_tmp"] = str(bench.root / "on-disk")
    if not pipelining:
        edited(monkeypatch, "pipelining = True", "pipelining = False")
        monkeypatch.setattr(ansible_folder, "connection_variables", _without_pipelining)

    run, _ = bench.run()

    assert run.results[0].end is HostEnd.CHANGED
    assert (bench.root / "on-disk").exists() is not pipelining


def _without_pipelining(paths: Paths, *, ssh: str) -> str:
    given = json.loads(connection_variables(paths, ssh=ssh))
    return json.dumps({name: value for name, value in given.items() if "pipelining" not in name})
