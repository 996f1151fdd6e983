# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: print_queues_read
short_description: Reads the queues and drivers of a Windows print server
description:
  - Reads only. What follows from it is decided on the control machine.
options:
  accounts:
    description: Accounts whose security identifiers are asked for.
    type: list
    elements: str
    default: []
author: ictops
"""

EXAMPLES = r"""
- name: Read the queues
  print_queues_read:
  register: __print_queues_read
"""

RETURN = r"""
queues:
  description: Every queue with its driver, port, place, permissions in SDDL, its defaults, and how many jobs it holds.
  type: list
  elements: dict
  returned: always
drivers:
  description: Every printer driver with its major version.
  type: list
  elements: dict
  returned: always
ports:
  description: Name of every printer port.
  type: list
  elements: str
  returned: always
sids:
  description: Account to its security identifier, null where nobody knows the account.
  type: dict
  returned: always
makes_ipp:
  description: Whether this Windows can make a queue from an IPP address.
  type: bool
  returned: always
"""
