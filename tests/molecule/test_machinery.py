"""The steps themselves: a sound role passes them all, and each fault of a role turns the right steps red and no others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.molecule.run import Result, running
from tests.molecule.scenario import SHARED, Scenario
from tests.molecule.steps import NAMES

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(
        os.environ.get("ICTOPS_LAB") == "no", reason=f"containers cannot run here: {os.environ.get('ICTOPS_LAB_WHY')}"
    ),
]

WRITE = "tasks/write.yml"
LOOKS_AND_WRITES = """
- name: Note that we looked
  ansible.builtin.command:
    argv: [touch, /var/lib/looked]
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
    return role


def on(folder: Path, name: str, hosts: str) -> Path:
    """A role whose scenario runs on other hosts than it should."""
    role = copy(folder, name)
    edit(role / "molecule/default/converge.yml", "hosts: managed", f"hosts: {hosts}")
    return role


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("roles")
    strangers, nobodys = on(folder, "strangers_role", "servers"), on(folder, "nobodys_role", "managed:!managed")
    roles = (SHARED / "sound_role", faulty(folder), strangers, nobodys)
    with running([Scenario(role / "molecule/default") for role in roles]) as futures:
        return {name: future.result() for name, future in futures.items()}


def red(result: Result) -> dict[str, str]:
    return {outcome.step: "\n".join(outcome.faults) for outcome in result.outcomes if outcome.faults}


def test_the_sound_role_passes_every_step(results: dict[str, Result]) -> None:
    assert red(results["sound_role"]) == {}


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("rehearsed_without_a_write", "ictops-faulty-role: /var/lib/looked: came"),
        ("second_run", "ictops-faulty-role: Note when we came: 1 changes"),
        ("rehearsed_half_done", "ictops-faulty-role: /var/lib/looked: was written (time)"),
        ("third_run", "ictops-faulty-role: Write the file: should have changed, and did not"),
        ("third_run", "ictops-faulty-role: Note when we came: changed, and is not named in scenario.yml"),
        ("undone", " Inherited words\n-(ended with 0)\n+?(ended with 0)"),
    ],
)
def test_a_fault_is_seen_in_its_step(results: dict[str, Result], step: str, fault: str) -> None:
    assert fault in red(results["faulty_role"])[step]


def test_a_fault_is_seen_in_no_other_step(results: dict[str, Result]) -> None:
    assert set(red(results["faulty_role"])) == {
        "rehearsed_without_a_write", "second_run", "rehearsed_half_done", "third_run", "undone"
    }  # fmt: skip


def test_a_scenario_on_hosts_that_are_not_there_does_not_begin(results: dict[str, Result]) -> None:
    found = red(results["strangers_role"])

    assert list(found) == list(NAMES)
    assert "Could not match supplied host pattern" in found["made"]


def test_a_scenario_on_no_host_at_all_passes_nothing_after_it(results: dict[str, Result]) -> None:
    found = red(results["nobodys_role"])

    assert list(found) == list(NAMES[1:])
    assert "ictops-nobodys-role: no task ran there" in found["converged"]
    assert "the run changed nothing at all" in found["converged"]
    assert found["second_run"] == "not reached: converged failed"
