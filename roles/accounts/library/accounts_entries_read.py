# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: accounts_entries_read
short_description: Searches the directory through a Windows host
description:
  - Reads only. Asks the directory once, however many entries it finds, and tells them as an LDAP search does.
options:
  domain_server: {type: str, required: true, description: A domain controller.}
  domain_username: {type: str, required: true, description: "Account that speaks to it, as user@domain."}
  domain_password: {type: str, required: true, description: Its password.}
  base: {type: str, required: true, description: Distinguished name that the search begins at.}
  filter: {type: str, required: true, description: LDAP filter.}
  attributes: {type: list, elements: str, required: true, description: Attributes to tell.}
author: ictops
"""

EXAMPLES = r"""
- name: Read units and groups
  accounts_entries_read:
    domain_server: dc1.oaktrust.example
    domain_username: ictops@oaktrust.example
    domain_password: "{{ accounts_directory_password }}"
    base: DC=oaktrust,DC=example
    filter: (|(objectClass=organizationalUnit)(objectClass=group))
    attributes: [sAMAccountName, memberOf]
  no_log: true
"""

RETURN = r"""
results:
  description: Entries with dn and those of the attributes they have. One value stands bare, several in a list, all as text.
  type: list
  elements: dict
  returned: always
"""
