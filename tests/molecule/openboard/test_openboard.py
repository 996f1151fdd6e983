"""The program of no maker, from Debian's own archive: what the role would install is what apt itself says, on Debian 12 and 13.

Nothing is installed: apt only simulates, the role only rehearses. `make torture` prints how much disk it would take.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.podman import last_line
from tests.molecule.by_hand import REACHED, Container, by_shell, ready, standing
from tests.molecule.looks import written

PLAY = Path(__file__).with_name("play.yml")
PROGRAM = "openboard"
BOARD = "install -D -m 644 /usr/share/ictops-lab/board.umockdev /etc/ictops-lab/board.umockdev"
ARCHIVE = r"^deb .*\bdebian\.org/"

pytestmark = [pytest.mark.lab, pytest.mark.torture]


@pytest.fixture(params=[12, 13], ids="debian-{}".format)
def pc(request: pytest.FixtureRequest) -> Iterator[Container]:
    """A classroom PC whose board needs no driver. Skips, and says why, where Debian's archive cannot be reached from it."""
    with standing(ready("whiteboards"), f"ictops-openboard-{request.param}", "classroom", request.param) as found:
        found.run(BOARD)
        assert found.tries("grep", "-RqE", ARCHIVE, "/etc/apt/").returncode == 0, "the image does not name Debian's archive"
        read = found.tries("apt-get", "update", "-o", "APT::Update::Error-Mode=any", "-o", "Acquire::http::Timeout=20")
        if read.returncode:
            pytest.skip(f"Debian's archive cannot be reached from a container here, so nothing was compared: {last_line(read)}")
        yield found


def rehearsed(pc: Container, home: Path) -> str:
    """What `ansible-playbook --check` prints of the role."""
    words = ["ansible-playbook", "--check", "-i", f"{pc.name},", *REACHED, "-e", "ansible_user=ansible", str(PLAY)]
    done = by_shell(pc.podman, shlex.join([*words, "-e", "ansible_python_interpreter=/usr/bin/python3"]), home)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_role_would_install_what_apt_says_and_writes_nothing(
    pc: Container, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated = pc.tries("apt-get", "-s", "install", "--no-install-recommends", PROGRAM)
    size = pc.tries("apt-get", "--assume-no", "install", "--no-install-recommends", PROGRAM).stdout
    before = pc.files()
    said = rehearsed(pc, tmp_path)
    along = re.search(rf'"msg": "With {PROGRAM} comes ([^"]*)\. Undo leaves', said)

    names = set(re.findall(r"^Inst ([^ :]+)", simulated.stdout, re.MULTILINE))
    with capsys.disabled():
        version = re.search(rf"^Inst {PROGRAM} \((\S+)", simulated.stdout, re.MULTILINE)
        figures = re.findall(r"^(?:Need to get|After this operation).*", size, re.MULTILINE)
        print(f"\n{pc.name}: {version and version[1]}: {len(names)} packages. {' '.join(figures)}")
    assert len(names) > 100, simulated.stdout + simulated.stderr
    assert not re.findall(r"^Remv .*", simulated.stdout, re.MULTILINE)
    assert along, said
    assert set(along[1].split(", ")) == names - {PROGRAM}
    assert f"Would install {PROGRAM}, from the sources that this PC reads." in said
    assert list(written({pc.name: before}, {pc.name: pc.files()})) == []
    assert pc.tries("dpkg-query", "-W", PROGRAM).returncode
