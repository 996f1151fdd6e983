# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_homes_read
short_description: Reads which limits new homes get on a Windows file server
description:
  - Reads only, and says how many homes there are, not whose.
options:
  folders:
    description: Folders that hold homes.
    type: list
    elements: str
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Read what limits homes
  network_storage_homes_read:
    folders: ['D:\Shares\StaffHomes']
  register: __network_storage_homes_read
"""

RETURN = r"""
homes:
  description: >-
    For each folder, how many C(homes) are in it, whether new ones are C(limited), by which C(template), and whether that is
    C(disabled).
  type: list
  elements: dict
  returned: always
templates:
  description: Templates of ours, with their size in MiB.
  type: list
  elements: dict
  returned: always
"""
