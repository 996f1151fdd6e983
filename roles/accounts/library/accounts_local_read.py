# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: accounts_local_read
short_description: Reads a Windows host's own accounts, and who is signed in
description:
  - Reads only. No password leaves the host, not even its hash. A domain controller has no accounts of its own.
options: {}
author: ictops
"""

EXAMPLES = r"""
- name: Read the host's own accounts
  accounts_local_read:
  register: __accounts_windows
"""

RETURN = r"""
is_directory:
  description: Whether the host is a domain controller.
  type: bool
  returned: always
in_domain:
  description: Whether the host is in a domain.
  type: bool
  returned: always
came_in_as:
  description: Security identifier of the account this run came in by.
  type: str
  returned: always
users:
  description: Local accounts with name, security identifier and whether they are enabled.
  type: list
  elements: dict
  returned: always
administrators:
  description: Security identifiers of the users who are local administrators themselves, not through another group.
  type: list
  elements: str
  returned: always
laps:
  description: Whether Windows LAPS C(backs_up) a password, and of which C(account); null where it has no policy.
  type: dict
  returned: always
in_use:
  description: Names of the accounts that are signed in.
  type: list
  elements: str
  returned: always
"""
