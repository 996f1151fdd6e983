# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_read
short_description: Reads what a Windows file server shares, to whom, and under which limits
description:
  - Reads only. What follows from it is decided on the control machine.
options:
  folders:
    description: Folders whose access lists are read, beside those of the shares.
    type: list
    elements: str
    default: []
  accounts:
    description: Accounts, with their domain, whose security identifiers are asked for.
    type: list
    elements: str
    default: []
author: ictops
"""

EXAMPLES = r"""
- name: Read the server
  network_storage_read:
    folders: ['D:\Shares']
  register: __network_storage_windows
"""

RETURN = r"""
server:
  description: C(require_signing), C(smb1), and C(oldest_dialect), which is null where this Windows cannot set it.
  type: dict
  returned: always
shares:
  description: Every share with its folder, its settings and who is let in.
  type: list
  elements: dict
  returned: always
folders:
  description: Every folder with its access list in SDDL, null where there is no such folder.
  type: list
  elements: dict
  returned: always
sids:
  description: Account to its security identifier, null where nobody knows the account.
  type: dict
  returned: always
quotas:
  description: >-
    The FSRM quota of each of these folders, with what it holds and the percentages at which somebody is told; null where FSRM
    is not installed. Quotas of other folders are not read.
  type: list
  elements: dict
  returned: always
"""
