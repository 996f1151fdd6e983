"""One run over hosts that each have a trouble of their own: every host has one result, and it is the true one."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictops.apply import HostEnd, HostResult, Run
from tests.unit.adapters.ansible_bench import WRITE_A_NOTE, Bench
from tests.unit.adapters.loopback import new_key

TASKS = f"""\
{WRITE_A_NOTE}
- name: Bind to the directory
  ansible.builtin.fail:
    msg: "bind: {{{{ trouble }}}}"
  when: trouble is defined and trouble is not search('quiet')
- name: Say a secret
  ansible.builtin.fail:
    msg: "{{{{ word }}}}"
  no_log: true
  when: trouble is defined and trouble is search('quiet')
"""
SECRET = "{{ 7 * 7 }} 'canary-0042"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with ExitStack() as servers:
        bench = Bench(tmp_path_factory.mktemp("hosts"), servers, TASKS)
        key, other = new_key(), new_key()
        good = bench.server(key)
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            bench.host("silent", port=unused.getsockname()[1], key=key, group="first")
        bench.host("good", port=good, key=key, group="second")
        bench.host("twin", port=good, key=other, group="second")
        bench.host("changed", port=bench.server(new_key()), key=other, group="second")
        bench.host("unknown", port=good, key=None, group="second")
        bench.host("locked", port=bench.server(key, admits=other), key=key, group="second")
        bench.host("password", port=good, key=key, group="second", trouble="Invalid credentials (49)")
        bench.host("hostile", port=good, key=key, group="second", trouble="\x1b[2J no\u202e " + "x" * 5000)
        bench.host("quiet", port=good, key=key, group="second", trouble="quiet")
        yield bench


@pytest.fixture(scope="module")
def outcome(bench: Bench) -> tuple[Run, list[HostResult]]:
    with pytest.MonkeyPatch.context() as outside:
        outside.setenv("ANSIBLE_HOST_KEY_CHECKING", "False")
        outside.setenv("ANSIBLE_SSH_ARGS", "-o StrictHostKeyChecking=no")
        outside.setenv("ANSIBLE_CONFIG", "/nonexistent")
        outside.setenv("ANSIBLE_STDOUT_CALLBACK", "minimal")
        outside.setenv("PYTHONPATH", str(bench.root / "nowhere"))
        return bench.run(secrets={"word": SECRET})


@pytest.fixture
def written(bench: Bench, outcome: tuple[Run, list[HostResult]]) -> dict[str, str]:
    """What the hosts hold after the run."""
    assert outcome
    return bench.written()


@pytest.fixture
def results(outcome: tuple[Run, list[HostResult]]) -> dict[str, HostResult]:
    return {result.device: result for result in outcome[0].results}


def test_every_host_asked_has_one_result_in_the_order_asked(outcome: tuple[Run, list[HostResult]]) -> None:
    run, told = outcome

    assert [result.device for result in run.results] == list(run.request.hosts)
    assert sorted(result.device for result in told) == sorted(run.request.hosts)


def test_a_host_whose_key_is_kept_under_its_id_is_changed(results: dict[str, HostResult]) -> None:
    assert (results["good"].end, results["good"].says) == (HostEnd.CHANGED, "")
    assert [task.task for task in results["good"].tasks] == ["note : Write a note"]


def test_one_dead_host_that_was_alone_in_its_play_does_not_stop_the_next_play(results: dict[str, HostResult]) -> None:
    assert results["silent"].end is HostEnd.UNREACHABLE
    assert "refused the connection" in results["silent"].says
    assert results["good"].end is HostEnd.CHANGED


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("changed", "another host key"),
        ("unknown", "not in the school's known_hosts"),
        ("locked", "wrong credential"),
        ("password", "refused the password"),
        ("quiet", "hidden because it handles a secret"),
    ],
)
def test_each_trouble_has_its_own_sentence(results: dict[str, HostResult], host: str, words: str) -> None:
    assert results[host].end is HostEnd.FAILED
    assert words in results[host].says


def test_two_ids_at_one_address_do_not_share_a_connection(written: dict[str, str], results: dict[str, HostResult]) -> None:
    assert "another host key" in results["twin"].says
    assert "twin" not in written


def test_nothing_was_sent_to_a_host_whose_key_did_not_match(written: dict[str, str]) -> None:
    assert set(written) == {"good", "password", "hostile", "quiet"}


def test_what_a_host_says_is_bounded_and_cannot_move_the_cursor(results: dict[str, HostResult]) -> None:
    says = results["hostile"].says

    assert "\\x1b[2J" in says
    assert "\\u202e" in says
    assert len(says) < 2300
    assert says.isprintable()


def test_a_secret_reaches_the_host_untemplated_and_stays_in_no_file_of_ours(
    bench: Bench, written: dict[str, str], results: dict[str, HostResult]
) -> None:
    kept = "".join(path.read_text() for path in (bench.root / "runs").rglob("*") if path.is_file())

    assert written["good"] == f"good {SECRET}"
    assert "canary" not in kept
    assert "canary" not in repr(results)


def test_the_run_leaves_no_private_folder_behind(bench: Bench, outcome: tuple[Run, list[HostResult]]) -> None:
    assert outcome
    links = [link.readlink() for link in Path(tempfile.gettempdir()).glob("ictops-*/run")]

    assert [path for path in (bench.root / "runs/1").iterdir() if path.is_dir()] == []
    assert [link for link in links if bench.root in link.parents] == []
