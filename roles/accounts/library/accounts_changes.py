#!/usr/bin/python
"""Makes a list of changes to the directory over one LDAPS connection. What has to change is decided before, by filters."""

from __future__ import annotations

from ansible.module_utils.accounts_ldap import CONNECTION, Refused, applied, connected
from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: accounts_changes
short_description: Make a list of changes to the directory
description:
  - Makes each change of the list, in its order, over one LDAPS connection. An empty list connects to nothing.
  - In check mode nothing is sent.
options:
  server_uri: {type: str, required: true, description: "Address of the directory, C(ldaps://)."}
  bind_dn: {type: str, required: true, description: Account that makes the changes.}
  bind_pw: {type: str, required: true, description: Its password.}
  ca_path: {type: path, required: true, description: Certificate of the authority that signed the directory's.}
  changes:
    type: list
    elements: dict
    required: true
    description: The changes, each with what to do, to which entry and, where it fits, attributes or a unit.
author: ictops
"""
EXAMPLES = r"""
- name: Make a unit
  accounts_changes:
    server_uri: ldaps://dc1.oaktrust.example
    bind_dn: administrator@oaktrust.example
    bind_pw: "{{ accounts_directory_password }}"
    ca_path: /run/ca.pem
    changes:
      - {do: add, dn: "OU=Schools,DC=oaktrust,DC=example", attributes: {objectClass: [top, organizationalUnit]}}
"""
RETURN = r"""
made: {description: How many changes were made or would be., returned: always, type: int}
left: {description: "Entries that stay, for something is in them.", returned: always, type: list, elements: str}
"""


def main() -> None:
    """Make the changes, or say how many there would be."""
    module = AnsibleModule(
        argument_spec={**CONNECTION, "changes": {"type": "list", "elements": "dict", "required": True}},
        supports_check_mode=True,
    )
    changes = module.params["changes"]
    left: list[str] = []
    if changes and not module.check_mode:
        try:
            connection = connected(module.params)
            left = [change["dn"] for change in changes if applied(connection, change)]
        except Refused as refused:
            module.fail_json(msg=str(refused))
    module.exit_json(changed=len(changes) > len(left), made=len(changes) - len(left), left=left)


if __name__ == "__main__":
    main()
