# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: accounts_people_change
short_description: Makes changes to people's accounts through a Windows host
description:
  - One step after the other, each of one person. One that the directory refuses stops none of the others.
  - It is given what differs only, and reports a change. In check mode nothing is sent.
options:
  domain_server: {type: str, required: true, description: A domain controller.}
  domain_username: {type: str, required: true, description: "Account that speaks to it, as user@domain."}
  domain_password: {type: str, required: true, description: Its password.}
  steps:
    type: list
    elements: dict
    required: true
    description: >-
      Steps with the person's key, what to do (set, join, part, move), dn and, where it fits, replace, clear, enabled, member
      or to.
author: ictops
"""

EXAMPLES = r"""
- name: Close an account
  accounts_people_change:
    domain_server: dc1.oaktrust.example
    domain_username: ictops@oaktrust.example
    domain_password: "{{ accounts_directory_password }}"
    steps:
      - {key: st-1004, do: set, dn: "CN=a.inventa,DC=oaktrust,DC=example", enabled: false, replace: {}, clear: []}
  no_log: true
"""

RETURN = r"""
refused:
  description: Steps that the directory refused, each with the person's key, what was to be done and its number for why.
  type: list
  elements: dict
  returned: always
"""
