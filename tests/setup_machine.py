"""A stand-in for a machine on which the set-up runs: nothing of the real one's Pythons, packages or rights shows."""

import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PARTS = REPOSITORY / "tests/setup"
PLAIN_TOOLS = "bash cat comm cut env find grep head id ln mkdir mktemp readlink rm sed sha256sum sort stat tail tr true".split()
NEW, OLD, BROKEN = "exit 0", "exit 1", "echo 'pyenv: python3.13: command not found' >&2; exit 127"


class Machine:
    """A folder that stands for a machine: its PATH, its home, and what its dpkg says is installed. It has no Python."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.tools, self.home, self.folder = folder / "bin", folder / "tools", folder / "a home", folder
        for made in (self.bin, self.tools, self.home):
            made.mkdir()
        for tool in PLAIN_TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool) or tool)
        self.command("getent", f'echo "$2:x:0:0::{folder}/people/$2:/bin/bash"')
        self.os_release = folder / "os-release"
        self.os_release.write_text("ID=debian\n")

    def command(self, name: str, script: str) -> Path:
        """Put a command on PATH that does what the script says."""
        return program(self.bin / name, script)

    def pyenv(self, version: str, script: str = NEW) -> Path:
        """Put a Python among pyenv's versions."""
        return program(self.home / ".pyenv/versions" / version / "bin/python3", script)

    def dpkg(self, *installed: str) -> None:
        """Let dpkg know exactly these packages; apt-get exists and says what it is asked."""
        known = " ".join(installed)
        found = f'for p in "$@"; do case " {known} " in *" $p "*) echo "installed $p" ;; esac; done; exit 1'
        self.command("dpkg-query", found)
        self.command("apt-get", f'echo "$@" >>"{self.folder}/apt"')

    def asked_of_apt(self) -> str:
        """What apt-get was asked, one call a line; nothing when it was not called."""
        asked = self.folder / "apt"
        return asked.read_text() if asked.exists() else ""

    def run(self, words: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the set-up's own words on this machine."""
        parts = "".join(
            f'source "{PARTS}/{part}.sh"; ' for part in ("words", "packages", "python", "environment", "containers")
        )
        machine = {"PATH": f"{self.bin}:{self.tools}", "HOME": str(self.home), "OS_RELEASE": str(self.os_release)}
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", parts + words],
            cwd=self.folder,
            env=machine,
            text=True,
            capture_output=True,
            check=False,
        )


def program(path: Path, script: str) -> Path:
    """Write a program. Never through a link: what stands there already is taken away first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(0o755)
    return path
