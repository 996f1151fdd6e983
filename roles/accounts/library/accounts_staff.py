#!/usr/bin/python
"""Applies decisions about staff accounts over one LDAPS connection, and makes and hands over the initial passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible.module_utils.accounts_handover import as_directory_takes_it, handed_over, password
from ansible.module_utils.accounts_ldap import CONNECTION, Refused, applied, connected
from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: accounts_staff
short_description: Apply decisions about staff accounts
description:
  - Closes the accounts of leavers first. Then hands the initial passwords of new and returning people over, in one file a
    school that only the school's key opens; then makes the accounts, and then all other changes, over one LDAPS connection.
  - A person whom the directory refuses stops nobody else; at the end the module fails, naming keys.
  - In check mode nothing is made, written or sent. No password and no name is in the result.
options:
  server_uri: {type: str, required: true, description: "Address of the directory, C(ldaps://)."}
  bind_dn: {type: str, required: true, description: Account that makes the changes.}
  bind_pw: {type: str, required: true, description: Its password.}
  ca_path: {type: path, required: true, description: Certificate of the authority that signed the directory's.}
  joiners:
    type: list
    elements: dict
    required: true
    description: People who get an account, each with key, names, school, logon, dn and the attributes of the account.
  returning:
    type: list
    elements: dict
    required: true
    description: People whose account is opened again, each with key, names, school, logon and dn.
  changes: {type: list, elements: dict, required: true, description: "The other changes, as accounts_changes takes them."}
  leaving: {type: list, elements: dict, required: true, description: "The changes that close the accounts of leavers."}
  people: {type: dict, required: true, description: "Keys of people, by their accounts' distinguished names in small letters."}
  certificates: {type: dict, required: true, description: Certificate of each school as PEM text.}
  folder: {type: path, required: true, description: Where the handover files go.}
  run: {type: str, required: true, description: "What the files are called after, behind the school."}
author: ictops
"""
EXAMPLES = r"""
- name: Bring staff accounts onto the staff list
  accounts_staff:
    server_uri: ldaps://dc1.oaktrust.example
    bind_dn: administrator@oaktrust.example
    bind_pw: "{{ accounts_directory_password }}"
    ca_path: /run/ca.pem
    joiners: []
    returning: []
    leaving: []
    changes: []
    people: {}
    certificates: {}
    folder: /var/lib/ictops/handover
    run: first
  no_log: true
"""
RETURN = r"""
handed_over: {description: How many encrypted files were written., returned: always, type: int}
made: {description: How many accounts were made or opened again., returned: always, type: int}
"""


OPTIONS: dict[str, dict[str, Any]] = {
    **CONNECTION,
    "joiners": {"type": "list", "elements": "dict", "required": True, "no_log": False},
    "returning": {"type": "list", "elements": "dict", "required": True, "no_log": False},
    "changes": {"type": "list", "elements": "dict", "required": True, "no_log": False},
    "leaving": {"type": "list", "elements": "dict", "required": True, "no_log": False},
    "people": {"type": "dict", "required": True, "no_log": False},
    "certificates": {"type": "dict", "required": True},
    "folder": {"type": "path", "required": True},
    "run": {"type": "str", "required": True},
}
"""No no_log on what holds keys: it would blot them out of what a failure says. The task has it, which hides the whole call."""


def main() -> None:
    """Apply the decisions, or say whether anything would change."""
    module = AnsibleModule(argument_spec=OPTIONS, supports_check_mode=True)
    asked = module.params
    people = [*asked["joiners"], *asked["returning"]]
    there_is_work = bool(people or asked["leaving"] or asked["changes"])
    files: list[str] = []
    if there_is_work and not module.check_mode:
        try:
            files = bring(asked, module.run_command)
        except (Refused, OSError, ValueError) as refused:
            module.fail_json(msg=str(refused))
    module.exit_json(changed=there_is_work, handed_over=len(files), made=len(people))


def bring(asked: Mapping[str, Any], run: Callable[..., tuple[int, str, str]]) -> list[str]:
    """Close, make, open and change accounts; gives the handover files. Refused at the end, by keys, when any of it was."""
    work = _Work(connected(asked), asked)
    for change in asked["leaving"]:
        work.make(change)
    files = work.hand_over(run)
    for change in asked["changes"]:
        work.make(change)
    if work.refusals:
        raise Refused(". ".join(f"{', '.join(sorted(keys))}: {why}" for why, keys in sorted(work.refusals.items())))
    return files


class _Work:
    """One person whom the directory refuses stops nobody else's change."""

    def __init__(self, connection: Any, asked: Mapping[str, Any]) -> None:
        self.connection, self.asked = connection, asked
        opened = {person["dn"].lower(): person["key"] for person in (*asked["joiners"], *asked["returning"])}
        self.people: dict[str, str] = {**asked["people"], **opened}
        self.closed: set[str] = set()
        """people who got no account or no password: nothing else is done about them"""
        self.refusals: dict[str, set[str]] = {}

    def refused(self, dn: str, refusal: Refused) -> None:
        self.refusals.setdefault(refusal.why, set()).add(self.people.get(dn.lower(), refusal.what))

    def hand_over(self, run: Callable[..., tuple[int, str, str]]) -> list[str]:
        # First the envelopes: an account whose password nobody can read would be worse than an envelope without an account.
        joiners, returning = _with_passwords(self.asked["joiners"]), _with_passwords(self.asked["returning"])
        files = self.envelopes([*joiners, *returning], run)
        for person in joiners:
            self.open("add", person, person["attributes"])
        for person in returning:
            self.open("set", person, {})
        return files

    def envelopes(self, people: list[dict[str, Any]], run: Callable[..., tuple[int, str, str]]) -> list[str]:
        files = []
        for school in sorted({person["school"] for person in people}):
            inside = [person for person in people if person["school"] == school]
            path = f"{self.asked['folder']}/{school}-{self.asked['run']}"
            try:
                files.append(handed_over(run, path, inside, self.asked["certificates"][school]))
            except (OSError, ValueError) as error:
                for person in inside:
                    self.closed.add(person["dn"].lower())
                    self.refused(person["dn"], Refused(str(error)))
        return files

    def open(self, do: str, person: Mapping[str, Any], attributes: Mapping[str, Any]) -> None:
        secret = {"unicodePwd": as_directory_takes_it(person["initial_password"]), "pwdLastSet": "0"}
        change = {"do": do, "dn": person["dn"], "attributes": {**attributes, **secret}}
        if person["dn"].lower() not in self.closed and not self.attempt(change, person["dn"]):
            self.closed.add(person["dn"].lower())

    def attempt(self, change: Mapping[str, Any], dn: str) -> bool:
        try:
            applied(self.connection, change)
        except Refused as refusal:
            self.refused(dn, refusal)
            return False
        return True

    def make(self, change: Mapping[str, Any]) -> None:
        if change["do"] in ("add_values", "drop_values"):
            self.regroup(change, [dn for dn in change["attributes"]["member"] if dn.lower() not in self.closed])
        elif change["dn"].lower() not in self.closed:
            self.attempt(change, change["dn"])

    def regroup(self, change: Mapping[str, Any], members: list[str]) -> None:
        """All at once; where the directory refuses that, one after the other."""
        try:
            if members:
                applied(self.connection, {**change, "attributes": {"member": members}})
        except Refused:
            for dn in members:
                self.attempt({**change, "attributes": {"member": [dn]}}, dn)


def _with_passwords(people: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**person, "initial_password": password(person["logon"])} for person in people]


if __name__ == "__main__":
    main()
