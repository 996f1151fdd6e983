"""What every playbook owes: plays that only list roles, each tagged with its own name, and no role left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.roles.readme_table import loaded

PLAY = {"name", "hosts", "become", "gather_facts", "roles"}
IMPORT = {"name", "ansible.builtin.import_playbook"}


def playbook_faults(playbooks: Path, roles: Path) -> Iterator[str]:
    """Every fault of the playbooks in one folder, and every role of the other that none of them runs."""
    ran: set[str] = set()
    for path in sorted(playbooks.glob("*.yml")):
        for play in loaded(path):
            ran |= {str(entry.get("role")) for entry in play.get("roles", [])}
            yield from (f"{path.name}: {fault}" for fault in _play_faults(play))
    for role in sorted(path.name for path in roles.iterdir() if path.is_dir()):
        if role not in ran:
            yield f"no playbook runs the role {role}"


def _play_faults(play: Mapping[str, Any]) -> Iterator[str]:
    if set(play) - IMPORT and set(play) - PLAY:
        yield f"the play {play.get('name')!r} has more than roles: {', '.join(sorted(set(play) - PLAY))}"
    if "hosts" in play and play.get("gather_facts") is not False:
        yield f"the play {play.get('name')!r} gathers facts; roles gather what they need"
    for entry in play.get("roles", []):
        yield from _entry_faults(entry)


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    role = entry.get("role")
    if entry.get("tags") != [role]:
        yield f"the role {role} is tagged {entry.get('tags')}, not with its name only"
    # without it, Ansible checks the inputs of a role (tag: always) in runs that did not ask for the role
    if entry.get("when") != f"'{role}' in ansible_run_tags or 'all' in ansible_run_tags":
        yield f"the role {role} is not held back from runs that do not ask for it"
    if more := set(entry) - {"role", "tags", "when"}:
        yield f"the role {role} is given {', '.join(sorted(more))}; inputs belong in the inventory"
