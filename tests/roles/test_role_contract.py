"""Every role under roles/ keeps the role contract, every playbook only lists roles; and each check is seen to bite."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.roles.contract import CHECKS
from tests.roles.playbooks import playbook_faults
from tests.roles.readme_table import ROLES, with_table

SOUND = Path(__file__).parent / "sound_role"
"""A role that keeps the contract; each breach below is one change to a copy of it."""
PLAYBOOKS = ROLES.parent / "playbooks"


def faults(role: Path) -> list[str]:
    return [fault for check in CHECKS for fault in check(role)]


@pytest.mark.parametrize("role", sorted(path.name for path in ROLES.iterdir() if path.is_dir()))
def test_a_role_keeps_the_contract(role: str) -> None:
    assert faults(ROLES / role) == []


def test_playbooks_only_list_roles_and_leave_none_out() -> None:
    assert list(playbook_faults(PLAYBOOKS, ROLES)) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "bell"))


def test_the_sound_role_has_no_fault(copy: Path) -> None:
    assert faults(copy) == []


type Breach = tuple[str, str, str, str]
BREACHES: tuple[Breach, ...] = (
    ("defaults/main.yml", "bell_minutes: 5", "bell_minutes: 6", "the spec says 5, defaults/main.yml 6"),
    ("defaults/main.yml", "bell_minutes: 5", "bell_minutes: 5\nbell_tone: high", "the spec says 'no default'"),
    ("meta/argument_specs.yml", "bell_minutes:", "minutes:", "input minutes does not begin with bell_"),
    ("meta/argument_specs.yml", "        no_log: true\n", "", "bell_password reads like a secret"),
    (
        "meta/argument_specs.yml",
        "        no_log: true\n",
        "        no_log: true\n        default: x\n",
        "is a secret with a default",
    ),
    ("meta/argument_specs.yml", "Minutes between", "Seconds between", "the table of inputs is not what the spec says"),
    ("README.md", "## What it will overwrite", "## What it changes", "README.md has the sections"),
    ("README.md", "## What it will not do", "## Limits", "README.md has the sections"),
    ("README.md", "<!-- end of inputs -->", "", "no place for the table"),
    ("tasks/linux/ring.yml", "name: linux | ring | Ring", "name: Ring", "does not begin with linux |"),
    ("tasks/linux/ring.yml", "  register: __bell_read", "  register: bell_read", "defines bell_read, which is not __bell_"),
    ("vars/main.yml", "__bell_file", "bell_file", "vars/main.yml defines bell_file"),
    ("tasks/linux/ring.yml", "  check_mode: false", "  vars: {}", "only reads but does not run in check mode"),
    ("tasks/linux/ring.yml", "    creates: /run/bell", "    chdir: /run", "check mode would pass over it in silence"),
    ("tasks/linux/ring.yml", "  changed_when: false", "  changed_when: true", "would write in check mode"),
    ("tasks/linux/ring.yml", "  no_log: true", "  vars: {}", "is given bell_password without no_log"),
    ("tasks/linux/ring.yml", "  become: true", "  ignore_errors: true", "has ignore_errors"),
    ("tasks/linux/ring.yml", "  become: true", "  failed_when: false", "can never fail"),
    ("tasks/linux/ring.yml", "  become: true", "  tags: [quick]", "carries the tag quick"),
    ("tasks/linux/ring.yml", "  become: true", '  delegate_to: "{{ bell_minutes }}"', "is delegated to a variable"),
    ("tasks/linux/ring.yml", "  become: true", "  environment: {A: b}", "sets an environment"),
    ("tasks/linux/ring.yml", "bell_minutes | quote", "bell_minutes", "runs a shell with {{ bell_minutes }} unquoted"),
    ("tasks/linux/ring.yml", "src: bell.conf", "src: \"{{ lookup('pipe', 'id') }}\"", "asks the control machine"),
    ("tasks/linux/ring.yml", "src: bell.conf", 'src: "{{ inventory_hostname }}"', "uses inventory_hostname outside a message"),
    ("tasks/linux/ring.yml", "ansible.builtin.copy", "ansible.builtin.fetch", "uses ansible.builtin.fetch"),
    ("tasks/linux/ring.yml", "mode: directory", "state: absent", "deletes (state: absent)"),
    ("tasks/linux/ring.yml", "cmd: ring", "cmd: rm -r /srv; ring", "deletes"),
    ("tasks/linux/ring.yml", "argv: [bell, last]", "argv: [lpadmin, -x, bell]", "'linux | ring | Read when it rang' deletes"),
    ("tasks/linux/ring.yml", "# long", "#\n" * 80, "79 at most"),
    ("meta/argument_specs.yml", "default: first", "default: before", "bell_keep_as is not a str with the default first"),
    (
        "meta/argument_specs.yml",
        "bell_undo:\n",
        "bell_undo:\n        default: first\n",
        "bell_undo is not a str without default",
    ),
    (
        "meta/argument_specs.yml",
        "bell_undo:\n",
        "bell_undo:\n        required: true\n",
        "bell_undo is not a str without default",
    ),
    ("tasks/linux/keep.yml", "force: false", "force: true", "has force: True, not False"),
    ("tasks/linux/keep.yml", '    mode: "0600"', '    mode: "0644"', "has mode: '0644', not '0600'"),
    ("tasks/linux/keep.yml", " | to_nice_json", "", "does not write JSON"),
    ("tasks/linux/keep.yml", "  diff: false", "  vars: {}", "would show the earlier state in its difference"),
    ("tasks/linux/keep.yml", "ansible.builtin.copy", "ansible.builtin.template", "0 tasks write the kept state, not one"),
    ("tasks/linux.yml", "when: bell_undo is defined", "when: bell_minutes > 5", "undo.yml is not included exactly when"),
    ("tasks/linux.yml", "  when: bell_undo is not defined\n", "", "nothing is held back when bell_undo is defined"),
)


@pytest.mark.parametrize("breach", BREACHES, ids=[breach[3] for breach in BREACHES])
def test_a_breach_is_named(copy: Path, breach: Breach) -> None:
    file, sound, broken, fault = breach
    text = (copy / file).read_text(encoding="utf-8")
    assert sound in text
    (copy / file).write_text(text.replace(sound, broken, 1), encoding="utf-8")

    assert [one for one in faults(copy) if fault in one], faults(copy)


@pytest.mark.parametrize("file", ["keep", "undo"])
def test_a_role_without_a_way_back_is_named(copy: Path, file: str) -> None:
    (copy / f"tasks/linux/{file}.yml").unlink()

    assert f"tasks/linux/{file}.yml is not there" in faults(copy)


def written(folder: Path, play: dict[str, object]) -> Iterator[str]:
    (folder / "converge_bells.yml").write_text(json.dumps([play]), encoding="utf-8")
    return playbook_faults(folder, folder / "roles")


def play(**changes: object) -> dict[str, object]:
    entry = {"role": "bell", "tags": ["bell"], "when": "'bell' in ansible_run_tags or 'all' in ansible_run_tags"}
    return {"name": "Converge bells", "hosts": "bells", "become": True, "gather_facts": False, "roles": [entry], **changes}


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"tasks": [{"name": "Ring"}]}, "has more than roles: tasks"),
        ({"gather_facts": True}, "gathers facts"),
        ({"roles": []}, "no playbook runs the role bell"),
        ({"roles": [{"role": "bell", "tags": ["bell", "quick"]}]}, "not with its name only"),
        ({"roles": [{"role": "bell", "tags": ["bell"]}]}, "not held back"),
        ({"roles": [{"role": "bell", "tags": ["bell"], "vars": {"bell_minutes": 1}}]}, "is given vars"),
    ],
)
def test_a_playbook_that_does_more_is_named(tmp_path: Path, broken: dict[str, object], fault: str) -> None:
    (tmp_path / "roles/bell").mkdir(parents=True)

    assert list(written(tmp_path, play())) == []
    assert [one for one in written(tmp_path, play(**broken)) if fault in one]


def test_the_table_can_be_written_again_at_once(copy: Path) -> None:
    once = with_table((copy / "README.md").read_text(encoding="utf-8"), copy)

    assert with_table(once, copy) == once
