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
  - Hands the initial passwords of new and returning people over first, in one file a school that only the school's key opens;
    then makes the accounts, and then all other changes, over one LDAPS connection.
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
    changes: []
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
    "joiners": {"type": "list", "elements": "dict", "required": True, "no_log": True},
    "returning": {"type": "list", "elements": "dict", "required": True, "no_log": True},
    "changes": {"type": "list", "elements": "dict", "required": True, "no_log": True},
    "certificates": {"type": "dict", "required": True},
    "folder": {"type": "path", "required": True},
    "run": {"type": "str", "required": True},
}


def main() -> None:
    """Apply the decisions, or say whether anything would change."""
    module = AnsibleModule(argument_spec=OPTIONS, supports_check_mode=True)
    asked = module.params
    people = [*asked["joiners"], *asked["returning"]]
    files: list[str] = []
    if (people or asked["changes"]) and not module.check_mode:
        try:
            files = _apply(asked, module.run_command)
        except (Refused, OSError, ValueError) as refused:
            module.fail_json(msg=str(refused))
    module.exit_json(changed=bool(people or asked["changes"]), handed_over=len(files), made=len(people))


def _apply(asked: Mapping[str, Any], run: Callable[..., tuple[int, str, str]]) -> list[str]:
    connection = connected(asked)
    joiners, returning = _with_passwords(asked["joiners"]), _with_passwords(asked["returning"])
    # First the envelopes: an account whose password nobody can read would be worse than an envelope without an account.
    files = _envelopes([*joiners, *returning], asked, run)
    for person in joiners:
        secret = {"unicodePwd": as_directory_takes_it(person["initial_password"]), "pwdLastSet": "0"}
        applied(connection, {"do": "add", "dn": person["dn"], "attributes": {**person["attributes"], **secret}})
    for person in returning:
        secret = {"unicodePwd": as_directory_takes_it(person["initial_password"]), "pwdLastSet": "0"}
        applied(connection, {"do": "set", "dn": person["dn"], "attributes": secret})
    for change in asked["changes"]:
        applied(connection, change)
    return files


def _with_passwords(people: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**person, "initial_password": password(person["logon"])} for person in people]


def _envelopes(people: list[dict[str, Any]], asked: Mapping[str, Any], run: Callable[..., tuple[int, str, str]]) -> list[str]:
    schools = sorted({person["school"] for person in people})
    return [
        handed_over(
            run,
            f"{asked['folder']}/{school}-{asked['run']}",
            [person for person in people if person["school"] == school],
            asked["certificates"][school],
        )
        for school in schools
    ]


if __name__ == "__main__":
    main()
