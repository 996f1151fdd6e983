"""CUPS' own conformance tests of IPP on the follow-me queue, and on a plain queue of the same printer before the role.

The servers are those of the role's scenario. `make torture` runs this and shows the difference: a server that keeps no finished
jobs has ipptool ask for one for two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.lab.podman import Podman
from tests.molecule.by_hand import servers_of
from tests.molecule.commands import WORK
from tests.molecule.ipp.answers import FILE, Answers, answers, passed, told, worse
from tests.molecule.steps import converged

HERE = Path(__file__).parent
SERVERS = ("ictops-print-12", "ictops-print-13")
PAGE = "/srv/page.pdf"
PATIENCE = 300

pytestmark = [pytest.mark.lab, pytest.mark.torture]


def asked(podman: Podman, server: str, queue: str) -> Answers:
    """What ipptool says of a queue."""
    files = "/usr/share/cups/ipptool"
    done = podman.tries(
        "exec", "--user=root", f"--workdir={files}", server, "timeout", str(PATIENCE),
        "ipptool", "-tI", "-V", "2.0", "-f", PAGE, f"ipp://localhost/printers/{queue}", FILE,
        patience=PATIENCE + 60, log=WORK / "ipp" / f"{server}-{queue}.log",
    )  # fmt: skip
    return answers(done.stdout)


def everywhere(podman: Podman, queue: str) -> dict[str, Answers]:
    """The same of every server at once: most of the time is waiting."""
    with ThreadPoolExecutor() as pool:
        return dict(zip(SERVERS, pool.map(lambda server: asked(podman, server, queue), SERVERS), strict=True))


@pytest.fixture(scope="module")
def found() -> Iterator[tuple[dict[str, Answers], dict[str, Answers]]]:
    """What is said of the follow-me queue after the role, and of a plain queue before it."""
    with servers_of("print_queues", WORK / "ipp") as course:
        podman = course.look.podman
        for server in SERVERS:
            podman("exec", "--user=root", "--interactive", server, "bash", "-s", given=(HERE / "plain.sh").read_text())
            podman("exec", "--user=root", server, "gs", "-q", "-sDEVICE=pdfwrite", "-o", PAGE, "/srv/colour.ps")
        plain = everywhere(podman, "Plain")
        for server in SERVERS:
            podman("exec", "--user=root", server, "lpadmin", "-x", "Plain")
        assert list(converged(course)) == []
        yield everywhere(podman, "FollowMe"), plain


@pytest.mark.parametrize("server", SERVERS)
def test_the_follow_me_queue_passes_what_a_plain_queue_passes(
    found: tuple[dict[str, Answers], dict[str, Answers]], capsys: pytest.CaptureFixture[str], server: str
) -> None:
    ours, plain = (each[server] for each in found)
    with capsys.disabled():
        print(f"\n{FILE} on {server}: {told(ours, plain)}")

    assert len(passed(plain)) > 20, f"ipptool hardly ran: {WORK}/ipp/{server}-Plain.log says why"
    assert list(worse(ours, plain)) == []
