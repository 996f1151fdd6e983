# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_members_read
short_description: Asks the directory whether anybody is in groups, from a Windows server of the domain
description:
  - Reads only, names nobody, and needs no management tools. Groups within groups count; somebody's primary group does not.
  - Asks as the account that runs it, which the directory has to know. A session that came in by key is nobody there.
options:
  sids:
    description: Security identifiers of the groups.
    type: list
    elements: str
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Ask whether anybody is in the groups
  network_storage_members_read:
    sids: [S-1-5-21-1-2-3-1101]
  register: __network_storage_members
"""

RETURN = r"""
has_people:
  description: Security identifier to whether anybody is in the group; null where the directory could not be asked.
  type: dict
  returned: always
why:
  description: Why the directory could not be asked; null where it answered.
  type: str
  returned: always
"""
