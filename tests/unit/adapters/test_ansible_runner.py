"""The Runner as its caller sees it: rehearsals, second runs, refusals, being stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictops.apply import HostEnd, HostResult, RunRequest
from ictops.errors import RunFailed
from tests.unit.adapters.ansible_bench import WRITE_A_NOTE, Bench

SLEEP = """\
- name: Work for a while
  ansible.builtin.shell: "echo begun > {{ folder }}/{{ inventory_hostname }}; sleep 900"
"""


SPEAK = """\
- name: Say one thing
  ansible.builtin.debug:
    msg: "this may be a board; the word is {{ word }}"
- name: Say nothing
  ansible.builtin.debug:
    msg: never said
  when: false
- name: Say a list
  debug:
    msg: ["policy: 5", "units: 2"]
  changed_when: true
- name: Say one thing an item
  ansible.builtin.debug:
    msg: "{{ item }} stays open"
  loop: [a, b, c]
  when: item != 'b'
- name: Say a secret
  ansible.builtin.debug:
    msg: "kept back"
  no_log: true
- name: Say it with another module
  ansible.builtin.command: echo not a note
"""


SAY_WHAT_IS_KEPT = """\
- name: Say under what name the earlier state is kept, and which one is put back
  ansible.builtin.debug:
    msg: "keep as {{ note_keep_as }}, put back {{ note_undo | default('nothing') }}"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as servers:
        yield Bench(tmp_path, servers)


def ignore(_: HostResult) -> None:
    """Nobody listens."""


def test_a_rehearsal_changes_nothing_and_a_second_run_finds_nothing_to_change(bench: Bench) -> None:
    bench.good_host("alone")

    rehearsed, _ = bench.run("1", for_real=False)
    after_rehearsal = bench.written()
    applied, _ = bench.run("2")
    again, _ = bench.run("3")

    assert (rehearsed.results[0].end, after_rehearsal) == (HostEnd.CHANGED, {})
    assert "+alone [secret]" in rehearsed.results[0].tasks[0].diff
    assert (applied.results[0].end, bench.written()) == (HostEnd.CHANGED, {"alone": "alone hello"})
    assert (again.results[0].end, again.changed) == (HostEnd.UNCHANGED, 0)


def test_what_a_role_says_is_a_note_of_the_host(bench: Bench) -> None:
    (bench.root / "content/roles/note/tasks/main.yml").write_text(SPEAK)
    bench.good_host("alone")

    run, _ = bench.run(for_real=False)

    said = ("this may be a board; the word is [secret]", "policy: 5\nunits: 2", "a stays open", "c stays open")
    assert run.results[0].notes == said


@pytest.mark.parametrize(("undoes", "put_back"), [(None, "nothing"), ("oak-note-0000", "oak-note-0000")])
def test_each_role_is_told_what_to_keep_and_what_to_put_back(bench: Bench, undoes: str | None, put_back: str) -> None:
    (bench.root / "content/roles/note/tasks/main.yml").write_text(SAY_WHAT_IS_KEPT)
    bench.good_host("alone")

    run, _ = bench.run(for_real=False, undoes=undoes)

    assert run.results[0].notes == (f"keep as oak-note-0001, put back {put_back}",)


@pytest.mark.parametrize("run", ["", "../oak", "Oak-1", "-x", "{{ 7 * 7 }}", "oak_1"])
def test_a_run_that_is_not_named_as_ours_are_is_refused(bench: Bench, run: str) -> None:
    bench.good_host("alone")
    given = {"school": "oak", "roles": ("note",), "hosts": ("alone",)}

    for request in (RunRequest(id=run, **given), RunRequest(id="oak-note-0001", undoes=run, **given)):
        with pytest.raises(RunFailed, match="its id is not small letters, digits and hyphens"):
            bench.runner().run(request, on_result=ignore)


def test_a_host_that_is_not_in_the_inventory_stops_the_run_before_the_first_task(bench: Bench) -> None:
    bench.good_host("alone")
    request = RunRequest(id="1", school="oak", roles=("note",), hosts=("alone", "missing"), for_real=True)

    with pytest.raises(RunFailed, match="missing"):
        bench.runner().run(request, on_result=ignore)
    assert bench.written() == {}


def test_a_name_that_ansible_takes_for_more_hosts_than_asked_stops_the_run(bench: Bench) -> None:
    bench.good_host("alone")
    request = RunRequest(id="1", school="oak", roles=("note",), hosts=("first",), for_real=True)

    with pytest.raises(RunFailed, match="not asked for: alone"):
        bench.runner().run(request, on_result=ignore)
    assert bench.written() == {}


@pytest.mark.parametrize(
    "text", ["not: [an inventory", "#!/bin/sh\ntouch {root}/ran\necho '{}'\n", "[first]\nalone ansible_connection=local\n"]
)
def test_an_inventory_of_another_kind_is_neither_run_nor_believed(bench: Bench, text: str) -> None:
    bench.good_host("alone")
    runner = bench.runner()
    hosts = bench.root / "school/hosts.json"
    hosts.write_text(text.replace("{root}", str(bench.root)))
    hosts.chmod(0o755)

    with pytest.raises(RunFailed, match="did not come to its first task"):
        runner.run(RunRequest(id="1", school="oak", roles=("note",), hosts=("alone",), for_real=True), on_result=ignore)
    assert not (bench.root / "ran").exists()


@pytest.mark.parametrize("hosts", [("!pc1",), ("@/etc/passwd",), ("all",), ("pc[1:9]",), ("a,b",)])
def test_a_limit_that_is_not_our_own_id_is_refused(bench: Bench, hosts: tuple[str, ...]) -> None:
    request = RunRequest.model_construct(id="1", school="oak", roles=("note",), hosts=hosts, for_real=True)

    with pytest.raises(RunFailed, match=r"is not an id|meaning of its own"):
        bench.runner().run(request, on_result=ignore)


@pytest.mark.parametrize("role", ["all", "always", "untagged", "../note", "note,all", ""])
def test_a_role_that_is_not_there_is_refused_and_so_is_a_tag_that_means_more(bench: Bench, role: str) -> None:
    request = RunRequest(id="1", school="oak", roles=(role,), hosts=("alone",), for_real=True)

    with pytest.raises(RunFailed, match="there is no such role"):
        bench.runner().run(request, on_result=ignore)


def test_everything_that_is_missing_is_named_at_once(bench: Bench) -> None:
    bench.good_host("alone")
    runner = bench.runner(secrets={"word": 42})
    (bench.root / "key").unlink()
    (bench.root / "known_hosts").unlink()

    with pytest.raises(RunFailed) as refused:
        runner.run(RunRequest(id="1", school="oak", roles=("note",), hosts=("alone",)), on_result=ignore)
    assert [fault.where.rpartition("/")[2] for fault in refused.value.faults] == ["known_hosts", "key", "word"]


def test_a_run_folder_is_used_once(bench: Bench) -> None:
    bench.good_host("alone")
    (bench.root / "runs/1").mkdir(parents=True)

    with pytest.raises(RunFailed, match="a run was made here before"):
        bench.run("1")


def test_a_run_folder_may_have_an_odd_name(bench: Bench) -> None:
    bench.good_host("alone")

    run, _ = bench.run("a %h, {{ 7 * 7 }} ~: 'b\"")

    assert (run.results[0].end, list(bench.written())) == (HostEnd.CHANGED, ["alone"])


def test_a_run_folder_that_ansible_would_read_otherwise_is_refused(bench: Bench) -> None:
    bench.good_host("alone")

    with pytest.raises(RunFailed, match=r"reads \$ in a path"):
        bench.run("$HOME")


def test_no_hosts_is_no_run(bench: Bench) -> None:
    run, told = bench.run()

    assert (run.results, told, (bench.root / "runs").exists()) == ((), [], False)


@pytest.mark.timeout(300)
def test_a_stop_ends_the_children_and_says_how_far_each_host_was(bench: Bench) -> None:
    (bench.root / "content/roles/note/tasks/main.yml").write_text(SLEEP)
    bench.good_host("begun")
    bench.good_host("later", group="second")
    threading.Thread(target=_stop_once_there, args=(bench.root / "host/begun",)).start()

    run, _ = bench.run()

    assert [result.end for result in run.results] == [HostEnd.FAILED, HostEnd.NOT_ATTEMPTED]
    assert "stopped (SIGTERM) while it was being worked on" in run.results[0].says
    assert "stopped (SIGTERM) before it came to this host" in run.results[1].says
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def _stop_once_there(path: Path) -> None:
    while not path.exists():
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)


def test_what_cannot_be_recorded_stops_the_run(bench: Bench) -> None:
    wait = "- name: Wait\n  ansible.builtin.command: sleep {{ 12 if inventory_hostname == 'later' else 0 }}\n"
    (bench.root / "content/roles/note/tasks/main.yml").write_text(wait + WRITE_A_NOTE)
    bench.good_host("alone")
    bench.good_host("later", group="second")

    def full(_: HostResult) -> None:
        raise OSError("disk full")

    request = RunRequest(id="1", school="oak", roles=("note",), hosts=("alone", "later"), for_real=True)
    with pytest.raises(OSError, match="disk full"):
        bench.runner().run(request, on_result=full)
    assert list(bench.written()) == ["alone"]
