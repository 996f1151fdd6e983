# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: accounts_people_open
short_description: Makes and opens accounts through a Windows host, and hands their first passwords over
description:
  - Makes a password for each person, and writes them all into one file that only the holder of the certificate's key opens.
    Then makes the accounts, or opens them again. Whoever signs in first has to choose another password.
  - A new account is born closed and opened last, so that one which gets no password is never open.
  - The passwords are in memory and in that file, and are given to no cmdlet in a form that can be read.
  - It is given what differs only, and reports a change. In check mode nothing is made, written or sent.
options:
  domain_server: {type: str, required: true, description: A domain controller.}
  domain_username: {type: str, required: true, description: "Account that speaks to it, as user@domain."}
  domain_password: {type: str, required: true, description: Its password.}
  people:
    type: list
    elements: dict
    required: true
    description: >-
      People of one school, each with key, names, logon, dn and whether the account is_new; then also with upn, unit_dn and
      attributes.
  certificate: {type: str, required: true, description: The school's certificate as PEM text.}
  at: {type: str, required: true, description: "Where the file goes, without its ending; never over another."}
author: ictops
"""

EXAMPLES = r"""
- name: Open accounts
  accounts_people_open:
    domain_server: dc1.oaktrust.example
    domain_username: ictops@oaktrust.example
    domain_password: "{{ accounts_directory_password }}"
    people: []
    certificate: "{{ __accounts_certificate }}"
    at: C:\ProgramData\ictops\handover\oak-first
  no_log: true
"""

RETURN = r"""
refused:
  description: People who got no account or no password, each with their key and the number the directory refused it by.
  type: list
  elements: dict
  returned: always
"""
