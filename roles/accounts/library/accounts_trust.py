#!/usr/bin/python
"""Says why a directory's certificate is not trusted. The role asks it where a connection did not come about."""

from __future__ import annotations

from ansible.module_utils.accounts_trust import distrust
from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: accounts_trust
short_description: Say why a directory's certificate is not trusted
description:
  - Opens a connection with TLS, as strict as the role's own, and closes it again. It signs in nowhere and changes nothing.
options:
  server_uri: {type: str, required: true, description: "Address of the directory, C(ldaps://)."}
  ca_path: {type: path, required: true, description: Certificate of the authority that signed the directory's.}
author: ictops
"""
EXAMPLES = r"""
- name: Look why the directory is not trusted
  accounts_trust:
    server_uri: ldaps://dc1.oaktrust.example
    ca_path: /run/ca.pem
"""
RETURN = r"""
why: {description: "Why not, with what to do next; empty where it is trusted.", returned: always, type: str}
"""


def main() -> None:
    """Look, and say."""
    options = {"server_uri": {"type": "str", "required": True}, "ca_path": {"type": "path", "required": True}}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    module.exit_json(changed=False, why=distrust(module.params["server_uri"], module.params["ca_path"]))


if __name__ == "__main__":
    main()
