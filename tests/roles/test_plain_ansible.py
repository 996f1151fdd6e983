"""The roles run with plain `ansible-playbook`, by the very command that the README gives."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def checked(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The README's command as a shell takes it, asked to check its syntax only; no environment but these settings."""
    (command,) = re.findall(r"```sh\n(ansible-playbook .*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    found = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return subprocess.run(
        ["/bin/sh", "-c", f"{command} --syntax-check"],
        cwd=ROOT,
        env={"PATH": found, "HOME": str(tmp_path), "LANG": "C.UTF-8"} | settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_readmes_command_finds_playbooks_roles_and_inventory(tmp_path: Path) -> None:
    done = checked(tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "playbooks/converge_school.yml" in done.stdout


def test_without_our_ansible_cfg_it_would_find_no_role(tmp_path: Path) -> None:
    (tmp_path / "empty.cfg").touch()

    assert "was not found" in checked(tmp_path, ANSIBLE_CONFIG=str(tmp_path / "empty.cfg")).stderr
