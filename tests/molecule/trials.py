"""Roles with which the steps themselves are tried: the sound one, and copies of it, each broken in its own way."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.molecule.scenario import SHARED, Scenario

WRITE = "tasks/write.yml"
LOOKS_AND_WRITES = """
- name: Note that we looked
  ansible.builtin.command:
    argv:
      - bash
      - -euc
      - >-
        touch /var/lib/looked /run/looked;
        for one in spool/cups/d00001-001 spool/cups/c00001 lib/samba/share_info.tdb lib/samba/registry.tdb;
        do install -D /dev/null "/var/$one"; done
  changed_when: false
  check_mode: false
"""
NEVER_CONTENT = """
- name: Note when we came
  ansible.builtin.copy:
    content: "{{ now(fmt='%s.%f') }}"
    dest: /var/lib/came
    mode: "0644"
"""
LEAVES_OUT_AND_ASKS = """unwatched:
  /var/spool/cups: said to be the print service's own, and looked into all the same
reading:
  - run: ls /run | grep -c '^looked$'
"""
DRIFTS = 'content: "Good night\\n"\n        dest: /etc/sound\n        mode: "0644"', 'path: /etc/sound\n        mode: "0600"'


def copy(folder: Path, name: str) -> Path:
    """A copy of the sound role under another name, with containers of its own, on Debian 12 only."""
    role = Path(shutil.copytree(SHARED / "sound_role", folder / name))
    for path in role.rglob("*.yml"):
        text = path.read_text(encoding="utf-8").replace("sound_role", name).replace("ictops-sound-13", "ictops-sound-12")
        path.write_text(text.replace("ictops-sound-12", f"ictops-{name.replace('_', '-')}"), encoding="utf-8")
    hosts = role / "molecule/default/inventory/hosts.yml"
    lines = [line for line in hosts.read_text(encoding="utf-8").splitlines() if "debian: 13" not in line]
    hosts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return role


def edit(path: Path, sound: str, broken: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert sound in text
    path.write_text(text.replace(sound, broken), encoding="utf-8")


def faulty(folder: Path) -> Path:
    """A role with four faults: it writes when it rehearses, is never content, misses a drift, and puts back the wrong words."""
    role = copy(folder, "faulty_role")
    with (role / WRITE).open("a", encoding="utf-8") as file:
        file.write(LOOKS_AND_WRITES + NEVER_CONTENT)
    edit(role / WRITE, 'dest: /etc/sound\n    mode: "0644"', "dest: /etc/sound")
    edit(role / "tasks/undo.yml", "| from_json).words }}", "| from_json).words }}?")
    edit(role / "molecule/default/side_effect.yml", "ansible.builtin.copy", "ansible.builtin.file")
    edit(role / "molecule/default/side_effect.yml", *DRIFTS)
    edit(role / "molecule/default/scenario.yml", "reading:\n", LEAVES_OUT_AND_ASKS)
    return role


def on(folder: Path, name: str, hosts: str) -> Path:
    """A role whose scenario runs on other hosts than it should."""
    role = copy(folder, name)
    edit(role / "molecule/default/converge.yml", "hosts: managed", f"hosts: {hosts}")
    return role


def trials(folder: Path) -> tuple[Scenario, ...]:
    """The scenarios of the sound role and of three broken ones, which are made in the folder."""
    strangers, nobodys = on(folder, "strangers_role", "servers"), on(folder, "nobodys_role", "managed:!managed")
    roles = (SHARED / "sound_role", faulty(folder), strangers, nobodys)
    return tuple(Scenario(role / "molecule/default") for role in roles)
