# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_home_limit
short_description: Limits what each new home on a Windows file server may hold, by an FSRM template
description:
  - Sets what it is given and compares nothing; it is called only for what differs.
  - FSRM also limits every folder that is there and has no limit yet. So this is called for folders without homes only.
options:
  path:
    description: The folder that holds the homes.
    type: str
    required: true
  template:
    description: The template that new homes are limited by.
    type: str
    required: true
  size_mib:
    description: Most a new home may hold, in MiB. Needed where O(limited) is true.
    type: int
  limited:
    description: Whether new homes are limited at all. Homes that are there keep their limits either way.
    type: bool
    default: true
  has_template:
    description: Whether the server has the template already.
    type: bool
    default: false
  there:
    description: Whether the folder limits new homes by this template already.
    type: bool
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Limit homes
  network_storage_home_limit:
    path: 'D:\Shares\StaffHomes'
    template: ictops StaffHomes
    size_mib: 2048
    there: false
"""

RETURN = r"""# """
