"""Samba's own tests of the protocol, on the role's shares and on a plain share of the same server: ours fail no more of them.

The servers are those of the role's scenario, brought onto the standard. `make torture` runs this and shows the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.podman import Podman
from tests.molecule.by_hand import servers_of
from tests.molecule.commands import WORK
from tests.molecule.smb2.suites import SUITES, Answers, answers, doubtful, told, worse
from tests.molecule.steps import converged

HERE = Path(__file__).parent
IMAGE = "localhost/ictops-lab-smb2:trixie"
NETWORK, DIRECTORY = "ictops-storage", "10.98.1.10"
SERVERS = {"fs12": "ictops-storage-12", "fs13": "ictops-storage-13"}
"""The servers' names in the domain, and their containers."""
OURS, PLAIN = {"PupilShared": SUITES, "StaffShared": ("smb2.acls",)}, "Plain"
"""What our shares are asked. StaffShared keeps what is deleted, and its limit is small."""
WHO = "SCENARIO\\ada%Passw0rd-ada"
PATIENCE = 300
"""Seconds for one suite on one share."""

pytestmark = [pytest.mark.lab, pytest.mark.torture]


@pytest.fixture(scope="module")
def client() -> Iterator[Podman]:
    """The scenario's servers on the standard, each with a plain share beside it, and the image to reach them from."""
    with servers_of("network_storage", WORK / "smb2") as course:
        podman = course.look.podman
        podman("build", "--tag", IMAGE, "--build-arg=TAG=trixie", f"--file={HERE / 'Containerfile'}", str(HERE), patience=900)
        assert list(converged(course)) == []
        for server in course.scenario.hosts_of("managed"):
            podman("exec", "--user=root", "--interactive", server, "sh", "-eus", given=(HERE / "plain.sh").read_text())
        yield podman


def asked(podman: Podman, server: str, share: str, suite: str) -> Answers:
    """What smbtorture says of one share, in one suite or one test, in an empty folder."""
    podman("exec", "--user=root", SERVERS[server], "find", f"/srv/shares/{share}", "-mindepth", "1", "-delete")
    unc = f"//{server}.scenario.test/{share}"
    done = podman.tries(
        "run", "--rm", "--label=ictops.scenario=network_storage", f"--network={NETWORK}", f"--dns={DIRECTORY}", IMAGE,
        "timeout", str(PATIENCE), "smbtorture", unc, "--fullname", "--option=torture:progress=no", "-U", WHO, suite,
        patience=PATIENCE + 60, log=WORK / "smb2" / f"{server}-{share}-{suite}.log",
    )  # fmt: skip
    return answers(done.stdout)


@pytest.mark.parametrize(("share", "suite"), [(share, suite) for share, suites in OURS.items() for suite in suites])
@pytest.mark.parametrize("server", SERVERS)
def test_our_share_fails_no_more_than_a_plain_one(
    client: Podman, capsys: pytest.CaptureFixture[str], server: str, share: str, suite: str
) -> None:
    ours, plain = (asked(client, server, one, suite) for one in (share, PLAIN))
    for name in doubtful(ours, plain):
        ours, plain = ({**there, **asked(client, server, one, name)} for there, one in ((ours, share), (plain, PLAIN)))

    with capsys.disabled():
        print(f"\n{suite} on {share} of {server}: {told(ours, plain)}")
    assert plain, f"smbtorture ran nothing: {WORK}/smb2/{server}-{PLAIN}-{suite}.log says why"
    assert list(worse(ours, plain)) == []
