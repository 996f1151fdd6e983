# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: accounts_forest_read
short_description: Reads what a forest takes behind the @, and whether initial passwords can be encrypted
description:
  - Reads only. Encrypts a word that is no secret to each certificate, and keeps nothing of it.
options:
  domain_server: {type: str, required: true, description: A domain controller.}
  domain_username: {type: str, required: true, description: "Account that speaks to it, as user@domain."}
  domain_password: {type: str, required: true, description: Its password.}
  certificates: {type: dict, required: true, description: Certificate of each school as PEM text.}
author: ictops
"""

EXAMPLES = r"""
- name: Look whether initial passwords could be handed over
  accounts_forest_read:
    domain_server: dc1.oaktrust.example
    domain_username: ictops@oaktrust.example
    domain_password: "{{ accounts_directory_password }}"
    certificates: {}
  no_log: true
"""

RETURN = r"""
forest:
  description: The forest's UPN suffixes (uPNSuffixes) and the names of its domains (dnsRoot).
  type: list
  elements: dict
  returned: always
refused:
  description: Schools whose certificate cannot be used, each with why.
  type: list
  elements: dict
  returned: always
"""
