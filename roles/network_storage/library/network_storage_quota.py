# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_quota
short_description: Limits what a folder of a Windows file server may hold, by FSRM
description:
  - Sets what it is given and compares nothing; it is called only for what differs.
options:
  path:
    description: The folder.
    type: str
    required: true
  size_mib:
    description: Most the folder may hold, in MiB. Needed where O(limited) is true.
    type: int
  soft:
    description: Whether more is only reported, not refused.
    type: bool
    default: false
  disabled:
    description: Whether the limit is there but switched off.
    type: bool
    default: false
  warn_percent:
    description:
      - From which share of the limit on Windows writes a warning into its event log.
      - 0 takes the warning away that this module made.
      - Where somebody else's threshold stands at this percentage already, none is added. Thresholds of others are kept.
    type: int
  limited:
    description: Whether there is a limit at all. False takes the limit away; no file is touched.
    type: bool
    default: true
  there:
    description: Whether the folder has an FSRM quota already.
    type: bool
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Limit a share
  network_storage_quota:
    path: 'D:\Shares\StaffShared'
    size_mib: 51200
    warn_percent: 80
    there: false
"""

RETURN = r"""# """
