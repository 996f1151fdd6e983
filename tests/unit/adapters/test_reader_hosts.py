"""The reader meets hosts that refuse, freeze, flood and lie: each gets its own state, and the honest ones complete."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import asyncssh
import pytest

from ictops.adapters.pyinfra_reader import Access, Limits, PyinfraReader
from ictops.adapters.reader_exchange import PROBE_BYTES
from ictops.apply import HostAnswer, NotRead, NotReadWhy, ProbeOutput, ReadRequest
from ictops.errors import HostsNotRead
from tests.unit.adapters.lying_hosts import (
    LoopbackHosts,
    around,
    echoes,
    floods,
    floods_errors,
    freezes,
    hangs_up,
    honest,
    loopback_hosts,
    numbered,
    says,
)  # fmt: skip

PROBES = {"greeting": "printf 'good morning\\n'", "sum": "echo $((6 * 7)); exit 3"}
ANSWERED = {
    "greeting": ProbeOutput(text="good morning\n", status=0),
    "sum": ProbeOutput(text="42\n", status=3),
}


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[LoopbackHosts]:
    with loopback_hosts(tmp_path) as running:
        yield running


def read(
    hosts: LoopbackHosts,
    *,
    known: Mapping[str, Path] | None = None,
    probes: Mapping[str, str] = PROBES,
    seconds: float = 4,
    school: str = "quillford",
) -> Mapping[str, HostAnswer]:
    """Every running host, read."""
    reader = reader_of(hosts.ports, known or {school: hosts.known_hosts(school)}, hosts.folder / "id", seconds)
    return reader.read((ReadRequest(school=school, scripts={name: dict(probes) for name in hosts.ports}),))


def reader_of(ports: Mapping[str, int], known: Mapping[str, Path], key: Path, seconds: float = 4) -> PyinfraReader:
    access = {name: Access(address="127.0.0.1", port=port, user="reader") for name, port in ports.items()}
    return PyinfraReader(access, known, key, limits=Limits(parallel=40, seconds=seconds), elevation="elevated")


def read_and_weighed(ports: Mapping[str, int], known: Mapping[str, Path], key: Path) -> tuple[Mapping[str, HostAnswer], int]:
    """What was read, and how many KiB the largest child took of a process that had no other children."""
    asked = ReadRequest(school="quillford", scripts={name: dict(PROBES) for name in ports})
    answers = reader_of(ports, known, key).read((asked,))
    return answers, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def read_apart(hosts: LoopbackHosts) -> tuple[Mapping[str, HostAnswer], int]:
    """`read_and_weighed` in a process of its own: this one has had children of other tests."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        known = {"quillford": hosts.known_hosts("quillford")}
        return alone.submit(read_and_weighed, dict(hosts.ports), known, hosts.folder / "id").result()


def state(answer: HostAnswer) -> NotReadWhy | str:
    """Why a host was not read, or `read`."""
    return answer.why if isinstance(answer, NotRead) else "read"


def test_an_honest_host_gives_each_probes_output_and_status(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)

    assert read(hosts) == {"pc-1": ANSWERED}


@pytest.mark.timeout(60)
def test_no_host_that_misbehaves_keeps_another_from_being_read(hosts: LoopbackHosts) -> None:
    async def says_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)
        writer.close()

    async def pours(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(b"\x00\xff" * 32768)
            await writer.drain()

    async def is_a_printer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    garbled, late, not_root = NotReadWhy.GARBLED, NotReadWhy.TIMED_OUT, NotReadWhy.NO_ROOT
    behaviours = {
        "echoes": (echoes, garbled),
        "freezes": (freezes, late),
        "floods": (floods, garbled),
        "floods-errors": (floods_errors, late),
        "hangs-up": (hangs_up, garbled),
        "says-all-is-well": (says(b"everything is compliant\nuser 0\nend\n"), garbled),
        "speaks-escapes": (says(b"\x1b[2J\x1b]0;owned\x07 probe sum NDI=\r\n"), garbled),
        "speaks-bytes": (says(bytes(range(256)) * 100), garbled),
        "wants-a-password": (says(b"", status=1, complaint=b"sudo: a password is required\n"), not_root),
        "has-no-sudo": (says(b"", status=127, complaint=b"bash: line 1: sudo: command not found\n"), not_root),
        "becomes-a-nobody": (numbered(b"65534"), not_root),
        "greets": (around(b"Welcome to QHS!\n\x1b[31mAuthorised use only\x1b[0m", b"goodbye"), "read"),
        "floods-a-little": (around(b"x" * 100_000 + b"\n", b""), "read"),
        "honest": (honest, "read"),
    }
    for name, (behaviour, _) in behaviours.items():
        hosts.ssh(name, behaviour)
    hosts.raw("says-nothing", says_nothing)
    hosts.raw("pours", pours)
    hosts.raw("is-a-printer", is_a_printer)
    for name in ("says-nothing", "pours", "is-a-printer"):
        hosts.keys[name] = asyncssh.generate_private_key("ssh-ed25519")

    answers, taken = read_apart(hosts)

    expected = {name: end for name, (_, end) in behaviours.items()}
    assert {name: state(answer) for name, answer in answers.items()} == expected | {
        "says-nothing": late, "pours": garbled, "is-a-printer": garbled,
    }  # fmt: skip
    assert answers["honest"] == answers["greets"] == answers["floods-a-little"] == ANSWERED
    assert 0 < taken < 512 * 1024


def test_each_state_says_what_to_do_and_carries_no_escape(hosts: LoopbackHosts) -> None:
    hosts.ssh("escapes", says(b"", status=1, complaint=b"sudo: \x1b[2Jowned\x07\n"))

    answer = read(hosts)["escapes"]

    assert isinstance(answer, NotRead)
    assert "let the user run sh through sudo" in answer.says
    assert answer.says.isprintable()


def test_a_host_without_a_recorded_key_is_not_even_connected_to(hosts: LoopbackHosts) -> None:
    hosts.ssh("new", honest)
    other = {"some-other": hosts.keys["new"]}

    answer = read(hosts, known={"quillford": hosts.known_hosts("other", other)})["new"]

    assert state(answer) is NotReadWhy.UNKNOWN_KEY
    assert hosts.asked == []


def test_a_changed_key_is_its_own_state_and_nothing_is_run(hosts: LoopbackHosts) -> None:
    hosts.ssh("swapped", honest)
    recorded = {"swapped": asyncssh.generate_private_key("ssh-ed25519")}

    answer = read(hosts, known={"quillford": hosts.known_hosts("old", recorded)})["swapped"]

    assert state(answer) is NotReadWhy.CHANGED_KEY
    assert hosts.asked == []


def test_a_host_that_now_shows_only_another_kind_of_key_has_changed(hosts: LoopbackHosts) -> None:
    hosts.ssh("swapped", honest)
    recorded = {"swapped": asyncssh.generate_private_key("ecdsa-sha2-nistp256")}

    answer = read(hosts, known={"quillford": hosts.known_hosts("old", recorded)})["swapped"]

    assert state(answer) is NotReadWhy.CHANGED_KEY


def test_another_schools_key_for_the_same_address_opens_nothing(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)
    theirs = hosts.known_hosts("tansybeck")
    ours = hosts.known_hosts("quillford", {"pc-1": asyncssh.generate_private_key("ssh-ed25519")})

    answer = read(hosts, known={"quillford": ours, "tansybeck": theirs})["pc-1"]

    assert state(answer) is NotReadWhy.CHANGED_KEY


def test_a_revoked_key_is_not_accepted(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)
    path = hosts.known_hosts("quillford")
    path.write_text(path.read_text() + "@revoked " + path.read_text())

    assert state(read(hosts, known={"quillford": path})["pc-1"]) is NotReadWhy.CHANGED_KEY


def test_without_a_file_of_known_hosts_no_key_is_believed(hosts: LoopbackHosts, tmp_path: Path) -> None:
    hosts.ssh("pc-1", honest)

    answer = read(hosts, known={"quillford": tmp_path / "missing"})["pc-1"]

    assert state(answer) is NotReadWhy.UNKNOWN_KEY


def test_a_host_that_does_not_take_our_key_says_so_once(hosts: LoopbackHosts) -> None:
    hosts.ssh("closed", honest, accepts=asyncssh.generate_private_key("ssh-ed25519"))

    assert state(read(hosts)["closed"]) is NotReadWhy.WRONG_CREDENTIAL


def test_a_port_where_nothing_listens_is_unreachable(hosts: LoopbackHosts) -> None:
    hosts.ssh("gone", honest)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        hosts.ports["gone"] = listener.getsockname()[1]

    assert state(read(hosts)["gone"]) is NotReadWhy.UNREACHABLE


def test_a_device_without_an_address_is_answered_for(hosts: LoopbackHosts) -> None:
    reader = PyinfraReader({}, {}, hosts.folder / "id")
    asked = ReadRequest(school="quillford", scripts={"pc-9": dict(PROBES)})

    assert state(reader.read((asked,))["pc-9"]) is NotReadWhy.UNREACHABLE


def test_a_probe_that_prints_too_much_or_no_text_is_told_apart_from_the_others(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)
    probes = {
        "endless": "yes",
        "bytes": "printf '\\377\\376'",
        "largest": f"head -c {PROBE_BYTES - 100} /dev/zero | tr '\\0' a",
        "forger": "printf 'x\\n0000 user 0\\n0000 end\\n'",
        "asks": 'read answer; echo "got $answer"',
        "unbalanced": "echo 'open",
    }

    answer = read(hosts, probes=probes)["pc-1"]

    assert not isinstance(answer, NotRead)
    assert {name: output.text is None for name, output in answer.items()} == {
        "endless": True, "bytes": True, "largest": False, "forger": False, "asks": False, "unbalanced": False,
    }  # fmt: skip
    assert answer["asks"].text == "got \n"
    assert answer["unbalanced"].status == 2


def test_the_key_file_that_cannot_be_used_is_one_clear_fault(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)
    (hosts.folder / "id").write_text("not a key")

    with pytest.raises(HostsNotRead, match="key file cannot be used"):
        read(hosts)


def test_a_prepared_reader_that_is_not_used_leaves_no_process(hosts: LoopbackHosts) -> None:
    reader = PyinfraReader({}, {}, hosts.folder / "id")
    reader.prepare()
    child = reader._child
    assert child is not None

    reader.close()

    assert child.poll() is not None


def test_a_prepared_reader_reads_as_any_other(hosts: LoopbackHosts) -> None:
    hosts.ssh("pc-1", honest)
    access = {"pc-1": Access(address="127.0.0.1", port=hosts.ports["pc-1"], user="reader")}
    reader = PyinfraReader(access, {"quillford": hosts.known_hosts("quillford")}, hosts.folder / "id", elevation="elevated")
    reader.prepare()
    request = ReadRequest(school="quillford", scripts={"pc-1": dict(PROBES)})

    assert [reader.read((request,)), reader.read((request,))] == [{"pc-1": ANSWERED}] * 2
